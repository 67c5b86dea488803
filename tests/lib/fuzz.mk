# The loaders under fire: one small program a loader (tests/lib/fuzz/fuzz_LOADER.c), run by clang's
# libFuzzer with its sanitizers of addresses and undefined behaviour on whatever bytes
# it thinks of, starting from tests/lib/fuzz/corpus/LOADER.tar.gz. tests/lib/fuzz.sh runs them.
FUZZ      ?= $(patsubst tests/lib/fuzz/fuzz_%.c,%,$(wildcard tests/lib/fuzz/fuzz_*.c))
SECONDS   ?= 600
FUZZ_BINS := $(addprefix $(B)/fuzz/,$(FUZZ))
# The known inputs, unpacked: one folder a loader.
FUZZ_SEEDS := $(addprefix $(B)/fuzz/seeds/,$(FUZZ))
FUZZ_OBJS := $(patsubst lib/%.c,$(B)/fuzz/%.o,$(wildcard lib/load/load_*.c) \
    lib/load/npy_type.c lib/load/video_whole.c lib/status.c) $(B)/fuzz/fuzz.o
# Small pictures and videos are enough to go wrong, and quick.
FUZZ_FLAGS := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all \
    '-DMOST_PIXELS=((size_t)1<<14)' '-DMOST_VIDEO_PIXELS=((size_t)1<<14)'
# The undefined behaviour of stb_image is not ours to mend; gcc can only leave out the whole file.
$(B)/fuzz/load/load_image.o: tests/lib/fuzz/stb_image.txt
$(B)/fuzz/load/load_image.o: FUZZ_FLAGS += $(PICTURE_CFLAGS) \
    $$(grep -q FUZZ_REPLAY $(B)/fuzz/compiler && \
    echo -fno-sanitize=undefined || echo -fsanitize-ignorelist=tests/lib/fuzz/stb_image.txt)

# Where there is no clang with its fuzzer by the package manager, the corpus is replayed.
$(B)/setup/fuzz: setup.sh
	$(Q)mkdir -p $(@D)
	$(Q)./setup.sh fuzz || echo 'fuzz: the corpus is replayed, nothing new is tried'
	$(Q)touch $@

# The compiler: clang where it brings its fuzzer, or else what there is.
$(B)/fuzz/compiler: | $(B)/setup/build $(B)/setup/fuzz
	$(Q)mkdir -p $(@D)
	$(Q)if clang $(STD) -Ilib -fsanitize=fuzzer,address,undefined -o $@.probe \
	        tests/lib/fuzz/fuzz_idx.c tests/lib/fuzz/fuzz.c \
	        lib/load/load_idx.c lib/load/load_file.c lib/status.c -lm 2>/dev/null; \
	    then echo clang -fsanitize=fuzzer; else echo $(CC) -DFUZZ_REPLAY; fi >$@
FUZZ_COMPILE = $$(cat $(B)/fuzz/compiler) $(STD) $(WARN) $(CPPFLAGS) $(FUZZ_FLAGS) -MMD -MP

$(B)/fuzz/%.o: lib/%.c $(B)/fuzz/compiler tests/lib/fuzz.mk
	$(Q)mkdir -p $(@D)
	$(Q)$(FUZZ_COMPILE) -c -o $@ $<

$(B)/fuzz/%.o: tests/lib/fuzz/%.c $(B)/fuzz/compiler tests/lib/fuzz.mk
	$(Q)$(FUZZ_COMPILE) -c -o $@ $<

$(FUZZ_BINS): $(B)/fuzz/%: $(B)/fuzz/fuzz_%.o $(FUZZ_OBJS)
	$(Q)$(FUZZ_COMPILE) -o $@ $^ -lm

$(FUZZ_SEEDS): $(B)/fuzz/seeds/%: tests/lib/fuzz/corpus/%.tar.gz
	$(Q)rm -rf $@ && mkdir -p $@ && tar -xzf $< -C $@ && touch $@

## make fuzz       try each loader on broken files for 10 minutes (FUZZ=npy, SECONDS=n)
.PHONY: fuzz fuzz-keep
fuzz: $(FUZZ_BINS) $(FUZZ_SEEDS)
	$(Q)B='$(B)' FUZZ='$(FUZZ)' FUZZ_SECONDS=$(SECONDS) FUZZ_SEED=0 bash tests/lib/fuzz.sh

## make fuzz-keep  add to the packed corpus what make fuzz found and no known input reaches
fuzz-keep: $(FUZZ_BINS) $(FUZZ_SEEDS)
	$(Q)B='$(B)' FUZZ='$(FUZZ)' bash tests/lib/fuzz.sh keep
