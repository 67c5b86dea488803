# Benchmarks against Debian's scikit-learn. The library is compiled once more, as a
# shared object that Python can load; both sides use the same OpenBLAS kernels.
PYTHON     ?= /usr/bin/python3
BENCH_LIB  := $(B)/bench/libsparse.so
BENCH_OBJS := $(patsubst lib/%.c,$(B)/bench/lib/%.o,$(wildcard lib/*.c lib/*/*.c)) \
              $(B)/bench/bench_data.o
BENCH_BLAS := $(if $(shell grep -m1 -o avx512f /proc/cpuinfo 2>/dev/null),SkylakeX,Haswell)

$(B)/bench/lib/coding/kernels.o: LIB_CFLAGS += $(KERNEL_CFLAGS)
$(addprefix $(B)/bench/lib/,$(LOOPS)): LIB_CFLAGS += $(LOOP_CFLAGS)

$(B)/bench/lib/%.o: lib/%.c | $(B)/setup/build
	$(Q)mkdir -p $(@D)
	$(Q)$(COMPILE) -fPIC $(LIB_CFLAGS) -c -o $@ $<

$(B)/bench/bench_data.o: bench/bench_data.c | $(B)/setup/build
	$(Q)mkdir -p $(@D)
	$(Q)$(COMPILE) -fPIC -c -o $@ $<

$(BENCH_LIB): $(BENCH_OBJS)
	$(Q)$(CC) -shared $(LDFLAGS) -o $@ $^ $(LIBS)

## make bench      compare with scikit-learn, and a class of 500 (takes minutes; ROUNDS=n,
##                 ROWS=name... for less, ROWS=class for the class alone)
.PHONY: bench bench-rows
COMPARED := $(filter-out class,$(ROWS))
# One after the other: what runs beside a measurement is measured as well.
bench: $(if $(ROWS),$(if $(COMPARED),bench-rows),bench-rows)
	$(if $(ROWS),,@$(MAKE) bench-judge)
	$(if $(ROWS),$(if $(filter class,$(ROWS)),@$(MAKE) bench-class),@$(MAKE) bench-class)

bench-rows: $(BENCH_LIB) | $(B)/setup/bench
	$(Q)OPENBLAS_CORETYPE=$(BENCH_BLAS) $(PYTHON) bench/compare.py $(BENCH_LIB) \
        $(if $(ROUNDS),--rounds $(ROUNDS)) $(COMPARED)
