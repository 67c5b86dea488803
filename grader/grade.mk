# How make grade judges: what judge_one needs, built before and handed over.
# The tests of all chapters in one program.
COURSE_TESTS := $(B)/judge/course
$(COURSE_TESTS): $(foreach c,$(CHAPTERS),$(B)/chapters/$(c)/test.o \
               $(B)/solutions/$(c)/ref_$(call topic,$(c)).o) \
           $(JUDGE_OBJS) $(LIB_CODE)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ -lcjson $(LIBS)

# What the compiler may see of the workbook: headers, and the scripts that run it.
SANDBOX := $(B)/judge/sandbox/ready
$(SANDBOX): $(LIB_HEADERS) $(wildcard chapters/*/*.h) $(COMPILING) \
            grader/judge/build_so.sh $(SO_KIT)
	$(Q)mkdir -p $(@D)/chapters $(@D)/headers
	$(Q)cp --parents $(filter lib/% grader/%,$^) $(@D)
	$(Q)cp $(SO_KIT) $(B)/tables/exercises.tsv $(B)/tables/functions.tsv $(@D)
	$(Q)cd chapters && cp --parents $(patsubst chapters/%,%,$(filter chapters/%,$^)) \
	    $(call quoted,$(call full_name,$(@D)/headers))
	$(Q)touch $@

GRADE_NEEDS := $(JUDGE_ONE) $(REPORT) $(WORKER) $(WORKER_KIT) $(COURSE_TESTS) $(SANDBOX) \
               $(B)/mistakes/list.tsv \
               $(foreach c,$(CHAPTERS),$(B)/mistakes/$(c).so)

grade regrade: export SB_BUILD := $(call full_name,$(B))
grade regrade: export SB_COMPILER = $(CC) $(filter-out -MMD -MP,$(STUDENT_FLAGS)) $(JUDGED_FLAGS)
grade regrade: export SLURM_OPTIONS := $(SLURM_OPTIONS)
grade regrade: export SB_UNSAFE := $(UNSAFE)
grade regrade: export SB_SEED_FILE = $(OUT_HERE)/seed
grade regrade: $(GRADE_NEEDS) can_grade

.PHONY: can_grade
can_grade: $(JUDGE_ONE) | $(B)/setup/build $(B)/setup/grade
can_grade:
	@$(JUDGE_ONE) --ready
