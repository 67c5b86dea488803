/* judge.h: what a chapter's tests are written with.
 *
 *   PROPERTY(ReLU, keeps_the_edge, "a sample equal to theta becomes 0")
 *   {
 *       const double *x = given("x", (double[]){149.0, 150.0, 151.0}, 3);
 *       double *thres_x = output("thres_x", 3);
 *       calling("ReLU(x, n = 3, theta = 150, thres_x)");
 *       ReLU(x, 3, 150.0, thres_x);
 *       expect_values("thres_x", thres_x, (double[]){0.0, 0.0, 1.0}, 3, 0.0);
 *   }
 *
 * The test says what it calls before it calls it, so that the report of a crash can use those
 * words. Tests know an exercise only by its chapter's header. Behind the name is a proxy, which
 * sends the arguments to a worker process with the student's code and brings back values. In the
 * worker inputs are read-only, outputs start as NaN, and every array ends at a guard page.
 *
 * Criterion's macros declare the tests. make check runs them with native/runner.c, which is not
 * linked with Criterion; a test that uses cr_assert and the like runs only under make criterion. */
#ifndef SB_JUDGE_H
#define SB_JUDGE_H

#include <criterion/criterion.h>
#include <stdbool.h>
#include <stddef.h>

#include "limits.h"
#include "reference.h"

/* One property of an exercise: a Criterion test, its points in chapter.ini.
 * what: the property in plain words, present tense, no full stop. */
#define PROPERTY(exercise, name, what)                                         \
    Test(exercise, name, .description = (what), .timeout = LIMIT_TEST_SECONDS, \
         .init = judge_begin, .fini = judge_end)

void judge_begin(void);
void judge_end(void);

/* ---- what the chapter's header promises about the input ---- */

/* CONTRACT(taus) { return contract_size(call, "first") <= contract_size(call, "last"); }
 * Where not every input makes sense, this says which do: smaller examples keep to it. */
struct answered;
#define CONTRACT(function)                                                      \
    _Static_assert(sizeof &function > 0, "a function of the chapter's header"); \
    bool contract_of_##function(const struct answered *call);                   \
    bool contract_of_##function(const struct answered *call)

/* The size `name` of the call. */
size_t contract_size(const struct answered *call, const char *name);

/* POSITIVE("rows", "cols"): none of these sizes is 0. */
#define POSITIVE(...) contract_positive(call, (const char *const[]){__VA_ARGS__, NULL})
bool contract_positive(const struct answered *call, const char *const *names);

/* Every element of the array of sizes lies between lo and hi. */
bool contract_sizes(const struct answered *call, const char *name, size_t lo, size_t hi);

/* The array has two values that differ. */
bool contract_varies(const struct answered *call, const char *name);

/* The rows of m values in the array have norm 1, up to rounding. */
bool contract_unit_rows(const struct answered *call, const char *name, size_t m);

/* ---- what goes in and what comes out ---- */

/* A copy of values[n], shown as the input `name` when the test fails. */
const double *given(const char *name, const double *values, size_t n);
const size_t *given_sizes(const char *name, const size_t *values, size_t n);

/* A copy of values[n] that the exercise may change (in/out), shown likewise. */
double *given_inout(const char *name, const double *values, size_t n);

/* n elements to be filled in, marked as never written before. */
double *output(const char *name, size_t n);
size_t *output_sizes(const char *name, size_t n);

/* A plain array of n elements for the test's own use; never fails. */
double *scratch(size_t n);

/* ---- random inputs, the same for the same SB_SEED and test ---- */

double draw_uniform(double lo, double hi); /* lo <= value < hi */
double draw_normal(void);                  /* mean 0, variance 1 */
size_t draw_size(size_t lo, size_t hi);    /* lo <= value <= hi */

/* 1 for every other trial; for those between, in turns, a power of ten far below and far above it:
 * the unit of a signal, since what is right for grey values may be wrong for volts. */
double draw_unit(int trial);

/* Multiplies x[n] by unit, and returns it. */
double *in_unit(double *x, size_t n, double unit);

/* A scratch array of n draws. */
double *draw_uniforms(size_t n, double lo, double hi);
double *draw_normals(size_t n);

/* ---- the call and the verdict ---- */

/* The call about to be made, as a reader would write it. Starts a new call:
 * inputs shown with it are those given since the last one. */
void calling(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* A sentence to show if the next expectation fails: the likely reason. */
void hint(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Each of these ends the test when it does not hold, and reports what was expected and what came
 * out. They are written so that NaN never passes, except where NaN is wanted.
 *
 * got[i] is right when |got[i] - want[i]| <= tol * max_j |want[j]|; tol = 0 asks
 * for equality. When all of want is 0 the limit is tol itself. A name like "diffs + 5" says that
 * got[0] is diffs[5]. */
void expect_values(const char *name, const double *got, const double *want, size_t n, double tol);
void expect_value(const char *name, double got, double want, double tol);

/* The same with |got[i] - want[i]| <= limit, for sums that are much smaller than their terms. */
void expect_near(const char *name, const double *got, const double *want, size_t n, double limit);
void expect_close(const char *name, double got, double want, double limit);
void expect_size(const char *name, size_t got, size_t want);
void expect_sizes(const char *name, const size_t *got, const size_t *want, size_t n);

/* Elements from..to-1 of an output must have been left as output() made them. */
void expect_untouched(const char *name, const double *x, size_t from, size_t to);

/* Any other property: what was expected, and (printf style) what came out. */
void expect_that(bool holds, const char *expected, const char *got_fmt, ...)
    __attribute__((format(printf, 3, 4)));

#endif
