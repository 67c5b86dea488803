# The workbook's own tests: every tests/test_NAME.c (Criterion, with the
# library and the reference solutions) and tests/NAME.sh (one `ok` or `not ok` line a test).
# T=NAME runs one of them.
TEST_BINS    := $(patsubst tests/%.c,$(B)/tests/%,$(wildcard tests/test_*.c))
TEST_SCRIPTS := $(filter-out tests/run.sh,$(wildcard tests/*.sh))
TEST_CHOSEN  := $(if $(T),$(filter %/test_$(T) %/$(T).sh,$(TEST_BINS) $(TEST_SCRIPTS)),\
                  $(TEST_BINS) $(TEST_SCRIPTS))

$(B)/tests/%.o: tests/%.c | $(B)/setup/build
	$(Q)mkdir -p $(@D)
	$(Q)$(COMPILE) $(addprefix -Ichapters/,$(CHAPTERS)) -Igrader -Itests -Itests/reference -c -o $@ $<

$(B)/tests/test_%: $(B)/tests/test_%.o $(B)/libreference.a $(LIB)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ -lcriterion $(LIBS)

## make test       the workbook's own tests (T=name for one file of them)
.PHONY: test
test: $(TEST_CHOSEN) | $(B)/setup/test $(B)/setup/figures $(if $(filter %/book.sh %/play.sh,$(TEST_CHOSEN)),$(B)/setup/booktest)
	$(Q)B='$(B)' MAKE='$(MAKE)' tests/run.sh $(TEST_CHOSEN)
