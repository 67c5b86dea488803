# The judge as WebAssembly, for the book's pages that grade (make site).
#
# $(B)/browser/NN_topic/tests.wasm    a chapter's tests, the core of the judge, the reference
# $(B)/browser/NN_topic/known.wasm    the judged side: the reference and the known mistakes
# $(B)/browser/NN_topic/worker.a      the judged side without the student's object
# $(B)/browser/report.wasm            what make check prints
BROWSER    := $(B)/browser
BROWSER_CC := clang --target=wasm32-wasi $(STD) $(WARN) -O2 -D_WASI_EMULATED_SIGNAL -Ilib \
              -iquote grader \
              -iquote $(B)/tables -iquote grader/judge/browser -I$(BROWSER)/include $(ALL_INC)
# The known mistakes are instrumented as a student's code is.
WATCHED    := -O1 -g0 -fsanitize=undefined \
              -fno-sanitize=pointer-overflow,object-size,null,alignment,float-cast-overflow \
              -mno-nontrapping-fptoint -fno-sanitize-recover=all \
              -ftrivial-auto-var-init=pattern -fno-builtin-memcpy \
              -fno-builtin-memset -fno-builtin-memmove \
              -fno-delete-null-pointer-checks \
              -fsanitize-coverage=edge,trace-loads,trace-stores,trace-pc,no-prune
BROWSER_WRAP := $(patsubst %,-Wl$(comma)--wrap=%,malloc calloc realloc free aligned_alloc \
                posix_memalign memcpy memmove memset)
STACK      := 8388608

# Criterion's macros and cJSON's header, without the rest of this machine's.
$(BROWSER)/include: | $(B)/setup/build $(B)/setup/book
	$(Q)mkdir -p $@/cjson
	$(Q)ln -sfn "$$(echo '#include <criterion/criterion.h>' | $(CC) -E -x c - | \
	    sed -n 's|^# 1 "\(.*/criterion\)/criterion.h".*|\1|p' | head -n 1)" $@/criterion
	$(Q)cp grader/judge/browser/vendor/cjson/cJSON.h $@/cjson/

$(BROWSER)/o/%.o: %.c | $(BROWSER)/include
	$(Q)mkdir -p $(@D)
	$(Q)$(BROWSER_CC) -MMD -MP -c -o $@ $<
$(BROWSER)/o/tables/%.o: $(B)/tables/%.c | $(BROWSER)/include
	$(Q)mkdir -p $(@D)
	$(Q)$(BROWSER_CC) -MMD -MP -c -o $@ $<

BROWSER_CORE := $(JUDGE_CORE:$(B)/grader/%=$(BROWSER)/o/grader/%)
BROWSER_CORE := $(patsubst %/grader/judge/proxies.o,%/tables/proxies.o,$(BROWSER_CORE)) \
                $(addprefix $(BROWSER)/o/grader/, \
                report/json.o report/test_result.o judge/browser/transport.o \
                judge/browser/runner.o judge/browser/vendor/cjson/cJSON.o)
# What exercises may call. $(1): a chapter
browser_kit   = $(addprefix $(BROWSER)/o/, \
                grader/judge/kit/least_squares.o lib/stats.o lib/filter.o lib/mat.o lib/status.o \
                $(if $(filter $(LEARNERS),$(1)),$(addprefix lib/, \
                learning/dict_learn.o learning/dict_atoms.o \
                coding/coder.o coding/lasso.o coding/lasso_exact.o coding/kernels.o random.o) \
                grader/judge/kit/one_thread.o))
BROWSER_WORKER := $(BROWSER)/o/tables/dispatch.o \
                $(addprefix $(BROWSER)/o/grader/judge/browser/,worker.o guard.o heap.o undefined.o)

define BROWSER_RULES
$(BROWSER)/$(1)/ref.o: solutions/$(1)/$(2).c $(REF_NAMES) | $(BROWSER)/include
	$$(Q)mkdir -p $$(@D)
	$$(Q)$$(BROWSER_CC) -DSOLUTION -include $(REF_NAMES) -MMD -MP -c -o $$@ $$<
$(BROWSER)/$(1)/test.o: chapters/$(1)/test_$(2).c | $(BROWSER)/include
	$$(Q)mkdir -p $$(@D)
	$$(Q)$$(BROWSER_CC) -Itests/reference -MMD -MP -c -o $$@ $$<
$(BROWSER)/$(1)/tests.wasm: $(BROWSER)/$(1)/test.o $(BROWSER)/$(1)/ref.o $(BROWSER_CORE) \
                            $(call browser_kit,$(1))
	$$(Q)clang --target=wasm32-wasi -mexec-model=reactor -o $$@ $$^ \
	    -Wl,-z,stack-size=$(STACK),--strip-all

# The judged functions by name: the student's, or the chapter's and its known mistakes.
$(BROWSER)/$(1)/student.c $(BROWSER)/$(1)/known.c: $(BROWSER)/$(1)/%.c: \
    $(B)/tables/functions.tsv $(B)/mistakes/$(1).tsv \
                                                    grader/judge/browser/worker_functions.awk
	$$(Q)mkdir -p $$(@D)
	$$(Q)awk -F'\t' -v chapter=$(1) -v topic=$(2) -f grader/judge/browser/worker_functions.awk \
	    $(B)/tables/functions.tsv $$(if $$(filter known,$$*),$(B)/mistakes/$(1).tsv) >$$@
$(BROWSER)/$(1)/student.o $(BROWSER)/$(1)/known.o: %.o: %.c | $(BROWSER)/include
	$$(Q)$$(BROWSER_CC) -c -o $$@ $$<
$(BROWSER)/$(1)/known_topic.o: solutions/$(1)/$(2).c grader/judge_browser.mk | $(BROWSER)/include
	$$(Q)$$(BROWSER_CC) $$(WATCHED) -DSOLUTION -MMD -MP -c -o $$@ $$<
$(BROWSER)/$(1)/known_ref.o: solutions/$(1)/$(2).c $(REF_NAMES) grader/judge_browser.mk \
                             | $(BROWSER)/include
	$$(Q)$$(BROWSER_CC) $$(WATCHED) -DSOLUTION -include $(REF_NAMES) -MMD -MP -c -o $$@ $$<
$(BROWSER)/$(1)/known_mistakes.o: solutions/$(1)/mistakes.c grader/judge_browser.mk \
                                  | $(BROWSER)/include
	$$(Q)$$(BROWSER_CC) $$(WATCHED) -MMD -MP -c -o $$@ $$<
$(BROWSER)/$(1)/known.wasm: $(addprefix $(BROWSER)/$(1)/, \
                                known.o known_topic.o known_ref.o known_mistakes.o) \
                            $(BROWSER_WORKER) $(call browser_kit,$(1))
	$$(Q)clang --target=wasm32-wasi -mexec-model=reactor -o $$@ $$^ $$(BROWSER_WRAP) \
	    -Wl,-z,stack-size=$(STACK),--stack-first,--strip-all
endef
$(foreach c,$(CHAPTERS),$(eval $(call BROWSER_RULES,$(c),$(call topic,$(c)))))

# The report as make check prints it, from ready-made tables.
BROWSER_REPORT := $(addprefix $(BROWSER)/o/grader/, \
                  $(REPORT_SOURCES:%=report/%.o) course/near.o judge/browser/tables.o \
                  judge/browser/vendor/cjson/cJSON.o)
$(BROWSER)/report.wasm: $(BROWSER_REPORT)
	$(Q)clang --target=wasm32-wasi -o $@ $^ -lwasi-emulated-signal -Wl,--strip-all

BROWSER_CHAPTER := tests.wasm known.wasm student.o
.PHONY: browser
browser: $(BROWSER)/report.wasm $(foreach c,$(CHAPTERS),$(BROWSER_CHAPTER:%=$(BROWSER)/$(c)/%))
