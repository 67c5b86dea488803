#!/usr/bin/env python3
"""lint.py COMMANDS.json LIST: gcc -fanalyzer, clang-tidy and cppcheck over the workbook's code.

COMMANDS.json says how each file is compiled. LIST names the findings that are none, a line
each: TOOL CHECK FILE COUNT REASON; a file of * is every file, a count of * any number. Prints
one line a tool and file list, `ok` or `not ok` with the findings, as tests/run.sh reads them;
a line of LIST that no finding needs is reported, too.
"""
import collections
import json
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

# The judge in the browser is for another machine, and for clang alone.
PLACES = re.compile(r"(lib|grader(?!/judge/browser)|student|figures)/|solutions/(?!.*mistakes\.c)")
# They are compiled once for each chapter, around what is made for it.
LEFT_OUT = {"grader/judge/mistake_list.c", "grader/judge/native/criterion.c"}
FINDING = re.compile(
    r"^(?:\S*?/)??((?:lib|grader|student|figures|solutions|chapters)/[^:\s]+):(\d+):\d+: "
    r"(?:warning|error|style|performance|portability)[^:]*: (.*) "
    r"\[(?:CWE-\d+\] \[)?([^][]+)\]$")


def text_of(command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          errors="replace", check=False).stdout


def gcc(entry):
    _, *flags, _, name = entry["arguments"]
    return text_of(["gcc", *flags, "-fanalyzer", "-O1", "-c", "-o", "/dev/null", name])


def clang_tidy(entry, folder):
    return text_of(["clang-tidy", "--quiet", "-p", folder, entry["file"]])


def findings(text):
    """file, line, words and check of each finding, once."""
    found = []
    for line in text.split("\n"):
        hit = FINDING.match(line)
        if hit:
            found.append((hit[1], int(hit[2]), hit[3], hit[4].replace("-Wanalyzer-",
                "").split(",")[0]))
    return sorted(set(found))


def read_list(path):
    allowed = []
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line[0] == " " and allowed:  # goes on with the reason
                allowed[-1][1][-1] += line.rstrip()
            elif line.strip() and not line.startswith("#"):
                words = line.split(None, 4)
                words += [""] * (5 - len(words))
                allowed.append((number, words))
    for number, words in allowed:
        if not words[-1].strip():
            sys.exit(f"not ok {path}:{number} has to be TOOL CHECK FILE COUNT REASON")
    return allowed


def judge(tool, text, allowed, path):
    """Print the tool's line; true when nothing is left."""
    seen = collections.Counter()
    left, places = [], collections.defaultdict(list)
    for name, line, words, check in findings(text):
        places[check, name].append(f"{name}:{line}: {words} [{check}]")
    for (check, name), lines in sorted(places.items()):
        for number, (of_tool, of_check, of_file, count, _) in allowed:
            if of_tool == tool and of_check == check and of_file in ("*", name) and \
                    (count == "*" or int(count) >= len(lines)):
                seen[number] += 1
                break
        else:
            left += lines
    for number, words in allowed:
        if words[0] == tool and not seen[number]:
            left.append(f"{path}:{number}: no finding needs this line any more: "
                        f"{' '.join(words[:4])}")
    print(f"not ok {tool}: {len(left)} findings" if left
        else f"ok {tool} finds nothing that tests/tools/lint.txt does not explain",
          flush=True)
    for line in left:
        print(f"  {line}")
    return not left


def main():
    commands, path = sys.argv[1:3]
    with open(commands, encoding="utf-8") as f:
        entries = [e for e in json.load(f) if PLACES.match(e["file"]) and e["file"] not in LEFT_OUT]
    allowed = read_list(path)
    folder = os.path.dirname(commands)
    good = bool(entries)
    with ThreadPoolExecutor(os.cpu_count() or 2) as pool, tempfile.TemporaryDirectory() as scratch:
        project = os.path.join(scratch, "compile_commands.json")
        with open(project, "w", encoding="utf-8") as f:
            json.dump([dict(e, command=" ".join(e["arguments"])) for e in entries], f)
        jobs = {
            "cppcheck": [pool.submit(text_of, [
                "cppcheck", "-q", f"--project={project}", "--library=posix,gnu",
                "--enable=warning,style,performance,portability", "--inline-suppr",
                "--suppress=missingIncludeSystem", "-D__GNUC__", "-D__x86_64__",
                "--template={file}:{line}:{column}: {severity}: {message} [{id}]"])],
            "gcc": [pool.submit(gcc, e) for e in entries],
            "clang-tidy": [pool.submit(clang_tidy, e, folder) for e in entries],
        }
        for tool, parts in jobs.items():
            good = judge(tool, "\n".join(p.result() for p in parts), allowed, path) and good
    return 0 if good else 1


sys.exit(main())
