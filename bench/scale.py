"""What learning costs: CPU time and memory against patches, atoms, pixels and threads.

    scale.py learn FILE..

Each row is one run of the program `learn` (make learn) of its own, in which one thing differs."""
import os
import re
import resource
import subprocess
import sys
import tempfile
import time

BASE = {"patches": 20000, "side": 12, "atoms": 128, "threads": 1}
STEPS = {"patches": (10000, 20000, 40000), "atoms": (64, 128, 256, 512), "side": (8, 12, 16),
         "threads": (1, 2)}


def run(settings, program, files):
    with tempfile.TemporaryDirectory() as folder:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        begin = time.perf_counter()
        text = subprocess.run(
            [program, folder + "/atoms.npy", str(settings["patches"]), str(settings["side"]),
             str(settings["atoms"]), "1"] + files, check=True, capture_output=True, text=True,
            env=dict(os.environ, SPARSEBOOK_THREADS=str(settings["threads"]))).stdout
        wall = time.perf_counter() - begin
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, wall, re.search(r"with (\d+) MB", text)[1]


print("load %.1f\n\n| patches | side | atoms | threads | processor | time | a patch | memory |"
      "\n|--:|--:|--:|--:|--:|--:|--:|--:|" % os.getloadavg()[0])
for what, values in STEPS.items():
    for value in values:
        settings = dict(BASE, **{what: value})
        cpu, wall, memory = run(settings, sys.argv[1], sys.argv[2:])
        print("| %d | %d | %d | %d | %.2f s | %.2f s | %.0f us | %s MB |" % (
            *(settings[k] for k in ("patches", "side", "atoms", "threads")), cpu, wall,
            cpu / settings["patches"] * 1e6, memory), flush=True)
