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
    for (const test of tests.sort((a, b) => a.line - b.line)) {
        if (exercise && test.exercise !== exercise) continue;
        const now = late.has(test.exercise) ? [...environment, "SB_WAS_LATE=1"] : environment;
        const { exports, errors } = instantiate(chapter, codes, now, (text) => printed.push(text));
        let broken = 0;
        try {
            exports.runner_run(test.i);
        } catch (error) {
            broken = error instanceof Ended ? 0 : 1;
            if (broken) errors.push(String(error.stack || error));
        }
        const result = JSON.parse(string(exports, exports.runner_result(broken)));
        delete result.replay; // there is no debugger here
        if (errors.length > 0) result.judge = errors.join("\n");
        if (exports.runner_exhausted()) late.add(test.exercise);
        results.push(result);
        if (onTest) onTest(result);
    }
    return { results, printed: printed.join("") };
}
