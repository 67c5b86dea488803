# make site: the book for students, with a compiler and the judge in its pages.
#
# $(B)/site/                the whole of it: copy this folder to any web server
# $(B)/site/site/           what the pages run (book/site)
# $(B)/site/judge/          the judge as WebAssembly (grader/judge_browser.mk); a folder per chapter
# $(B)/site/compiler/       clang, packed
# $(B)/compiler/            clang as it came from npm, at the version in book/site/package-lock.json
SITE_DIR  := $(B)/site
# Do pages show the reference once an exercise has full marks? yes or no.
REFERENCE ?= yes

$(B)/compiler/node_modules: book/site/package.json book/site/package-lock.json | $(B)/setup/site
	$(Q)mkdir -p $(@D) && cp book/site/package*.json $(@D)/
	$(Q)echo 'site: fetching the compiler (35 MB) from npm ...'
	$(Q)cd $(@D) && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	$(Q)touch $@

CLANG_FROM := $(B)/compiler/node_modules/@yowasp/clang/gen
CLANG_GZ   := $(addprefix $(SITE_DIR)/compiler/,llvm.core.wasm.gz llvm-resources.tar.gz)
CLANG      := $(CLANG_GZ) $(addprefix $(SITE_DIR)/compiler/, \
                  bundle.js llvm.core2.wasm llvm.core3.wasm llvm.core4.wasm)
$(CLANG_GZ): $(SITE_DIR)/compiler/%.gz: $(B)/compiler/node_modules
	$(Q)mkdir -p $(@D) && gzip -6nc $(CLANG_FROM)/$* >$@
$(filter-out $(CLANG_GZ),$(CLANG)): $(B)/compiler/node_modules
	$(Q)mkdir -p $(@D) && cp $(CLANG_FROM)/$(@F) $@

# ---- the judge's side ----
SITE_JS     := $(wildcard book/site/*.js book/site/*.css)
JUDGE_JS    := $(wildcard grader/judge/browser/*.js)
SITE_STATIC := $(SITE_JS:book/site/%=$(SITE_DIR)/site/%) \
               $(JUDGE_JS:grader/judge/browser/%=$(SITE_DIR)/judge/%) \
               $(addprefix $(SITE_DIR)/,judge/vendor/wasi/wasi.js site/vendor/codemirror.js \
               site/vendor/fflate.js sw.js)
$(SITE_DIR)/sw.js: book/site/sw.js
	$(Q)mkdir -p $(@D) && cp $< $@
$(SITE_DIR)/site/%: book/site/%
	$(Q)mkdir -p $(@D) && cp $< $@
$(SITE_DIR)/site/vendor/codemirror.js $(SITE_DIR)/site/vendor/fflate.js: \
    $(SITE_DIR)/site/vendor/%.js: book/vendor/%
	$(Q)mkdir -p $(@D) && cp $</$*.js $@
$(SITE_DIR)/judge/%.js: grader/judge/browser/%.js
	$(Q)mkdir -p $(@D) && cp $< $@

# The objects that every chapter's module is linked with, those for a learner, and those for
# widgets.
SITE_KIT    := $(BROWSER_WORKER) $(addprefix $(BROWSER)/o/, \
                   grader/judge/kit/least_squares.o lib/stats.o lib/filter.o \
               lib/mat.o lib/status.o)
SITE_LEARN  := $(filter-out $(SITE_KIT),$(call browser_kit,$(firstword $(LEARNERS))))
WIDGET_KIT  := $(WASM_KIT) $(call wasm_objs,book/wasm/play.c book/wasm/unwatched.c)
# What a reader is not to come across by a search, not even in unpacked files; whoever wants it
# can still dig it out (book/inbrowser.md).
PACK        := gzip -9n | base64 -w0 | tr A-Za-z N-ZA-Mn-za-m
site_copy    = mkdir -p $(1) && cp $(2) $(1)/
define SITE_RULES
$(PARTS)/play/$(1)_stub.o: $(PARTS)/play/$(1)_stub.c
	$$(Q)$(filter-out -mexec-model=%,$(WASM_CC)) -w -iquote chapters/$(1) -c -o $$@ $$<
$(SITE_DIR)/judge/$(1)/.made: $(addprefix $(BROWSER)/$(1)/,tests.wasm known.wasm student.o) \
                               $(B)/mistakes/$(1).tsv \
                              chapters/$(1)/$(2).c chapters/$(1)/hints.md solutions/$(1)/$(2).c \
                              $(PARTS)/play/$(1)_stub.o $(call wasm_more,$(1)) \
                               $(SITE_DIR)/judge/reference-$(REFERENCE)
	$$(Q)mkdir -p $$(@D)/widgets
	$$(Q)cp $(BROWSER)/$(1)/tests.wasm $(BROWSER)/$(1)/known.wasm $(BROWSER)/$(1)/student.o $$(@D)/
	$$(Q)cp chapters/$(1)/$(2).c $$(@D)/skeleton.c && cp chapters/$(1)/hints.md $$(@D)/hints.md
	$$(Q)gzip -9nc $(B)/mistakes/$(1).tsv >$$(@D)/mistakes.gz
	$$(Q)rm -f $$(@D)/reference.packed; [ $(REFERENCE) = no ] || \
	    unifdef -DSOLUTION -x2 solutions/$(1)/$(2).c | $(PACK) >$$(@D)/reference.packed
	$$(Q)cp $(PARTS)/play/$(1)_stub.o $(call wasm_more,$(1)) $$(@D)/widgets/
	$$(Q)touch $$@
endef
$(foreach c,$(CHAPTERS),$(eval $(call SITE_RULES,$(c),$(call topic,$(c)))))

# A change of REFERENCE= rebuilds the site.
$(SITE_DIR)/judge/reference-$(REFERENCE):
	$(Q)mkdir -p $(@D) && rm -f $(@D)/reference-* && touch $@

# the names of files, with commas between
with_commas = $(subst $() ,$(comma),$(notdir $(strip $(1))))
JUDGE_AWK  := $(addprefix grader/judge/, \
                  c_text.awk source_errors.awk compiler_messages.awk slips.awk)
SITE_JUDGE := $(SITE_DIR)/judge/course.js $(SITE_DIR)/judge/headers.txt $(SITE_DIR)/judge/kit/.made
$(SITE_DIR)/judge/kit/.made: $(SITE_KIT) $(SITE_LEARN) $(WIDGET_KIT) $(BROWSER)/report.wasm
	$(Q)mkdir -p $(@D)/learn $(@D)/widgets
	$(Q)cp $(SITE_KIT) $(BROWSER)/report.wasm $(@D)/ && \
	    cp $(SITE_LEARN) $(@D)/learn/ && cp $(WIDGET_KIT) $(@D)/widgets/
	$(Q)cp $(JUDGE_AWK) $(addprefix $(B)/tables/,$(SITE_TABLES)) $(@D)/
	$(Q)touch $@
SITE_TABLES := chapters.tsv exercises.tsv functions.tsv points.tsv
$(SITE_DIR)/judge/kit/.made: $(JUDGE_AWK) $(addprefix $(B)/tables/,$(SITE_TABLES))
# Every header that an exercise may include, each after a line with its path.
SITE_HEADERS := $(wildcard lib/*.h lib/*/*.h chapters/*/*.h) grader/todo.h
$(SITE_DIR)/judge/headers.txt: $(SITE_HEADERS)
	$(Q)mkdir -p $(@D) && awk 'FNR == 1 { print "\f" FILENAME } { print }' $^ >$@
# The course for the pages' scripts: names, numbers, points, and which files there are.
$(SITE_DIR)/judge/course.js: book/site/course.awk $(addprefix $(B)/tables/,$(SITE_TABLES)) VERSION \
                             $(CLANG) $(SITE_STATIC) $(SITE_DIR)/judge/kit/.made
	$(Q)awk -F'\t' -v version="$$(cat VERSION)" -v learners='$(LEARNERS)' \
	    -v kit='$(notdir $(SITE_KIT))' \
	    -v learn='$(notdir $(SITE_LEARN))' -v widgets='$(notdir $(WIDGET_KIT))' \
	    -v own='$(foreach c,$(CHAPTERS),$(c):$(call with_commas,$(call wasm_more,$(c))))' \
	    -v calls='$(WIDGETS_CALL)' \
	    -v compiler="$$(cat $(CLANG_GZ) | wc -c)" -v id="$$(cat $(CLANG_GZ) | cksum | cut -d' ' -f1)" \
	    -f book/site/course.awk $(addprefix $(B)/tables/,$(SITE_TABLES)) >$@

# Every file that a page may need with the network off, for the service worker. The packed compiler
# is kept by itself (site/fetch.js).
$(SITE_DIR)/files.txt: $(CLANG) $(SITE_JUDGE) $(CHAPTERS:%=$(SITE_DIR)/judge/%/.made) \
                       $(SITE_STATIC) | site-pages
	$(Q)cd $(SITE_DIR) && find . -type f ! -name '.*' ! -path './compiler/*.gz' \
	    ! -name 'sparsebook.*' ! -name files.txt ! -name 'reference-*' | \
	    sed 's|^\./||' | LC_ALL=C sort >files.txt

## make site       build the book with a compiler and the judge in its pages (REFERENCE=no: never
##                 show the reference)
.PHONY: site site-pages serve one-file
# After the pages, which are made of the same parts.
one-file: book
	$(Q)for format in $(ONE_FILE); do $(MAKE) SITE= AUDIENCE=student FORMAT=$$format book && \
	    cp -u $(BOOK)-student/sparsebook.$$format $(SITE_DIR)/ || exit 1; done
# Both make the same parts, so they take turns.
site-pages: | $(filter book,$(MAKECMDGOALS))
	$(Q)$(MAKE) one-file SITE=1 AUDIENCE=student
site: $(SITE_DIR)/files.txt $(CLANG)
	@echo 'The site is $(SITE_DIR); make serve shows it, and any web server can.'

## make serve      show the site at an address of this machine (PORT=8000)
PORT ?= 8000
serve: site | $(B)/setup/test
	@echo 'Serving at http://127.0.0.1:$(PORT)/ until you press Ctrl-C.'
	@exec /usr/bin/python3 -m http.server --bind 127.0.0.1 --directory '$(SITE_DIR)' $(PORT) \
	    2>$(B)/serve.log
