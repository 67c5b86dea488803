#!/bin/sh
# find.sh EXERCISE: its line of facts, `number name directory topic`; or one line on what is wrong.
exec "${SB_COURSE:-build/tables}/../grader/course/course" find "$1"
