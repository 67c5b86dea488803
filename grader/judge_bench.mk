# What judging costs.
$(B)/bench/judge_call.o: bench/judge_call.c | $(B)/setup/build
	$(Q)mkdir -p $(@D)
	$(Q)$(COMPILE) $(ALL_INC) -c -o $@ $<

$(B)/bench/judge_call: $(B)/bench/judge_call.o $(JUDGE_OBJS) $(LIB_CODE)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ -lcjson $(LIBS)

## make bench-judge  what a remote call costs, and judging all references
.PHONY: bench-judge
bench-judge: $(B)/bench/judge_call $(WORKER) $(B)/mistakes/02_thresholding.so
	@SB_BENCH=$(B)/bench/judge_call.txt grader/judge/run.sh $(B)/bench/judge_call \
	    $(B)/bench/judge/results.json 1 \
	    '$(WORKER) $(B)/mistakes/02_thresholding.so'
	@cat $(B)/bench/judge_call.txt
	@$(MAKE) check SRC=solutions >/dev/null
	@echo 2 >$(B)/judge/seed
	@begin=$$(date +%s.%N); $(MAKE) check SRC=solutions | grep ' points'; \
	    echo "$$begin $$(date +%s.%N)" | \
	    awk '{ printf "All references, once built: %.2f s on the clock\n", $$2 - $$1 }'
