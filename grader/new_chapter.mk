# NAME and TITLE count on the command line only: systems have a NAME of their own.
## make chapter    NAME=09_pursuit TITLE='...': a new chapter that works, to be filled
.PHONY: chapter
chapter: | $(B)/setup/test
	@B='$(B)' grader/course/new_chapter/new_chapter.sh \
	    $(call quoted,$(if $(filter command%,$(origin NAME)),$(value NAME))) \
	    $(call quoted,$(if $(filter command%,$(origin TITLE)),$(value TITLE)))
