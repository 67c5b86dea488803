# The known mistakes of all exercises.
#
# $(B)/mistakes/NN_topic.o       a chapter's mistakes, compiled
# $(B)/mistakes/list.tsv         all of them: function, name, sentence
# $(B)/mutants/NN_topic/FUNCTION__NAME.json   what FUNCTION's tests say when the
#                                mistake stands in for the reference
MISTAKE_OBJS := $(patsubst solutions/%/mistakes.c,$(B)/mistakes/%.o,$(wildcard solutions/*/mistakes.c))

$(B)/mistakes/%.o: solutions/%/mistakes.c | $(B)/setup/build
	$(Q)mkdir -p $(@D)
	$(Q)$(COMPILE) -iquote chapters/$* -Igrader -c -o $@ $<

$(B)/mistakes/names.h: $(MISTAKE_OBJS)
	$(Q)nm $^ | sed -n 's/.* [A-Z] \(.*__mistake\)$$/MISTAKE_NAME(\1)/p' | LC_ALL=C sort >$@

# None of the functions is called, so what they call may be left open.
$(B)/mistakes/list.tsv: grader/mistake_list.c $(B)/mistakes/names.h
	$(Q)$(CC) $(STD) -Igrader -I$(B)/mistakes -o $(@D)/list $< $(MISTAKE_OBJS) \
	    -no-pie -Wl,--unresolved-symbols=ignore-all
	$(Q)$(@D)/list >$@

# the exercise that a function belongs to
exercise_of = $(shell awk -F'[(,) ]+' '/^FUNCTION/ && $$2 == "$(1)" { print $$3 }' grader/exercises.def)

define MUTANT_RULES
$(B)/mutants/$(1).o: $(B)/chapters/$(1)/test.o $(B)/solutions/$(1)/$(2).o \
                     $(B)/solutions/$(1)/ref_$(2).o $(JUDGE_OBJS) $(B)/mistakes/$(1).o
	$$(Q)mkdir -p $$(@D)
	$$(Q)ld -r -o $$@ $$^

$(B)/mutants/$(1)/%.json: $(B)/mutants/$(1).o $(LIB_CODE)
	$$(Q)mkdir -p $(B)/mutants/$(1)/$$*
	$$(Q)$$(CC) $$(LDFLAGS) -o $(B)/mutants/$(1)/$$*/test $$^ \
	    -Wl,--defsym=$$(firstword $$(subst __, ,$$*))=$$* -lcriterion -lcjson $$(LIBS)
	$$(Q)grader/run.sh $(B)/mutants/$(1)/$$*/test $(B)/mutants/$(1)/$$*/results.json 1 \
	    --filter '$$(call exercise_of,$$(firstword $$(subst __, ,$$*)))/*'
	$$(Q)mv $(B)/mutants/$(1)/$$*/results.json $$@
	$$(Q)rm -r $(B)/mutants/$(1)/$$*
endef
$(foreach c,$(CHAPTERS),$(eval $(call MUTANT_RULES,$(c),$(call topic,$(c)))))
