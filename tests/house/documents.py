"""documents.py FOLDER: what the documents of the tree in FOLDER promise and the tree does not hold.

One line per broken promise: FILE:LINE: what. Checked are the commands (`make TARGET VARIABLE=...`),
the paths, the links, and the length of the pages that promise to be short."""
import glob
import os
import re
import subprocess
import sys

os.chdir(sys.argv[1])
LONGEST = {"README.md": 90, "ARCHITECTURE.md": 80}  # lines; other rooms' READMEs are short pages
ROOM_PAGE = 60
SHORT_ROOMS = ("lib", "figures", "book", "tests", "student")

tracked = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"],
    capture_output=True,
                         text=True, check=True).stdout.split("\0")[:-1]
documents = [f for f in tracked if f.endswith(".md") and "/vendor/" not in f and os.path.exists(f)]
makefiles = [f for f in tracked if (f.endswith(".mk") or os.path.basename(f) == "Makefile")
    and os.path.exists(f)]
rules = "".join(open(f, encoding="utf-8").read() for f in makefiles)
targets = set(re.findall(r"^## make ([a-z-]+)", rules, re.M))
for line in re.findall(r"^\.PHONY:(.*)", rules, re.M):
    targets.update(line.split())
variables = set(re.findall(r"\$\((?:value |origin )?([A-Z]+)[)%:]", rules)) | \
    set(re.findall(r"^([A-Z]+) *[:?]?=", rules, re.M))
tops = {f.split("/")[0] for f in tracked if "/" in f}


def command_errors(command):
    words = command.split("#")[0].split()[1:]
    for word in words:
        if re.match(r"[A-Z]+=", word):
            name = word.split("=")[0]
            if name not in variables:
                yield f"no makefile reads {name}, of `{command.strip()}`"
        elif re.fullmatch(r"[a-z][a-z_-]*", word):
            if word not in targets:
                yield f"there is no `make {word}`"
        else:
            return  # what follows is a sentence, or another program's option


def path_errors(text):
    folders = "|".join(map(re.escape, sorted(tops)))
    for path in re.findall(r"(?<![\w./-])((?:%s)/[\w./*-]*)" % folders, text):
        path = path.rstrip(".")
        if not re.search(r"NN|NAME|LOADER|ROOM|topic", path) and not glob.glob(path):
            yield f"there is no {path}"


def check(document):
    fenced = False
    folder = os.path.dirname(document)
    chapter = document.startswith(("chapters/", "book/"))
    for number, line in enumerate(open(document, encoding="utf-8"), 1):
        errors = []
        if line.startswith("```"):
            fenced = not fenced
            continue
        code = [line] if fenced or line.startswith("    ") else re.findall(r"`([^`]+)`", line)
        for span in code:
            for command in re.findall(r"(?:^|[;&|] *)\s*(make .*)", span.rstrip("\n")):
                errors += command_errors(command)
            errors += path_errors(span)
        if not fenced:
            for link in re.findall(r"\]\(([^)#\s]+)", re.sub(r"`[^`]*`", "", line)):
                if ":" in link or chapter and folder.startswith("book"):
                    continue
                if not os.path.exists(os.path.join(folder, link)):
                    errors.append(f"the link to {link} leads nowhere")
        for error in errors:
            print(f"{document}:{number}: {error}")


for page in documents:
    check(page)
    lines = sum(1 for _ in open(page, encoding="utf-8"))
    most = LONGEST.get(page) or (ROOM_PAGE if page in [f"{room}/README.md" for room in SHORT_ROOMS]
        else None)
    if most and lines > most:
        print(f"{page}:{lines}: it has {lines} lines and should have at most {most}")
