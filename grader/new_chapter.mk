# Only NAME and TITLE on the command line count: some systems set NAME in the environment.
## make chapter    NAME=09_pursuit TITLE='...': a new chapter that works, for you to fill in
.PHONY: chapter
chapter: | $(B)/setup/test
	@B='$(B)' grader/course/new_chapter/new_chapter.sh \
	    $(call quoted,$(if $(filter command%,$(origin NAME)),$(value NAME))) \
	    $(call quoted,$(if $(filter command%,$(origin TITLE)),$(value TITLE)))
