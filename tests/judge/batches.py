"""batches.py stage WORK: hand-ins of many attacks each, from tests/judge/exploits/batch, to
WORK/NUMBER/staged. batches.py check WORK LEVEL: what their reports in WORK/LEVEL/NUMBER/out say: a
line `ok WHAT` or `not ok WHAT: WHY` for each attack."""
import json
import os
import re
import subprocess
import sys

HERE, TABLES = "tests/judge/exploits/batch", os.environ["SB_COURSE"]
HONEST, WAITS = "07_hard_threshold", ("train_fields",)  # it takes longest
WANTED = os.environ.get("BATCH", "").split()


def table(name):
    with open(f"{TABLES}/{name}.tsv", encoding="utf-8") as f:
        return [line.rstrip("\n").split("\t") for line in f]


def read(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


def report_of(header):
    found = re.search(r"report: (.*?)[ =*/]*$", header)
    return found.group(1) if found else "."


def attacks():
    """Those for one exercise: name, source, report, whether it may without a sandbox."""
    for line in read(f"{HERE}/calls.txt").splitlines():
        name, _, arguments = line.partition(" ")
        yield (name, "#include <sys/syscall.h>\n#include <unistd.h>\n"
               f"static void attack_{name}(void)\n{{\n    syscall(SYS_{name}"
               f"{', ' if arguments else ''}{arguments});\n}}\n",
               f"asked the system for {name}, which", False)
    for part in read(f"{HERE}/attacks.c").split("/* ==== ")[1:]:
        header, _, source = part.partition("*/\n")
        header = header.replace("\n *", "")
        yield header.split(":")[0], source, report_of(header), "without a sandbox" in header


def wholes():
    for name in sorted(os.listdir(f"{HERE}/whole")):
        source = read(f"{HERE}/whole/{name}")
        header = source.split("*/")[0]
        yield name[:-2], source, report_of(header.splitlines()[0]), "without a sandbox" in header


def chosen(them):
    return [a for a in them if not WANTED or a[0] in WANTED]


def batches():
    """Each hand-in: of an exercise, or a chapter's directory, the attack."""
    targets = [e[1] for e in table("exercises")
               if e[5] == "-" and e[2] != HONEST and e[1] not in WAITS]
    chapters = sorted({e[2] for e in table("exercises")} - {HONEST})
    for places, them in (targets, chosen(attacks())), (chapters, chosen(wholes())):
        for at in range(0, len(them), len(places)):
            yield dict(zip(places, them[at:at + len(places)]))


def chapter_source(directory, batch):
    topic, source = directory.split("_", 1)[1], ""
    if directory in batch:
        return batch[directory][1]
    for function, exercise, where, *_ in table("functions"):
        if where != directory or exercise not in batch:
            continue
        name, text = batch[exercise][:2]
        if text not in source:
            source += text
        made = subprocess.run(["awk", "-v", "mode=nothing", "-v", f"functions= {function} ", "-f",
                               "tests/judge/exploits/trivial.awk", f"{TABLES}/functions.tsv"],
                              capture_output=True, text=True, check=True).stdout
        made = re.sub(r"(?m)^#define patch_values(.*\\\n)+.*\n", "", made)
        source += made.replace("\n{\n", f"\n{{\n    attack_{name}();\n", 1)
    return source and f'#define _GNU_SOURCE\n#include "{topic}.h"\n{source}'


def stage(work):
    for i, batch in enumerate(batches()):
        for directory in sorted({e[2] for e in table("exercises")}):
            source = chapter_source(directory, batch)
            if directory == HONEST:
                solution = f"solutions/{directory}/{directory.split('_', 1)[1]}.c"
                source = subprocess.run(["unifdef", "-DSOLUTION", "-x2", solution],
                                        capture_output=True, text=True, check=True).stdout
            if source:
                folder = f"{work}/{i}/staged/chapters/{directory}"
                os.makedirs(folder)
                with open(f"{folder}/{directory.split('_', 1)[1]}.c", "w", encoding="utf-8") as f:
                    f.write(source)


def why_not(told, exercises, expect):
    """What is wrong with the report of an attack; None: nothing."""
    text = json.dumps(told, ensure_ascii=False)
    if not told or any(e["points"] > 0 for e in told):
        return f"it got {[e['points'] for e in told]} points"
    if "sb_exploit could" in text:
        return "it got through: " + text[text.index("sb_exploit could"):][:80]
    if not re.search(expect, text):
        return f"the report should say '{expect}': " + text[:600]
    if len(text) > 60000 * len(told):
        return f"its report has {len(text)} letters"
    honest = [e["points"] for e in exercises if e["chapter"] == HONEST]
    return None if sum(honest) == 4 else f"the honest chapter got {honest}"


def check(work, level):
    for i, batch in enumerate(batches()):
        out = f"{work}/{level}/{i}/out"
        try:
            exercises = json.loads(read(f"{out}/report.json"))["exercises"]
            page = read(f"{out}/report.txt")
        except (OSError, ValueError) as error:
            print(f"not ok {level}: hand-in {i} is judged: {error}")
            continue
        odd = re.findall(r"[^ -~\n\t\u00a0-\u200d\u2010-\u2027\u2030-\u2060\u2070-\uffff]", page)
        print(f"not ok {level}: hand-in {i} has a plain report: {odd[:5]}" if odd else
              f"ok {level}: hand-in {i} has a plain report")
        for place, (name, _, expect, may) in batch.items():
            told = [e for e in exercises if place in (e["exercise"], e["chapter"])]
            why = None if may and level == "unsafe" else why_not(told, exercises, expect)
            print(f"not ok {level}: {name}: {why}" if why else f"ok {level}: {name}")


if sys.argv[1] == "stage":
    stage(sys.argv[2])
else:
    check(*sys.argv[2:])
