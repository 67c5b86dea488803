# The exercises: student's and reference's objects, tests, skeletons.
#
# $(B)/chapters/NN_topic/topic.o        what the student wrote (SRC=solutions: the reference)
# $(B)/solutions/NN_topic/topic.o       the reference
# $(B)/solutions/NN_topic/ref_topic.o   the reference, its functions named ref_...
# $(B)/libreference.a                   the reference of all chapters


STUDENT_FLAGS = -std=c11 -ffp-contract=off -D_POSIX_C_SOURCE=200809L -Wall -Wextra -Wshadow -O1 -g \
                -Werror=implicit-function-declaration -MMD -MP -Ilib -iquote grader
GIVEN_SEED   := $(if $(filter command%,$(origin SEED)),$(SEED))
ifneq ($(filter environment% undefined,$(origin SEED)),)
SEED := 1
endif
without_digits = $(subst 0,,$(subst 1,,$(subst 2,,$(subst 3,,$(subst 4,,$(call above_4,$(1)))))))
above_4 = $(subst 5,,$(subst 6,,$(subst 7,,$(subst 8,,$(subst 9,,$(1))))))
ifneq ($(if $(SEED),$(call without_digits,$(SEED)),none),)
$(error SEED=$(SEED): say a whole number, like SEED=7)
endif
REF_NAMES    := $(B)/tables/ref_names.h
COMPILING    := grader/judge/compile.sh grader/judge/limited.sh grader/judge/c_text.awk \
                grader/judge/source_errors.awk grader/judge/compiler_messages.awk \
                grader/judge/slips.awk \
                $(B)/tables/exercises.tsv $(B)/tables/functions.tsv \
                $(B)/judge/limits.sh
LIMITS       := $(B)/judge/limits.sh
SO_KIT       := $(B)/judge/absent.o $(B)/judge/link.ld $(LIMITS)
export SB_LIMITS := $(LIMITS)

# Limits for shell scripts: limits.h as lines NAME=VALUE.
$(B)/judge/limits.sh: grader/limits.h | $(B)/setup/build
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) -E -dM -x c -o $(@D)/limits.i $<
	$(Q)sed -n 's/^#define \(LIMIT_[A-Z_]*\) \([0-9.]*\)$$/\1=\2/p' $(@D)/limits.i >$@

# A student's copy (make release) has the reference as compiled code only, and no
# known mistakes.
ORACLE := $(if $(wildcard solutions),,$(wildcard grader/oracle))
ifneq ($(ORACLE),)
MACHINE := $(shell uname -m)
ifeq ($(wildcard $(ORACLE)/$(MACHINE)),)
$(error This copy is for $(notdir $(wildcard $(ORACLE)/*64)) machines; \
    ask your instructor for one for $(MACHINE))
endif
endif
has_reference = $(or $(ORACLE),$(wildcard solutions/$(1)/$(call topic,$(1)).c))

# define the rules of one chapter: $(1) directory, $(2) topic
define CHAPTER_RULES
ifeq ($(ORACLE),)
$(B)/solutions/$(1)/$(2).o: solutions/$(1)/$(2).c | $(B)/setup/build
	$$(Q)mkdir -p $$(@D)
	$$(Q)$$(COMPILE) -DSOLUTION -iquote chapters/$(1) -c -o $$@ $$<

$(B)/solutions/$(1)/ref_$(2).o: solutions/$(1)/$(2).c $(REF_NAMES) | $(B)/setup/build
	$$(Q)mkdir -p $$(@D)
	$$(Q)grader/judge/with_header.sh chapters/$(1)/$(2).h $$(COMPILE) -DSOLUTION \
	    -include $(REF_NAMES) -iquote chapters/$(1) -c -o $$@ $$<
else
$(B)/solutions/$(1)/$(2).o $(B)/solutions/$(1)/ref_$(2).o: \
    $(B)/solutions/$(1)/%.o: $(ORACLE)/$(MACHINE)/%.o
	$$(Q)mkdir -p $$(@D)
	$$(Q)cp $$< $$@
endif

# Go on if a student has deleted the file.
chapters/$(1)/$(2).c:

# A copy of the student's file as it was last seen. Times alone do not show a change: an old file
# that is put back (mv, cp -p) is older than the objects made from its successor. If the file is
# missing, this is the list of the folder instead, because it may have been renamed.
$(B)/chapters/$(1)/seen.c: FORCE
	$$(Q)mkdir -p $$(@D)
	$$(Q)cmp -s chapters/$(1)/$(2).c $$@ 2>/dev/null || \
	    cp chapters/$(1)/$(2).c $$@ 2>/dev/null || \
	    { ls -l chapters/$(1) | cmp -s - $$@ || ls -l chapters/$(1) >$$@; }

$(B)/chapters/$(1)/$(2).o: $$(wildcard chapters/$(1)/$(2).c) \
                           $(B)/chapters/$(1)/seen.c chapters/$(1)/$(2).h \
                           $(COMPILING) $(LIB_HEADERS) | $(B)/setup/build
	$$(Q)mkdir -p $$(@D)
	$$(Q)grader/judge/compile.sh chapters/$(1)/$(2).c $$@ $$(@:.o=.report) \
	    $$(CC) $$(STUDENT_FLAGS) -iquote chapters/$(1)
	$$(Q)objcopy $$(addprefix --keep-global-symbol=,$$(call functions,$(1))) $$@

$(B)/chapters/$(1)/test.o: chapters/$(1)/test_$(2).c | $(B)/setup/build
	$$(Q)mkdir -p $$(@D)
	$$(Q)grader/judge/with_header.sh chapters/$(1)/$(2).h $$(COMPILE) \
	    -Werror=implicit-function-declaration -iquote chapters/$(1) -Itests/reference -c -o $$@ $$<

# The judged copy: with sanitizers, as a shared object that a worker loads.
$(B)/judge/$(1)/$(SRC)/$(2).so: $$(wildcard $(SRC)/$(1)/$(2).c) chapters/$(1)/$(2).h \
                    $(if $(filter chapters,$(SRC)),$(B)/chapters/$(1)/seen.c) \
                    $(COMPILING) grader/judge/build_so.sh $(SO_KIT) $(LIB_HEADERS) \
                    | $(B)/setup/build
	$$(Q)mkdir -p $$(@D)
	$$(Q)grader/judge/build_so.sh $(B)/judge chapters $(SRC)/$(1)/$(2).c $$@ -- \
	    $$(CC) $$(STUDENT_FLAGS) \
	    $$(JUDGED_FLAGS) $$(if $$(filter solutions,$$(SRC)),-DSOLUTION)

$(B)/judge/$(1)/test: $(B)/chapters/$(1)/test.o $(B)/solutions/$(1)/ref_$(2).o $(JUDGE_OBJS) \
                      $(call kit,$(1))
	$$(Q)mkdir -p $$(@D)
	$$(Q)$$(CC) $$(LDFLAGS) -o $$@ $$^ -lcjson $$(LIBS)

$(B)/judge/$(1)/$(SRC)/results.json: $(B)/judge/$(1)/test $(B)/judge/$(1)/$(SRC)/$(2).so \
                                     $(call worker,$(1)) \
                                     $(if $(ORACLE),,$(B)/mistakes/$(1).so $(B)/mistakes/$(1).tsv) \
                                     $(B)/judge/seed grader/judge/run.sh
	$$(Q)$(if $(ORACLE),,SB_MISTAKES='exec $(call worker,$(1)) -u $(B)/mistakes/$(1).so' \
	    SB_MISTAKE_LIST=$(B)/mistakes/$(1).tsv) grader/judge/run.sh $$< $$@ $$(SEED) \
	    '$(call worker,$(1)) -u $$(@D)/$(2).so'
endef

# A new seed is a new run.
$(B)/judge/seed: $(if $(filter $(SEED),$(file <$(B)/judge/seed)),,FORCE)
	$(Q)mkdir -p $(@D)
	$(Q)echo '$(SEED)' >$@
.PHONY: FORCE

LIB_HEADERS := $(wildcard lib/*.h lib/*/*.h) grader/todo.h
# The judge: its core, which any transport serves, and the native transport with its runner.
JUDGE_CORE  := $(addprefix $(B)/grader/judge/, \
                 judge.o judge_inputs.o draws.o chacha20.o judge_expect.o calls.o history.o \
                 student.o known.o contract.o difference.o shrink.o lost.o proxies.o)
JUDGE_OBJS  := $(JUDGE_CORE) $(B)/grader/report/json.o $(B)/grader/report/test_result.o \
               $(addprefix $(B)/grader/judge/native/, \
                   runner.o survey.o workers.o named_socket.o results_json.o remote.o transport.o)
WORKER      := $(B)/judge/worker
WORKER_KIT  := $(B)/judge/worker-kit
# Some exercises train with the library (worker = learner); the others need only the kit, which
# compiles much faster.
worker = $(if $(filter $(LEARNERS),$(1)),$(WORKER),$(WORKER_KIT))
kit    = $(if $(filter $(LEARNERS),$(1)),$(LIB_CODE),$(LIB_KIT))
WORKER_OBJS := $(addprefix $(B)/judge/,keeper.o worker.o faults.o lock.o dispatch.o)
ALL_INC     := $(addprefix -iquote chapters/,$(CHAPTERS))

# Flags for the judged code and the worker that loads it. Uninitialised local variables start with a
# pattern, where the compiler can do that. Line numbers are all the debug information needed here
# (clang's -g1 includes those of functions); make debug compiles again. Three checks are left out
# because guard pages and the address sanitizer do them better, and alignment, because only a cast
# can break it. Together they would take almost a third of the compiler's time.
SANITIZE     := -fsanitize=address,undefined \
                -fno-sanitize=pointer-overflow,object-size,null,alignment \
                -fno-sanitize-recover=all
JUDGED_FLAGS  = $(SANITIZE) -Og -g1 -gdwarf-4 -fno-omit-frame-pointer -fPIC $(WHERE_KNOWN)
# Ask the compiler only when a recipe needs the answer: before that, it may not be installed.
known        = $(shell unset $(filter-out SHELLOPTS BASHOPTS,$(FOREIGN)); \
                 $(CC) $(1) -E -x c /dev/null >/dev/null 2>&1 && echo '$(1)')
WHERE_KNOWN  = $(or $(ANSWERED),$(eval ANSWERED := $(call known,-ftrivial-auto-var-init=pattern) \
               $(call known,-fno-var-tracking -fno-var-tracking-assignments))$(ANSWERED))
ANSWERED    :=

$(B)/grader/judge/proxies.o: $(B)/tables/proxies.c | $(B)/setup/build
	$(Q)mkdir -p $(@D)
	$(Q)$(COMPILE) $(ALL_INC) -c -o $@ $<

$(B)/judge/dispatch.o: $(B)/tables/dispatch.c | $(B)/setup/build
	$(Q)mkdir -p $(@D)
	$(Q)$(COMPILE) $(ALL_INC) -c -o $@ $<

$(B)/judge/%.o: grader/judge/native/%.c | $(B)/setup/build
	$(Q)mkdir -p $(@D)
	$(Q)$(COMPILE) $(SANITIZE) -c -o $@ $<

$(B)/judge/%.o: grader/judge/%.c | $(B)/setup/build
	$(Q)mkdir -p $(@D)
	$(Q)$(COMPILE) $(SANITIZE) -c -o $@ $<

# It is linked into the student's object, which make coverage does not measure and make debug builds
# without sanitizers.
$(B)/judge/absent.o: override CFLAGS := $(filter-out --coverage,$(CFLAGS)) -fPIC
$(B)/judge/absent.o: SANITIZE :=

# The linker script for that object: it exports only the exercises' names, so that a student's own
# fmax or malloc affects nothing else, and adds the library that the compiler itself may call.
$(B)/judge/link.ld: $(B)/tables/functions.tsv | $(B)/setup/build
	$(Q)mkdir -p $(@D)
	$(Q){ echo 'VERSION { { global:'; cut -f 1 $< | sed 's/$$/;/'; \
	    echo "local: *; }; } INPUT(\"$$($(CC) -print-libgcc-file-name)\")"; } >$@

# The student's code sees only what an exercise may call. The rest is left out, because the library,
# BLAS and LAPACK contain answers to exercises; least squares is therefore written without them. The
# C library's mathematics is always linked, used or not.
WORKER_OWN  := $(addprefix $(B)/judge/kit/,least_squares.o one_thread.o)
$(WORKER_OWN): $(B)/judge/kit/%.o: grader/judge/kit/%.c | $(B)/setup/build
	$(Q)mkdir -p $(@D)
	$(Q)$(COMPILE) $(LIB_CFLAGS) -c -o $@ $<
WORKER_LIBS := -Wl,--push-state,--no-as-needed -lm -Wl,--pop-state -lseccomp -ldl
LINK_WORKER = $(CC) $(LDFLAGS) $(SANITIZE) -Wl,--gc-sections \
              -Wl,--dynamic-list=grader/judge/native/worker.exports -Wl,-u,least_squares
$(WORKER): $(WORKER_OBJS) $(WORKER_OWN) $(LIB_CODE) grader/judge/native/worker.exports
	$(Q)$(LINK_WORKER) -Wl,-u,dict_learn -o $@ $(WORKER_OBJS) $(WORKER_OWN) $(LIB_CODE) $(WORKER_LIBS)

$(WORKER_KIT): $(WORKER_OBJS) $(WORKER_OWN) $(LIB_KIT) grader/judge/native/worker.exports
	$(Q)$(LINK_WORKER) -o $@ $(WORKER_OBJS) $(WORKER_OWN) $(LIB_KIT) $(WORKER_LIBS)

$(B)/grader/%.o: grader/%.c | $(B)/setup/build
	$(Q)mkdir -p $(@D)
	$(Q)$(COMPILE) -c -o $@ $<

# REF_OBJS: chapters that have a reference.
$(foreach c,$(CHAPTERS),$(eval $(call CHAPTER_RULES,$(c),$(call topic,$(c)))))
REF_OBJS := $(foreach c,$(CHAPTERS),$(if $(call has_reference,$(c)),\
              $(B)/solutions/$(c)/$(call topic,$(c)).o))
$(B)/libreference.a: $(REF_OBJS)
	$(Q)mkdir -p $(@D)
	$(Q)rm -f $@
	$(Q)ar rcs $@ $^

## make stubs      generate the skeletons from the reference solutions
.PHONY: stubs
stubs: | $(B)/setup/test
	$(Q)for c in $(CHAPTERS); do \
	    t=$${c#*_}; [ -f solutions/$$c/$$t.c ] || continue; \
	    unifdef -USOLUTION -x2 solutions/$$c/$$t.c >$(B)/stub.c || exit 1; \
	    cmp -s $(B)/stub.c chapters/$$c/$$t.c || cp $(B)/stub.c chapters/$$c/$$t.c; \
	done
