// awk.js: runs the judge's awk programs (compiler_messages.awk, slips.awk) in a page, so that they
// exist only once. It implements the part of POSIX awk that they use; anything else is an error
// when the program is parsed. No getline, no redirection, no printf.

// ---- reading ----

const KEYWORDS = new Set([
    "BEGIN",
    "END",
    "function",
    "if",
    "else",
    "while",
    "for",
    "in",
    "next",
    "return",
    "print",
    "break",
    "continue",
    "delete",
]);
const TOKEN = new RegExp(
    "^(?:" +
        [
            /([ \t\r]|\\\n|#[^\n]*)+/,
            /(\n)/,
            /("(?:[^"\\\n]|\\.)*")/,
            /(\d+(?:\.\d*)?|\.\d+)/,
            /([A-Za-z_]\w*)/,
            /(&&|\|\||!~|[=!<>+\-*/%]=|\+\+|--|[{}()[\];,+\-*/%<>!?:~$=^|])/,
        ]
            .map((part) => part.source)
            .join("|") +
        ")",
);

function tokens(source) {
    const list = [];
    let at = 0;
    const operand = () => {
        // was the last token a value, so that / divides?
        const last = list[list.length - 1];
        return (
            last &&
            (last.kind === "name" ||
                last.kind === "number" ||
                last.kind === "string" ||
                last.text === ")" ||
                last.text === "]" ||
                last.text === "++" ||
                last.text === "--")
        );
    };
    while (at < source.length) {
        const rest = source.slice(at);
        if (rest[0] === "/" && !operand()) {
            const regex = rest.match(
                /^\/((?:[^\\/[\n]|\\.|\[\^?\]?(?:[^\]\\]|\\.|\[:\w+:\])*\])*)\//,
            );
            if (!regex) throw new Error(`awk: an open regular expression: ${rest.slice(0, 40)}`);
            list.push({ kind: "regex", text: regex[1] });
            at += regex[0].length;
            continue;
        }
        const match = rest.match(TOKEN);
        if (!match) throw new Error(`awk: what is ${rest.slice(0, 20)}?`);
        at += match[0].length;
        const [, , line, string, number, name, sign] = match;
        if (line) list.push({ kind: "line", text: "\n" });
        else if (string) list.push({ kind: "string", text: unescaped(string.slice(1, -1)) });
        else if (number) list.push({ kind: "number", text: number });
        else if (name)
            list.push({
                kind: KEYWORDS.has(name) ? "keyword" : "name",
                text: name,
                call: source[at] === "(",
            });
        else if (sign) list.push({ kind: "sign", text: sign });
    }
    list.push({ kind: "end", text: "" });
    return list;
}

function unescaped(text) {
    const letters = { n: "\n", t: "\t", r: "\r", '"': '"', "\\": "\\", "/": "/" };
    return text.replace(/\\([0-7]{1,3}|.)/g, (all, letter) =>
        /^[0-7]/.test(letter) ? String.fromCharCode(parseInt(letter, 8)) : (letters[letter] ?? all),
    );
}

// A POSIX expression in JavaScript's notation: a bracket begins with ] and knows no escapes there.
const compiled = new Map();
function regex(text) {
    if (!compiled.has(text)) {
        const source = text.replace(
            /\\.|\[(\^?)(\]?)((?:[^\]\\]|\\.|\[:\w+:\])*)\]/g,
            (all, not, bracket, inside) =>
                all[0] === "\\"
                    ? all
                    : `[${not}${bracket ? "\\]" : ""}${inside.replace(/\[/g, "\\[")}]`,
        );
        compiled.set(text, new RegExp(source, "s"));
    }
    return compiled.get(text);
}

// ---- parsing: each expression and statement becomes a function of the running program ----

class Parser {
    constructor(source) {
        this.list = tokens(source);
        this.at = 0;
        this.functions = {};
        this.rules = [];
        this.locals = new Map();
    }

    get token() {
        return this.list[this.at];
    }
    is(text) {
        return (
            this.token.text === text && this.token.kind !== "string" && this.token.kind !== "regex"
        );
    }
    take(text) {
        return this.is(text) ? this.list[this.at++] : null;
    }
    need(text) {
        if (!this.take(text)) {
            const near = this.list
                .slice(this.at, this.at + 6)
                .map((t) => t.text)
                .join(" ");
            throw new Error(`awk: ${text} is missing before ${near}`);
        }
    }
    lines() {
        while (this.is("\n") || this.is(";")) this.at++;
    }
    newlines() {
        while (this.is("\n")) this.at++;
    }

    program() {
        for (this.lines(); this.token.kind !== "end"; this.lines()) {
            if (this.take("function")) this.define();
            else if (this.take("BEGIN")) this.rules.push({ when: "BEGIN", body: this.block() });
            else if (this.take("END")) this.rules.push({ when: "END", body: this.block() });
            else {
                const test = this.is("{") ? () => 1 : this.expression();
                this.rules.push({
                    when: "line",
                    test,
                    body: this.is("{") ? this.block() : (run) => run.print(run.line),
                });
            }
        }
        return { rules: this.rules, functions: this.functions };
    }

    define() {
        const name = this.list[this.at++].text,
            names = [];
        this.need("(");
        while (!this.take(")")) {
            names.push(this.list[this.at++].text);
            this.take(",");
        }
        this.locals = new Map(names.map((n, i) => [n, i]));
        const f = (this.functions[name] = { names });
        f.body = this.block();
        this.locals = new Map();
    }

    block() {
        this.newlines();
        this.need("{");
        const list = [];
        for (this.lines(); !this.take("}"); this.lines()) list.push(this.statement());
        return (run) => {
            for (const one of list) one(run);
        };
    }

    statement() {
        this.newlines();
        if (this.is("{")) return this.block();
        if (this.take("if")) return this.branch();
        if (this.take("while")) {
            this.need("(");
            const test = this.expression();
            this.need(")");
            const body = this.statement();
            return (run) => {
                while (truth(test(run))) if (once(body, run)) break;
            };
        }
        if (this.take("break"))
            return () => {
                throw BREAK;
            };
        if (this.take("continue"))
            return () => {
                throw CONTINUE;
            };
        if (this.take("for")) return this.loop();
        if (this.take("next"))
            return () => {
                throw NEXT;
            };
        if (this.take("return")) {
            const value = this.ends() ? () => "" : this.expression();
            return (run) => {
                throw new Return(value(run));
            };
        }
        if (this.take("print")) {
            const value = this.ends() ? (run) => run.line : this.expression();
            return (run) => run.print(string(value(run)));
        }
        if (this.take(";")) return () => {};
        return this.expression();
    }

    ends() {
        return this.is("\n") || this.is(";") || this.is("}");
    }

    branch() {
        this.need("(");
        const test = this.expression();
        this.need(")");
        const yes = this.statement(),
            before = this.at;
        this.lines();
        if (!this.take("else")) {
            this.at = before;
            return (run) => {
                if (truth(test(run))) yes(run);
            };
        }
        const no = this.statement();
        return (run) => {
            if (truth(test(run))) yes(run);
            else no(run);
        };
    }

    loop() {
        this.need("(");
        if (this.list[this.at + 1].text === "in" && this.list[this.at + 3].text === ")") {
            const key = this.variable(this.list[this.at].text),
                array = this.variable(this.list[this.at + 2].text);
            this.at += 4;
            const body = this.statement();
            return (run) => {
                for (const k of [...array.array(run).keys()]) {
                    key.set(run, k);
                    if (once(body, run)) break;
                }
            };
        }
        const part = (end) => {
            const one = this.is(end) ? () => 1 : this.expression();
            this.need(end);
            return one;
        };
        const first = part(";"),
            test = part(";"),
            step = part(")"),
            body = this.statement();
        return (run) => {
            for (first(run); truth(test(run)); step(run)) if (once(body, run)) break;
        };
    }

    // ---- expressions, from the loosest to the tightest ----

    expression() {
        const value = this.choice();
        for (const sign of ["=", "+=", "-="])
            if (value.set && this.take(sign)) {
                const right = this.expression();
                if (sign === "=") return (run) => value.set(run, right(run));
                const by = sign === "+=" ? 1 : -1;
                return (run) => value.set(run, number(value(run)) + by * number(right(run)));
            }
        return value;
    }

    choice() {
        const test = this.or();
        if (!this.take("?")) return test;
        this.newlines();
        const yes = this.expression();
        this.newlines();
        this.need(":");
        this.newlines();
        const no = this.expression();
        return (run) => (truth(test(run)) ? yes(run) : no(run));
    }

    or() {
        let left = this.and();
        while (this.take("||")) {
            this.newlines();
            const a = left,
                b = this.and();
            left = (run) => (truth(a(run)) || truth(b(run)) ? 1 : 0);
        }
        return left;
    }

    and() {
        let left = this.inside();
        while (this.take("&&")) {
            this.newlines();
            const a = left,
                b = this.inside();
            left = (run) => (truth(a(run)) && truth(b(run)) ? 1 : 0);
        }
        return left;
    }

    inside() {
        let left = this.match();
        while (this.take("in")) {
            const key = left,
                array = this.variable(this.list[this.at++].text);
            left = (run) => (array.array(run).has(string(key(run))) ? 1 : 0);
        }
        return left;
    }

    match() {
        let left = this.compare();
        while (this.is("~") || this.is("!~")) {
            const not = this.list[this.at++].text === "!~";
            this.raw = true;
            const a = left,
                b = this.compare();
            left = (run) => (pattern(b, run).test(string(a(run))) !== not ? 1 : 0);
        }
        return left;
    }

    compare() {
        const left = this.concatenation();
        for (const sign of ["==", "!=", "<=", ">=", "<", ">"])
            if (this.take(sign)) {
                const right = this.concatenation();
                return (run) => (compare(left(run), right(run), sign) ? 1 : 0);
            }
        return left;
    }

    concatenation() {
        let left = this.sum();
        while (this.starts()) {
            const a = left,
                b = this.sum();
            left = (run) => string(a(run)) + string(b(run));
        }
        return left;
    }

    starts() {
        const { kind, text } = this.token;
        return (
            kind === "string" ||
            kind === "number" ||
            kind === "name" ||
            kind === "regex" ||
            (kind === "sign" && (text === "(" || text === "$" || text === "!"))
        );
    }

    sum() {
        let left = this.product();
        while (this.is("+") || this.is("-")) {
            const by = this.list[this.at++].text === "+" ? 1 : -1,
                a = left,
                b = this.product();
            left = (run) => number(a(run)) + by * number(b(run));
        }
        return left;
    }

    product() {
        let left = this.unary();
        while (this.is("*") || this.is("/") || this.is("%")) {
            const sign = this.list[this.at++].text,
                a = left,
                b = this.unary();
            left = (run) => {
                const x = number(a(run)),
                    y = number(b(run));
                return sign === "*" ? x * y : sign === "/" ? x / y : x % y;
            };
        }
        return left;
    }

    unary() {
        if (this.take("!")) {
            const value = this.unary();
            return (run) => (truth(value(run)) ? 0 : 1);
        }
        if (this.take("-")) {
            const value = this.unary();
            return (run) => -number(value(run));
        }
        for (const [sign, by] of [
            ["++", 1],
            ["--", -1],
        ])
            if (this.take(sign)) {
                const value = this.primary();
                return (run) => value.set(run, number(value(run)) + by);
            }
        const value = this.primary();
        for (const [sign, by] of [
            ["++", 1],
            ["--", -1],
        ])
            if (value.set && this.take(sign))
                return (run) => {
                    const was = number(value(run));
                    value.set(run, was + by);
                    return was;
                };
        return value;
    }

    primary() {
        const { kind, text, call } = this.token;
        this.at++;
        if (kind === "string") return () => text;
        if (kind === "number") return () => Number(text);
        if (kind === "regex")
            return Object.assign((run) => (regex(text).test(run.line) ? 1 : 0), {
                regex: regex(text),
            });
        if (text === "(") {
            const value = this.expression();
            this.need(")");
            return (run) => value(run);
        }
        if (text === "$") {
            const index = this.primary();
            return (run) => run.field(number(index(run)));
        }
        if (kind === "name" && (call || text === "length")) return this.call(text);
        if (kind === "name") return this.place(text);
        throw new Error(`awk: ${text} is not expected`);
    }

    // A variable, or an element of an array.
    place(name) {
        const variable = this.variable(name);
        if (!this.take("[")) return variable;
        const key = this.expression();
        this.need("]");
        const element = (run) => {
            const array = variable.array(run),
                k = string(key(run));
            if (!array.has(k)) array.set(k, "");
            return array.get(k);
        };
        element.set = (run, value) => {
            variable.array(run).set(string(key(run)), value);
            return value;
        };
        return element;
    }

    variable(name) {
        const local = this.locals.get(name);
        const values = (run) => (local === undefined ? run.globals : run.frame);
        const key = local === undefined ? name : local;
        const value = (run) => values(run)[key] ?? "";
        value.set = (run, x) => (values(run)[key] = x);
        value.array = (run) =>
            values(run)[key] instanceof Map ? values(run)[key] : (values(run)[key] = new Map());
        value.key = name;
        return value;
    }

    call(name) {
        const args = [];
        if (this.take("("))
            while (!this.take(")")) {
                args.push(this.expression());
                if (this.take(",")) this.newlines();
            }
        if (BUILT_IN[name]) return (run) => BUILT_IN[name](run, args);
        return (run) => run.call(this.functions[name], args);
    }
}

// Runs the body of a loop once; true: leave the loop.
function once(body, run) {
    try {
        body(run);
    } catch (thrown) {
        if (thrown !== BREAK && thrown !== CONTINUE) throw thrown;
        return thrown === BREAK;
    }
    return false;
}

// ---- values ----

const NEXT = new Error("next"),
    BREAK = new Error("break"),
    CONTINUE = new Error("continue");
class Return {
    constructor(value) {
        this.value = value;
    }
}

const string = (x) => (typeof x === "number" ? String(x) : String(x ?? ""));
const number = (x) => (typeof x === "number" ? x : parseFloat(x) || 0);
const looksNumeric = (x) =>
    typeof x === "number" || (x instanceof Field && /^\s*[-+]?(\d+\.?\d*|\.\d+)\s*$/.test(x));
const truth = (x) => (looksNumeric(x) ? number(x) !== 0 : string(x) !== "");
const pattern = (value, run) => value.regex || regex(string(value(run)));
class Field extends String {} // text from a file: a number if it looks like one

function compare(a, b, sign) {
    const numeric =
        (looksNumeric(a) || a === "") &&
        (looksNumeric(b) || b === "") &&
        !(a === "" && b === "") &&
        (typeof a === "number" || typeof b === "number" || (looksNumeric(a) && looksNumeric(b)));
    const [x, y] = numeric ? [number(a), number(b)] : [string(a), string(b)];
    return { "==": x === y, "!=": x !== y, "<": x < y, ">": x > y, "<=": x <= y, ">=": x >= y }[
        sign
    ];
}

function substitute(run, args, all) {
    const target = args[2] || Object.assign((r) => r.line, { set: (r, x) => (r.line = x) });
    let count = 0;
    const found = pattern(args[0], run),
        by = string(args[1](run));
    const put = (match) => {
        count++;
        return by.replace(/\\&|\\\\|&/g, (c) => (c === "&" ? match : c[1]));
    };
    const result = string(target(run)).replace(all ? new RegExp(found.source, "sg") : found, put);
    if (count > 0) target.set(run, result);
    return count;
}

const BUILT_IN = {
    length: (run, [x]) => string(x ? x(run) : run.line).length,
    index: (run, [x, y]) => string(x(run)).indexOf(string(y(run))) + 1,
    substr: (run, [x, from, length]) => {
        const start = Math.max(number(from(run)), 1) - 1;
        return string(x(run)).slice(
            start,
            length ? Math.max(start, number(from(run)) - 1 + number(length(run))) : undefined,
        );
    },
    match: (run, [x, expression]) => {
        const match = string(x(run)).match(pattern(expression, run));
        run.globals.RSTART = match ? match.index + 1 : 0;
        run.globals.RLENGTH = match ? match[0].length : -1;
        return run.globals.RSTART;
    },
    split: (run, [x, array, separator]) => {
        const text = string(x(run)),
            by = separator ? string(separator(run)) : " ",
            to = array.array(run);
        const parts =
            text === ""
                ? []
                : by === " "
                  ? text.trim().split(/\s+/)
                  : text.split(by.length > 1 ? regex(by) : by);
        to.clear();
        parts.forEach((part, i) => to.set(String(i + 1), part));
        return parts.length;
    },
    sub: (run, args) => substitute(run, args, false),
    gsub: (run, args) => substitute(run, args, true),
    sprintf: (run, [format, ...rest]) => {
        const values = rest.map((x) => x(run));
        return string(format(run)).replace(/%(0?)(\d*)([%cdsX])/g, (all, zero, width, kind) => {
            if (kind === "%") return "%";
            const value = values.shift();
            const text =
                kind === "c" && typeof value === "number"
                    ? String.fromCharCode(value & 255)
                    : kind === "c"
                      ? string(value)[0]
                      : kind === "d"
                        ? String(Math.trunc(number(value)))
                        : kind === "X"
                          ? number(value).toString(16).toUpperCase()
                          : string(value);
            return text.padStart(Number(width), zero || " ");
        });
    },
    tolower: (run, [x]) => string(x(run)).toLowerCase(),
    toupper: (run, [x]) => string(x(run)).toUpperCase(),
};

// ---- running ----

class Run {
    constructor(program, separator, variables) {
        this.program = program;
        this.separator = separator;
        this.globals = { ...variables };
        this.out = [];
        this.line = "";
    }

    print(text) {
        this.out.push(text);
    }

    field(i) {
        if (i === 0) return new Field(this.line);
        return this.fields[i - 1] === undefined ? "" : new Field(this.fields[i - 1]);
    }

    call(f, args) {
        // An array is passed by reference; a plain value by value.
        const frame = args.map((a) =>
            a.array && this.peek(a) instanceof Map ? this.peek(a) : a(this),
        );
        const was = this.frame;
        this.frame = frame;
        try {
            f.body(this);
            return "";
        } catch (thrown) {
            if (thrown instanceof Return) return thrown.value;
            throw thrown;
        } finally {
            this.frame = was;
        }
    }

    peek(variable) {
        return this.globals[variable.key];
    }

    read(line) {
        this.line = line;
        this.fields = this.separator
            ? line.split(this.separator)
            : line.trim()
              ? line.trim().split(/\s+/)
              : [];
        this.globals.NF = this.fields.length;
        for (const rule of this.program.rules)
            if (rule.when === "line" && truth(rule.test(this))) rule.body(this);
    }

    all(when) {
        for (const rule of this.program.rules) if (rule.when === when) rule.body(this);
    }
}

// Runs a program on files, [{name, text}]; returns the lines that it prints. As awk does under
// LC_ALL=C, it sees bytes: a character of a string is one of them (asBytes, asText).
export function awk(source, files, { separator = "", variables = {} } = {}) {
    const run = new Run(new Parser(source).program(), separator, variables);
    const argv = new Map([["0", "awk"], ...files.map((f, i) => [String(i + 1), f.name])]);
    Object.assign(run.globals, { ARGV: argv, ARGC: argv.size, NR: 0 });
    run.all("BEGIN");
    for (const { name, text } of files) {
        run.globals.FILENAME = name;
        run.globals.FNR = 0;
        const lines = text.split("\n");
        if (lines[lines.length - 1] === "") lines.pop();
        for (const line of lines) {
            run.globals.FNR++;
            run.globals.NR++;
            try {
                run.read(line);
            } catch (thrown) {
                if (thrown !== NEXT) throw thrown;
            }
        }
    }
    run.all("END");
    return run.out;
}

export const asBytes = (text) =>
    Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join("");

export const asText = (bytes) =>
    new TextDecoder().decode(Uint8Array.from(bytes, (letter) => letter.charCodeAt(0)));
