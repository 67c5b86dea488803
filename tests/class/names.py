"""names.py write WORK: submissions whose names attack, in WORK/in, and texts that do.
names.py check FOLDER: does every file in it show what was written as text? Prints what does not."""
import csv
import email
import email.policy
import html.parser
import json
import os
import re
import sys
import xml.etree.ElementTree
import zipfile

HTML = ("""NASTY</title></style></script><script>alert(1)</script>"""
        """<img src=x onerror="alert(1)">'&lt;""")
ODD = "NASTY\u202egnp.exe\x9b2J\x1b]0;x\x07\u2028\u200f\r\n-- x"
FORMULAS = ("=cmd|' /C calc'!A0", "+1+cmd|x", "-2+cmd|x", "@SUM(1)", "\t=1", "\uff1d1+cmd|x",
            "\uff20SUM(1)", "\n=1")
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def write(work):
    def put(path, text="// secret\n"):
        os.makedirs(os.path.dirname(f"{work}/in/{path}"), exist_ok=True)
        with open(f"{work}/in/{path}", "w", encoding="utf-8", newline="") as f:
            f.write(text)

    for name, text in (("html", HTML), ("odd", ODD.replace("\n", "")), ("formula", FORMULAS[0])):
        with open(f"{work}/{name}", "w", encoding="utf-8", newline="") as f:
            f.write(text)
    flat = HTML.replace("/", "|")
    texts = [flat, ODD, *(f.replace("/", "|") for f in FORMULAS)]
    people = {"submission_900": ("Vera", "1", "vera@x.org")}
    code = "// secret\n/* " + HTML + ODD + " */\nint f(int a) { return asm_(a); }\n" * 9
    for i, text in enumerate(texts):
        paths = (f"{text}_1{i}_assignsubmission_file_/{text}.c",
                 f"7-1{i} - {text} - Mar 4, 2026 1234 PM/thresholding.c",
                 f"x{i}_2{i}_3{i}_{text}.c", f"{text} {i}/thresholding.c")
        for k, path in enumerate(paths):
            if i < 2 or k == i % 4: # every layout has seen the two that say most
                put(path, code)
        people[f"submission_{i}"] = (text, text, text + "@x.org" if i % 2 else "a@x.org>" + text)
    for folder in people:
        put(f"{folder}/thresholding.c", code)
    with open(f"{work}/in/submission_metadata.yml", "w", encoding="utf-8") as f:
        for folder, (name, sid, mail) in people.items():
            f.write(f"{folder}:\n  :submitters:\n  - :name: {json.dumps(name)}\n"
                    f"    :sid: {json.dumps(sid)}\n    :email: {json.dumps(mail)}\n")
    with open(f"{work}/roster.csv", "w", encoding="utf-8", newline="") as f:
        out = csv.writer(f)
        out.writerow(("name", "id", "email", "section"))
        out.writerows((text.strip(), f"{i}", f"r{i}@x.org", text) for i, text in enumerate(texts))


class Page(html.parser.HTMLParser):
    """Tags and attributes that the pages have; anything else came from a name."""
    TAGS = set("html head meta title style body h1 h2 h3 p pre ul ol li a b i u s em strong code "
               "table thead tbody tr th td div span section main button input label details "
               "summary svg g rect path text line br small nav header footer circle".split())

    def __init__(self):
        super().__init__()
        self.wrong = []
        self.scripts = 0

    def handle_starttag(self, tag, attrs):
        if tag == "script":
            self.scripts += 1
        elif tag not in self.TAGS:
            self.wrong.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on") or re.match(r"\s*(javascript|data):", value or ""):
                self.wrong.append(f"{tag} {name}={value}")

    def handle_data(self, data):
        if self.lasttag in ("script", "style") and "NASTY" in data:
            self.wrong.append(f"in a {self.lasttag}: {data[:80]}")


def check_page(path, text):
    page = Page()
    page.feed(text)
    allowed = 1 if os.path.basename(path) == "class.html" else 0
    wrong = page.wrong + ([f"{page.scripts} scripts"] if page.scripts > allowed else [])
    return wrong if "</html>" in text.lower() else wrong + ["no end"]


def check_table(path, text):
    wrong = []
    rows = list(csv.reader(text.splitlines(keepends=True)))
    for row in rows:
        for cell in row:
            number = re.fullmatch(r"[+-]?[0-9.]+", cell) or cell == "-"
            if re.match("[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]", cell) and not number:
                wrong.append(f"formula {cell[:40]!r}")
        if os.path.basename(path) != "canvas.csv" and len(row) != len(rows[0]):
            wrong.append(f"{len(row)} cells: {row}")
    return wrong


def check_message(data):
    message = email.message_from_bytes(data, policy=email.policy.default)
    if [h.lower() for h in message.keys()] != ["to", "subject", "mime-version", "content-type"]:
        return [f"headers {message.keys()}"]
    to = message["to"].addresses
    wrong = [] if len(to) == 1 and to[0].addr_spec.isprintable() else [f"to {message['to']}"]
    return wrong + ([] if len(list(message.iter_parts())) == 2 else ["parts"])


def check_zip(path):
    return [f"entry {name!r}" for name in zipfile.ZipFile(path).namelist()
            if name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name)
            or CONTROL.search(name) or len(name.encode()) > 255]


def check(folder):
    wrong, kinds = [], {}
    for top, _, files in os.walk(folder):
        for name in files:
            path, end = os.path.join(top, name), name.rsplit(".", 1)[-1]
            if name.startswith(".") or end in ("sqlite", "ini") or name in ("seed", "roster.csv"):
                continue
            with open(path, "rb") as f:
                data = f.read()
            found = [] if not CONTROL.search(name) else ["its name"]
            if end == "zip":
                found += check_zip(path)
            elif end == "eml":
                found += check_message(data)
            else:
                text = data.decode("utf-8")
                found += [f"control {m!r}" for m in set(CONTROL.findall(text))]
                if end == "html":
                    found += check_page(path, text)
                elif end == "csv":
                    found += check_table(path, text)
                elif end == "json":
                    json.loads(text)
                elif end == "xml":
                    xml.etree.ElementTree.fromstring(data)
            kinds[end] = kinds.get(end, 0) + 1
            wrong += [f"{os.path.relpath(path, folder)}: {what}" for what in found]
    print(*wrong[:20], sep="\n")
    print(" ".join(f"{count} {end}" for end, count in sorted(kinds.items())))
    return not wrong and {"html", "csv", "txt", "json"} <= kinds.keys()


if sys.argv[1] == "write":
    write(sys.argv[2])
else:
    sys.exit(0 if check(sys.argv[2]) else 1)
