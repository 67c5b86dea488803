# The known mistakes of all exercises.
#
# $(B)/mistakes/NN_topic.so      a chapter's mistakes and references, for a worker
# $(B)/mistakes/NN_topic.tsv     their function, name and sentence $(B)/mistakes/list.tsv
# those of all chapters $(B)/mutants/NN_topic/FUNCTION__NAME/results.json   what FUNCTION's tests
# say when
#                                the mistake stands in for it
MISTAKE_OBJS := $(patsubst solutions/%/mistakes.c,$(B)/mistakes/%.o, \
                  $(wildcard solutions/*/mistakes.c))

$(B)/mistakes/%.o: solutions/%/mistakes.c | $(B)/setup/build
	$(Q)mkdir -p $(@D)
	$(Q)$(COMPILE) $(JUDGED_FLAGS) -iquote chapters/$* -c -o $@ $<

$(B)/mistakes/%.names.h: $(B)/mistakes/%.o
	$(Q)nm $< | sed -n 's/.* [A-Z] \([A-Za-z][A-Za-z0-9_]*__mistake\)$$/MISTAKE_NAME(\1)/p' | \
	    LC_ALL=C sort >$@

# None of the functions is called, so their own calls may stay unresolved.
$(B)/mistakes/%.tsv: grader/judge/mistake_list.c $(B)/mistakes/%.names.h
	$(Q)$(CC) $(STD) $(SANITIZE) -iquote grader -DNAMES='"$*.names.h"' -I$(@D) -o $(@D)/$*.list \
	    $< $(B)/mistakes/$*.o $(LDFLAGS) -no-pie -Wl,--unresolved-symbols=ignore-all
	$(Q)ASAN_OPTIONS=detect_leaks=0 $(@D)/$*.list >$@

$(B)/mistakes/list.tsv: $(MISTAKE_OBJS:.o=.tsv)
	$(Q)cat $^ >$@

define MUTANT_RULES
$(B)/mistakes/$(1).so: $(B)/mistakes/$(1).o solutions/$(1)/$(2).c $(REF_NAMES)
	$$(Q)$$(COMPILE) $$(JUDGED_FLAGS) -DSOLUTION -iquote chapters/$(1) -c \
	    -o $(B)/mistakes/$(1)_topic.o \
	    solutions/$(1)/$(2).c
	$$(Q)$$(COMPILE) $$(JUDGED_FLAGS) -DSOLUTION -include $(REF_NAMES) -iquote chapters/$(1) \
	    -c -o $(B)/mistakes/$(1)_ref.o solutions/$(1)/$(2).c
	$$(Q)grader/judge/unlisted.sh $(1) $(2) $(B)/mistakes/$(1)_topic.o $(B)/mistakes/$(1)_ref.o
	$$(Q)$$(CC) $$(LDFLAGS) $$(SANITIZE) -shared -o $$@ $$< $(B)/mistakes/$(1)_topic.o \
	    $(B)/mistakes/$(1)_ref.o

$(B)/mutants/$(1)/%/results.json: $(B)/judge/$(1)/test $(B)/mistakes/$(1).so $(WORKER) \
                                  $(B)/mistakes/$(1).tsv
	$$(Q)mkdir -p $$(@D)
	$$(Q)SB_STAND_IN=$$* SB_MISTAKES='exec $(WORKER) -u $(B)/mistakes/$(1).so' \
	    SB_MISTAKE_LIST=$(B)/mistakes/$(1).tsv \
	    grader/judge/run.sh $$< $$@ 1 '$(WORKER) -u $(B)/mistakes/$(1).so' \
	    -f '$$(exercise_of_$$(firstword $$(subst __, ,$$*)))/*'
endef
$(foreach c,$(CHAPTERS),$(eval $(call MUTANT_RULES,$(c),$(call topic,$(c)))))
