# The loaders under fire: one small program a loader (tests/fuzz/fuzz_LOADER.c), run by clang's
# libFuzzer with its sanitizers of addresses and undefined behaviour on whatever bytes
# it thinks of, from those of tests/fuzz/corpus/LOADER on. tests/fuzz.sh runs them.
FUZZ      ?= $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
SECONDS   ?= 600
FUZZ_BINS := $(addprefix $(B)/fuzz/,$(FUZZ))
FUZZ_OBJS := $(patsubst lib/%.c,$(B)/fuzz/%.o,$(wildcard lib/load/load_*.c) lib/status.c) $(B)/fuzz/fuzz.o
# Small pictures and videos are enough to go wrong, and quick.
FUZZ_FLAGS := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all \
    '-DMOST_PIXELS=((size_t)1<<14)' '-DMOST_VIDEO_PIXELS=((size_t)1<<14)'
# The undefined behaviour of stb_image is not ours to mend; gcc can only leave out the whole file.
$(B)/fuzz/load/load_image.o: tests/fuzz/stb_image.txt
$(B)/fuzz/load/load_image.o: FUZZ_FLAGS += $(PICTURE_CFLAGS) $$(grep -q FUZZ_REPLAY $(B)/fuzz/compiler && \
    echo -fno-sanitize=undefined || echo -fsanitize-ignorelist=tests/fuzz/stb_image.txt)

# Where there is no clang with its fuzzer by the package manager, the corpus is replayed.
$(B)/setup/fuzz: setup.sh
	$(Q)mkdir -p $(@D)
	$(Q)./setup.sh fuzz || echo 'fuzz: the corpus is replayed, nothing new is tried'
	$(Q)touch $@

# The compiler: clang where it brings its fuzzer, or else what there is.
$(B)/fuzz/compiler: | $(B)/setup/build $(B)/setup/fuzz
	$(Q)mkdir -p $(@D)
	$(Q)if clang $(STD) -Ilib -fsanitize=fuzzer,address,undefined -o $@.probe tests/fuzz/fuzz_idx.c tests/fuzz/fuzz.c \
	        lib/load/load_idx.c lib/load/load_file.c lib/status.c -lm 2>/dev/null; \
	    then echo clang -fsanitize=fuzzer; else echo $(CC) -DFUZZ_REPLAY; fi >$@
FUZZ_COMPILE = $$(cat $(B)/fuzz/compiler) $(STD) $(WARN) $(CPPFLAGS) $(FUZZ_FLAGS) -MMD -MP

$(B)/fuzz/%.o: lib/%.c $(B)/fuzz/compiler tests/fuzz.mk
	$(Q)mkdir -p $(@D)
	$(Q)$(FUZZ_COMPILE) -c -o $@ $<

$(B)/fuzz/%.o: tests/fuzz/%.c $(B)/fuzz/compiler tests/fuzz.mk
	$(Q)$(FUZZ_COMPILE) -c -o $@ $<

$(FUZZ_BINS): $(B)/fuzz/%: $(B)/fuzz/fuzz_%.o $(FUZZ_OBJS)
	$(Q)$(FUZZ_COMPILE) -o $@ $^ -lm

## make fuzz       every loader on 10 minutes of broken files each (FUZZ=npy, SECONDS=n)
.PHONY: fuzz fuzz_keep
fuzz: $(FUZZ_BINS)
	$(Q)B='$(B)' FUZZ='$(FUZZ)' FUZZ_SECONDS=$(SECONDS) FUZZ_SEED=0 bash tests/fuzz.sh

# What make fuzz came across goes to tests/fuzz/corpus, as far as it reaches other lines.
fuzz_keep: $(FUZZ_BINS)
	$(Q)B='$(B)' FUZZ='$(FUZZ)' bash tests/fuzz.sh keep
