# make book has a default audience of its own.
RELEASE_FOR := $(if $(filter file undefined,$(origin AUDIENCE)),student,$(AUDIENCE))
RELEASE     ?= $(B)/release/sparsebook-$(RELEASE_FOR).tar.gz
PROVE       ?=

# Where there is no package of a compiler for the other kind of machine, release.sh says so.
$(B)/setup/cross: setup.sh
	$(Q)mkdir -p $(@D)
	$(Q)./setup.sh cross || :
	$(Q)touch $@

## make release    pack and try out the students' archive (AUDIENCE=instructor: everything)
.PHONY: release
release: $(BOOK_ORACLE) $(COURSE_TOOL) | $(B)/setup/build $(B)/setup/test $(B)/setup/cross
	$(Q)mkdir -p '$(B)/release'
	@CC='$(CC)' MAKE='$(MAKE)' CHAPTERS='$(CHAPTERS)' PROVE='$(PROVE)' PAGES='$(BOOK_ORACLE)' \
	    COURSE_TOOL='$(COURSE_TOOL)' PROVED='$(B)/release/proved' \
	    grader/release.sh '$(RELEASE_FOR)' '$(RELEASE)'
