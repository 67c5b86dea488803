// report.js: prints what make check prints, with the same program: grader/report as WebAssembly.
import {
    WASI,
    File,
    Directory,
    OpenFile,
    PreopenDirectory,
    ConsoleStdout,
} from "./vendor/wasi/wasi.js";

const encoder = new TextEncoder(),
    decoder = new TextDecoder();

// {path: text or bytes} as folders of WASI.
function folder(files) {
    const root = new Map();
    for (const [path, contents] of Object.entries(files)) {
        const names = path.split("/"),
            last = names.pop();
        let at = root;
        for (const name of names) {
            if (!at.has(name)) at.set(name, new Directory(new Map()));
            at = at.get(name).contents;
        }
        at.set(last, new File(typeof contents === "string" ? encoder.encode(contents) : contents));
    }
    return root;
}

// Where each function of the chapter begins, for "topic.c line 12".
function lines(text, functions) {
    const found = [];
    text.split("\n").forEach((line, i) => {
        for (const name of functions)
            if (new RegExp(`^[a-z][\\w *]*[ *]${name} *\\(`).test(line) && !line.includes(";"))
                found.push(`${name} ${i + 1}`);
    });
    return found.join("\n") + "\n";
}

// module: report.wasm; tables: {name: text}; chapters: [{directory, topic, source, text, results,
// report}], those judged; only: an exercise, or "". Returns {text, json, status}.
export function makeReport(module, tables, chapters, { only = "", seed = "1" } = {}) {
    const files = {};
    for (const [name, text] of Object.entries(tables)) files[`tables/${name}`] = text;
    const names = tables["functions.tsv"].split("\n").map((l) => l.split("\t"));
    for (const c of chapters) {
        const at = `build/judge/${c.directory}/chapters`;
        files[`chapters/${c.directory}/${c.topic}.c`] = c.text;
        files[`${at}/results.json`] = JSON.stringify(c.results);
        files[`${at}/${c.topic}.report`] = c.report.map((l) => l + "\n").join("");
        files[`${at}/lines`] = lines(
            c.text,
            names.filter((f) => f[2] === c.directory).map((f) => f[0]),
        );
    }
    files["build/judge/x"] = "";
    const root = folder(files),
        out = [];
    const hear = () => ConsoleStdout.lineBuffered((line) => out.push(line));
    const args = [
        "report",
        "--build",
        "build",
        "--src",
        "chapters",
        "--seed",
        seed,
        "--only",
        only,
        "--tables",
        "tables",
        ...chapters.map((c) => c.directory),
    ];
    const wasi = new WASI(
        args,
        ["LC_ALL=C.UTF-8", "NO_COLOR=1"],
        [new OpenFile(new File([])), hear(), hear(), new PreopenDirectory(".", root)],
        { debug: false },
    );
    const status = wasi.start(
        new WebAssembly.Instance(module, { wasi_snapshot_preview1: wasi.wasiImport }),
    );
    const json = root.get("build").contents.get("judge").contents.get("report.json");
    return {
        status,
        text: out.join("\n"),
        json: json ? JSON.parse(decoder.decode(json.data)) : null,
    };
}
