# On a terminal of its own, ended by its own key.
script -qec "make watch" /tmp/screen <<<q
grep -a ReLU /tmp/screen >/dev/null || grep -a l0_norm /tmp/screen
