# How a class grows on a cluster (grader/CLUSTER.md). What a submission costs the machine where make
# grade runs, and a task until its first judgement, in seconds, as make bench-cluster measured.
HAND_OUT ?= 0.0026
TAKE_IN  ?= 0.0044
START    ?= 0.92

## make cluster-plan how long a class would take: OUT=folder with judging times, COUNT=100000
##                 CORES=64 SHARD=20
.PHONY: cluster-plan bench-cluster
cluster-plan: $(CLASS)
	@$(CLASS) plan --out $(call quoted,$(OUT)) --count '$(COUNT)' --cores '$(CORES)' \
	    --shard '$(SHARD)' \
	    --start '$(START)' --hand-out '$(HAND_OUT)' --take-in '$(TAKE_IN)'

## make bench-cluster what a class costs on a Slurm of one node, started for it (N=40 submissions,
##                 50 at most)
bench-cluster: $(CLASS) | $(B)/setup/slurm $(B)/setup/test
	@MAKE='$(MAKE)' B='$(B)' bench/cluster.sh $(if $(filter command% environment%,$(origin N)),$(N),40)
