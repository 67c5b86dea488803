# A chapter's tests as an ordinary Criterion program, beside the quick runner of make check.
# $(B)/criterion/NN_topic
# $(B)/setup/criterion     says that the quick runner knows this Criterion's names
$(B)/setup/criterion: grader/judge/native/criterion_names.sh | $(B)/setup/build
	$(Q)$< '$(CC)' $@
$(B)/grader/judge/native/runner.o: $(B)/setup/criterion

CRITERION_OBJS := $(JUDGE_CORE) $(addprefix $(B)/grader/judge/native/, \
                       workers.o named_socket.o remote.o transport.o)

define CRITERION_RULES
$(B)/criterion/$(1).o: grader/judge/native/criterion.c | $(B)/setup/build
	$$(Q)mkdir -p $$(@D)
	$$(Q)$$(COMPILE) -DCHAPTER='"$(1)"' -DTOPIC='"$(2)"' \
	    -DBUILD=$$(call c_string,$$(call full_name,$(B))) \
	    -DBUILD_WORD=$$(call c_string,$$(call quoted,$$(call full_name,$(B)))) \
	    -DWORKER='"$(notdir $(call worker,$(1)))"' -c -o $$@ $$<

$(B)/criterion/$(1): $(B)/criterion/$(1).o $(B)/chapters/$(1)/test.o \
                     $(B)/solutions/$(1)/ref_$(2).o \
                     $(CRITERION_OBJS) $(call kit,$(1))
	$$(Q)$$(CC) $$(LDFLAGS) -o $$@ $$^ -lcriterion $$(LIBS)
endef
$(foreach c,$(CHAPTERS),$(eval $(call CRITERION_RULES,$(c),$(call topic,$(c)))))

## make criterion  CH=04: its tests as a Criterion program, with --list, --filter, --xml, --tap, -j
.PHONY: criterion
criterion: $(foreach c,$(CHECKED),$(B)/criterion/$(c) $(B)/judge/$(c)/$(SRC)/$(call topic,$(c)).so \
             $(call worker,$(c)) $(if $(ORACLE),,$(B)/mistakes/$(c).so $(B)/mistakes/$(c).tsv))
	@echo 'Made; run it with the options of Criterion:'
	@printf '  $(if $(filter solutions,$(SRC)),SRC=solutions )$(B)/criterion/%s --verbose\n' $(CHECKED)
