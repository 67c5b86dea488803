#!/usr/bin/env python3
"""coverage.py COUNTS BUILD...: which lines of lib and grader ran, as gcov tells.

COUNTS is the folder that GCOV_PREFIX named: below it lie .gcda files in the folders where
the programs were built, be it BUILD or a copy of the tree somewhere else. A worker, which
starts without the environment, writes beside its objects. A line that ran in one of them
ran. Lists the lines that did not, a table, and one line each for lib and grader;
ends with status 1 when one of the two is below LEAST percent.
"""
import collections
import json
import os
import shutil
import subprocess
import sys
import tempfile

LEAST = 90.0
# It only prints a list when the judge is built.
LEFT_OUT = {"grader/judge/mistake_list.c"}


def note_of(name, builds):
    """The .gcno that a .gcda belongs to: by the end of its path, as copies are compiled alike."""
    parts = name.split(os.sep)
    for start in range(len(parts)):
        for build in builds:
            note = os.path.join(build, *parts[start:])[:-1] + "no"
            note = note.replace(".gcdno", ".gcno")
            if os.path.exists(note):
                return note
    return None


def files(end, folders):
    found = {os.path.join(folder, name) for top in folders for folder, _, names in os.walk(top)
             for name in names if name.endswith(end)}
    return sorted(found)


def gcov(path):
    told = subprocess.run(["gcov", "--json-format", "--stdout", path], text=True,
        stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, check=False).stdout
    return [part for text in told.splitlines() for part in json.loads(text)["files"]]


def count(parts, lines):
    for part in parts:
        name = part["file"]
        if name.startswith(("lib/", "grader/")) and name.endswith((".c",
            ".h")) and name not in LEFT_OUT:
            for line in part["lines"]:
                lines[name][line["line_number"]] |= line["count"] > 0


def ranges(numbers):
    spans = []
    for n in numbers:
        if spans and spans[-1][1] == n - 1:
            spans[-1][1] = n
        else:
            spans.append([n, n])
    return " ".join(str(a) if a == b else f"{a}-{b}" for a, b in spans)


def main():
    counts, *builds = sys.argv[1:]
    lines = collections.defaultdict(lambda: collections.defaultdict(bool))
    with tempfile.TemporaryDirectory() as folder:
        for data in files(".gcno", builds):  # what never ran counts, too
            if "/mistakes/" not in data:
                count(gcov(data), lines)
        for data in files(".gcda", [counts, *builds]):
            note = note_of(data, builds)
            if note:
                for source in (data, note):
                    shutil.copy(source, os.path.join(folder, "x" + os.path.splitext(source)[1]))
                count(gcov(os.path.join(folder, "x.gcda")), lines)
    totals = {"lib": [0, 0], "grader": [0, 0]}
    for name in sorted(lines):
        ran = sum(lines[name].values())
        for k, n in enumerate((ran, len(lines[name]))):
            totals[name.split("/")[0]][k] += n
        left = ranges(sorted(n for n, yes in lines[name].items() if not yes))
        share = 100 * ran / len(lines[name])
        print(f"{name:32} {ran:5} of {len(lines[name]):5} lines  {share:5.1f} %  {left}")
    good = True
    for room_name, (ran, all_lines) in totals.items():
        share = 100 * ran / all_lines if all_lines else 0.0
        good = good and share >= LEAST
        wanted = "" if share >= LEAST else f", and {LEAST:.0f} % are wanted"
        print(f"{room_name}: {ran} of {all_lines} lines ran, {share:.1f} %{wanted}")
    return 0 if good else 1


sys.exit(main())
