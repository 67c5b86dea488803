# Hints, progress, solutions and make watch.
#
# $(B)/progress/log.tsv   the state of each exercise, and when it changed (record.h)
# $(B)/progress/hints     how many hints each exercise has used
# make clean keeps that folder.
PROGRESS    := $(B)/student/progress
WATCH       := $(B)/student/watch
RECORD_OBJS := $(B)/student/record.o $(addprefix $(B)/grader/report/,course.o output.o) \
               $(TABLES_OBJS)
WATCH_OBJS  := $(addprefix $(B)/student/,watch.o view.o screen.o terminal.o changes.o job.o)

$(B)/student/%.o: student/%.c | $(B)/setup/build
	$(Q)mkdir -p $(@D)
	$(Q)$(COMPILE) -c -o $@ $<

$(PROGRESS): $(B)/student/progress.o $(RECORD_OBJS)
$(WATCH): $(WATCH_OBJS) $(RECORD_OBJS)
$(PROGRESS) $(WATCH):
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ -lcjson -linih

# For editors: made by the first make or make check.
$(B)/compile_commands.json: Makefile student/compile_commands.sh
	$(Q)mkdir -p $(@D)
	$(Q)student/compile_commands.sh '$(CC)' >$@
$(PROGRESS): | $(B)/compile_commands.json
all: $(B)/compile_commands.json

## make watch      grade a chapter each time you save its file
.PHONY: watch
watch: $(WATCH)
	@$(WATCH) '$(B)' '$(MAKE)' $(filter-out CH=% EX=% B=%,$(MAKEOVERRIDES))

## make list       every exercise, how far it is, and where it begins
.PHONY: list
list: $(B)/tables/exercises.tsv
	@B='$(B)' student/list.sh

## make hint       EX=ReLU: a hint; there are three, and each says a little more (N=2: the second
##                 again)
.PHONY: hint
hint: $(PROGRESS)
	@B='$(B)' student/hint.sh '$(or $(EX),$(shell $(PROGRESS) next $(B)))' \
	    '$(if $(filter command%,$(origin N)),$(N))'

## make reset      EX=ReLU: put it back as it was handed out; your file is kept
.PHONY: reset
reset: $(B)/tables/exercises.tsv
	@B='$(B)' student/reset.sh '$(EX)'

## make progress   what is done, what it is worth, and how long it took
.PHONY: progress
progress: $(PROGRESS)
	@$(PROGRESS) show '$(B)'

## make solution   EX=ReLU: show the reference solution, once yours works
.PHONY: solution
solution: $(PROGRESS)
	@B='$(B)' MAKE='$(MAKE)' student/solution.sh '$(EX)'
