make check SRC=solutions CC=clang
