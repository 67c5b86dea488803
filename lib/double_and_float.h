/* double_and_float.h: compile a file's code for double and again for float.
 *
 * The file includes itself. At first REAL is not defined: that part holds what both precisions
 * share, and ends with
 *
 *     #define SB_BODY "coding/lasso.c"   (the file's own name)
 *     #include "double_and_float.h"
 *
 * which includes the file twice more. REAL is then the element type, and R(name) is
 * the name itself for double, name_f for float. No include guard: meant to be repeated. */
#define REAL double
#define REAL_INT int64_t
#define REAL_EPS DBL_EPSILON
#define R(name) name
#include SB_BODY
#undef REAL
#undef REAL_INT
#undef REAL_EPS
#undef R

#define REAL float
#define REAL_INT int32_t
#define REAL_EPS FLT_EPSILON
#define R(name) name##_f
#include SB_BODY
#undef REAL
#undef REAL_INT
#undef REAL_EPS
#undef R

#undef SB_BODY
