# make figures: one program per chapter, figures/NN_topic.c with what else there is
# in files figures/NN_*.c, each in two builds:
# around the reference (SRC=solutions, unless you say otherwise) or around what
# the student wrote (SRC=chapters), the reference behind.
#
# $(B)/figures/SRC/NN_stem.svg      the figures
# $(B)/values/NN_topic.tsv          the named values of the prose (SRC=solutions)
FIG_SRC    := $(if $(filter file,$(origin SRC)),solutions,$(SRC))
FORMAT     ?= svg
DATA       ?=
FIG        ?=
FIG_HERE   := $(patsubst figures/%.c,%,$(wildcard $(CHAPTERS:%=figures/%.c)))
FIG_CHOSEN := $(filter $(CHOSEN),$(FIG_HERE))
FIG_FRAME  := $(addprefix $(B)/figures/obj/,figure.o parent.o child.o figure_data.o) \
              $(B)/grader/report/output.o
FIG_REFS   := $(B)/figures/obj/libref.a
FIG_OUT    := $(if $(filter dumb sixel,$(FORMAT)),,$(B)/figures/$(FIG_SRC))

$(B)/figures/obj/%.o: figures/%.c | $(B)/setup/build
	$(Q)mkdir -p $(@D)
	$(Q)$(COMPILE) -D_GNU_SOURCE -Ifigures -iquote chapters/$* -c -o $@ $<

# The reference of every chapter under its ref_ names.
$(FIG_REFS): $(foreach c,$(CHAPTERS),$(if $(call has_reference,$(c)),\
               $(B)/solutions/$(c)/ref_$(call topic,$(c)).o))
	$(Q)mkdir -p $(@D)
	$(Q)rm -f $@
	$(Q)ar rcs $@ $^

fig_objects = $(patsubst figures/%.c,$(B)/figures/obj/%.o,\
                $(wildcard figures/$(firstword $(subst _, ,$(1)))_*.c))

# $(1) chapter, $(2) topic, $(3) solutions or chapters. -rdynamic: a crash is
# reported with the name of the exercise it happened in.
define FIGURE_RULES
$(B)/figures/bin/$(3)/$(1): $$(call fig_objects,$(1)) $(FIG_FRAME) $(B)/$(3)/$(1)/$(2).o \
                            $(B)/grader/judge/absent.o $(FIG_REFS) $(LIB)
	$$(Q)mkdir -p $$(@D)
	$$(Q)$$(CC) $$(LDFLAGS) -rdynamic -o $$@ $$^ $$(LIBS)
endef
$(foreach s,solutions chapters,$(foreach c,$(FIG_HERE),\
    $(eval $(call FIGURE_RULES,$(c),$(call topic,$(c)),$(s)))))

FIG_FLAGS := --may-stop --format $(FORMAT) $(if $(FIG_OUT),--out '$(FIG_OUT)') \
             $(if $(DATA),--data $(call quoted,$(DATA))) $(if $(FIG),--only $(call quoted,$(FIG))) \
             $(if $(filter chapters,$(FIG_SRC)),--overlay,$(if $(DATA),,--values '$(B)/values'))

## make figures    draw the figures: CH=02 FIG=F2.2 FORMAT=svg|png|pdf|dumb|sixel DATA=dir
##                 SRC=chapters draws your results over the reference's
.PHONY: figures
figures: $(FIG_CHOSEN:%=$(B)/figures/bin/$(FIG_SRC)/%) | $(B)/setup/figures
	$(Q)failed=0 found=; trap : INT; \
	for c in $(FIG_CHOSEN); do \
	    OPENBLAS_NUM_THREADS=1 $(B)/figures/bin/$(FIG_SRC)/$$c $(FIG_FLAGS); \
	    case $$? in 0) found=1 ;; 1) found=1 failed=1 ;; 3) ;; *) exit 1 ;; esac; \
	done; \
	[ "$$found" ] || \
	    { echo 'There is no figure $(FIG) in $(or $(FIG_CHOSEN),$(CHOSEN))' >&2; exit 1; }; \
	$(if $(FIG_OUT),echo 'The figures are in $(FIG_OUT)';) \
	[ $$failed = 0 ]
