"""term.py make DIR | compare DIR: a term of 40 students, and what its tables have to be.

make writes DIR/course (course.ini, roster.csv, extensions.csv), the exports DIR/week-N of Canvas,
Moodle, Blackboard, Gradescope and Brightspace, and DIR/term.json with who did what. compare works
the tables out from term.json alone, and prints a line for each cell that is not as it should be."""
import csv
import datetime as dt
import json
import os
import random
import sys
import zipfile

POINTS = {"l0_norm": 2, "l1_norm": 2, "kurtosis": 6, "ReLU": 8, "temporal_diff": 4, "taus": 4,
          "taus_list": 6}
WEEKS = {"1": dict(line="chapters = 01 02", due=dt.datetime(2026, 3, 10, 23, 59), weight=1.0,
                   exercises=["l0_norm", "l1_norm", "kurtosis", "ReLU"], grace=0, cut_off=7),
         "2": dict(line="exercises = ReLU taus", due=dt.datetime(2026, 3, 17, 23, 59), weight=2.0,
                   exercises=["ReLU", "taus"], grace=1, cut_off=2),
         "3": dict(line="chapters = 2 temporal", due=dt.datetime(2026, 3, 24, 23, 59), weight=1.5,
                   exercises=["ReLU", "temporal_diff", "taus", "taus_list"], grace=0, cut_off=7)}
PERCENT = 10
FIRST = "Zoë Ann Jürgen José Łukasz Mary-Jane Bo Çelik Søren Ida".split()
LAST = ["O'Neil", "Müller", "Doe", "van der Berg"]


def people():
    for i in range(40):
        first, last = FIRST[i % 10], LAST[i // 10]
        yield dict(number=i, first=first, last=last, name=f"{first} {last}", id=str(1000 + i),
                   canvas=str(500 + i), login=f"s{i:02d}", email=f"s{i:02d}@x.org")


def plan(rng, person, week):
    """What a person does in a week: nothing, or right or wrong work at some time."""
    due = WEEKS[week]["due"]
    what = rng.choice(["right", "right", "right", "wrong", "nothing"])
    late = rng.choice([0, 0, 0, 0, 1, 2, 3, 9]) if what != "nothing" else 0
    # On the hour, and never on the edge of a day.
    when = due - dt.timedelta(hours=30) if not late else due + dt.timedelta(days=late, hours=-5)
    return dict(what=what, late=late, when=when.isoformat())


def write_zip(path, files):
    with zipfile.ZipFile(path, "w") as z:
        for name, text, when in files:
            info = zipfile.ZipInfo(name, when.timetuple()[:6])
            z.writestr(info, text)


def canvas(p, text, when, late):
    short = "".join(c for c in (p["last"] + p["first"]).lower() if c.isalnum())
    mark = "LATE_" if late else ""
    return [(f"{short}_{mark}{p['canvas']}_{p['number'] + 9000}_thresholding.c", text, when)]


def moodle(p, text, when, late):
    return [(f"{p['name']}_{7000 + p['number']}_assignsubmission_file/work/thresholding.c", text,
             when)]


def blackboard(p, text, when, late):
    stem = f"Week 2_{p['login']}_attempt_{when:%Y-%m-%d-%H-%M-%S}"
    return [(f"{stem}_thresholding.c", text, when),
            (f"{stem}.txt", f"Name: {p['name']} ({p['login']})\nAssignment: Week 2\n", when)]


def brightspace(p, text, when, late):
    hour = f"{when:%I%M}".lstrip("0")
    date = f"{when:%b} {when.day}, {when.year} {hour} {when:%p}"
    return [(f"{p['number']}-99 - {p['name']} - {date}/thresholding.c", text, when)]


def gradescope(people_, plans):
    files, yml = [], []
    for p in people_:
        t = plans[p["number"]]
        when = dt.datetime.fromisoformat(t["when"])
        # Gradescope writes the time in UTC; the course is an hour ahead.
        yml.append(f"submission_{p['number']}:\n  :submitters:\n  - :name: {p['name']}\n"
                   f"    :sid: '{p['id']}'\n    :email: {p['email']}\n"
                   f"  :created_at: {when - dt.timedelta(hours=1):%Y-%m-%d %H:%M:%S}.0 Z\n")
        files.append((f"export/submission_{p['number']}/thresholding.c", source(p, t), when))
    return files + [("export/submission_metadata.yml", "".join(yml), WEEKS["3"]["due"])]


def source(p, task):
    return f"// {task['what']}\nint of_{p['number']};\n"


def make(root):
    rng = random.Random(17)
    all_people = list(people())
    term = {w: {p["number"]: plan(rng, p, w) for p in all_people} for w in WEEKS}
    course = os.path.join(root, "course")
    os.makedirs(course, exist_ok=True)
    with open(os.path.join(course, "course.ini"), "w") as f:
        f.write(f"[course]\ntitle = A term\ntime_zone = Europe/Berlin\nlate = {PERCENT} %\n"
                "cut_off = 7\ndrop = 1\n")
        for name, w in WEEKS.items():
            f.write(f"[week {name}]\n{w['line']}\ndue = {w['due']:%Y-%m-%d %H:%M}\n"
                    f"weight = {w['weight']}\ngrace = {w['grace']}\ncut_off = {w['cut_off']}\n")
    with open(os.path.join(course, "roster.csv"), "w") as f:
        f.write("Student,ID,SIS User ID,SIS Login ID,Email\n    Points Possible,,,,\n")
        for p in all_people:
            f.write(f"\"{p['last']}, {p['first']}\",{p['canvas']},{p['id']},{p['login']},"
                    f"{p['email']}\n")
    with open(os.path.join(course, "extensions.csv"), "w") as f:
        f.write("student;week;due;reason\ns03@x.org;1;+2;ill\n"
                "s07@x.org;2;2026-03-20 23:59;travel\n")
    for week, makers in (("1", (canvas, moodle)), ("2", (blackboard,)), ("3", (brightspace,))):
        folder = os.path.join(root, f"week-{week}")
        os.makedirs(folder, exist_ok=True)
        for k, maker in enumerate(makers):
            files = []
            for p in all_people:
                t = term[week][p["number"]]
                if p["number"] % 2 != k and (len(makers) > 1 or week == "3") or \
                        t["what"] == "nothing":
                    continue
                when = dt.datetime.fromisoformat(t["when"])
                files += maker(p, source(p, t), when, t["late"] > 0)
            write_zip(os.path.join(folder, f"{maker.__name__}.zip"), files)
    odd = [p for p in all_people if p["number"] % 2 and term["3"][p["number"]]["what"] != "nothing"]
    write_zip(os.path.join(root, "week-3", "gradescope.zip"), gradescope(odd, term["3"]))
    with open(os.path.join(root, "term.json"), "w") as f:
        json.dump(term, f)


def week_points(p, week, task):
    """raw and final points, as the rules say."""
    w = WEEKS[week]
    n = p["number"]
    points = {e: POINTS[e] if task["what"] == "right" or task["what"] == "wrong" and e != "ReLU"
              else 0 for e in w["exercises"]}
    if (n, week) == (4, "1"):
        points["ReLU"] = 5  # set by hand
    if (n, week) == (5, "1"):
        points["kurtosis"] = max(0, points["kurtosis"] - 1)
    raw = sum(points.values())
    if (n, week) == (6, "2"):
        raw = 11  # the total, set by hand
    days = max(0, task["late"] - w["grace"])
    if (n, week) == (3, "1"):
        days = max(0, task["late"] - 2)
    if (n, week) == (7, "2"):
        days = max(0, task["late"] - 3 - w["grace"])
    factor = 1 - PERCENT * days / 100
    factor = 0.0 if days > w["cut_off"] else max(0.0, factor)
    return raw, round(raw * factor + 1e-9, 2), days


def compare(root):
    with open(os.path.join(root, "term.json")) as f:
        term = {w: {int(n): t for n, t in tasks.items()} for w, tasks in json.load(f).items()}
    gone = {12}  # withdrawn
    rows = {p["email"]: p for p in people() if p["number"] not in gone}
    bad = []

    def cell(where, got, want):
        if got is None or (float(got) != want if isinstance(want, (int, float)) else got != want):
            bad.append(f"{where}: {got} and should be {want}")

    shares = {}
    for week, w in WEEKS.items():
        with open(os.path.join(root, "course", "weeks", week, "grades.csv")) as f:
            table = {r["key"]: r for r in csv.DictReader(f)}
        cell(f"week {week}, rows", len(table), len(rows))
        of = sum(POINTS[e] for e in w["exercises"])
        for key, p in rows.items():
            r = table.get(key)
            if not r:
                bad.append(f"week {week}: {key} is missing")
                continue
            raw, points, days = week_points(p, week, term[week][p["number"]])
            shares.setdefault(key, []).append((points / of, w["weight"]))
            cell(f"week {week}, {key}, raw", r["raw"], raw)
            cell(f"week {week}, {key}, points", r["points"], points)
            cell(f"week {week}, {key}, of", r["of"], of)
            nothing = term[week][p["number"]]["what"] == "nothing"
            cell(f"week {week}, {key}, status", r["status"],
                 "not handed in" if nothing else "judged")
            cell(f"week {week}, {key}, name", r["name"],
                 "Bo Schmidt" if p["number"] == 16 else p["name"])
            if (r["rule"] != "") != (points != raw or days > w["cut_off"]):
                bad.append(f"week {week}, {key}: the rule is {r['rule']!r}")
    with open(os.path.join(root, "course", "course.csv")) as f:
        table = {r["key"]: r for r in csv.DictReader(f)}
    cell("course, rows", len(table), len(rows))
    for key, parts in shares.items():
        low = parts.index(min(parts, key=lambda part: part[0]))
        kept = [part for i, part in enumerate(parts) if i != low]
        want = round(100 * sum(s * w for s, w in kept) / sum(w for _, w in kept) + 1e-9, 2)
        cell(f"course, {key}", table.get(key, {}).get("points of 100"), want)
    print("\n".join(bad))


if __name__ == "__main__":
    {"make": make, "compare": compare}[sys.argv[1]](sys.argv[2])
