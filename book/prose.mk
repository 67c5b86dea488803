# make prose: the numbers and contracts in the chapters' texts. $(B)/values/NN_topic.tsv   the named
# values, written when the figures are drawn
VALUES := $(patsubst figures/%.c,$(B)/values/%.tsv,$(wildcard $(CHAPTERS:%=figures/%.c)))
TEXTS  := $(wildcard README.md $(CHAPTERS:%=chapters/%/README.md))

$(B)/values/%.tsv: $(B)/figures/bin/solutions/% | $(B)/setup/figures
	$(Q)OPENBLAS_NUM_THREADS=1 $< --out '$(B)/figures/solutions' --values '$(@D)' \
	    >$(B)/values.log 2>&1 || \
	    { cat $(B)/values.log; exit 1; }

# The few pictures that the texts show on GitHub, as the figure programs of the chapters draw them.
GALLERY := $(notdir $(wildcard $(foreach c,$(CHAPTERS), \
               figures/gallery/$(firstword $(subst _, ,$(c)))_*.svg)))

## make prose      refresh the computed numbers, contracts and pictures in the texts
.PHONY: prose values
values: $(VALUES)
	$(Q)for g in $(GALLERY); do [ -f '$(B)/figures/solutions/'$$g ] || missing=1; done; \
	[ -z "$$missing" ] || $(MAKE) figures SRC=solutions FORMAT=svg >$(B)/values.log || \
	    { cat $(B)/values.log; exit 1; }
prose: values
	$(Q)book/prose.sh '$(B)/values' $(TEXTS)
	$(Q)for g in $(GALLERY); do \
	    book/same_drawing.sh '$(B)/figures/solutions/'$$g figures/gallery/$$g || \
	    { cp '$(B)/figures/solutions/'$$g figures/gallery/ && \
	      echo "figures/gallery/$$g: refreshed"; } || exit 1; \
	done
