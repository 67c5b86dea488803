# Checks too slow for every make test: the same tests, and the code, under other tools.
#
# $(B)/sanitize $(B)/tsan $(B)/plain   build variants: the test programs compiled with other flags,
#                                      and with tests/tools/plain_runner.c in place of Criterion
VARIANT_GOALS := $(filter $(TEST_BINS),$(TEST_CHOSEN))

, := ,
# Run the tests of a build variant: $(1) its name, $(2) CFLAGS, $(3) LDFLAGS, $(4) the tests (all
# if empty), $(5) a program to run them under.
define variant
	+$(Q)$(MAKE) B='$(B)/$(1)' CFLAGS='$(2)' LDFLAGS='$(3)' WITH='$(5)' \
	    CRITERION='$(B)/$(1)/tests/tools/plain_runner.o' VARIANT_TESTS='$(4)' variant
endef

# From here on: what make does when it is called again inside a variant.
VARIANT_TESTS ?=
VARIANT_BINS  := $(if $(VARIANT_TESTS),$(filter $(foreach t,$(VARIANT_TESTS),%/test_$(t)), \
                     $(VARIANT_GOALS)),$(VARIANT_GOALS))
.PHONY: variant
variant: $(VARIANT_BINS) | $(B)/setup/test $(B)/setup/figures
	$(Q)for t in $(VARIANT_BINS:$(B)/tests/%=%); do \
	    mkdir -p "$(B)/with/$${t%/*}"; \
	    printf '#!/bin/sh\nexec %s "%s"\n' "$$WITH" "$(B)/tests/$$t" >"$(B)/with/$$t"; \
	    chmod +x "$(B)/with/$$t"; \
	done
	$(Q)B='$(B)' MAKE='$(MAKE)' tests/run.sh $(VARIANT_BINS:$(B)/tests/%=$(B)/with/%)

SANITIZE_FLAGS := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined \
                  -fno-sanitize-recover=all
TSAN_FLAGS     := -O1 -g -fno-omit-frame-pointer -fsanitize=thread

## make sanitize   the library's tests under the address and undefined behaviour sanitizers
.PHONY: sanitize tsan valgrind
sanitize: export ASAN_OPTIONS := detect_stack_use_after_return=1:strict_string_checks=1
sanitize: export UBSAN_OPTIONS := print_stacktrace=1
sanitize: | $(B)/setup/nightly
	$(call variant,sanitize,$(SANITIZE_FLAGS),$(SANITIZE_FLAGS))

## make tsan       what works in threads, under the thread sanitizer
# The sanitizer of gcc 12 needs its part of memory free, which random addresses may take.
tsan: export TSAN_OPTIONS := halt_on_error=1:second_deadlock_stack=1:die_after_fork=0
tsan: export SPARSEBOOK_THREADS := 4
tsan: | $(B)/setup/nightly
	$(call variant,tsan,$(TSAN_FLAGS),$(TSAN_FLAGS), \
	    parallel omp dict_learn lasso visual_model whiten,setarch -R)

## make valgrind   the library's tests under valgrind's memcheck
# Left out: valgrind's posix_spawn does not say that a program is missing; and what a whole
# trained model looks like, or costs, is a matter of statistics that would take half an hour.
valgrind: export LEAVE_OUT := load_video::a_missing_ffmpeg_is_reported_with_the_alternatives \
    plot::says_that_gnuplot_is_missing \
    visual_model::trains_receptive_fields_that_the_controls_are_not \
    chapter_06::atoms_are_localised_oriented_band_pass_and_controls_are_not \
    chapter_06::the_model_is_sparser_than_principal_components \
    lasso::costs_what_plain_descent_costs_and_meets_the_conditions
valgrind: | $(B)/setup/nightly
	$(call variant,plain,-O1 -g,,,valgrind -q --error-exitcode=99 --leak-check=full \
	    --errors-for-leak-kinds=definite --show-leak-kinds=definite \
	    --suppressions=tests/tools/valgrind.supp)

## make lint       gcc -fanalyzer, clang-tidy and cppcheck over the code; its form and columns
.PHONY: lint format
lint: $(B)/compile_commands.json | $(B)/setup/build $(B)/setup/nightly $(B)/setup/grade
	@failed=0; tests/tools/format.sh check || failed=1; tests/tools/columns.sh || failed=1; \
	    tests/tools/lint.py $< tests/tools/lint.txt || failed=1; exit $$failed

## make format     the C of the tree in the style of .clang-format, with the skeletons and the
##                 text's listings
format: | $(B)/setup/nightly
	$(Q)tests/tools/format.sh apply
	$(Q)$(MAKE) stubs
	$(Q)$(MAKE) prose

# ---- which lines ran ----
# -frandom-seed: copies of the tree that tests make are compiled to the same line tables.
COVERAGE_FLAGS  := -O1 -g --coverage -fprofile-update=atomic -frandom-seed=sparsebook
COVERAGE_HOOK  := $(B)/coverage_hook.o
COVERAGE_WRAPS := _exit send seccomp_load seccomp_rule_add
COVERAGE_LINK  := --coverage $(COVERAGE_WRAPS:%=-Wl$(,)--wrap=%) $(call full_name,$(COVERAGE_HOOK))
COVERED_BY     := runner mistakes interruptions cluster_plan exploits slurm alloc output
COVERAGE_TESTS := $(filter $(foreach t,$(COVERED_BY),%/$(t).sh), \
                      $(TEST_SCRIPTS))

$(COVERAGE_HOOK): tests/tools/coverage_hook.c | $(B)/setup/build $(B)/setup/nightly
	$(Q)$(COMPILE) -fPIC -c -o $@ $<

## make coverage   which lines of lib and grader the tests run
.PHONY: coverage coverage_scripts
coverage: export GCOV_PREFIX := $(call full_name,$(B))/coverage/counts
coverage: export GCOV_ERROR_FILE := /dev/null
coverage: export LEAVE_OUT := visual_model::trains_receptive_fields_that_the_controls_are_not \
    lasso::costs_what_plain_descent_costs_and_meets_the_conditions
coverage: $(COVERAGE_HOOK)
	$(Q)mkdir -p '$(B)/coverage'; rm -rf '$(B)/coverage/counts'; \
	    find '$(B)/coverage' -name '*.gcda' -delete
	-$(call variant,coverage,$(COVERAGE_FLAGS),$(COVERAGE_LINK))
	-+$(Q)$(MAKE) B='$(B)/coverage' CFLAGS='$(COVERAGE_FLAGS)' LDFLAGS='$(COVERAGE_LINK)' \
	    coverage_scripts
	@tests/tools/coverage.py $(B)/coverage/counts $(B)/coverage

coverage_scripts: $(TEST_TOOLS) $(ALLOC_TEST) $(COVERAGE_TESTS)
	-$(Q)B='$(B)' MAKE='$(MAKE)' LANES=1 tests/run.sh $(COVERAGE_TESTS)
# It makes in copies of the tree, under the same name so that their counts fit. A few of its
# tests look into the folder build; they fail here, and pass in make test.
	-$(Q)B='$(B)' MAKE='$(MAKE)' tests/run.sh tests/judge/check.sh >'$(B)/check.log' 2>&1

## make score      the mutation score: how many known mistakes, and how many wrong answers that
##                 nobody has named, lose points
.PHONY: score
score: $(TEST_TOOLS)
	$(Q)for list in mistakes answers; do \
	    B='$(B)' MAKE='$(MAKE)' bash tests/judge/$$list.sh | grep '^#' || exit 1; done

# The site in a browser, all of it, and every answer by the pages' compiler as well as natively.
.PHONY: pages-judge
pages-judge: site answers | $(B)/setup/booktest
	$(Q)B='$(B)' MAKE='$(MAKE)' NIGHTLY=1 tests/book/site.sh
	$(Q)B='$(B)' MAKE='$(MAKE)' NIGHTLY=1 tests/judge/browser.sh
	$(Q)B='$(B)' MAKE='$(MAKE)' NIGHTLY=1 tests/judge/browser.sh answers

# The site in Firefox and in WebKit, and its EPUB as strict readers want it.
.PHONY: browsers
browsers: site | $(B)/setup/booktest $(B)/setup/browsers
	$(Q)/usr/bin/python3 tests/book/browsers.py '$(B)'
	$(Q)java -jar /usr/share/java/epubcheck.jar '$(B)/site/sparsebook.epub'

# A class is killed at many random instants.
.PHONY: kills
kills: $(TEST_TOOLS) | $(B)/setup/build $(B)/setup/grade $(B)/setup/test
	$(Q)B='$(B)' MAKE='$(MAKE)' KILLS=50 tests/tools/kills.sh

# Archives with changed bytes, opened in the sandbox for ten minutes.
.PHONY: fuzz-intake
fuzz-intake: $(GRADE_NEEDS) $(CLASS) | $(B)/setup/build $(B)/setup/grade $(B)/setup/test
	$(Q)B='$(B)' /usr/bin/python3 tests/tools/fuzz_intake.py 600

## make nightly    all of these, and make fuzz
NIGHTLY := lint sanitize tsan valgrind coverage fuzz fuzz-intake seeds kills pages-judge browsers
.PHONY: nightly
nightly:
	+@failed=; for goal in $(NIGHTLY); do echo "---- make $$goal"; \
	        $(MAKE) $$goal || failed="$$failed $$goal"; done; \
	    [ -z "$$failed" ] || { echo "nightly: there are findings in$$failed"; exit 1; }
