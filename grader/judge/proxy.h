/* proxy.h: the building blocks of the proxies that tests call instead of the student's functions.
 * The proxies are generated from the chapters' tables; tests see only the chapters' headers. */
#ifndef SB_PROXY_H
#define SB_PROXY_H

#include "call.h"

/* The next argument of a call. */
void call_array(struct call *call, enum arg_kind kind, const char *name, void *at, size_t count);
void call_size(struct call *call, const char *name, size_t size);
void call_real(struct call *call, const char *name, double real);

/* Send the call, wait for the answer, copy the outputs back to the caller's arrays. Does not
 * return when the worker crashed, hung, exited or lied: the test has then failed, and its report
 * says how. */
void call_remote(struct call *call);

/* For the lengths of arrays: the largest of values[count]; 0 when there are none. */
size_t largest(const size_t *values, size_t count);

/* The number of values in all side x side patches of an image at that stride. */
size_t patch_values(size_t rows, size_t cols, size_t side, size_t stride);

#endif
