## make bench-class  how long a class takes (N=500 submissions, JOBS at once)
N ?= 500
.PHONY: bench-class
bench-class: $(CLASS) $(GRADE_NEEDS) | $(B)/setup/test
	@MAKE='$(MAKE)' JOBS='$(JOBS)' bench/class.sh $(N)
