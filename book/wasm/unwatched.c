/* unwatched.c: the widgets run the object that the judge runs, in which every load and store is
 * announced; there, nobody listens. */
#define ANNOUNCED(n)                         \
    void __sanitizer_cov_load##n(void *at);  \
    void __sanitizer_cov_load##n(void *at)   \
    {                                        \
        (void)at;                            \
    }                                        \
    void __sanitizer_cov_store##n(void *at); \
    void __sanitizer_cov_store##n(void *at)  \
    {                                        \
        (void)at;                            \
    }
ANNOUNCED(1)
ANNOUNCED(2)
ANNOUNCED(4)
ANNOUNCED(8)
ANNOUNCED(16)
