// worker.js: the thread that compiles and judges, so that the page stays alive. The page ends it
// when it takes too long (checker.js).
//   in:  {id, chapter, text, exercise}, or {id, chapter, warm: true} to fetch what a check needs
//   out: {id, fetched, total} while the compiler comes; {id, step}; {id, answer}, then
//        {id, widgets}; {id, ready}; {id, error}
import { AWK, Compiler, Tools } from "../judge/compile.js";
import { makeReport } from "../judge/report.js";
import { runTests } from "../judge/runner.js";
import { course } from "../judge/course.js";
import { fetchPacked, fetchUnpacked, fetchText, fetchBytes, fetchModule } from "./fetch.js";

const judge = (path) => new URL("../judge/" + path, import.meta.url).href;
const base64 = (bytes) => {
    let text = "";
    for (let i = 0; i < bytes.length; i += 32768)
        text += String.fromCharCode(...bytes.subarray(i, i + 32768));
    return btoa(text);
};

// ---- fetched once ----

async function loadTools(progress) {
    const at = new URL("../compiler/", import.meta.url).href;
    const plain = globalThis.fetch;
    const sizes = {};
    // The package fetches its files beside itself; here the large ones are packed.
    globalThis.fetch = (url, options) =>
        /\/compiler\/(llvm\.core\.wasm|llvm-resources\.tar)$/.test(String(url))
            ? fetchPacked(`${url}.gz`, course.compiler.id, (bytes) => {
                  sizes[url] = bytes;
                  progress(
                      Object.values(sizes).reduce((a, b) => a + b, 0),
                      course.compiler.bytes,
                  );
              })
            : plain(url, options);
    try {
        const clang = await import(at + "bundle.js");
        await clang.runLLVM(null, {}, { fetchProgress() {} });
        return new Tools(clang);
    } finally {
        globalThis.fetch = plain;
    }
}

async function headers() {
    const tree = {};
    for (const part of (await fetchText(judge("headers.txt"))).split("\f").slice(1)) {
        const end = part.indexOf("\n"),
            names = part.slice(0, end).split("/"),
            last = names.pop();
        let at = tree;
        for (const name of names) at = at[name] ??= {};
        at[last] = part.slice(end + 1);
    }
    return tree;
}

const objects = async (folder, names) =>
    Object.fromEntries(
        await Promise.all(
            names.map(async (name) => [name, await fetchBytes(judge(`${folder}/${name}`))]),
        ),
    );

let shared; // the compiler and what all chapters have in common
function common(progress) {
    shared ??= (async () => {
        const names = ["chapters.tsv", "exercises.tsv", "functions.tsv", "points.tsv"];
        const program = async (files) =>
            (await Promise.all(files.map((f) => fetchText(judge("kit/" + f))))).join("\n");
        const [tools, tree, texts, kit, widgets, report, messages, slips] = await Promise.all([
            loadTools(progress),
            headers(),
            Promise.all(names.map((n) => fetchText(judge("kit/" + n)))),
            objects("kit", course.kit),
            objects("kit/widgets", course.widgets),
            fetchModule(judge("kit/report.wasm")),
            program(AWK.messages),
            program(AWK.slips),
        ]);
        const [chapters, exercises, functions, points] = texts;
        return {
            compiler: new Compiler(tools, { headers: tree, messages, slips, functions, exercises }),
            kit,
            widgets,
            report,
            tables: {
                "chapters.tsv": chapters,
                "exercises.tsv": exercises,
                "functions.tsv": functions,
                "points.tsv": points,
            },
        };
    })();
    shared.catch(() => {
        shared = null;
    }); // the network may be back the next time
    return shared;
}

const chapters = {};
function ofChapter(directory) {
    chapters[directory] ??= (async () => {
        const c = course.chapters.find((one) => one.directory === directory);
        const [tests, known, functions, mistakes, stub, own, learn] = await Promise.all([
            fetchModule(judge(`${directory}/tests.wasm`)),
            fetchModule(judge(`${directory}/known.wasm`)),
            fetchBytes(judge(`${directory}/student.o`)),
            fetchUnpacked(judge(`${directory}/mistakes.gz`)),
            fetchBytes(judge(`${directory}/widgets/${directory}_stub.o`)),
            objects(`${directory}/widgets`, c.widgets),
            c.learner ? objects("kit/learn", course.learn) : {},
        ]);
        return {
            c,
            tests,
            known: { module: known, source: "" },
            functions,
            mistakes,
            stub,
            own,
            learn,
        };
    })();
    chapters[directory].catch(() => {
        delete chapters[directory];
    });
    return chapters[directory];
}

// ---- one check ----

// The chapter's module for the widgets of the page, or null.
function forWidgets(compiler, object, { c, stub, own }, widgets) {
    const linked = compiler.link(object, { ...widgets, "stub.o": stub, ...own }, [
        ...c.exercises.flatMap((e) => e.functions).map((f) => `--export=${f}`),
        ...course.calls.map((f) => `--export-if-defined=${f}`),
        "--allow-undefined",
        "--strip-all",
    ]);
    return linked.bytes && base64(linked.bytes);
}

// What the compiler said, for the editor: [{line, column, severity, text}].
function marks(log, source) {
    const found = [];
    for (const line of log.split("\n")) {
        const match = line.match(/^([^:]+):(\d+):(\d+): (?:fatal )?(error|warning): (.*)$/);
        if (match && match[1] === source)
            found.push({ line: +match[2], column: +match[3], severity: match[4], text: match[5] });
    }
    return found;
}

// The functions that did not compile, with the text that a widget shows for them.
function problems(report, c) {
    const found = {};
    for (const line of report) {
        const [what, section, text] = line.split("\t");
        for (const e of what === "error" ? c.exercises : [])
            if (section === "-" || section === e.number)
                for (const f of e.functions) found[f] = text;
    }
    return found;
}

const prepared = (id, chapter) =>
    Promise.all([
        common((fetched, total) => postMessage({ id, fetched, total })),
        ofChapter(chapter),
    ]);

async function check({ id, chapter, text, exercise = "" }) {
    const times = {},
        begun = performance.now();
    let before = begun;
    const step = (name) => {
        times[name] = Math.round(performance.now() - before);
        before = performance.now();
    };
    const [all, own] = await prepared(id, chapter);
    step("loaded");
    postMessage({ id, step: "compiling" });
    const { c } = own,
        source = `chapters/${chapter}/${c.topic}.c`;
    const kit = { ...all.kit, "functions.o": own.functions, ...own.learn };
    const made = all.compiler.code(source, text, kit);
    step("compiled");
    postMessage({ id, step: "judging" });
    const { results, printed } = runTests(own, [made.code, own.known], {
        onTest: (result) => postMessage({ id, step: "judging", test: result.property }),
    });
    step("judged");
    const report = makeReport(
        all.report,
        all.tables,
        [{ directory: chapter, topic: c.topic, text, results, report: made.report }],
        { only: exercise },
    );
    step("reported");
    const answer = {
        report: report.json,
        text: report.text,
        printed,
        marks: marks(made.log, source),
        source,
        problems: problems(made.report, c),
        times,
    };
    for (const result of results) if (result.judge) console.error("the judge:", result.judge);
    postMessage({ id, answer });
    postMessage({ id, widgets: forWidgets(all.compiler, made.object, own, all.widgets) });
}

addEventListener("message", ({ data }) => {
    const work = data.warm
        ? prepared(data.id, data.chapter).then(() => postMessage({ id: data.id, ready: true }))
        : check(data);
    work.catch((error) => {
        console.error(error);
        postMessage({ id: data.id, error: String((error && error.message) || error) });
    });
});
