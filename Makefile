# Sparsebook: the front door. `make help` lists the commands.
#
# Everything that is generated goes to $(B); V=1 shows the commands.

ifneq ($(filter 3.% 4.0% 4.1%,$(MAKE_VERSION)),)
$(error This workbook needs GNU make 4.2 or newer, and this is $(MAKE_VERSION); on macOS, \
    brew install make, and type gmake instead of make)
endif

B ?= build
ifneq ($(words $(B)),1)
$(error B=$(B): make splits names at blanks, so a build folder has none in its name)
endif
# The full name of a file in the build folder, for commands that run elsewhere. $(abspath) would
# split a name at blanks, and the clone's folder may have one.
full_name = $(if $(filter /%,$(1)),,$(CURDIR)/)$(1)
# A text quoted as one word for the shell, and as a string of C in such a word.
quoted = '$(subst ','\'',$(1))'
c_string = $(call quoted,"$(subst ",\",$(subst \,\\,$(1)))")
# File names on the command line are taken literally, even with a $ in them; $$, as make wants it,
# works too.
$(foreach v,COURSE DATA OUT RELEASE SUBMISSIONS,$(if $(filter command%,$(origin $(v))),\
    $(if $(findstring $$$$,$(value $(v))),,$(eval override $(v) := $$(value $(v))))))
# Scripts run here, and programs in the build folder. Some unpacking tools drop the scripts'
# permission to run, so it is restored here.
ifneq ($(filter-out help version clean,$(or $(MAKECMDGOALS),all)),)
UNFIT := $(shell [ -x setup.sh ] || find . -name '*.sh' -exec chmod +x {} + 2>/dev/null; \
    [ -x setup.sh ] || \
        { echo 'no script may run here (noexec?); move the workbook elsewhere'; exit; }; \
    try=$(call quoted,$(B))/try.$$$$; \
    { mkdir -p $(call quoted,$(B)) && echo >"$$try" && chmod +x "$$try"; } 2>/dev/null || \
        { echo 'the build folder $(B) cannot be written; try B=/tmp/build'; exit; }; \
    [ -x "$$try" ] || echo 'no program may run in $(B) (noexec?); try B=/tmp/build'; \
    rm "$$try")
ifneq ($(UNFIT),)
$(error $(UNFIT))
endif
endif
# If the folder for temporary files is missing, use /tmp.
ifneq ($(TMPDIR),$(if $(TMPDIR),$(shell [ -w "$$TMPDIR" ] && echo $(call quoted,$(TMPDIR)))))
unexport TMPDIR
endif
# Variables that shells, compilers and linkers read from the environment must not change the build.
FOREIGN := BASH_ENV ENV SHELLOPTS BASHOPTS CDPATH GREP_OPTIONS POSIXLY_CORRECT GCC_EXEC_PREFIX \
           COMPILER_PATH LIBRARY_PATH CPATH C_INCLUDE_PATH DEPENDENCIES_OUTPUT \
           SUNPRO_DEPENDENCIES ASAN_OPTIONS UBSAN_OPTIONS LSAN_OPTIONS
unexport $(FOREIGN)
# These are options on the command line; environment variables of the same name are ignored.
$(foreach v,CH EX UNSAFE LIMIT JOBS ENGINE SHARD WEEK STUDENT POINTS,\
    $(if $(filter environment%,$(origin $(v))),$(eval override $(v) :=)))
V ?= 0
Q := $(if $(filter 1,$(V)),,@)

# CHAPTERS, and everything else that is made from the chapters' tables.
include grader/course.mk

# CH=02 or CH=02_thresholding or CH=2 narrows a command to chapters.
override CH := $(strip $(CH))
CHOSEN := $(if $(CH),$(foreach n,$(CH),$(filter $(n) $(n)_% 0$(n)_%,$(CHAPTERS))),$(CHAPTERS))
NO_CHAPTER := $(foreach n,$(CH),$(if $(filter $(n) $(n)_% 0$(n)_%,$(CHAPTERS)),,$(n)))
ifneq ($(if $(COURSE_STALE),,$(and $(CHAPTERS),$(strip $(NO_CHAPTER)))),)
$(error CH=$(strip $(NO_CHAPTER)) is not a chapter; there are $(CHAPTERS))
endif

# SRC: whose exercises a command uses, chapters (the student) or solutions (the reference).
SRC ?= chapters
ifeq ($(filter chapters solutions,$(SRC)),)
$(error SRC=$(SRC): say chapters or solutions)
endif

OPT      ?= -O2
CFLAGS   ?= $(OPT) -g
WARN     := -Wall -Wextra -Wpedantic -Wshadow
# Round the same way everywhere: where the processor can (arm64), clang fuses a product and a sum
# into one step; gcc does so only outside standard C.
STD      := -std=c11 -ffp-contract=off -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE
CPPFLAGS += -Ilib -iquote grader -iquote $(B)/tables
# Fedora and Arch keep the headers of OpenBLAS in a folder of their own.
CPPFLAGS += $(addprefix -idirafter ,$(wildcard /usr/include/openblas))
LIBS     := -llapacke -lopenblas -lkissfft-float -lz -lm -pthread
COMPILE   = $(CC) $(STD) $(WARN) $(CPPFLAGS) $(CFLAGS) -MMD -MP

MAKEFLAGS += --no-print-directory --no-builtin-rules
ifeq ($(MAKELEVEL),0)
MAKEFLAGS += -j$(shell nproc 2>/dev/null || echo 2)
endif

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SECONDARY:

# The packages that each kind of command needs, checked once and again when setup.sh changes.
$(B)/setup/%: setup.sh
	$(Q)mkdir -p $(@D)
	$(Q)./setup.sh $* && touch $@

# The library and the exercises come first, because the others build on them.
include lib/lib.mk grader/exercises.mk
include $(filter-out grader/course.mk grader/exercises.mk book/site.mk,$(sort \
            $(wildcard grader/*.mk student/*.mk figures/*.mk \
            tests/*/*.mk tests/*.mk bench/*.mk book/*.mk data/*.mk)))
# The site comes last, because it uses all of them; Gradescope's archive has no site.
include $(wildcard book/site.mk)

# The machines of make matrix keep files of such names there, which are not ours.
MADE := $(shell find $(B) -path '$(B)/matrix' -prune -o -type f -name '*.d' -print 2>/dev/null)
-include $(MADE)
# If a source has moved (after git pull), rebuild what depended on it instead of stopping.
SOURCES := $(sort $(if $(MADE),$(shell cat $(MADE) | tr ' ' '\n' | grep '^[a-z].*\.c$$')))
$(filter-out $(wildcard $(SOURCES)),$(SOURCES)):

# Objects of different compilers or flags do not mix: when either changes, everything is
# compiled again.
COMPILER = $(strip $(CC) $(STD) $(WARN) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) $(LIB_FLAGS) \
             $(STUDENT_FLAGS) $(SANITIZE))
ifneq ($(strip $(file <$(B)/setup/compiler)),$(COMPILER))
$(B)/setup/compiler: FORCE
endif
$(B)/setup/compiler:
	$(Q)mkdir -p $(@D)
	$(Q)printf '%s\n' '$(subst ','\'',$(COMPILER))' >$@
$(B)/setup/build $(MADE:.d=.o) $(MADE:.d=.so): $(B)/setup/compiler

.PHONY: all help setup version clean
all: $(LIB)
	@echo 'The library is built. Next:'
	@echo '  make check      grade your work, and hear what to open first'
	@echo '  make figures    draw the figures of the book'
	@echo '  make help       all commands'

help:
	@awk -f grader/help.awk Makefile $(filter %.mk,$(MAKEFILE_LIST))

## make setup      install missing packages (by apt, dnf, pacman, apk or brew), or name them
setup:
	@./setup.sh && echo 'setup: everything is here'

## make version    print the workbook's version
version:
	@cat VERSION

## make clean      remove everything generated, except the student's progress
clean:
	@[ ! -d $(B) ] || find $(B) -mindepth 1 -maxdepth 1 ! -name progress -exec rm -rf {} +
