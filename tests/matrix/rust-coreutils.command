# Tools of other systems: core utilities written in Rust (Ubuntu from 25.10 on), bash as sh and
# gawk as awk (Fedora).
apt-get update >/tmp/said 2>&1
apt-get install -y --no-install-recommends rust-coreutils gawk >>/tmp/said 2>&1
for tool in /usr/lib/cargo/bin/coreutils/*; do
    at=$(type -P "${tool##*/}") && cp --remove-destination "$tool" "$at"
done
cp --remove-destination /bin/bash /bin/sh
ls --version | grep -v GNU
said=$(make check) && exit 3
grep -E '^0 of [0-9]+ points' <<<"$said"
make check SRC=solutions | grep -E '^100 of 100 points'
make figures CH=02
mkdir -p /tmp/class/ada
cp chapters/02_thresholding/thresholding.c /tmp/class/ada/
make grade SUBMISSIONS=/tmp/class OUT=/tmp/out
grep ada /tmp/out/grades.csv
make prose; git diff --exit-code
make gradescope; [ -s build/gradescope/autograder.zip ]
