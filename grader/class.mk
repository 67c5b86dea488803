# make grade: a class, from a folder of submissions to grades.
CLASS      := $(B)/grader/class/class
CLASS_OBJS := $(patsubst grader/%.c,$(B)/grader/%.o,$(wildcard grader/class/*/*.c) \
              grader/class/options.c)
CLASS_LIBS := -larchive -lsqlite3 -lcjson -linih -lmd -lyaml -lm

$(CLASS_OBJS) $(B)/grader/class/main.o: $(B)/grader/%.o: grader/%.c \
    | $(B)/setup/build $(B)/setup/grade
	$(Q)mkdir -p $(@D)
	$(Q)$(COMPILE) -D_GNU_SOURCE -c -o $@ $<

# It opens archives in the sandbox of the judge.
CLASS_SANDBOX := $(addprefix $(B)/grader/class/judging/one/,sandbox.o run.o)
$(CLASS): $(B)/grader/class/main.o $(CLASS_OBJS) $(CLASS_SANDBOX) \
          $(B)/grader/report/course.o $(TABLES_OBJS)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(CLASS_LIBS)

# With what a class is judged: when one of these changes, all is judged again.
MEASURES    := $(wildcard chapters/*/test_*.c chapters/*/*.h solutions/*/*.c) \
               $(B)/tables/functions.tsv
# OUT for a program that may run elsewhere; $(abspath) would take a name with spaces apart.
OUT_HERE     = $(if $(filter /%,$(OUT)),,$(CURDIR)/)$(OUT)
TESTS_HASH   = $(shell { cat $(MEASURES); echo $(CHOSEN); } | sha256sum | cut -c1-64)
POINTS_HASH  = $(shell cat $(B)/tables/points.tsv $(B)/tables/exercises.tsv | \
                 sha256sum | cut -c1-64)
GIVEN_SEED   = $(if $(filter default file undefined,$(origin SEED)),,$(SEED))
GRADE        = SB_CHAPTERS='$(CHOSEN)' SB_CACHE=$(call quoted,$(OUT_HERE)/judging/cache) \
               $(CLASS) grade --submissions $(call quoted,$(SUBMISSIONS)) \
               --out $(call quoted,$(OUT)) --judge $(JUDGE_ONE) \
               --jobs '$(JOBS)' --limit '$(LIMIT)' --tests $(TESTS_HASH) \
               --points $(POINTS_HASH) --engine '$(ENGINE)' --shard '$(SHARD)' \
               --seed '$(GIVEN_SEED)' --level $(if $(UNSAFE),UNSAFE,sandbox)

## make grade      a class: SUBMISSIONS=folder OUT=folder, JOBS=4 at once, LIMIT=600 seconds each,
##                 SEED=7 for a new OUT, UNSAFE=1 where there is no bubblewrap;
##                 ENGINE=slurm on a cluster, SHARD=20 submissions a task (grader/CLUSTER.md)
.PHONY: grade regrade adjust comment grades
grade: $(CLASS)
	@$(GRADE)

## make regrade    like make grade, but judge every submission again
regrade: $(CLASS)
	@$(GRADE) --again yes

## make adjust     change points by hand: OUT=folder STUDENT=who EX=ReLU POINTS=3 (or +1, -1)
##                 REASON=text
adjust: $(CLASS)
	@$(CLASS) adjust --out $(call quoted,$(OUT)) --student $(call quoted,$(STUDENT)) \
	    --exercise '$(EX)' --points '$(POINTS)' --reason $(call quoted,$(REASON))

## make comment    add a remark for a student: OUT=folder STUDENT=who TEXT=text
comment: $(CLASS)
	@$(CLASS) comment --out $(call quoted,$(OUT)) --student $(call quoted,$(STUDENT)) \
	    --text $(call quoted,$(TEXT))

## make grades     write the tables and pages of OUT=folder again
grades: $(CLASS)
	@$(CLASS) export --out $(call quoted,$(OUT))

CRITERION ?= -lcriterion
$(B)/tests/class/test_intake: $(B)/tests/class/test_intake.o $(CLASS_OBJS) $(CLASS_SANDBOX) \
    $(B)/grader/report/course.o $(TABLES_OBJS) $(filter %.o,$(CRITERION))
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(filter -l%,$(CRITERION)) $(CLASS_LIBS)

# What judges one submission.
JUDGE_ONE      := $(B)/grader/class/judge_one
JUDGE_ONE_OBJS := $(patsubst grader/%.c,$(B)/grader/%.o, \
                  $(wildcard grader/class/judging/one/*.c grader/class/text/*.c))
$(filter $(B)/grader/class/judging/one/%,$(JUDGE_ONE_OBJS)): \
    $(B)/grader/%.o: grader/%.c | $(B)/setup/build $(B)/setup/grade
	$(Q)mkdir -p $(@D)
	$(Q)$(COMPILE) -D_GNU_SOURCE -c -o $@ $<

$(JUDGE_ONE): $(JUDGE_ONE_OBJS)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ -lcjson -lmd
