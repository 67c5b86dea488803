"""feedback.py moodle|canvas ZIP NUMBERS: would the platform's own import take each file of the zip?

moodle follows is_valid_filename_for_import of mod/assign/feedback/file/importziplib.php, canvas
infer_comment_context_from_filename of app/models/abstract_assignment.rb; NUMBERS are the students
that take part, for Canvas as user:attachment. Prints what was taken, a line each."""
import re
import sys
import zipfile


def moodle(path, participants):
    parts = path.split("/")
    if parts[-1].startswith((".", "~")):
        return None
    while parts:
        info = parts.pop(0).split("_", 4)
        if len(info) < 4 or not info[1].isdigit() or info[1] not in participants:
            continue
        if (info[2], info[3]) not in (("assignfeedback", "file"), ("assignsubmission", "file")):
            continue
        parts.insert(0, info[4] if len(info) == 5 else "")
        return f"{info[1]} {'/'.join(parts)}"
    return None


def canvas(path, attachments):
    name = path.rsplit("/", 1)[-1]
    words = name.split("_")
    numbers = [w for w in words if re.fullmatch(r"\d+", w)][:2]
    if name.startswith("._") or words[-1].startswith("link") or len(numbers) < 2:
        return None
    return " ".join(numbers) if ":".join(numbers) in attachments else None


known = sys.argv[3:]
for entry in zipfile.ZipFile(sys.argv[2]).namelist():
    taken = {"moodle": moodle, "canvas": canvas}[sys.argv[1]](entry, known)
    print(taken or f"ignored: {entry}")
