/* cases.h: calls of the library, each made until it gets through without a failure. */
#ifndef TESTS_ALLOC_CASES_H
#define TESTS_ALLOC_CASES_H

#include "status.h"

/* A call on its inputs. It gives back what the call gave it, in any case, and says
 * what the call did wrong, or NULL. */
struct outcome {
    enum sb_status status;
    const char *wrong;
};
struct alloc_case {
    const char *name;
    struct outcome (*run)(void);
};

/* Tables that end with a NULL name. */
extern const struct alloc_case numeric_cases[], loader_cases[], plot_cases[];

/* Make the numeric cases' inputs. */
void numeric_inputs(void);

#endif
