# The book has an audience of its own when nobody says which.
RELEASE_FOR := $(if $(filter file undefined,$(origin AUDIENCE)),student,$(AUDIENCE))
RELEASE     ?= $(B)/release/sparsebook-$(RELEASE_FOR).tar.gz
PROVE       ?=

## make release    pack and try out the students' archive (AUDIENCE=instructor: everything)
.PHONY: release
release: $(BOOK_ORACLE) $(COURSE_TOOL) | $(B)/setup/build $(B)/setup/test
	@CC='$(CC)' MAKE='$(MAKE)' CHAPTERS='$(CHAPTERS)' PROVE='$(PROVE)' PAGES='$(BOOK_ORACLE)' COURSE_TOOL='$(COURSE_TOOL)' \
	    grader/release.sh '$(RELEASE_FOR)' '$(RELEASE)'
