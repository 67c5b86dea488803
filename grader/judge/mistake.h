/* mistake.h: how a known mistake is written down.
 *
 *   MISTAKE(ReLU, strict, "A sample equal to theta ...")
 *   void ReLU__strict(const double *x, size_t n, double theta, double *thres_x) { ... }
 *
 * The sentence is shown to the student whose output is this mistake's output:
 * it says what the code does, and what the exercise asks for instead.
 * exercise: a function of the chapter. */
#ifndef SB_MISTAKE_H
#define SB_MISTAKE_H

struct mistake {
    const char *function, *name, *sentence;
};

#define MISTAKE(function, name, sentence)                      \
    extern const struct mistake function##__##name##__mistake; \
    const struct mistake function##__##name##__mistake = {#function, #name, sentence};

#endif
