make stubs; git diff --exit-code
