# make grade: a class, from a folder of submissions to grades.
CLASS      := $(B)/grader/class/class
CLASS_OBJS := $(patsubst grader/%.c,$(B)/grader/%.o,$(wildcard grader/class/*/*.c) \
              grader/class/options.c grader/class/actions.c)
CLASS_LIBS := -larchive -lcsv -lsqlite3 -lcjson -linih -lmd -lyaml -lm

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
# A class is graded to OUT, or as a WEEK of the folder COURSE.
GRADED_TO    = $(or $(OUT),$(COURSE))
WHERE        = $(if $(OUT),--out $(call quoted,$(OUT)),$(if $(COURSE),--course \
               $(call quoted,$(COURSE)) --week $(call quoted,$(WEEK))))
OUT_HERE     = $(if $(filter /%,$(GRADED_TO)),,$(CURDIR)/)$(GRADED_TO)
TESTS_HASH   = $(shell { cat $(MEASURES); echo $(CHOSEN); } | sha256sum | cut -c1-64)
POINTS_HASH  = $(shell cat $(B)/tables/points.tsv $(B)/tables/exercises.tsv | \
                 sha256sum | cut -c1-64)
GRADE        = SB_CHAPTERS='$(CHOSEN)' SB_CACHE=$(call quoted,$(OUT_HERE)/judging/cache) \
               $(CLASS) grade --submissions $(call quoted,$(SUBMISSIONS)) \
               $(WHERE) --judge $(JUDGE_ONE) \
               --jobs '$(JOBS)' --limit '$(LIMIT)' --tests $(TESTS_HASH) \
               --points $(POINTS_HASH) --engine '$(ENGINE)' --shard '$(SHARD)' \
               --seed '$(GIVEN_SEED)' --student $(call quoted,$(STUDENT)) \
               --level $(if $(UNSAFE),UNSAFE,sandbox)

# A variable that a command does not heed would be a wish that is not granted.
refuse       = $(foreach v,$(1),$(if $(and $(filter command% override,$(origin $(v))),$($(v))),\
               echo 'make $@: $(v)= does nothing here; leave it out' >&2; exit 1;)):

## make course     a folder for a course, with weeks, a roster and deadlines: COURSE=folder
.PHONY: course
course: $(CLASS)
	@$(CLASS) course --course $(call quoted,$(COURSE))

## make grade      a class: SUBMISSIONS=folder or .zip, OUT=folder or COURSE=folder WEEK=1; JOBS=4
##                 at once, LIMIT=600 seconds each, SEED=7 for a new OUT, UNSAFE=1 where there is
##                 no bubblewrap; ENGINE=slurm on a cluster, SHARD=20 submissions a task
##                 (grader/CLUSTER.md)
.PHONY: grade regrade adjust comment undo grades
grade: $(CLASS)
	@$(call refuse,EX TEXT POINTS $(if $(COURSE),CH))
	@$(GRADE)

## make regrade    like make grade, but judge every submission again, or that of STUDENT=who
regrade: $(CLASS)
	@$(call refuse,EX TEXT POINTS $(if $(COURSE),CH))
	@$(GRADE) --again yes

# What the commands by hand have in common: where, and who.
BY_HAND      = $(WHERE) --student $(call quoted,$(STUDENT))

## make adjust     change points by hand: STUDENT=who EX=ReLU POINTS=3 (or +1, -1) REASON=text,
##                 EX=total for all of them; or CSV=file with many changes; OUT=folder, or
##                 COURSE=folder WEEK=1
adjust: $(CLASS)
	@$(if $(CSV),$(CLASS) adjust-csv $(WHERE) --csv $(call quoted,$(CSV)),\
	  $(CLASS) adjust $(BY_HAND) --exercise $(call quoted,$(EX)) --points $(call quoted,$(POINTS)) \
	    --reason $(call quoted,$(REASON)))

## make comment    add a remark for a student: STUDENT=who TEXT=text, PLACE=omp.c:12 for a line
##                 of code
comment: $(CLASS)
	@$(CLASS) comment $(BY_HAND) --place $(call quoted,$(PLACE)) --text $(call quoted,$(TEXT))

## make undo       take back the last adjustment or comment of STUDENT=who, or WHAT=rename, merge,
##                 split or withdraw; WHAT=csv: the last table of changes of COURSE= WEEK=
undo: $(CLASS)
	@$(CLASS) undo$(addprefix -,$(WHAT)) $(BY_HAND)

## make rename     a student of COURSE=folder: STUDENT=who TO=name REASON=text
## make merge      two names are one student: STUDENT=who WITH=other REASON=text
## make split      take a key from the student it was put to: STUDENT=key REASON=text
## make withdraw   a student has left: STUDENT=who REASON=text
.PHONY: rename merge split withdraw
rename merge split withdraw: $(CLASS)
	@$(CLASS) $@ $(BY_HAND) --with $(call quoted,$(or $(TO),$(WITH))) --reason $(call quoted,$(REASON))

## make grades     write the tables and pages of OUT=folder or COURSE=folder again
grades: $(CLASS)
	@$(call refuse,EX STUDENT)
	@$(CLASS) export $(WHERE)

## make anonymous  the same without names, for marking: OUT=folder or COURSE=folder WEEK=1
.PHONY: anonymous
anonymous: $(CLASS)
	@$(CLASS) anonymous $(WHERE)

## make take-in    results of a part of the class that was graded elsewhere: RESULTS=folder, to
##                 OUT=folder or COURSE=folder WEEK=1
.PHONY: take-in
take-in: $(CLASS)
	@$(CLASS) take-in $(WHERE) --results $(call quoted,$(RESULTS))

# Where the files of a week are.
FEEDBACK     = $(if $(OUT),$(OUT),$(COURSE)/weeks/$(WEEK))

## make mail       send feedback: SMTP=smtp://host FROM=address, COURSE=folder WEEK=1 or OUT=folder
## make pdf        feedback as a PDF per student: COURSE=folder WEEK=1 or OUT=folder
.PHONY: mail pdf
mail: | $(B)/setup/data
	@grader/class/mail.sh $(call quoted,$(FEEDBACK)) $(call quoted,$(SMTP)) $(call quoted,$(FROM))
pdf: | $(B)/setup/print
	@grader/class/pdf.sh $(call quoted,$(FEEDBACK))

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
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ -lcjson -lcsv -lmd
