// compile.js: compiles a student's file to a module that can be judged, as compile.sh and
// build_so.sh do: the same flags, the same report, and a bad function costs only itself.
import { asBytes, asText, awk } from "./awk.js";

const decoder = new TextDecoder();

// make's STUDENT_FLAGS and JUDGED_FLAGS, with what guard.c and undefined.c need.
const FLAGS = [
    "-std=c11",
    "-ffp-contract=off",
    "-D_POSIX_C_SOURCE=200809L",
    "-D_WASI_EMULATED_SIGNAL",
    "-Wall",
    "-Wextra",
    "-O1",
    "-g1",
    "-Werror=implicit-function-declaration",
    "-Werror=unicode-whitespace",
    "-ftrivial-auto-var-init=pattern",
    "-mno-bulk-memory",
    "-fno-builtin-memcpy",
    "-fno-builtin-memmove",
    "-fno-builtin-memset",
    "-fno-builtin-malloc",
    "-fno-builtin-calloc",
    "-fno-builtin-realloc",
    "-fno-builtin-free",
    "-fsanitize=undefined",
    "-fno-sanitize=pointer-overflow,object-size,null,alignment,float-cast-overflow",
    "-mno-nontrapping-fptoint",
    "-fno-sanitize-recover=all",
    "-fno-delete-null-pointer-checks",
    "-fsanitize-coverage=edge,trace-loads,trace-stores,trace-pc,no-prune",
    "-Ilib",
    "-iquote",
    "grader",
    "-iquote",
    ".",
];
const WRAPPED = [
    "malloc",
    "calloc",
    "realloc",
    "free",
    "aligned_alloc",
    "posix_memalign",
    "memcpy",
    "memmove",
    "memset",
];
const JUDGED = [
    "--allow-undefined",
    "--stack-first",
    "-z",
    "stack-size=8388608",
    ...WRAPPED.map((f) => `--wrap=${f}`),
];

// The tools: clang and its linker, as one WebAssembly module (@yowasp/clang).
export class Tools {
    constructor(clang) {
        // the package's exports, its files loaded already
        this.clang = clang;
        this.commands = new Map();
    }

    // Runs one tool; {status, files, said}.
    run(command, files) {
        let said = "";
        const hear = (bytes) => {
            if (bytes) said += decoder.decode(bytes);
        };
        try {
            const made = this.clang.runLLVM(command, files, {
                stdout: hear,
                stderr: hear,
                synchronously: true,
            });
            return { status: 0, files: made, said };
        } catch (error) {
            if (!(error instanceof this.clang.Exit)) throw error;
            return { status: error.code, files: error.files, said };
        }
    }

    // The commands that clang's driver would run; asked once, because asking takes as long as
    // compiling.
    command(args, files) {
        const key = args.join(" ");
        if (!this.commands.has(key)) {
            const { said } = this.run(["clang", "-###", ...args], files);
            const line =
                said
                    .split("\n")
                    .filter((l) => l.startsWith(' "'))
                    .pop() || "";
            const words = Array.from(
                line.matchAll(/ (?:([^ "]+)|"((?:[^"\\]|\\.)*)")/g),
                (m) => m[1] ?? m[2].replace(/\\(.)/g, "$1"),
            );
            if (words[0] === "") words.shift();
            this.commands.set(key, words);
        }
        return this.commands.get(key);
    }
}

// One file in a tree of files, {chapters: {NN_topic: {…}}}.
function withFile(tree, path, contents) {
    const [first, ...rest] = path.split("/");
    return {
        ...tree,
        [first]: rest.length ? withFile(tree[first] || {}, rest.join("/"), contents) : contents,
    };
}

function fileAt(tree, path) {
    return path.split("/").reduce((at, name) => at && at[name], tree);
}

export class Compiler {
    // parts: {headers (a tree), messages, slips (awk programs), functions, exercises (.tsv)}
    constructor(tools, parts) {
        this.tools = tools;
        this.parts = parts;
    }

    // What stands above the first mark, and the sections named.
    static cut(text, source, wanted, all) {
        const out = [];
        let part = "",
            keep = true,
            fresh = true;
        text.split("\n").forEach((line, i) => {
            const mark = line.match(/^\/\* ---- (E[0-9.]+) /);
            if (mark && all.includes(mark[1])) {
                part = mark[1];
                keep = wanted.includes(part);
                fresh = true;
            }
            if (part === "" || keep) {
                if (fresh) out.push(`#line ${i + 1} "${source}"`);
                fresh = false;
                out.push(line);
            }
        });
        return out.join("\n");
    }

    object(source, text) {
        const directory = source.replace(/\/[^/]*$/, "");
        // The compiler's files know no "..": a header of another chapter is named from the top.
        const named = text.replace(
            /^([ \t]*#[ \t]*include[ \t]*")\.\.\/(?=\d\d_\w+\/)/gm,
            "$1chapters/",
        );
        const files = withFile(this.parts.headers, source, named);
        const command = this.tools.command(
            [...FLAGS, "-iquote", directory, "-c", source, "-o", "student.o"],
            files,
        );
        const { status, files: made, said } = this.tools.run(command, files);
        return { object: status === 0 ? made["student.o"] : null, said };
    }

    // The compiler's words as lines of a report: WHAT <tab> SECTION <tab> TEXT <tab> FIX.
    told(source, text, said, what) {
        if (!said) return [];
        return this.awk(
            this.parts.messages,
            [
                { name: source, text },
                { name: "log", text: said },
            ],
            { variables: { source, what } },
        );
    }

    slips(source, text) {
        const directory = source.split("/").slice(-2)[0];
        return this.awk(
            this.parts.slips,
            [
                { name: "functions.tsv", text: this.parts.functions },
                { name: source, text },
            ],
            { separator: "\t", variables: { directory } },
        );
    }

    awk(program, files, options) {
        const bytes = files.map(({ name, text }) => ({ name, text: asBytes(text) }));
        return awk(program, bytes, options).map(asText);
    }

    sections(source) {
        const directory = source.split("/").slice(-2)[0];
        return this.parts.exercises
            .split("\n")
            .map((l) => l.split("\t"))
            .filter((f) => f[2] === directory)
            .map((f) => f[0]);
    }

    // {object or null, report (lines), log}
    file(source, text) {
        const report = this.slips(source, text);
        const whole = this.object(source, text);
        if (whole.object)
            return {
                object: whole.object,
                report: [...report, ...this.told(source, text, whole.said, "warning")],
                log: whole.said,
            };

        const all = this.sections(source),
            problems = [];
        let kept = [],
            best = null;
        if (this.object(source, Compiler.cut(text, source, [], all)).object)
            for (const section of all) {
                if (!text.split("\n").some((l) => l.startsWith(`/* ---- ${section} `))) continue;
                const part = this.object(
                    source,
                    Compiler.cut(text, source, [...kept, section], all),
                );
                if (part.object) {
                    kept = [...kept, section];
                    best = part;
                } else {
                    const why = this.told(source, text, part.said, "error").join("");
                    problems.push(`error\t${section}\t${why}`);
                }
            }
        if (problems.length === 0 || kept.length === 0)
            problems.push(`error\t-\t${this.told(source, text, whole.said, "error").join("")}`);
        const warnings = best ? this.told(source, text, best.said, "warning") : [];
        return {
            object: best && best.object,
            report: [...report, ...problems, ...warnings],
            log: whole.said,
        };
    }

    // The module to judge: the object, or none, with the judged side of a call.
    // kit: {name: bytes} of the objects that every such module has.
    // options: of the linker, those of the judge if none are given.
    link(object, kit, options = JUDGED) {
        const objects = object ? { "student.o": object, ...kit } : kit;
        const driver = this.tools.command(["-mexec-model=reactor", "x.o", "-o", "student.wasm"], {
            "x.o": "",
        });
        const command = driver.flatMap((word) => (word === "x.o" ? Object.keys(objects) : [word]));
        const { status, files, said } = this.tools.run([...command, ...options], objects);
        return { bytes: status === 0 ? files["student.wasm"] : null, said };
    }

    // Lines of the source for addresses in the module's code.
    addr2line(bytes, addresses) {
        return this.tools
            .run(["addr2line", "-e", "student.wasm", ...addresses], { "student.wasm": bytes })
            .said.split("\n");
    }

    // Everything that transport.js needs of a student's file.
    code(source, text, kit) {
        const made = this.file(source, text);
        let linked = this.link(made.object, kit);
        if (!linked.bytes) {
            made.report.push(
                `error\t-\tthe linker refuses it: ${linked.said.split("\n")[0].slice(0, 400)}\t`,
            );
            linked = this.link(null, kit);
        }
        const bytes = linked.bytes;
        return {
            ...made,
            code: {
                source,
                bytes,
                module: new WebAssembly.Module(bytes),
                addr2line: (addresses) => this.addr2line(bytes, addresses),
            },
        };
    }
}

// The judge's awk programs, as compile.sh runs them: each of several files.
export const AWK = {
    messages: ["c_text.awk", "source_errors.awk", "compiler_messages.awk"],
    slips: ["c_text.awk", "slips.awk"],
};
