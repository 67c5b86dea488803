# make debug: the recorded call of a lost test once more, under a debugger.
# $(B)/debug/replay              the program that makes the call
# $(B)/debug/NN_topic/topic.so   the student's file for it: plain, not optimised
DEBUG_DIR := $(firstword $(CHECKED))
DEBUG_SO  := $(B)/debug/$(DEBUG_DIR)/$(call topic,$(DEBUG_DIR)).so

$(B)/debug/%.o: grader/judge/native/%.c | $(B)/setup/build
	$(Q)mkdir -p $(@D)
	$(Q)$(COMPILE) -c -o $@ $<

$(B)/debug/dispatch.o: $(B)/tables/dispatch.c | $(B)/setup/build
	$(Q)mkdir -p $(@D)
	$(Q)$(COMPILE) $(ALL_INC) -c -o $@ $<

$(B)/debug/replay: $(B)/debug/replay.o $(B)/debug/dispatch.o $(LIB_CODE) grader/judge/native/worker.exports
	$(Q)$(CC) -Wl,--dynamic-list=grader/judge/native/worker.exports -Wl,-u,least_squares -Wl,-u,dict_learn -o $@ \
	    $(filter %.o,$^) $(LIB_CODE) $(LIBS) -ldl

$(B)/debug/%.so: FORCE $(SO_KIT)
	$(Q)mkdir -p $(@D)
	$(Q)grader/judge/build_so.sh $(B)/judge chapters $(SRC)/$*.c $@ -- $(CC) $(STUDENT_FLAGS) \
	    -O0 -fPIC $(if $(filter solutions,$(SRC)),-DSOLUTION)

# Where make check has recorded no lost call of EX yet, this does so.
DEBUG_RECORDS := $(and $(EX),$(DEBUG_DIR),$(wildcard $(B)/judge/$(DEBUG_DIR)/$(SRC)/reports/$(EX).*.call))

## make debug      EX=ReLU: repeat its first failed call in gdb (or WITH=valgrind, WITH=run)
.PHONY: debug
debug: $(if $(DEBUG_DIR),$(if $(EX),$(B)/debug/replay $(DEBUG_SO) $(if $(DEBUG_RECORDS),,$(RESULTS)))) \
       | $(patsubst %,$(B)/setup/%,$(filter gdb valgrind,$(or $(WITH),gdb)))
	@grader/judge/debug.sh '$(B)/judge/$(DEBUG_DIR)/$(SRC)/reports' '$(EX)' '$(WITH)' \
	    $(B)/debug/replay $(DEBUG_SO)
