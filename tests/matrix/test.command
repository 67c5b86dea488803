bash .ci/run
