# make book: the chapters as pages, with figures, and sliders that run the C.
# make play: the same pages around the student's own code.
#
# $(B)/book/               the pages; copy this folder, and you have copied the book
# $(B)/book-AUDIENCE/      student: without model answers; instructor: with the reference
# $(B)/book/sparsebook.pdf, .epub
# $(B)/play/               around chapters/, the reference behind
# $(B)/bookparts/          what the pages are made from
AUDIENCE  ?= reader
ifeq ($(filter reader student instructor,$(AUDIENCE)),)
$(error AUDIENCE=$(AUDIENCE): say reader, student or instructor)
endif
ifneq ($(if $(ORACLE),$(filter instructor,$(AUDIENCE))),)
$(error AUDIENCE=instructor: a student's copy has no reference to show)
endif
BOOK      := $(B)/book
PARTS     := $(B)/bookparts
OF_AUDIENCE := $(if $(filter-out reader,$(AUDIENCE)),-$(AUDIENCE))
PAGES     := $(if $(PLAY),$(B)/play,$(if $(SITE),$(B)/site,$(BOOK)$(OF_AUDIENCE)))
WIDGETS   := $(patsubst book/widgets/%.js,%,$(wildcard book/widgets/*.js))
WASM_CC   := clang --target=wasm32-wasi -mexec-model=reactor -O2 -DNDEBUG -std=c11 \
              -D_POSIX_C_SOURCE=200809L -D_WASI_EMULATED_SIGNAL -Ilib -iquote grader
# Objects that several modules share are compiled once.
wasm_objs  = $(patsubst %.c,$(PARTS)/wasm/%.o,$(1))
WASM_KIT  := $(call wasm_objs,book/wasm/kit.c lib/stats.c lib/filter.c lib/mat.c)
# What exercises may also call, as in a worker: learners where chapter.ini says so.
WASM_LEARNERS := $(call wasm_objs,grader/judge/kit/one_thread.c book/wasm/no_system.c \
                   $(addprefix lib/,learning/dict_learn.c learning/dict_atoms.c coding/coder.c \
                   coding/lasso.c coding/lasso_exact.c coding/kernels.c random.c fields/gabor.c))
wasm_more   = $(call wasm_objs,grader/judge/kit/least_squares.c) \
                 $(if $(filter $(LEARNERS),$(1)),$(WASM_LEARNERS))
# Functions that widgets call besides the exercises.
WIDGETS_CALL  := diff_box gabor_draw

BOOK_EXTRAS := index summary handin glossary $(if $(SITE),inbrowser)
BOOK_PAGES  := $(addprefix $(PAGES)/,$(addsuffix .html,$(CHAPTERS) $(BOOK_EXTRAS)))
BOOK_STATIC := $(addprefix $(BOOK)/,palette.js core.js style.css uPlot.iife.min.js uPlot.min.css \
                page.js trainer.js plane.js own_data.js video.js predict.js mistakes.js \
                minisearch.js favicon.svg)

$(BOOK)/%.js: book/%.js
	$(Q)mkdir -p $(@D) && cp $< $@
$(BOOK)/style.css: book/style.css $(PARTS)/palette $(wildcard book/fonts/*)
	$(Q)mkdir -p $(@D) && { $(PARTS)/palette css && cat $<; } >$@ && cp -r book/fonts $(@D)/
$(BOOK)/palette.js: $(PARTS)/palette
	$(Q)mkdir -p $(@D) && $< js >$@
$(PARTS)/palette.txt: $(PARTS)/palette
	$(Q)$< dark >$@
$(BOOK)/uPlot.%: book/vendor/uplot/uPlot.%
	$(Q)mkdir -p $(@D) && cp $< $@
$(BOOK)/minisearch.js: book/vendor/minisearch/minisearch.js
	$(Q)mkdir -p $(@D) && cp $< $@
$(BOOK)/favicon.svg: book/favicon.svg
	$(Q)mkdir -p $(@D) && cp $< $@
$(BOOK)/widgets/%.js: book/widgets/%.js
	$(Q)mkdir -p $(@D) && cp $< $@

# The figures, and which file is which: "F2.2 <tab> figures/02_relu.svg".
# Each file that is named on standard input goes to folder $(1), smaller, and with its colours for
# dark screens.
darkened = while read -r f; do \
    awk -f book/smaller.awk "$$f" | awk -v palette=$(PARTS)/palette.txt -f book/dark.awk \
        >$(1)/"$${f\#\#*/}" || exit 1; done
BOOK_TSV := $(CHAPTERS:%=$(PARTS)/figures/%.tsv)
$(BOOK_TSV): $(PARTS)/figures/%.tsv: $(B)/figures/bin/solutions/% book/dark.awk \
             book/smaller.awk $(PARTS)/palette.txt | $(B)/setup/figures
	$(Q)echo 'book: drawing the figures of $* ...'
	$(Q)mkdir -p $(@D) $(BOOK)/figures
	$(Q)OPENBLAS_NUM_THREADS=1 SPARSEBOOK_MODEL=$(PARTS)/model $< --format svg \
	    --out $(B)/figures/solutions --values $(B)/values >$(@:.tsv=.log) || \
	    { grep -v '^F.*svg$$' $(@:.tsv=.log); exit 1; }
	$(Q)sed -n 's|^F[^ ]* *\(.*\.svg\)$$|\1|p' $(@:.tsv=.log) | $(call darkened,$(BOOK)/figures)
	$(Q)$< --list | cut -f 1,3 >$(@:.tsv=.list)
	$(Q)sed -n 's|^\(F[^ ]*\) .*/\([^/]*\.svg\)$$|\1\tfigures/\2|p' $(@:.tsv=.log) >$@
$(BOOK)/figures.tsv: $(BOOK_TSV)
	$(Q)mkdir -p $(@D) && cat $(^:.tsv=.list) >$(BOOK)/drawn.tsv && cat $^ >$@

# The exercises' own C, and what it calls, as one module per chapter. A student's copy has the
# reference's modules compiled (make release puts them there).
define WASM_RULES
ifneq ($(ORACLE),)
$(PARTS)/wasm/$(1).wasm: $(ORACLE)/$(1).wasm
	$$(Q)mkdir -p $$(@D) && cp $$< $$@
else
$(PARTS)/wasm/$(1).wasm: solutions/$(1)/$(2).c $(WASM_KIT) $(call wasm_more,$(1)) \
                         $(wildcard lib/*.h lib/*/*.h chapters/$(1)/*.h grader/todo.h) \
                         | $(B)/setup/book
	$$(Q)mkdir -p $$(@D)
	$$(Q)$(WASM_CC) -DSOLUTION -iquote chapters/$(1) -o $$@ $(WASM_KIT) $$< \
	    $$(call wasm_more,$(1)) -Wl,--strip-all $$(call wasm_exports,$(1))
endif
$(BOOK)/wasm/$(1).js: $(PARTS)/wasm/$(1).wasm
	$$(Q)mkdir -p $$(@D)
	$$(Q){ printf 'SB.wasm["$(1)"] = "'; base64 -w0 $$<; echo '";'; } >$$@
endef
wasm_exports = $(addprefix -Wl$(comma)--export=,$(call functions,$(1))) \
    $(addprefix -Wl$(comma)--export-if-defined=,$(WIDGETS_CALL))
comma := ,

# The known mistakes of a chapter and the reference beside them, for the bug gallery;
# they do not depend on whose exercises the page's sliders run.
define GALLERY_RULES
ifneq ($(ORACLE),)
$(BOOK)/wasm/$(1)_mistakes.js: $(ORACLE)/$(1)_gallery.js
	$$(Q)mkdir -p $$(@D) && cp $$< $$@
else
$(BOOK)/wasm/$(1)_mistakes.js: solutions/$(1)/$(2).c solutions/$(1)/mistakes.c \
                               $$(wildcard solutions/$(1)/pictures.js) \
                               $(B)/mistakes/list.tsv $(REF_NAMES) \
                               $(WASM_KIT) $(call wasm_more,$(1)) | $(B)/setup/book
	$$(Q)mkdir -p $$(@D) $(PARTS)
	$$(Q)$(filter-out -mexec-model=%,$(WASM_CC)) -DSOLUTION -include $(REF_NAMES) \
	    -iquote chapters/$(1) -c -o $(PARTS)/ref_$(1).o $$<
	$$(Q)$(WASM_CC) -DSOLUTION -iquote chapters/$(1) -o $(PARTS)/mistakes_$(1).wasm $(WASM_KIT) $$< \
	    solutions/$(1)/mistakes.c $(PARTS)/ref_$(1).o $$(call wasm_more,$(1)) -Wl,--strip-all \
	    $$$$(for f in $$(call functions,$(1)); do \
	        echo "-Wl,--export=$$$$f"; \
	        awk -v f="$$$$f" '$$$$1 == f { print "-Wl,--export=" f "__" $$$$2 }' \
	            $(B)/mistakes/list.tsv; done)
	$$(Q){ printf 'SB.wasm["$(1)_mistakes"] = "'; base64 -w0 $(PARTS)/mistakes_$(1).wasm; \
	    echo '";'; cat $$(wildcard solutions/$(1)/pictures.js) /dev/null; } >$$@
endif
endef
ifneq ($(ORACLE),)
$(B)/mistakes/list.tsv: $(ORACLE)/gallery.tsv
	$(Q)mkdir -p $(@D) && cp $< $@
endif
$(PARTS)/wasm/%.o: %.c | $(B)/setup/book
	$(Q)mkdir -p $(@D)
	$(Q)$(filter-out -mexec-model=%,$(WASM_CC)) -MMD -MP -c -o $@ $<
# The learner that chapter 6's page runs in a worker, with 128-bit instructions.
TRAIN := $(addprefix book/wasm/,train.c fft.c cholesky.c no_system.c) \
         grader/judge/kit/one_thread.c \
         $(addprefix lib/,mat.c stats.c random.c learning/dict_learn.c learning/dict_online.c \
         learning/dict_atoms.c coding/coder.c coding/lasso.c coding/lasso_exact.c \
         coding/kernels.c \
         $(addprefix fields/,gabor.c gabor_fit.c patches.c whiten.c visual_model.c))
$(PARTS)/wasm/train.wasm: $(TRAIN) $(wildcard lib/*.h lib/*/*.h book/wasm/*.h book/wasm/*/*.h) \
                          | $(B)/setup/book
	$(Q)mkdir -p $(@D)
	$(Q)$(WASM_CC) -O3 -msimd128 -Ibook/wasm -o $@ $(TRAIN) -Wl,--strip-all
$(BOOK)/data/train.js: $(PARTS)/wasm/train.wasm
	$(Q)mkdir -p $(@D)
	$(Q){ printf 'SB.wasm.train = "'; base64 -w0 $<; echo '";'; } >$@
$(foreach c,$(CHAPTERS),$(eval $(call WASM_RULES,$(c),$(call topic,$(c)))))
$(foreach c,$(CHAPTERS),$(eval $(call GALLERY_RULES,$(c),$(call topic,$(c)))))

# ---- data for the widgets, packed ----
# The recordings that the chapters' widgets load, and the learner's module.
OF_CHAPTERS  := $(wildcard $(CHAPTERS:%=book/widgets/%.js))
OF_BIRD      := $(patsubst book/widgets/%.js,%, \
                  $(shell grep -l 'SB\.bird' /dev/null $(OF_CHAPTERS)))
WIDGETS_DATA := $(shell grep -oh 'SB\.load."[a-z_]*"' /dev/null $(OF_CHAPTERS) \
                  $(if $(OF_BIRD),book/video.js) | cut -d'"' -f2)
BOOK_DATA := $(addprefix $(BOOK)/data/,$(addsuffix .js,$(sort $(WIDGETS_DATA)) train))
# Programs of ours prepare them: the bird video of chapters 2 to 4, chapter 5's video, chapter 6's
# images and full model, the frame of chapters 7 and 8.
BOOK_OBJS := $(PARTS)/pack.o $(LIB)
$(PARTS)/%.o: book/%.c | $(B)/setup/build
	$(Q)mkdir -p $(@D)
	$(Q)$(COMPILE) -c -o $@ $<
$(PARTS)/digits: $(B)/solutions/05_dictionary/dictionary.o
$(addprefix $(PARTS)/,bird digits images atoms frame palette): %: %.o $(BOOK_OBJS)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)
$(addprefix $(BOOK)/data/,digits.js images.js frame.js): $(BOOK)/data/%.js: $(PARTS)/%
	$(Q)mkdir -p $(@D)
	$(Q)$< >$@
$(BOOK)/data/bird.js: $(PARTS)/bird data/bird.npy
	$(Q)mkdir -p $(@D)
	$(Q)$< all >$@
$(BOOK)/data/bird_first.js: $(PARTS)/bird data/bird.npy
	$(Q)mkdir -p $(@D)
	$(Q)$< first >$@
$(BOOK)/data/digits.js: data/digits-images.idx3-ubyte
$(BOOK)/data/grey_images.js: $(PARTS)/images data/cifar10_batch.bin
	$(Q)mkdir -p $(@D)
	$(Q)$< grey >$@
$(BOOK)/data/images.js: data/cifar10_batch.bin
$(BOOK)/data/frame.js: data/bird_frame.png
$(BOOK)/data/atoms.js: $(PARTS)/atoms $(BOOK)/figures.tsv
	$(Q)mkdir -p $(@D)
	$(Q)$< $(PARTS)/model >$@

# Scripts of a page: the core, its modules, its widgets, which load their data themselves.
page_scripts = palette.js core.js $(if $(filter $(1),$(WIDGETS)),uPlot.iife.min.js own_data.js) \
    $(if $(filter $(1),$(OF_BIRD)),video.js) \
    $(call play_scripts,$(1)) predict.js wasm/$(1)_mistakes.js mistakes.js \
    $(if $(filter $(1),$(WIDGETS)),wasm/$(1).js widgets/$(1).js)

# On a page of make play: which figures of its chapters the student's code draws.
play_scripts = $(if $(PLAY)$(SITE),twin.js) $(if $(PLAY),play.js) $(call yours,$(1))
yours        = $(if $(PLAY),$(1:%=figures/yours/%.js))

# ---- the pages ----
# For instructors: the reference as it is compiled.
$(PARTS)/reference/%.c: | $(B)/setup/book
	$(Q)mkdir -p $(@D)
	$(Q)unifdef -DSOLUTION -x2 $< >$@
$(foreach c,$(CHAPTERS),$(eval $(PARTS)/reference/$(c).c: solutions/$(c)/$(call topic,$(c)).c))

PAGE_PARTS := VERSION CITATION.cff book/glossary.md book/page.sh book/filter.lua book/math.sed \
              book/template.html \
              $(B)/tables/functions.tsv $(B)/tables/chapters.tsv $(BOOK)/figures.tsv \
              $(B)/mistakes/list.tsv $(BOOK_DATA) \
              $(addprefix $(BOOK)/,$(sort $(BOOK_STATIC:$(BOOK)/%=%) \
              $(foreach c,$(CHAPTERS),$(filter-out $(call yours,$(c)),$(call page_scripts,$(c))))))

# Pages of removed chapters are removed, too. Outside $(BOOK), pages stand beside copies of what
# they show and run; the pages of make play run modules of their own.
$(PAGES)/.parts: $(PAGE_PARTS)
	$(Q)mkdir -p $(PAGES)
	$(Q)rm -f $(filter-out $(BOOK_PAGES),$(wildcard $(PAGES)/[0-9]*.html))
ifneq ($(PAGES),$(BOOK))
	$(Q)cd $(BOOK) && cp -ru --parents figures fonts data $(if $(PLAY),wasm/*_mistakes.js,wasm) \
	    widgets *.js *.css favicon.svg $(call quoted,$(call full_name,$(PAGES)))
endif
	$(Q)touch $@

define PAGE_RULES
$(PAGES)/$(1).html: chapters/$(1)/README.md $(PAGES)/.parts \
                    $(if $(filter instructor,$(AUDIENCE)),$(PARTS)/reference/$(1).c) \
                    | $(B)/setup/book
	$$(Q)echo 'book: writing $(1).html'
	$$(Q)TOC=1 PLAY=$(PLAY) SITE=$(SITE) SCRIPTS='$$(call page_scripts,$(1))' \
	    book/page.sh $(1) '$(B)' $(AUDIENCE) $$< $(CHAPTERS) >$$@
	$$(Q)$$(call page_changed,$(1))
endef
$(foreach c,$(CHAPTERS),$(eval $(call PAGE_RULES,$(c))))

# Every page names all chapters, and the first what they teach; of a README that changes, the others
# need no more than its title and that list.
TITLES := $(PARTS)/titles
$(TITLES): $(CHAPTERS:%=chapters/%/README.md)
	$(Q)mkdir -p $(@D)
	$(Q)awk 'FNR == 1 { print; on = k = 0 } /^\*\*After this/ { on = 1 } \
	    on { print; if (/^$$/ && ++k == 2) on = 0 }' $^ >$@.new
	$(Q)cmp -s $@.new $@ || cp $@.new $@; rm $@.new
$(BOOK_PAGES): $(TITLES)

$(BOOK_EXTRAS:%=$(PAGES)/%.html): $(PAGES)/%.html: book/%.md $(PAGES)/.parts | $(B)/setup/book
	$(Q)$(if $(PLAY),SCRIPTS='palette.js core.js $(call play_scripts,$(CHAPTERS))') \
	    PLAY=$(PLAY) SITE=$(SITE) PDF=$(filter pdf,$(ONE_FILE)) \
	    book/page.sh $* '$(B)' $(AUDIENCE) $< $(CHAPTERS) >$@

# The text that the search covers: the sections that filter.lua wrote beside each page.
$(PAGES)/search.js: $(BOOK_PAGES)
	$(Q){ echo 'var book_sections = ['; cd '$(PARTS)/search/$(AUDIENCE)' && \
	    cat $(BOOK_PAGES:$(PAGES)/%.html=%.json); echo '];'; } >$@

# ---- one file: FORMAT=pdf, FORMAT=epub ----
# The site has these; without a browser there is no PDF.
ONE_FILE  := $(if $(SITE),epub $(if $(shell command -v chromium || command -v chromium-browser || \
                 command -v google-chrome),pdf))
WHOLE     := index $(CHAPTERS) summary handin glossary
whole_src  = $(if $(filter $(1),$(CHAPTERS)),chapters/$(1)/README.md,book/$(1).md)
WHOLE_DIR := $(PARTS)/whole-$(AUDIENCE)
define WHOLE_RULES
$(WHOLE_DIR)/$(1).json: $(call whole_src,$(1)) $(PAGES)/.parts \
                        $(if $(filter instructor,$(AUDIENCE)), \
                            $(CHAPTERS:%=$(PARTS)/reference/%.c)) \
                        | $(B)/setup/book
	$$(Q)mkdir -p $$(@D)
	$$(Q)WHOLE=1 book/page.sh $(1) '$(B)' $(AUDIENCE) $$< $(CHAPTERS) >$$@
endef
$(foreach p,$(WHOLE),$(eval $(call WHOLE_RULES,$(p))))
WHOLE_TO = pandoc -f json --file-scope --mathml --metadata title=Sparsebook --metadata lang=en \
           --toc --toc-depth=1

# A file in an EPUB is known by its name, which must not begin with a digit.
$(PARTS)/cover.svg: figures/gallery/06_full.svg
	$(Q)mkdir -p $(@D) && cp $< $@
$(PAGES)/sparsebook.epub: $(WHOLE:%=$(WHOLE_DIR)/%.json) book/epub.css $(PARTS)/cover.svg
	$(Q)$(WHOLE_TO) --toc-depth=2 -t epub3 --css book/epub.css --metadata rights='CC BY 4.0' \
	    --metadata author="$$(sed -n 's/^  - name: //p' CITATION.cff | head -n 1)" \
	    --metadata date="$$(sed -n 's/^date-released: "\(.*\)"/\1/p' CITATION.cff)" \
	    --metadata source='Sparsity and Sparse Coding (N. Mudrik, X. Pitkow), Neuromatch Academy' \
	    --metadata identifier="sparsebook-$$(cat VERSION)" --epub-cover-image $(PARTS)/cover.svg \
	    --resource-path $(BOOK) -o $@ $(filter %.json,$^)
# The page to print stands beside the figures and fonts, for as long as it takes.
$(PAGES)/sparsebook.pdf: $(WHOLE:%=$(WHOLE_DIR)/%.json) book/template.html book/print.sh \
                        | $(B)/setup/print
	$(Q)$(WHOLE_TO) -t html5 --standalone --template book/template.html \
	    --metadata pagetitle=Sparsebook -V whole=1 \
	    -V version="$$(cat VERSION)" --wrap=none \
	    --reference-location=block \
	    $(filter %.json,$^) | sed -f book/math.sed >$(PAGES)/print.html
	$(Q)book/print.sh $(PAGES)/print.html $@; status=$$?; rm -f $(PAGES)/print.html; exit $$status

## make book       build the book as pages with sliders that run the C (AUDIENCE=student|instructor,
##                 FORMAT=pdf|epub)
.PHONY: book play
ifneq ($(filter pdf epub,$(FORMAT)),)
book: $(PAGES)/sparsebook.$(FORMAT)
	@echo 'The book is $<'
else
book: $(BOOK_PAGES) $(PAGES)/search.js
	@echo 'The book is in $(PAGES)/index.html'
endif

# What a student's copy needs for its pages, for grader/release.sh: no source except the skeletons.
BOOK_ORACLE := $(if $(ORACLE),,$(B)/book-oracle)
ifneq ($(BOOK_ORACLE),)
$(BOOK_ORACLE): $(patsubst %,$(PARTS)/wasm/%.wasm,$(filter $(CHAPTERS),$(WIDGETS))) \
                $(CHAPTERS:%=$(BOOK)/wasm/%_mistakes.js) \
                $(CHAPTERS:%=$(PARTS)/play/%_stub.c) $(B)/mistakes/list.tsv
	$(Q)mkdir -p $@
	$(Q)cp $(filter %.wasm %_stub.c,$^) $@/
	$(Q)for c in $(CHAPTERS); do cp $(BOOK)/wasm/$${c}_mistakes.js $@/$${c}_gallery.js; done
	$(Q)cp $(B)/mistakes/list.tsv $@/gallery.tsv && touch $@
endif


# ---- make play ----
# What a student wrote, in WebAssembly. A section that does not compile is left out
# (grader/judge/compile.sh); a missing function is replaced by its stub, a weak symbol.
PLAY_DIR := $(B)/play
WASM_BIN := $(PARTS)/wasm32-wasi-clang
$(WASM_BIN): | $(B)/setup/book
	$(Q)mkdir -p $(@D) && ln -sf "$$(command -v clang)" $@

PLAY_FLAGS := $(filter -O% -std=% -D% -I%,$(WASM_CC)) -iquote grader -Wall \
              -Werror=implicit-function-declaration -fsanitize-coverage=edge,trace-pc,no-prune
define PLAY_RULES
$(PARTS)/play/$(1).o: $$(wildcard chapters/$(1)/$(2).c) \
                      $(B)/chapters/$(1)/seen.c chapters/$(1)/$(2).h \
                      $(COMPILING) $(WASM_BIN)
	$$(Q)mkdir -p $$(@D)
	$$(Q)grader/judge/compile.sh chapters/$(1)/$(2).c $$@ $$(@:.o=.report) \
	    $(WASM_BIN) $(PLAY_FLAGS) -iquote chapters/$(1)
$(PARTS)/play/$(1)_stub.c: $(or $(ORACLE:%=%/$(1)_stub.c),solutions/$(1)/$(2).c) \
                           $(B)/tables/functions.tsv | $(B)/setup/book
	$$(Q)mkdir -p $$(@D)
	$$(Q){ printf '#pragma weak %s\n' $$(call functions,$(1)); unifdef -USOLUTION -x2 $$<; } >$$@
$(PLAY_DIR)/wasm/$(1).js: $(PARTS)/play/$(1).o $(PARTS)/play/$(1)_stub.c $(WASM_KIT) \
                           $(call wasm_more,$(1)) \
                           $(PARTS)/wasm/$(1).wasm book/play.awk book/wasm/play.c
	$$(Q)mkdir -p $$(@D)
	$$(Q)$(WASM_CC) -w -iquote chapters/$(1) -o $(PARTS)/play/$(1).wasm $(WASM_KIT) \
	    $$(call wasm_more,$(1)) \
	    book/wasm/play.c $(PARTS)/play/$(1).o $(PARTS)/play/$(1)_stub.c \
	    -Wl,--strip-all,--unresolved-symbols=ignore-all $$(call wasm_exports,$(1))
	$$(Q){ printf 'SB.wasm["$(1)"] = "'; base64 -w0 $(PARTS)/play/$(1).wasm; \
	    printf '";\n(SB.play ??= {})["$(1)"] = {reference: "'; base64 -w0 $(PARTS)/wasm/$(1).wasm; \
	    printf '", problems: {'; awk -v chapter=$(1) -f book/play.awk $(B)/tables/exercises.tsv \
	        $(B)/tables/functions.tsv $(PARTS)/play/$(1).report; \
	    echo '}};'; } >$$@
# The student's figures over the reference's, in LIMIT_PLAY_SECONDS for each chapter; a figure that
# is not drawn yet shows only the reference. The pages do not wait for them.
$(PARTS)/play/$(1).tsv: $(B)/figures/bin/chapters/$(1) $(PARTS)/figures/$(1).tsv \
                         $(LIMITS) | play-ready
	$$(Q)echo 'play: drawing the figures of $(1) with your code ...'
	$$(Q)mkdir -p $$(@D)
	$$(Q). $(LIMITS); OPENBLAS_NUM_THREADS=1 timeout "$$$$LIMIT_PLAY_SECONDS" \
	    $$< --overlay --format svg --out $(B)/figures/chapters \
	    >$$(@:.tsv=.log) 2>&1; case $$$$? in 0|1) ;; 124) echo 'play: the figures of $(1)' \
	    "took longer than $$$$LIMIT_PLAY_SECONDS seconds" ;; *) cat $$(@:.tsv=.log); exit 1 ;; esac
	$$(Q)sed -n 's|^F[^ ]* *\([^ ]*\.svg\)$$$$|\1|p' $$(@:.tsv=.log) | \
	    $$(call darkened,$(PLAY_DIR)/figures/yours)
	$$(Q)sed -n 's|^\(F[^ ]*\) .*/\([^/]*\.svg\)$$$$|\1\tfigures/yours/\2|p' $$(@:.tsv=.log) >$$@
	$$(Q)while read -r id svg; do \
	    sed -n 's|^ *width="\([0-9]*\)" height="\([0-9]*\)".*|\1, \2);|p; T; q' \
	        $(PLAY_DIR)/$$$$svg | sed "s|^|SB.yours('$$$$id', '$$$$svg', |"; \
	    done <$$@ >$(PLAY_DIR)/figures/yours/$(1).js
	$$(Q)$$(call page_changed,$(1))
# Pages load this file even before there is a figure.
$(PLAY_DIR)/figures/yours/$(1).js:
	$$(Q)mkdir -p $$(@D) && touch $$@
endef
$(foreach c,$(CHAPTERS),$(eval $(call PLAY_RULES,$(c),$(call topic,$(c)))))

# An open page looks at this file each second, and loads itself again when it has changed.
page_changed = $(if $(PLAY),mkdir -p $(PLAY_DIR)/changed && \
    echo "SB.changed('$$(date +%s.%N)');" >$(PLAY_DIR)/changed/$(1).js)
ifneq ($(PLAY),)
PLAY_WASM := $(patsubst %,$(PLAY_DIR)/wasm/%.js,$(filter $(CHAPTERS),$(WIDGETS)))
$(PLAY_WASM): | $(PAGES)/.parts
.PHONY: play-ready play-figures
play-ready: $(BOOK_PAGES) $(PLAY_WASM) $(CHAPTERS:%=$(PLAY_DIR)/figures/yours/%.js)
	@echo 'play: the pages run your code: $(PAGES)/index.html'
play-figures: $(CHAPTERS:%=$(PARTS)/play/%.tsv)
endif

## make play       build the book around your code, with the reference behind it
play:
	$(Q)$(MAKE) play-figures PLAY=1 AUDIENCE=student
	@echo 'play: done; pages that are open show it by themselves'

