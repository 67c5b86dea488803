## make bench-class  how long a class takes (N=500 submissions)
N ?= 500
.PHONY: bench-class
bench-class: $(CLASS) $(GRADE_NEEDS)
	@MAKE='$(MAKE)' bench/class.sh $(N)
