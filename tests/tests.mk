# The workbook's own tests, by room (tests/README.md): tests/ROOM/test_NAME.c is a Criterion
# program, linked with the library and the reference solutions; tests/ROOM/NAME.sh prints one `ok`
# or `not ok` line per test. T=NAME runs one file, T=ROOM the files of one room.
TEST_ROOMS   := lib judge class student book house
TEST_BINS    := $(patsubst tests/%.c,$(B)/tests/%,$(wildcard $(TEST_ROOMS:%=tests/%/test_*.c)))
TEST_SCRIPTS := $(wildcard $(TEST_ROOMS:%=tests/%/*.sh))
# A variable T of the environment is somebody else's.
override T   := $(if $(filter command%,$(origin T)),$(T))
TEST_ROOM    := $(filter $(TEST_ROOMS),$(T))
TEST_WANTED  := $(if $(TEST_ROOM),$(B)/tests/$(TEST_ROOM)/% tests/$(TEST_ROOM)/%, \
                  %/test_$(T) %/$(T).sh)
TEST_CHOSEN  := $(if $(T),$(filter $(TEST_WANTED),$(TEST_BINS) $(TEST_SCRIPTS)),\
                  $(TEST_BINS) $(TEST_SCRIPTS))
ifeq ($(TEST_CHOSEN),)
$(error T=$(T): no test_$(T).c or $(T).sh in a room of tests/; the rooms are $(TEST_ROOMS))
endif

$(B)/tests/%.o: tests/%.c | $(B)/setup/build $(B)/setup/test
	$(Q)mkdir -p $(@D)
	$(Q)$(COMPILE) $(ALL_INC) -Itests -Itests/support -Itests/reference -c -o $@ $<

# CRITERION: what runs the tests; make sanitize and the like put an object in its place.
CRITERION ?= -lcriterion
$(B)/tests/%: $(B)/tests/%.o $(B)/libreference.a $(LIB) $(filter %.o,$(CRITERION))
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(filter -l%,$(CRITERION)) $(LIBS)

# Whatever several scripts use is made before they start: some copy it while others run make, and
# a copy of a file that is still being written is half a program.
TEST_TOOLS := $(GRADE_NEEDS) $(CLASS) $(FIG_HERE:%=$(B)/figures/bin/solutions/%) $(WORKER_KIT) \
              $(CHAPTERS:%=$(B)/judge/%/test) $(B)/student/progress $(B)/grader/report/formats

BOOK_TESTS := $(filter %/pages.sh %/play.sh %/readers.sh %/site.sh,$(TEST_CHOSEN))

# Without Slurm, and without the right to install it, its test is skipped and says so.
$(B)/setup/slurm: setup.sh
	$(Q)mkdir -p $(@D)
	$(Q)./setup.sh slurm || echo 'test: skipping the test of a class on a cluster, which needs Slurm'
	$(Q)touch $@

## make test       run the workbook's own tests (T=name for one file, T=room for one room)
.PHONY: test
test: $(if $(filter %/fuzz.sh,$(TEST_CHOSEN)),$(FUZZ_BINS) $(FUZZ_SEEDS)) \
      $(if $(filter %/alloc.sh,$(TEST_CHOSEN)),$(ALLOC_TEST))
test: $(TEST_CHOSEN) $(if $(filter %.sh,$(TEST_CHOSEN)),$(TEST_TOOLS)) \
          | $(B)/setup/test $(B)/setup/figures \
          $(if $(filter %/slurm.sh,$(TEST_CHOSEN)),$(B)/setup/slurm) \
          $(if $(BOOK_TESTS)$(filter %/class_page.sh,$(TEST_CHOSEN)),$(B)/setup/booktest)
# One test copies the book while another builds it for other readers.
test: $(if $(BOOK_TESTS),book)
	$(Q)B='$(B)' MAKE='$(MAKE)' tests/run.sh $(TEST_CHOSEN)
