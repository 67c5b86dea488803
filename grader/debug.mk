# make debug: the recorded call of a lost test once more, under a debugger.
# $(B)/debug/NN_topic/replay   a program that makes the call; the student's file in it, unoptimised
# $(B)/debug/run, call, gdb    what .vscode/launch.json starts (WITH=build)
DEBUG_DIR := $(firstword $(if $(EX)$(CH),$(CHECKED)))
DEBUG     := $(B)/debug/$(DEBUG_DIR)

$(B)/debug/%.o: grader/judge/native/%.c | $(B)/setup/build
	$(Q)mkdir -p $(@D)
	$(Q)$(COMPILE) -c -o $@ $<

$(B)/debug/dispatch.o: $(B)/tables/dispatch.c | $(B)/setup/build
	$(Q)mkdir -p $(@D)
	$(Q)$(COMPILE) $(ALL_INC) -c -o $@ $<

# Only the exercises' own names are seen from outside, as in the judged copy.
$(DEBUG)/student.o: FORCE $(COMPILING)
	$(Q)mkdir -p $(@D)
	$(Q)grader/judge/compile.sh $(SRC)/$(DEBUG_DIR)/$(call topic,$(DEBUG_DIR)).c $@ \
	    $(@:.o=.report) $(CC) $(filter-out -O%,$(STUDENT_FLAGS)) -O0 -fPIC \
	    $(if $(filter solutions,$(SRC)),-DSOLUTION) -iquote chapters/$(DEBUG_DIR)
	$(Q)objcopy $(addprefix --keep-global-symbol=,$(call functions,$(DEBUG_DIR))) $@

# In one piece, so that a debugger knows the function before the program starts.
$(DEBUG)/replay: $(DEBUG)/student.o $(addprefix $(B)/debug/,replay.o dispatch.o) $(LIB_CODE)
	$(Q)$(CC) -rdynamic -Wl,--unresolved-symbols=ignore-all -o $@ $^ $(LIBS) -ldl

# Where make check has recorded no lost call yet, this does so.
DEBUG_REPORTS := $(B)/judge/$(DEBUG_DIR)/$(SRC)/reports
DEBUG_RECORDS := $(and $(DEBUG_DIR),$(wildcard $(DEBUG_REPORTS)/$(or $(EX),*).*.call))

## make debug      EX=ReLU: repeat its first failed call in gdb (or WITH=valgrind, WITH=run)
.PHONY: debug
debug: $(if $(DEBUG_DIR),$(DEBUG)/replay $(if $(DEBUG_RECORDS),,$(RESULTS))) \
       | $(patsubst %,$(B)/setup/%,$(filter gdb valgrind,$(or $(WITH),gdb)))
	@grader/judge/debug.sh '$(B)' '$(DEBUG_DIR)' '$(SRC)' '$(EX)' '$(WITH)'
