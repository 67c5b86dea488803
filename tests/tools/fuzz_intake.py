"""fuzz_intake.py SECONDS [SEED]: archives with changed bytes, opened in the sandbox by the two
programs that open a student's and a class's. Each ends by itself, without a signal or a report of a
sanitizer, and writes nothing outside. An archive for which that is not so is kept in $B/fuzz."""
import io
import os
import random
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile

BUILD = os.environ.get("B", "build")
SANDBOX = [f"{BUILD}/grader/class/judge_one", "--sandbox", "--proc", "/proc", "--ro-bind",
           os.path.realpath(f"{BUILD}/grader/class/class"), "/w/class", "--chdir", "/w"]
CODE = b"/* thresholding */\nvoid ReLU(void)\n{\n}\n" * 20


def seeds():
    def tar(mode):
        to = io.BytesIO()
        with tarfile.open(fileobj=to, mode=mode) as t:
            for name in "ann/thresholding.c", "bob/omp.c", "x" * 120 + "/deep/measuring.c":
                info = tarfile.TarInfo(name)
                info.size = len(CODE)
                t.addfile(info, io.BytesIO(CODE))
        return to.getvalue()

    def packed(inner):
        to = io.BytesIO()
        with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as z:
            z.writestr("ann/thresholding.c", CODE)
            z.writestr("b\u00f6b/omp.c", CODE)
            z.writestr("inner.zip", inner)
        return to.getvalue()

    return {"zip": packed(packed(b"")), "tar": tar("w"), "tgz": tar("w:gz"),
            "tar.bz2": tar("w:bz2"),
            "tar.xz": tar("w:xz")}


def changed(data, r):
    data = bytearray(data)
    for _ in range(r.choice((1, 2, 4, 16))):
        at, kind = r.randrange(len(data)), r.random()
        if kind < 0.6:
            data[at] = r.choice((0, 1, 0x7F, 0x80, 0xFF, r.randrange(256)))
        elif kind < 0.8:
            end = min(len(data), at + r.randrange(1, 64))
            data[at:end] = data[at:end] * r.choice((0, 2, 3))
        else:
            data[at:at + 4] = r.choice((0, 0xFFFFFFFF, 0x7FFFFFFF)).to_bytes(4, "little")
        data = data or bytearray(b"P")
    return bytes(data)


def main():
    r = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else time.time_ns())
    end, tried, bad = time.monotonic() + float(sys.argv[1]), 0, 0
    work, start = tempfile.mkdtemp(), list(seeds().items())
    os.makedirs(f"{work}/out")
    while time.monotonic() < end:
        kind, data = r.choice(start)
        path = f"{work}/in.{kind}"
        with open(path, "wb") as f:
            f.write(changed(data, r))
        shown = SANDBOX + ["--ro-bind", path, f"/in/work.{kind}"]
        for command in (["collect", "folder", f"/in/work.{kind}", f"work.{kind}"],
                        ["unpack", f"/in/work.{kind}", "work", "/out"]):
            ran = subprocess.run(shown + ["--bind", f"{work}/out", "/out", "/w/class"] + command,
                                 capture_output=True, timeout=120)
            tried += 1
            if ran.returncode != 0 or ran.stderr or not ran.stdout.endswith(b"end\n") or \
                    sorted(os.listdir(work)) != [f"in.{kind}", "out"]:
                bad += 1
                os.makedirs(f"{BUILD}/fuzz", exist_ok=True)
                kept = f"{BUILD}/fuzz/intake-{bad}.{kind}"
                shutil.copy(path, kept)
                print(f"not ok {kept}: {command[0]} ended with {ran.returncode}:",
                      ran.stderr[-300:].decode(errors="replace"))
            shutil.rmtree(f"{work}/out")
            os.makedirs(f"{work}/out")
        os.remove(path)
    shutil.rmtree(work)
    print(f"{tried} archives opened, {bad} with a finding")
    return bad > 0


sys.exit(main())
