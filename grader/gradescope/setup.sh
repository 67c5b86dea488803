#!/bin/bash
# Runs once, while Gradescope builds its image: installs the packages, builds the
# judge, and then removes what submissions need not find: solutions, known
# mistakes and the sources of the tests.
set -eu
cd "${AUTOGRADER:-/autograder}/source/sparsebook"
./setup.sh build grade
make gradescope_kit
rm -rf solutions chapters/*/test_*.c chapters/*/solution.c tests
chmod -R go-rwx .
