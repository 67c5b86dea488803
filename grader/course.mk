# The chapters' tables, chapters/NN_topic/chapter.ini, and what is made from them
# (grader/course/README.md).
#
# $(B)/grader/course/course   the program that reads them
# $(B)/tables/                what it makes for make, C and the scripts (grader/course/output.h)
COURSE_TOOL := $(B)/grader/course/course
# what any program that reads the tables is linked with
TABLES_OBJS := $(addprefix $(B)/grader/course/,tables.o chapter_ini.o signature.o \
                 check.o near.o)
MADE_TABLES := $(addprefix $(B)/tables/,chapters.mk exercises.def ref_names.h chapters.tsv \
                 exercises.tsv functions.tsv points.tsv proxies.c dispatch.c)
# where the scripts find them
export SB_COURSE := $(B)/tables

TABLES   := $(wildcard chapters/*/chapter.ini)
# 02_thresholding -> thresholding
topic     = $(patsubst $(firstword $(subst _, ,$(1)))_%,%,$(1))
functions = $(functions_$(1))

# These need no chapter, and no compiler.
ifneq ($(filter-out help setup clean,$(or $(MAKECMDGOALS),all)),)
include $(B)/tables/chapters.mk
endif

# Tables with a mistake are read again before make gives up: it may be mended by now. Then
# make starts anew, with what came of it.
ifneq ($(COURSE_MISTAKE),)
ifneq ($(MAKE_RESTARTS),)
$(error $(COURSE_MISTAKE))
endif
$(B)/tables/made: FORCE
endif

# A table that is gone is a change as well. What is made keeps its time while it stays the same.
# Until then CHAPTERS is of an earlier time, and CH= may name a chapter that is new.
TABLES_THEN  := $(file <$(B)/tables/made)
COURSE_STALE := $(strip $(filter-out $(TABLES_THEN),$(TABLES)) \
                        $(filter-out $(TABLES),$(TABLES_THEN)))
ifneq ($(COURSE_STALE),)
$(B)/tables/made: FORCE
endif
$(B)/tables/made: $(TABLES) $(wildcard chapters/*/test_*.c) $(COURSE_TOOL)
	$(Q)mkdir -p $(@D)
	$(Q)$(COURSE_TOOL) make $(@D)
	$(Q)echo '$(TABLES)' >$@
$(MADE_TABLES): $(B)/tables/made ;

$(COURSE_TOOL): $(patsubst grader/%.c,$(B)/grader/%.o,$(wildcard grader/course/*.c))
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ -linih

## make points     what every property is worth, and the sums
.PHONY: points
points: $(COURSE_TOOL)
	@$(COURSE_TOOL) points
