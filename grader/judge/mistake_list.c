/* Prints every known mistake: function, name and sentence, with tabs between.
 * NAMES is a file made from the symbols of the compiled mistakes. */
#include <stdio.h>

#include "mistake.h"

#define MISTAKE_NAME(symbol) extern const struct mistake symbol;
#include NAMES
#undef MISTAKE_NAME

int main(void)
{
#define MISTAKE_NAME(symbol) printf("%s\t%s\t%s\n", symbol.function, symbol.name, symbol.sentence);
#include NAMES
    return 0;
}
