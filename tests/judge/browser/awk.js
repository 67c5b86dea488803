// awk.js: the judge's awk programs, run by the pages' awk and by this machine's, print the same,
// for the answers in tests/judge/answers and messages like those of both compilers.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { awk } from "../../../grader/judge/browser/awk.js";
import { AWK } from "../../../grader/judge/browser/compile.js";
import { program } from "./judge.js";

const functions = `${process.argv[2] ?? "build"}/tables/functions.tsv`;
const table = fs
    .readFileSync(functions, "utf8")
    .split("\n")
    .map((l) => l.split("\t"));
const read = (name) => ({ name, text: fs.readFileSync(name, "latin1") });

function same(sources, files, variables, separator = "") {
    const assigned = Object.entries(variables).flatMap(([k, v]) => ["-v", `${k}=${v}`]);
    const from = sources.flatMap((f) => ["-f", `grader/judge/${f}`]);
    const theirs = execFileSync(
        "awk",
        [...(separator ? ["-F", separator] : []), ...assigned, ...from, ...files],
        { env: { ...process.env, LC_ALL: "C" } },
    ).toString("latin1");
    const ours = awk(program(sources), files.map(read), { separator, variables })
        .map((l) => l + "\n")
        .join("");
    if (ours === theirs) return theirs.length;
    console.log(`${sources} ${files.join(" ")}\n--- awk\n${theirs}--- awk.js\n${ours}`);
    process.exit(1);
}

let printed = 0;
for (const kind of ["wrong", "right"])
    for (const name of fs.readdirSync(`tests/judge/answers/${kind}`)) {
        const directory = table.find((f) => f[1] === name.split("__")[0])?.[2];
        if (directory)
            printed += same(
                AWK.slips,
                [functions, `tests/judge/answers/${kind}/${name}`],
                { directory },
                "\t",
            );
    }
const source = "chapters/04_omp/omp.c",
    log = `${fs.mkdtempSync("/tmp/awk-")}/log`;
const messages = [
    "error: use of undeclared identifier 'NAN'",
    "error: expected ';' after expression",
    "error: call to undeclared library function 'fabs' with type 'double (double)'\nnote: " +
        "include the header <math.h>",
    "warning: variable 's' is uninitialized when used here [-Wuninitialized]",
    "warning: unused variable 'k' [-Wunused-variable]",
    "warning: comparison of integers of different signs: 'int' and 'size_t' [-Wsign-compare]",
    "error: invalid operands to binary expression ('double' and 'int')\n   12 | d ^ 2",
    "error: conflicting types for 'OMP'\nchapters/04_omp/omp.h:48:8: note: previous declaration " +
        "is here",
    "error: stray '\\342' in program",
    "error: 'foo.h' file not found",
    "error: use of undeclared identifier 'N'",
    "error: use of undeclared identifier 'j'",
    "error: 'vector' file not found",
    "warning: address of stack memory associated with local variable 'c' returned " +
        "[-Wreturn-stack-address]",
];
for (const what of ["error", "warning"])
    for (const message of messages) {
        fs.writeFileSync(
            log,
            message
                .split("\n")
                .map((l, i) => (i === 0 || /^note/.test(l) ? `${source}:30:5: ${l}` : l))
                .join("\n") + "\n",
        );
        printed += same(AWK.messages, [source, log], { source, what });
    }
fs.rmSync(log.replace(/\/log$/, ""), { recursive: true });
if (printed < 1000) {
    console.log(`only ${printed} characters were printed`);
    process.exit(1);
}
