# make grade: a class, from a folder of submissions to grades.
CLASS      := $(B)/grader/class/class
CLASS_OBJS := $(patsubst grader/%.c,$(B)/grader/%.o,$(filter-out grader/class/main.c,$(wildcard grader/class/*.c)))
CLASS_LIBS := -larchive -lsqlite3 -lcjson -linih -lmd -lm

$(CLASS_OBJS) $(B)/grader/class/main.o: $(B)/grader/%.o: grader/%.c | $(B)/setup/grade
	$(Q)mkdir -p $(@D)
	$(Q)$(COMPILE) -D_GNU_SOURCE -Igrader -c -o $@ $<

$(CLASS): $(B)/grader/class/main.o $(CLASS_OBJS) $(B)/grader/course.o
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(CLASS_LIBS)

# With what a class is judged: when one of these changes, all is judged again.
MEASURES    := $(wildcard chapters/*/test_*.c chapters/*/*.h solutions/*/*.c) grader/exercises.def
TESTS_HASH   = $(shell { cat $(MEASURES); echo '$(SEED)'; } | sha256sum | cut -c1-64)
POINTS_HASH  = $(shell sha256sum grader/points.ini | cut -c1-64)
CLASS_JUDGE ?= grader/judge_one.sh
GRADE        = $(CLASS) grade --submissions '$(SUBMISSIONS)' --out '$(OUT)' --judge '$(CLASS_JUDGE)' \
               --jobs '$(JOBS)' --limit '$(LIMIT)' --tests $(TESTS_HASH) --points $(POINTS_HASH) \
               --level $(if $(UNSAFE),UNSAFE,sandbox)
quoted       = '$(subst ','\'',$(1))'

ifneq ($(wildcard grader/judge_one.sh),)
## make grade      a class: SUBMISSIONS=dir OUT=dir, JOBS=n at a time, LIMIT=seconds for each
.PHONY: grade regrade adjust comment grades
grade: $(CLASS)
	@$(GRADE)

## make regrade    the same, and judge all of them again
regrade: $(CLASS)
	@$(GRADE) --again yes

## make adjust     points by hand: OUT=dir STUDENT=who EX=ReLU POINTS=3 (or +1, -1) REASON=text
adjust: $(CLASS)
	@$(CLASS) adjust --out '$(OUT)' --student $(call quoted,$(STUDENT)) --exercise '$(EX)' \
	    --points '$(POINTS)' --reason $(call quoted,$(REASON))

## make comment    a remark for a student: OUT=dir STUDENT=who TEXT=text
comment: $(CLASS)
	@$(CLASS) comment --out '$(OUT)' --student $(call quoted,$(STUDENT)) --text $(call quoted,$(TEXT))

## make grades     write the tables and pages of OUT=dir anew
grades: $(CLASS)
	@$(CLASS) export --out '$(OUT)'
endif

$(B)/tests/test_intake: $(B)/tests/test_intake.o $(CLASS_OBJS) $(B)/grader/course.o
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ -lcriterion $(CLASS_LIBS)

FORMATS := $(B)/grader/formats
$(FORMATS): $(B)/grader/formats.o $(B)/grader/course.o
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ -lcjson -linih
