# make learn: atoms from images that do not fit in memory.
LEARN   := $(B)/bench/learn
PATCHES ?= 100000
SIDE    ?= 12
ATOMS   ?= 128
$(B)/bench/learn.o: bench/learn.c | $(B)/setup/build
	$(Q)mkdir -p $(@D)
	$(Q)$(COMPILE) -c -o $@ $<

$(LEARN): $(B)/bench/learn.o $(LIB)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)

## make learn      learn atoms from images too large for memory: DATA=dir (CIFAR-10 .bin or .npy)
##                 PATCHES=n SIDE=pixels ATOMS=n ATOMS_FILE=file; Ctrl-C stops, again goes on
.PHONY: learn
ATOMS_FILE ?= $(B)/atoms.npy
learn: $(LEARN)
	$(Q)trap : INT; set --; \
	for f in $(if $(DATA),$(call quoted,$(DATA))/*.bin $(call quoted,$(DATA))/*.npy,\
	        data/cifar10_batch.bin); do \
	    [ ! -f "$$f" ] || set -- "$$@" "$$f"; \
	done; \
	[ $$# != 0 ] || { echo 'DATA: no .bin and no .npy file there' >&2; exit 1; }; \
	OPENBLAS_NUM_THREADS=1 $(LEARN) $(call quoted,$(ATOMS_FILE)) '$(PATCHES)' '$(SIDE)' \
	    '$(ATOMS)' 1 "$$@"

## make bench-scale  what learning costs against patches, atoms, pixels and threads
.PHONY: bench-scale
bench-scale: $(LEARN) | $(B)/setup/bench
	$(Q)OPENBLAS_NUM_THREADS=1 $(PYTHON) bench/scale.py $(LEARN) data/cifar10_batch.bin
