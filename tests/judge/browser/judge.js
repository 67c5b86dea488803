// judge.js: the browser's judge under Node, on the modules in BUILD/browser.
import fs from "node:fs";
import { AWK, Compiler, Tools } from "../../../grader/judge/browser/compile.js";
import { makeReport } from "../../../grader/judge/browser/report.js";
import { runTests } from "../../../grader/judge/browser/runner.js";

const text = (path) => fs.readFileSync(path, "utf8");

// The text of an awk program that is several files.
export const program = (files) => files.map((f) => text(`grader/judge/${f}`)).join("\n");

export class Judge {
    constructor(build) {
        this.build = build;
        this.chapters = {};
        this.functions = text(`${build}/tables/functions.tsv`)
            .trim()
            .split("\n")
            .map((l) => l.split("\t"));
    }

    module(path) {
        const bytes = fs.readFileSync(`${this.build}/browser/${path}`);
        return { bytes, module: new WebAssembly.Module(bytes), source: "" };
    }

    chapter(directory) {
        return (this.chapters[directory] ??= {
            tests: this.module(`${directory}/tests.wasm`).module,
            known: this.module(`${directory}/known.wasm`),
            mistakes: fs.readFileSync(`${this.build}/mistakes/${directory}.tsv`),
        });
    }

    exerciseOf(name) {
        return this.functions.find((f) => f[0] === name)[1];
    }
    chapterOf(exercise) {
        return this.functions.find((f) => f[1] === exercise)[2];
    }

    // A known mistake, or the reference (no standIn), in place of a student's function.
    known(directory, options) {
        const c = this.chapter(directory);
        return runTests(c, [c.known, c.known], options);
    }

    // ---- with the compiler ----

    async loadCompiler() {
        const clang = await import(
            `${process.cwd()}/${this.build}/compiler/node_modules/@yowasp/clang/gen/bundle.js`
        );
        await clang.runLLVM(null, {}, { fetchProgress() {} });
        const tree = {};
        for (const part of text(`${this.build}/site/judge/headers.txt`).split("\f").slice(1)) {
            const end = part.indexOf("\n"),
                names = part.slice(0, end).split("/"),
                last = names.pop();
            let at = tree;
            for (const name of names) at = at[name] ??= {};
            at[last] = part.slice(end + 1);
        }
        this.tables = Object.fromEntries(
            ["chapters", "exercises", "functions", "points"].map((n) => [
                `${n}.tsv`,
                text(`${this.build}/tables/${n}.tsv`),
            ]),
        );
        this.compiler = new Compiler(new Tools(clang), {
            headers: tree,
            functions: this.tables["functions.tsv"],
            exercises: this.tables["exercises.tsv"],
            messages: program(AWK.messages),
            slips: program(AWK.slips),
        });
        this.report = this.module("report.wasm").module;
        const objects = (folder) =>
            Object.fromEntries(
                fs
                    .readdirSync(folder)
                    .filter((n) => n.endsWith(".o"))
                    .map((n) => [n, fs.readFileSync(`${folder}/${n}`)]),
            );
        this.kit = objects(`${this.build}/site/judge/kit`);
        this.learn = objects(`${this.build}/site/judge/kit/learn`);
    }

    // A student's file; {results, printed, report: {text, json, status}}.
    student(directory, contents, { exercise, only = "" } = {}) {
        const c = this.chapter(directory),
            topic = directory.replace(/^\d+_/, "");
        const kit = {
            ...this.kit,
            "functions.o": fs.readFileSync(`${this.build}/browser/${directory}/student.o`),
            ...(directory === "06_visual_fields" ? this.learn : {}),
        };
        const made = this.compiler.code(`chapters/${directory}/${topic}.c`, contents, kit);
        const { results, printed } = runTests(c, [made.code, c.known], { exercise });
        const report = exercise
            ? null
            : makeReport(
                  this.report,
                  this.tables,
                  [{ directory, topic, text: contents, results, report: made.report }],
                  { only },
              );
        return { results, printed, report, compile: made.report };
    }
}

// The differences of two lists of results, as lines; what a fault of memory says may differ.
const MEMORY = new RegExp(
    "past the end|before the start|where there is no memory|null pointer|points nowhere|" +
        "the stack is full|after free|local (array|variable)|__builtin_trap|not free|" +
        "processor time|MB of memory",
);

// Where fits are iterated until they are exact, rounding decides how many rounds that takes, and
// which smaller input still goes wrong: gcc and clang differ there on one machine, too.
const ITERATED = /^(fit_transform|train_fields)__/;
const ROUNDS = /^"rounds = \d+"$/;

// Two values that are nearly 0 in signals of size 1, written as name = value.
const noise = (a, b) => {
    const [x, y] = [a, b].map((text) => Number(/^"\S+ = ([-+.e\d]+)"$/.exec(text)?.[1] ?? NaN));
    return Math.abs(x) < 1e-12 && Math.abs(y) < 1e-12;
};

// hidden: the properties, as exercise/property, of which the native judge names no mistake to a
// student, and therefore does not look into those that it notes.
export function differences(native, ours, name, hidden = new Set()) {
    const lines = [];
    for (const theirs of native) {
        const mine =
            ours.find((r) => r.exercise === theirs.exercise && r.property === theirs.property) ??
            {};
        if (mine.judge) lines.push(`${name} ${theirs.property}: the judge itself: ${mine.judge}`);
        for (const key of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
            if (key === "replay" || key === "judge") continue;
            if (key === "known" && hidden.has(`${theirs.exercise}/${theirs.property}`)) continue;
            const a = JSON.stringify(theirs[key]),
                b = JSON.stringify(mine[key]);
            if (a !== b)
                lines.push(
                    `${name} ${theirs.property} ${key}\n    native  ${a}\n    browser ${b}` +
                        (MEMORY.test(theirs.fault ?? "") || MEMORY.test(mine.fault ?? "")
                            ? "\n    (memory)"
                            : "") +
                        ((ITERATED.test(name) &&
                            (key === "smallest" || (key === "got" && ROUNDS.test(a)))) ||
                        (key === "got" && noise(a ?? "", b ?? ""))
                            ? "\n    (rounding)"
                            : ""),
                );
        }
    }
    return lines;
}
