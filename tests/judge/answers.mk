# Answers that somebody gave, or might: each is put into an otherwise solved chapter and judged.
#
# $(B)/answers/EXERCISE__name/results.json   what its tests say of a case CASES/EXERCISE__name.c
CASES ?= tests/judge/answers/wrong tests/judge/answers/right
ANSWERS = $(patsubst %.c,$(B)/answers/%/results.json,$(notdir $(wildcard $(CASES:%=%/*.c))))
vpath %.c $(if $(filter answers seeds $(B)/answers/%,$(MAKECMDGOALS)),$(CASES))

# the chapter in whose solution an exercise has its section
chapter_of = $(notdir $(patsubst %/,%,$(dir $(firstword $(shell grep -l \
    '^/\* ---- E[0-9.]* $(1) ----' solutions/*/*.c)))))

# The answer, compiled; the file says of which chapter it is and how a worker loads it.
$(B)/answers/%/run: %.c tests/judge/apply.py $(COMPILING) grader/judge/build_so.sh $(SO_KIT) \
                    | $(B)/setup/build $(B)/setup/test
	$(Q)c='$(call chapter_of,$(firstword $(subst __, ,$*)))' d='$(@D)' && t=$${c#*_} && \
	    rm -rf $$d && /usr/bin/python3 tests/judge/apply.py $< . $$d && \
	    grader/judge/build_so.sh $(B)/judge chapters $$d/$$c/$$t.c $$d/$$c/$$t.so -- \
	        $(CC) $(STUDENT_FLAGS) $(JUDGED_FLAGS) && \
	    case ' $(LEARNERS) ' in *" $$c "*) w='$(WORKER)' ;; *) w='$(WORKER_KIT)' ;; esac && \
	    echo "$$c $$w $$d/$$c/$$t.so" >$@

$(B)/answers/%/results.json: $(B)/answers/%/run
	$(Q)read -r c w <$< && \
	    SB_MISTAKES="exec $${w% *} $(B)/mistakes/$$c.so" SB_MISTAKE_LIST=$(B)/mistakes/$$c.tsv \
	    grader/judge/run.sh $(B)/judge/$$c/test $@ $(SEED) "$$w" \
	    -f '$(firstword $(subst __, ,$*))/*'

.PHONY: answers
answers: $(ANSWERS)
$(ANSWERS): $(CHAPTERS:%=$(B)/judge/%/test) $(CHAPTERS:%=$(B)/mistakes/%.so) \
            $(CHAPTERS:%=$(B)/mistakes/%.tsv) $(WORKER) $(WORKER_KIT) $(SO_KIT)

## make seeds      judge everything with SEEDS=50 seeds: no verdict may depend on one
# SUBJECTS: all of them, or some: reference, mistakes, answers.
SEEDS    ?= 50
SUBJECTS ?= reference mistakes answers
seeds_of_reference = $(foreach c,$(CHAPTERS),\
    echo '$(c) $(c) * - $(WORKER) $(B)/judge/$(c)/solutions/$(call topic,$(c)).so';)
seeds_of_mistakes  = awk -F'\t' 'NR == FNR { exercise[$$1] = $$2; chapter[$$1] = $$3; next } \
    { m = $$1 "__" $$2; print m, chapter[$$1], exercise[$$1], m, "$(WORKER) -u $(B)/mistakes/" \
      chapter[$$1] ".so" }' $(B)/tables/functions.tsv $(B)/mistakes/list.tsv;
seeds_of_answers   = for run in $(ANSWERS:results.json=run); do n=$${run%/run}; n=$${n\#\#*/}; \
    read -r c w <$$run && echo "$$n $$c $${n%%__*} - $$w"; done;
.PHONY: seeds
seeds: $(if $(filter answers,$(SUBJECTS)),$(ANSWERS:results.json=run)) \
       $(if $(filter mistakes,$(SUBJECTS)),$(B)/mistakes/list.tsv) \
       $(CHAPTERS:%=$(B)/judge/%/test) $(CHAPTERS:%=$(B)/mistakes/%.so) $(WORKER) $(WORKER_KIT)
	$(Q)$(if $(filter reference,$(SUBJECTS)),$(MAKE) -s SRC=solutions \
	    $(foreach c,$(CHAPTERS),$(B)/judge/$(c)/solutions/$(call topic,$(c)).so) &&) \
	    { $(foreach s,$(SUBJECTS),$(seeds_of_$(s))) } | B='$(B)' tests/tools/seeds.sh $(SEEDS)
