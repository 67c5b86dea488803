## make gradescope  autograder.zip for Gradescope
.PHONY: gradescope gradescope_kit
gradescope: | $(B)/setup/test
	@unset GIT_DIR; grader/gradescope.sh '$(B)/gradescope/autograder.zip'

# What run_autograder needs, built once in Gradescope's image.
gradescope_kit: $(GRADE_NEEDS) $(CLASS) $(FORMATS) $(LIB_CODE)
	@mkdir -p $(B)/gradescope
	@{ echo "export SB_BUILD=$(call quoted,$(call full_name,$(B)))"; \
	   echo "export SB_COMPILER='$(CC) $(filter-out -MMD -MP,$(STUDENT_FLAGS)) $(JUDGED_FLAGS)'"; \
	   echo "export SB_CHAPTERS='$(CHAPTERS)'"; \
	   echo "SPEED_COMPILER='$(CC) $(STD) -O2'"; } >$(B)/gradescope/kit.sh
