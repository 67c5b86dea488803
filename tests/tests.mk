# The workbook's own tests: every tests/test_NAME.c (Criterion, with the
# library and the reference solutions) and tests/NAME.sh (one `ok` or `not ok` line a test).
# T=NAME runs one of them.
TEST_BINS    := $(patsubst tests/%.c,$(B)/tests/%,$(wildcard tests/test_*.c))
TEST_SCRIPTS := $(filter-out tests/run.sh,$(wildcard tests/*.sh))
TEST_CHOSEN  := $(if $(T),$(filter %/test_$(T) %/$(T).sh,$(TEST_BINS) $(TEST_SCRIPTS)),\
                  $(TEST_BINS) $(TEST_SCRIPTS))
ifeq ($(TEST_CHOSEN),)
$(error T=$(T): there is neither tests/test_$(T).c nor tests/$(T).sh)
endif

$(B)/tests/%.o: tests/%.c | $(B)/setup/build $(B)/setup/test
	$(Q)mkdir -p $(@D)
	$(Q)$(COMPILE) $(addprefix -Ichapters/,$(CHAPTERS)) -Itests -Itests/reference -c -o $@ $<

# CRITERION: what runs the tests; an object takes its place in make sanitize and the like.
CRITERION ?= -lcriterion
$(B)/tests/test_%: $(B)/tests/test_%.o $(B)/libreference.a $(LIB) $(filter %.o,$(CRITERION))
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(filter -l%,$(CRITERION)) $(LIBS)

# What several scripts use is made before they start: some copy it, others make beside it, and
# a copy of what is being made is half a program.
TEST_TOOLS := $(GRADE_NEEDS) $(CLASS) $(FIG_HERE:%=$(B)/figures/bin/solutions/%) $(WORKER_KIT) \
              $(CHAPTERS:%=$(B)/judge/%/test) $(B)/student/progress $(B)/grader/report/formats

BOOK_TESTS := $(filter %/book.sh %/play.sh %/readers.sh,$(TEST_CHOSEN))

# Where there is no package of Slurm, or nobody may install one, its test says that it is left out.
$(B)/setup/slurm: setup.sh
	$(Q)mkdir -p $(@D)
	$(Q)./setup.sh slurm || echo 'test: the test of a class on a cluster is left out'
	$(Q)touch $@

## make test       the workbook's own tests (T=name for one file of them)
.PHONY: test
test: $(if $(filter %/fuzz.sh,$(TEST_CHOSEN)),$(FUZZ_BINS)) $(if $(filter %/alloc.sh,$(TEST_CHOSEN)),$(ALLOC_TEST))
test: $(TEST_CHOSEN) $(if $(filter %.sh,$(TEST_CHOSEN)),$(TEST_TOOLS)) | $(B)/setup/test $(B)/setup/figures \
          $(if $(filter %/slurm.sh,$(TEST_CHOSEN)),$(B)/setup/slurm) $(if $(BOOK_TESTS),$(B)/setup/booktest)
# One of them copies the book while another makes it for other readers.
test: $(if $(BOOK_TESTS),book)
	$(Q)B='$(B)' MAKE='$(MAKE)' tests/run.sh $(TEST_CHOSEN)
