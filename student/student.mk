# What helps a student along: hints, progress, solutions, watching.
#
# $(B)/progress/log.tsv   what became of each exercise, and when (record.h)
# $(B)/progress/hints     how many hints of each exercise were given
# make clean leaves that folder alone.
PROGRESS      := $(B)/student/progress
STUDENT_OBJS  := $(addprefix $(B)/student/,record.o) $(B)/grader/course.o

$(B)/student/%.o: student/%.c | $(B)/setup/build
	$(Q)mkdir -p $(@D)
	$(Q)$(COMPILE) -Igrader -c -o $@ $<

$(PROGRESS): $(B)/student/progress.o $(STUDENT_OBJS)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ -lcjson -linih

## make hint       EX=ReLU: three hints, a little more each time you ask
.PHONY: hint
hint: $(PROGRESS)
	@B='$(B)' student/hint.sh '$(or $(EX),$(shell $(PROGRESS) next $(B)))'

## make progress   what is done, what it is worth, and how long it took
.PHONY: progress
progress: $(PROGRESS)
	@$(PROGRESS) show '$(B)'

## make solution   EX=ReLU: the reference solution, once yours works
.PHONY: solution
solution: $(PROGRESS)
	@B='$(B)' MAKE='$(MAKE)' student/solution.sh '$(EX)'
