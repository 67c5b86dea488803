/* fault_words.h: what a report says of a call that went wrong, the same words for every transport.
 * Each is a phrase that follows the call's text; %s and the like are filled in as noted. */
#ifndef SB_FAULT_WORDS_H
#define SB_FAULT_WORDS_H

/* verb (read or wrote), array, element, elements */
#define FAULT_PAST_END "it %s past the end of %s (element %ld of %zu)"
/* verb, array */
#define FAULT_BEFORE "it %s before the start of %s"
/* array, element, elements */
#define FAULT_INPUT "it wrote to %s, an input that stays as it is (element %ld of %zu)"
/* array */
#define FAULT_FREED_ARRAY \
    "it gave %s to free(), or a function of the library wrote before its start"
#define FAULT_TOUCHED "it wrote before the start of %s"

#define FAULT_NULL "it used a null pointer"
#define FAULT_NULL_GIVEN \
    "it gave a function of the library a null pointer, or a number in place of a pointer"
#define FAULT_NOWHERE "it used an address where there is no memory"
#define FAULT_STACK "the stack is full: endless recursion, or very large local arrays"
#define FAULT_ABORT "it called abort"
#define FAULT_TRAP "it reached __builtin_trap, or an instruction that this processor lacks"
#define FAULT_DIVISION "it divided an integer by zero"

/* file, line, condition */
#define FAULT_ASSERT "%s line %u: its assert(%s) does not hold"
/* function */
#define FAULT_NO_FUNCTION "it called %s, and there is no such function"
/* exit status */
#define FAULT_EXIT "it ended the whole program (exit status %d) instead of returning"
/* place or nothing, seconds, this or every */
#define FAULT_OUT_OF_TIME \
    "%sit used %g seconds of processor time and did not return: does %s loop end?"
#define FAULT_MEMORY "it used more than %d MB of memory" /* LIMIT_MEMORY_MB */
/* LIMIT_PRINT_BYTES */
#define FAULT_FLOOD "it printed more than %d characters: is that a loop without end?"
/* bytes, s or nothing, it or them */
#define FAULT_LEAK "it did not free %zu byte%s of memory that it allocated: free %s"

/* These follow "it ". */
#define FAULT_HEAP_END "went past the end of allocated memory"
#define FAULT_AFTER_FREE "used memory after free"
#define FAULT_FREED_TWICE "freed the same memory twice"
#define FAULT_BAD_FREE "freed memory that malloc did not give"

#endif
