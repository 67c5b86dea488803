# The shared library: every .c file here and below, in one archive.
LIB      := $(B)/libsparse.a
LIB_OBJS := $(patsubst lib/%.c,$(B)/lib/%.o,$(wildcard lib/*.c lib/*/*.c))

# The parts that the exercises' tests need, which compile much faster: the few files that most
# chapters need, and those that chapter 6 trains with.
LIB_KIT  := $(B)/libkit.a
LIB_CODE := $(B)/libcode.a
KIT_OBJS := $(addprefix $(B)/lib/,status.o mat.o stats.o filter.o linalg.o blas.o parallel.o)
LEARNING := $(addprefix $(B)/lib/,learning/dict_learn.o learning/dict_atoms.o coding/lasso.o \
              coding/lasso_exact.o coding/coder.o \
              coding/kernels.o random.o)

# So that a program that needs one measure need not link the others (LINK_WORKER).
STATS_CFLAGS := -ffunction-sections
$(B)/lib/stats.o: LIB_CFLAGS += $(STATS_CFLAGS)

# The inner loops depend on registers: full unrolling and fused multiply-add.
KERNEL_CFLAGS := -O3 -ffp-contract=fast
$(B)/lib/coding/kernels.o: LIB_CFLAGS += $(KERNEL_CFLAGS)
# And these have loops of their own that are worth vectorising.
LOOPS := covariance.o coding/coder.o coding/lasso.o coding/lasso_exact.o \
              coding/omp.o learning/dict_atoms.o
LOOP_CFLAGS := -O3
$(addprefix $(B)/lib/,$(LOOPS)): LIB_CFLAGS += $(LOOP_CFLAGS)
# stb_image lets the sizes of a damaged picture overflow before it checks them.
PICTURE_CFLAGS := -fno-strict-overflow
$(B)/lib/load/load_image.o: LIB_CFLAGS += $(PICTURE_CFLAGS)
# All of these flags, for the Makefile's record of what the build folder was built with.
LIB_FLAGS = $(LIB_CFLAGS) $(STATS_CFLAGS) $(KERNEL_CFLAGS) $(LOOPS) $(LOOP_CFLAGS) $(PICTURE_CFLAGS)

$(B)/lib/%.o: lib/%.c | $(B)/setup/build
	$(Q)mkdir -p $(@D)
	$(Q)$(COMPILE) -Wconversion $(LIB_CFLAGS) -c -o $@ $<

$(LIB): $(LIB_OBJS)
	$(Q)rm -f $@
	$(Q)ar rcs $@ $^

$(LIB_CODE): $(KIT_OBJS) $(LEARNING)
	$(Q)rm -f $@
	$(Q)ar rcs $@ $^

$(LIB_KIT): $(KIT_OBJS)
	$(Q)rm -f $@
	$(Q)ar rcs $@ $^
