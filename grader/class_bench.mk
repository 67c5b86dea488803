## make bench-class  how long a class takes (N=500 submissions, JOBS at once)
N ?= 500
.PHONY: bench-class
bench-class: $(CLASS) $(GRADE_NEEDS) | $(B)/setup/test
	@MAKE='$(MAKE)' JOBS='$(JOBS)' bench/class.sh $(N)

## make bench-evening  an instructor's evening: N=300 submissions of a course until feedback is back
.PHONY: bench-evening
bench-evening: $(CLASS) $(GRADE_NEEDS) | $(B)/setup/test $(B)/setup/data
	@MAKE='$(MAKE)' bench/evening.sh $(if $(filter command%,$(origin N)),$(N),300)
