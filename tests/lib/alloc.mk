# The library with every allocation failing in turn: the linker puts a function that
# can fail in the place of each that takes memory (tests/lib/alloc/fail.c). tests/lib/alloc.sh runs
# it.
FAILING := malloc calloc realloc aligned_alloc free strdup fopen fopencookie fdopen tmpfile \
           open_memstream opendir fclose closedir posix_spawnp posix_spawn_file_actions_adddup2 \
           posix_spawn_file_actions_addopen pthread_create kiss_fftnd_alloc \
           LAPACKE_dgelsy LAPACKE_dsyevr
ALLOC_OBJS := $(patsubst tests/%.c,$(B)/tests/%.o,$(wildcard tests/lib/alloc/*.c))

ifeq ($(shell uname -s),Linux)
ALLOC_TEST := $(B)/tests/lib/alloc/test
$(ALLOC_TEST): $(ALLOC_OBJS) $(LIB)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(FAILING:%=-Wl,--wrap=%) $(LIBS)
endif
