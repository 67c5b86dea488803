# make book: the chapters as pages, with figures, and sliders that run the C.
#
# $(B)/book/NN_topic.html, index.html   the pages; $(B)/book is all one needs to copy
# AUDIENCE=student leaves the model answers out, instructor adds the reference.
AUDIENCE  ?= reader
ifeq ($(filter reader student instructor,$(AUDIENCE)),)
$(error AUDIENCE=$(AUDIENCE): say reader, student or instructor)
endif
BOOK      := $(B)/book
BOOK_SRC  := solutions
WIDGETS   := $(patsubst book/widgets/%.js,%,$(wildcard book/widgets/*.js))
WASM_CC   := clang --target=wasm32-wasi -mexec-model=reactor -O2 -DNDEBUG -std=c11 \
              -D_POSIX_C_SOURCE=200809L -D_WASI_EMULATED_SIGNAL -Ilib -Igrader
WASM_KIT  := book/wasm/kit.c lib/stats.c lib/filter.c lib/mat.c

BOOK_PAGES  := $(CHAPTERS:%=$(BOOK)/%.html) $(BOOK)/index.html
BOOK_STATIC := $(addprefix $(BOOK)/,core.js style.css uPlot.iife.min.js uPlot.min.css)

$(BOOK)/%.js: book/%.js
	$(Q)mkdir -p $(@D) && cp $< $@
$(BOOK)/style.css: book/style.css $(wildcard book/fonts/*)
	$(Q)mkdir -p $(@D) && cp $< $@ && cp -r book/fonts $(@D)/
$(BOOK)/uPlot.%: book/vendor/uplot/uPlot.%
	$(Q)mkdir -p $(@D) && cp $< $@
$(BOOK)/widgets/%.js: book/widgets/%.js
	$(Q)mkdir -p $(@D) && cp $< $@

# The figures, and which file is which: "F2.2 <tab> figures/02_relu.svg".
BOOK_TSV := $(CHAPTERS:%=$(BOOK)/figures/%.tsv)
$(BOOK_TSV): $(BOOK)/figures/%.tsv: $(B)/figures/bin/solutions/% | $(B)/setup/figures
	$(Q)mkdir -p $(@D) $(BOOK)/obj
	$(Q)OPENBLAS_NUM_THREADS=1 SPARSEBOOK_MODEL=$(BOOK)/obj/model $< --format svg \
	    --out $(B)/figures/solutions --values $(B)/values >$(@:.tsv=.log) || \
	    { grep -v '^F.*svg$$' $(@:.tsv=.log); exit 1; }
	$(Q)sed -n 's|^F[^ ]* *||p' $(@:.tsv=.log) | xargs -I{} cp {} $(@D)/
	$(Q)sed -n 's|^\(F[^ ]*\) .*/\([^/]*\.svg\)$$|\1\tfigures/\2|p' $(@:.tsv=.log) >$@
$(BOOK)/figures.tsv: $(BOOK_TSV)
	$(Q)cat $^ >$@

# The exercises' own C, and what it calls, as one module a chapter.
define WASM_RULES
$(BOOK)/wasm/$(1).js: $(BOOK_SRC)/$(1)/$(2).c $(WASM_KIT) $(WASM_$(1)) | $(B)/setup/book
	$$(Q)mkdir -p $$(@D)
	$$(Q)$(WASM_CC) -DSOLUTION -iquote chapters/$(1) -o $$(@:.js=.wasm) $(WASM_KIT) $$< $$(WASM_$(1)) \
	    -Wl,--strip-all $$(addprefix -Wl$$(comma)--export=,$$(call functions,$(1)) $(EXPORT_$(1)))
	$$(Q){ printf 'SB.wasm["$(1)"] = "'; base64 -w0 $$(@:.js=.wasm); echo '";'; } >$$@
endef
comma := ,
WASM_04_omp           := book/wasm/least_squares.c
WASM_06_visual_fields := book/wasm/one_thread.c $(addprefix lib/,dict_learn.c dict_atoms.c coder.c lasso.c \
                         kernels.c random.c gabor.c)
EXPORT_03_temporal    := diff_box
EXPORT_06_visual_fields := gabor_draw
$(foreach c,$(CHAPTERS),$(eval $(call WASM_RULES,$(c),$(call topic,$(c)))))

# ---- data for the widgets: .npy bytes behind its header, packed ----
$(BOOK)/data/bird.js: data/bird.npy
	$(Q)mkdir -p $(@D)
	$(Q){ printf 'SB.data.bird = {shape: [280, 90, 160], type: "u8", gzip: "'; \
	    tail -c 4032000 $< | gzip -9n | base64 -w0; echo '"};'; } >$@

# Data that a program of ours prepares: chapter 5's video, chapter 6's images and full model,
# the frame of chapters 7 and 8.
BOOK_OBJS := $(B)/book/obj/pack.o $(LIB)
$(B)/book/obj/%.o: book/%.c | $(B)/setup/build
	$(Q)mkdir -p $(@D)
	$(Q)$(COMPILE) -c -o $@ $<
$(B)/book/obj/digits: $(B)/solutions/05_dictionary/dictionary.o
$(addprefix $(B)/book/obj/,digits images atoms frame): %: %.o $(BOOK_OBJS)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)
$(addprefix $(BOOK)/data/,digits.js images.js frame.js): $(BOOK)/data/%.js: $(B)/book/obj/%
	$(Q)mkdir -p $(@D)
	$(Q)$< >$@
$(BOOK)/data/digits.js: data/digits-images.idx3-ubyte
$(BOOK)/data/images.js: data/cifar10_batch.bin
$(BOOK)/data/frame.js: data/bird_frame.png
$(BOOK)/data/atoms.js: $(B)/book/obj/atoms $(BOOK)/figures.tsv
	$(Q)mkdir -p $(@D)
	$(Q)$< $(BOOK)/obj/model >$@

# Scripts of a page: the core, its data, its modules, its widgets.
PAGE_DATA_02_thresholding := bird
PAGE_DATA_03_temporal     := bird
PAGE_DATA_04_omp          := bird
PAGE_DATA_05_dictionary   := digits
PAGE_DATA_06_visual_fields := images atoms
PAGE_DATA_07_hard_threshold := frame
PAGE_DATA_08_spatial      := frame
page_scripts = $(if $(filter $(1),$(WIDGETS)),uPlot.iife.min.js core.js \
    $(PAGE_DATA_$(1):%=data/%.js) wasm/$(1).js widgets/$(1).js)

define PAGE_RULES
$(BOOK)/$(1).html: chapters/$(1)/README.md book/page.sh book/filter.lua book/template.html \
                   $(BOOK)/figures.tsv $(BOOK_STATIC) $$(addprefix $(BOOK)/,$$(call page_scripts,$(1))) | $(B)/setup/book
	$$(Q)TOC=1 SCRIPTS='$$(call page_scripts,$(1))' book/page.sh $(1) '$(B)' $(AUDIENCE) $$< $(CHAPTERS) >$$@
endef
$(foreach c,$(CHAPTERS),$(eval $(call PAGE_RULES,$(c))))

$(BOOK)/index.html: book/index.md book/page.sh book/filter.lua book/template.html $(BOOK)/figures.tsv \
                    $(BOOK_STATIC) $(CHAPTERS:%=chapters/%/README.md) | $(B)/setup/book
	$(Q)book/page.sh index '$(B)' $(AUDIENCE) $< $(CHAPTERS) >$@

## make book       the book as pages, with sliders that run the C (AUDIENCE=student|instructor)
.PHONY: book
book: $(BOOK_PAGES)
	@echo 'The book is in $(BOOK)/index.html'
