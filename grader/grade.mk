# How make grade judges: what judge_one.sh needs, built before and handed over.
GRADE_NEEDS := $(REPORT) $(WORKER) $(B)/judge/absent.o \
               $(foreach c,$(CHAPTERS),$(B)/judge/$(c)/test $(B)/mistakes/$(c).so $(B)/mistakes/$(c).tsv)

grade regrade: export SB_BUILD := $(abspath $(B))
grade regrade: export SB_COMPILER = $(CC) $(filter-out -MMD -MP,$(STUDENT_FLAGS)) $(JUDGED_FLAGS)
grade regrade: export SLURM_OPTIONS := $(SLURM_OPTIONS)
grade regrade: export SB_UNSAFE := $(UNSAFE)
grade regrade: export SB_SEED_FILE = $(abspath $(OUT))/seed
grade regrade: $(GRADE_NEEDS) can_grade

# One seed for a class, kept secret until its grades are out. SEED= sets it.
.PHONY: can_grade
can_grade:
	@[ '$(ENGINE)$(UNSAFE)' = slurm ] || grader/judge_one.sh --ready
	@[ -z '$(OUT)' ] || { mkdir -p '$(OUT)'; umask 077; \
	    new='$(if $(filter default file undefined,$(origin SEED)),,$(SEED))'; \
	    [ -s '$(OUT)/seed' -a -z "$$new" ] || \
	    echo "$${new:-$$(od -An -N7 -tu8 /dev/urandom | tr -d ' ')}" >'$(OUT)/seed'; }
