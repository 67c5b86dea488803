## make gradescope  autograder.zip for Gradescope; with COURSE=folder WEEK=1, that week's points
## make classroom  the workflow for GitHub Classroom: all exercises, or those of COURSE= WEEK=
.PHONY: gradescope gradescope_kit classroom
WEEK_LINES   = $(if $(COURSE),"$$($(CLASS) week --course $(call quoted,$(COURSE)) \
                 --week $(call quoted,$(WEEK)))")
gradescope classroom: $(if $(COURSE),$(CLASS))
gradescope: | $(B)/setup/test
	@unset GIT_DIR; week=$(WEEK_LINES) && grader/gradescope.sh '$(B)/gradescope/autograder.zip' \
	    "$$week"
classroom: $(B)/tables/points.tsv
	@week=$(WEEK_LINES) && mkdir -p $(B)/classroom && \
	    grader/classroom.sh $< "$$(printf '%s\n' "$$week" | sed -n 2p)" \
	        >$(B)/classroom/classroom.yml && \
	    echo '$(B)/classroom/classroom.yml: put it into .github/workflows/ of the assignment'

# What run_autograder needs, built once in Gradescope's image.
gradescope_kit: $(GRADE_NEEDS) $(CLASS) $(FORMATS) $(LIB_CODE)
	@mkdir -p $(B)/gradescope
	@{ echo "export SB_BUILD=$(call quoted,$(call full_name,$(B)))"; \
	   echo "export SB_COMPILER='$(CC) $(filter-out -MMD -MP,$(STUDENT_FLAGS)) $(JUDGED_FLAGS)'"; \
	   echo "export SB_CHAPTERS='$(CHAPTERS)'"; \
	   echo "SPEED_COMPILER='$(CC) $(STD) -O2'"; } >$(B)/gradescope/kit.sh
