/* double_and_float.h: compile the file named by SB_BODY twice, once for double
 * and once for float. There REAL is the element type and R(name) the name
 * itself for double, name_f for float. No include guard: meant to be repeated. */
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
