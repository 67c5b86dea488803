// runner.js: runs a chapter's tests as grader/judge/native/runner.c does, each in an instance of
// its own. Returns the results as results.json has them, and what the judged code printed.
import { WASI, File, OpenFile, PreopenDirectory, ConsoleStdout } from "./vendor/wasi/wasi.js";
import { Ended, judgeImports } from "./transport.js";

const LIST = "mistakes.tsv";

function instantiate(chapter, codes, environment, collect) {
    const self = {},
        errors = [];
    const console_ = ConsoleStdout.lineBuffered((line) => errors.push(line));
    const files = new Map([[LIST, new File(chapter.mistakes)]]);
    const wasi = new WASI(
        [],
        environment,
        [new OpenFile(new File([])), console_, console_, new PreopenDirectory(".", files)],
        { debug: false },
    );
    const instance = new WebAssembly.Instance(chapter.tests, {
        judge: judgeImports(codes, self, collect),
        wasi_snapshot_preview1: wasi.wasiImport,
    });
    self.exports = instance.exports;
    wasi.initialize(instance);
    return { exports: instance.exports, errors };
}

const string = (exports, at) => {
    const all = new Uint8Array(exports.memory.buffer);
    return new TextDecoder().decode(all.subarray(at, all.indexOf(0, at)));
};

// Writes text, which fits, as a C string.
const put = (exports, at, text) => {
    const bytes = new TextEncoder().encode(text + "\0");
    new Uint8Array(exports.memory.buffer).set(bytes, at);
};

// Keeps only the known mistakes that explain all that the code does, as native/survey.c does.
// ran: the tests in order, each {test, result, known, of}; again(test, prepare) runs one once more
// and returns its instance.
function survey(ran, again) {
    const lines = (text) => text.split("\n").filter(Boolean);
    const alike = (a, b) => a.test.exercise === b.test.exercise && a.of === b.of;
    const keep = (r, kept) => {
        const those = lines(r.known).filter((line) => kept.includes(line));
        r.known = those.map((line) => line + "\n").join("");
    };
    for (const first of ran) {
        if (!first.known) continue;
        for (const r of ran)
            if (r !== first && r.known && alike(first, r)) keep(first, lines(r.known));
        let { known } = first;
        for (const { test } of ran) {
            if (!known || test.exercise !== first.test.exercise) continue;
            const exports = again(test, (e) => {
                put(e, e.runner_known(), known);
                put(e, e.runner_known_of(), first.of);
                e.runner_survey();
            });
            known = string(exports, exports.runner_known());
        }
        const kept = lines(known);
        for (const r of ran) if (r.known && alike(first, r)) keep(r, kept);
    }
    for (const { result, known } of ran) {
        if (!result.known) continue;
        const names = lines(known).map((line) => line.split("\t")[0]);
        result.known = result.known.filter(({ mistake }) => names.includes(mistake));
        if (result.known.length === 0) delete result.known;
    }
}

// chapter: {tests (a module), mistakes (bytes)}; codes: [student's, known] as transport.js has
// them;
// options: {exercise, seed, standIn, onTest}.
export function runTests(chapter, codes, options = {}) {
    const { exercise, seed = "1", standIn, onTest } = options;
    const printed = [],
        results = [];
    const environment = [`SB_SEED=${seed}`, `SB_MISTAKE_LIST=${LIST}`, "SB_LATE_DEADLINE=1"];
    if (standIn) environment.push(`SB_STAND_IN=${standIn}`);
    const { exports: list } = instantiate(chapter, codes, environment, () => {});
    const tests = [];
    for (let i = 0; i < list.runner_count(); i++)
        tests.push({
            i,
            line: list.runner_line(i),
            exercise: string(list, list.runner_exercise(i)),
        });
    const late = new Set();
    const run = (test, prepare, collect) => {
        const now = late.has(test.exercise) ? [...environment, "SB_WAS_LATE=1"] : environment;
        const { exports, errors } = instantiate(chapter, codes, now, collect);
        let broken = 0;
        prepare(exports);
        try {
            exports.runner_run(test.i);
        } catch (error) {
            broken = error instanceof Ended ? 0 : 1;
            if (broken) errors.push(String(error.stack || error));
        }
        return { exports, errors, broken };
    };
    const ran = [];
    for (const test of tests.sort((a, b) => a.line - b.line)) {
        if (exercise && test.exercise !== exercise) continue;
        const { exports, errors, broken } = run(
            test,
            () => {},
            (text) => printed.push(text),
        );
        const known = string(exports, exports.runner_known()); // runner_result takes it apart
        const of = string(exports, exports.runner_known_of());
        const result = JSON.parse(string(exports, exports.runner_result(broken)));
        delete result.replay; // there is no debugger here
        if (errors.length > 0) result.judge = errors.join("\n");
        if (exports.runner_exhausted()) late.add(test.exercise);
        results.push(result);
        ran.push({ test, result, known, of });
        if (onTest) onTest(result);
    }
    survey(ran, (test, prepare) => run(test, prepare, () => {}).exports);
    return { results, printed: printed.join("") };
}
