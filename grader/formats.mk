# The report in other programs' formats.
FORMATS := $(B)/grader/report/formats
$(FORMATS): $(B)/grader/report/formats.o $(B)/grader/report/course.o $(TABLES_OBJS)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ -lcjson -linih

## make exercism   the results of make check as Exercism's results.json (version 3)
.PHONY: exercism
exercism: $(FORMATS)
	@[ -s '$(B)/judge/report.json' ] || \
	    { echo 'exercism: nothing is graded yet; run make check first'; exit 1; } >&2
	@$(FORMATS) exercism '$(B)/judge/report.json' >'$(B)/judge/results.json' && \
	    echo 'The results are in $(B)/judge/results.json'
