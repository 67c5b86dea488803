make check SRC=solutions
