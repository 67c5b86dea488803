# The loaders under fire: a small target for each in tests/fuzz/, run by clang's libFuzzer
# with its address and undefined-behaviour sanitizers on whatever bytes it thinks of,
# starting from tests/fuzz/corpus/LOADER. Where there is no libFuzzer, the corpus is
# replayed. FUZZ=LOADER narrows to one.
FUZZ_ALL     := $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
FUZZ         ?= $(FUZZ_ALL)
FUZZ_SECONDS := $(if $(filter environment command,$(origin SECONDS)),$(SECONDS),600)
FUZZ_BINS    := $(addprefix $(B)/fuzz/,$(FUZZ))
FUZZ_OBJS    := $(patsubst lib/%.c,$(B)/fuzz/lib_%.o,$(wildcard lib/load_*.c) lib/status.c) $(B)/fuzz/fuzz.o

# clang with its fuzzer, or what the system has for a compiler and replay.c: said once here.
$(B)/fuzz/compiler: tests/fuzz.mk
	$(Q)mkdir -p $(@D)
	$(Q)cp tests/fuzz/fuzz_idx.c $@.c; \
	if clang $(STD) -Ilib -Itests/fuzz -fsanitize=fuzzer-no-link,address,undefined -c -o $@.o $@.c 2>/dev/null && \
	   echo 'int LLVMFuzzerTestOneInput(const unsigned char *p, unsigned long n); int LLVMFuzzerTestOneInput(const unsigned char *p, unsigned long n) { return p && n && 0; }' | \
	   clang -fsanitize=fuzzer,address,undefined -o $@.probe -x c - 2>/dev/null; \
	then echo clang; else echo '$(CC)'; fi >$@
