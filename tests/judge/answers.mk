# Answers that somebody gave, or might: each is put into an otherwise solved chapter and judged.
#
# $(B)/answers/EXERCISE__name/results.json   what its tests say of a case CASES/EXERCISE__name.c
CASES ?= tests/judge/answers/wrong tests/judge/answers/right
ANSWERS = $(patsubst %.c,$(B)/answers/%/results.json,$(notdir $(wildcard $(CASES:%=%/*.c))))
vpath %.c $(if $(filter answers $(B)/answers/%,$(MAKECMDGOALS)),$(CASES))

# the chapter in whose solution an exercise has its section
chapter_of = $(notdir $(patsubst %/,%,$(dir $(firstword $(shell grep -l \
    '^/\* ---- E[0-9.]* $(1) ----' solutions/*/*.c)))))

$(B)/answers/%/results.json: %.c tests/judge/apply.py | $(B)/setup/build $(B)/setup/test
	$(Q)c='$(call chapter_of,$(firstword $(subst __, ,$*)))' d='$(@D)' && t=$${c#*_} && \
	    rm -rf $$d && /usr/bin/python3 tests/judge/apply.py $< . $$d && \
	    grader/judge/build_so.sh $(B)/judge chapters $$d/$$c/$$t.c $$d/$$c/$$t.so -- \
	        $(CC) $(STUDENT_FLAGS) $(JUDGED_FLAGS) && \
	    { [ $$c = 06_visual_fields ] && w='$(WORKER)' || w='$(WORKER_KIT)'; } && \
	    SB_MISTAKES="exec $$w $(B)/mistakes/$$c.so" SB_MISTAKE_LIST=$(B)/mistakes/$$c.tsv \
	    grader/judge/run.sh $(B)/judge/$$c/test $@ $(SEED) "$$w $$d/$$c/$$t.so" \
	    -f '$(firstword $(subst __, ,$*))/*'

.PHONY: answers
answers: $(ANSWERS)
$(ANSWERS): $(CHAPTERS:%=$(B)/judge/%/test) $(CHAPTERS:%=$(B)/mistakes/%.so) \
            $(CHAPTERS:%=$(B)/mistakes/%.tsv) $(WORKER) $(WORKER_KIT) $(SO_KIT)

# The verdict depends on the code alone: what each answer loses, with SEEDS seeds.
SEEDS ?= 50
.PHONY: seeds
seeds:
	$(Q)umask 077; for s in $$(seq $(SEEDS)); do rm -f '$(B)'/answers/*/results.json; \
	    $(MAKE) --no-print-directory answers SEED=$$s >/dev/null || exit 1; \
	    awk -F'"' '$$2 == "property" { p = $$4 } \
	        $$2 == "outcome" && $$4 != "passed" { f = FILENAME; sub(/.*answers\//, "", f); \
	            sub(/\/.*/, "", f); print f, p }' \
	        '$(B)'/answers/*/results.json >'$(B)/answers/lost'.$$s; \
	    diff '$(B)/answers/lost.1' '$(B)/answers/lost'.$$s >'$(B)/answers/differs' || \
	        sed -n "s/^</seed $$s keeps:/p; s/^>/seed $$s takes:/p" '$(B)/answers/differs'; \
	done; echo 'seeds: $(words $(ANSWERS)) answers judged with $(SEEDS) seeds each'
