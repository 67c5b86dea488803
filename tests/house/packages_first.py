"""packages_first.py SETUP < DATABASE: the rules that use a tool before the set of packages that
brings it.

DATABASE is what `make -pn` prints, SETUP is setup.sh. A recipe runs when all its prerequisites
are made, the order-only ones too; so a rule whose recipe names a tool, in its own words, in the
variables or in the scripts that it uses, has to reach SETS/NAME among them for a set of setup.sh
that has the tool's package. One line per rule that does not: FILE:LINE: TARGET uses TOOL ..."""
import os
import re
import sys

# package: how a recipe or a script uses it. What is made by $(CC) needs the libraries, too.
USES = {
    "gcc": r"(?<!')\$\(CC\)|\b(?:objcopy|readelf|strip)\s|\b(?:ar rcs|nm|ld) ",
    "libarchive-dev": r"-larchive\b|<archive(?:_entry)?\.h>",
    "libsqlite3-dev": r"-lsqlite3\b|<sqlite3\.h>", "libyaml-dev": r"-lyaml\b|<yaml\.h>",
    "libmd-dev": r"-lmd\b|<sha2\.h>",
    "libcsv-dev": r"-lcsv\b|<csv\.h>",
    "libcjson-dev": r"-lcjson\b|<cjson/", "libinih-dev": r"-linih\b|<ini\.h>",
    "gnuplot-nox": r"--(?:values|overlay|format svg)\b", "unifdef": r"\bunifdef\b",
    "pandoc": r"\bpandoc\b", "clang": r"(?<![-\w/])clang(?![-\w])", "wasi-libc": r"--target=wasm32",
    "lld": r"--target=wasm32", "libclang-rt-dev-wasm32": r"--target=wasm32",
    "chromium": r"\bchromium\b", "poppler-utils": r"\bpdftotext\b", "bubblewrap": r"\bbwrap\b",
    "python3": r"\bpython3\b|/[\w/]+\.py\b",
    "curl": r"(?<![-\w])curl ", "jq": r"(?<![-\w.])jq ", "sqlite3": r"\bsqlite3 ",
    "ffmpeg": r"\bffmpeg ", "libxml2-utils": r"\bxmllint\b", "valgrind": r"(?<![-\w])valgrind -",
    "clang-tidy": r"\bclang-tidy\b", "clang-format": r"\bclang-format ",
    "cppcheck": r"\bcppcheck\b",
    "gcovr": r"\bgcovr\b",
    "slurm-wlm": r"\bsbatch\b|\bslurmctld\b", "python3-sklearn": r"\bsklearn\b",
    "gdb": r"(?<![-\w])gdb -", "python3-selenium": r"\bselenium\b",
}
# What another package brings along; make debug waits for the one that WITH names.
ALSO = {"python3": ("python3-sklearn", "python3-selenium", "gcovr"), "valgrind": ("gdb",)}
# What brings the tools, and tests: they leave themselves out when a tool is missing.
NOT_FOLLOWED = re.compile(r"(^|/)setup\.sh$|^tests/(?!tools/)")


def read_sets(path):
    """Package -> the targets of the sets that have it."""
    table = re.search(r"\n#set .*?\n'", open(path, encoding="utf-8").read(), re.S).group()
    sets = {}
    for line in table.splitlines():
        words = line.split()
        if len(words) > 2 and not line.startswith("#"):
            sets.setdefault(words[1], set()).add(words[0])
    for package, others in ALSO.items():
        sets.setdefault(package, set()).update(*(sets.get(o, ()) for o in others))
    for having in sets.values():
        if "grade" in having:
            having.add("test")  # set test brings set grade along
    return sets


class Rules:
    """What make knows: explicit and pattern rules, and variables."""

    def __init__(self, text):
        self.explicit, self.patterns, self.variables, self.reached = {}, [], {}, {}
        rule = None
        for line in text.splitlines():
            place = re.match(r"#  recipe to execute \(from '(.*)', line (\d+)\)", line)
            if place and rule:
                rule["place"] = ":".join(place.groups())
            elif line.startswith("\t") and rule:
                rule["recipe"] += line[1:] + "\n"
            elif variable := re.match(r"(?:export )?([\w,]+) :?:?[+?]?= ?(.*)", line):
                self.variables[variable[1]] = variable[2]
                rule = None
            elif head := re.match(r"([^#\s=][^=]*?):{1,2} *([^=]*)$", line):
                rule = {"target": head[1], "needs": head[2].replace("|", " ").split(),
                        "recipe": "", "place": ""}
                if "%" in head[1]:
                    self.patterns.append(rule)
                else:
                    self.explicit[head[1]] = rule
            elif not line.strip():
                rule = None

    def pattern_for(self, target, depth=0):
        """The prerequisites by the pattern rule that makes TARGET, or none."""
        found = []
        for rule in self.patterns:
            before, after = rule["target"].split("%", 1)
            if rule["recipe"] and len(target) > len(before + after) and \
                    target.startswith(before) and target.endswith(after):
                stem = target[len(before):len(target) - len(after)]
                needs = [n.replace("%", stem, 1) for n in rule["needs"]]
                if all(self.there(n, depth) for n in needs):
                    found.append((len(stem), needs))
        return min(found)[1] if found else []

    def there(self, name, depth):
        return os.path.exists(name) or name in self.explicit or \
            (depth < 3 and bool(self.pattern_for(name, depth + 1)))

    def reach(self, rule):
        """All that is made before the recipe of RULE runs."""
        if rule["target"] not in self.reached:
            needs = set(rule["needs"])
            if not rule["recipe"] and "%" not in rule["target"]:
                needs.update(self.pattern_for(rule["target"]))
            further = [self.reach(self.rule_of(n)) for n in needs]
            self.reached[rule["target"]] = needs.union(*further)
        return self.reached[rule["target"]]

    def rule_of(self, name):
        """The rule that makes NAME; of a pattern's prerequisite, the pattern of just that name."""
        same = [r for r in self.patterns if r["target"] == name and r["recipe"]]
        return self.explicit.get(name) or (same or [{"target": name, "needs": [], "recipe": ""}])[0]

    def words(self, text, seen):
        """TEXT and the variables and scripts that it uses, each once."""
        yield text
        for name in re.findall(r"\$[({](?:call |filter-out [^,]*,)?([\w,]+?)[):}, ]", text):
            if name in self.variables and name not in seen:
                seen.add(name)
                yield from self.words(self.variables[name], seen)
        for script in re.findall(r"[\w./-]+\.(?:sh|py|bash)\b", text):
            if script not in seen and os.path.isfile(script) and not NOT_FOLLOWED.search(script):
                seen.add(script)
                said = re.sub(r"(?m)^\s*#.*$", "", open(script, encoding="utf-8").read())
                # What a script looks for, it does without.
                for tool in set(re.findall(r"command -v (\w[\w-]*)", said)):
                    said = re.sub(rf"\b{re.escape(tool)}\b", "", said)
                yield from self.words(said, seen)


def main():
    sets, rules = read_sets(sys.argv[1]), Rules(sys.stdin.read())
    folder = rules.variables.get("B", "build") + "/setup/"
    told = set()
    for rule in list(rules.explicit.values()) + rules.patterns:
        if not rule["place"] or rule["target"].startswith(folder):  # a set, or the text of a define
            continue
        text = "\n".join(rules.words(rule["recipe"], set()))
        for source in [n for n in rule["needs"] if n.endswith(".c") and os.path.isfile(n)]:
            text += "".join(re.findall(r"(?m)^#include <.*", open(source, encoding="utf-8").read()))
        for package, use in USES.items():
            hit = re.search(use, text)
            if hit and not any(folder + s in rules.reach(rule) for s in sets[package]):
                line = f"{rule['place']}: uses {hit.group().strip()} " \
                       f"and waits for no set with {package}"
                if line not in told:
                    told.add(line)
                    print(f"{line} ({rule['target']})")


main()
