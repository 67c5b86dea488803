// transport.js: calls from the instance with the tests to the instances with judged code, which
// have memories of their own. Only the values of a call go from one to the other.
// transport.c is its caller, worker.c what it calls; wire.h has the numbers of the ends.
import { placeOf } from "./place.js";

const NO_SYSTEM = 52; // ENOSYS: judged code has no files
const RETURNED = 0,
    LATE = 1,
    FAULT = 2,
    EXITED = 3,
    MEMORY = 5;
const [TRAP, DIVISION, NOWHERE, STACK, NULL, EXIT, FLOOD] = [0, 1, 2, 3, 4, 5, 6]; // guard_tell

// Thrown through the judged code to end a call.
class Left extends Error {
    constructor(end) {
        super(`left with ${end}`);
        this.end = end;
    }
}

// What an engine's own exception means; each has words of its own.
function meaning(error) {
    const text = String(error && error.message);
    if (!(error instanceof WebAssembly.RuntimeError)) return STACK; // too much recursion
    if (/divi/i.test(text) || /unrepresentable/i.test(text)) return DIVISION;
    if (/unreachable/i.test(text)) return TRAP;
    if (/table|null|signature|indirect/i.test(text)) return NULL;
    if (/stack|recursion/i.test(text)) return STACK;
    return NOWHERE;
}

const text = (bytes) => new TextDecoder().decode(bytes);

function bytesAt(memory, at) {
    // of a C string
    const all = new Uint8Array(memory.buffer);
    return all.subarray(at, all.indexOf(0, at));
}

// One instance of judged code.
class Judged {
    constructor(code) {
        // {module, bytes, source, addr2line}
        this.code = code;
        this.seconds = 0;
        this.number = 0;
        this.printed = new Uint8Array(4096);
        this.length = 0; // of what is printed
        this.until = Infinity;
        this.instance = new WebAssembly.Instance(code.module, this.imports());
        this.exports = this.instance.exports;
        this.exports._initialize();
        this.top = this.exports.guard_stack();
    }

    imports() {
        const missing = {};
        for (const { module, name } of WebAssembly.Module.imports(this.code.module))
            if (module === "env") missing[name] = () => this.missing(name);
        return {
            env: missing,
            worker: {
                leave: (end) => {
                    throw new Left(end);
                },
                tick: () => {
                    if (performance.now() > this.until) throw new Left(LATE);
                },
            },
            wasi_snapshot_preview1: new Proxy(
                {},
                { get: (_, name) => (this[name] ? this[name].bind(this) : () => NO_SYSTEM) },
            ),
        };
    }

    // A function that no file defines was called.
    missing(name) {
        const { memory, worker_missing_name: at, worker_missing } = this.exports;
        const bytes = new TextEncoder().encode(name.slice(0, 60) + "\0");
        new Uint8Array(memory.buffer).set(bytes, at());
        worker_missing();
    }

    // ---- the few things of the system that judged code may ask for ----

    fd_write(fd, list, count, written) {
        const memory = new DataView(this.exports.memory.buffer);
        let total = 0;
        for (let i = 0; i < count; i++) {
            const at = memory.getUint32(list + 8 * i, true),
                n = memory.getUint32(list + 8 * i + 4, true);
            if (fd === 1 || fd === 2) this.print(new Uint8Array(memory.buffer, at, n));
            total += n;
        }
        memory.setUint32(written, total, true);
        return 0;
    }

    fd_fdstat_get() {
        return 8;
    } // it is not a file
    fd_close() {
        return 0;
    }
    environ_sizes_get(count, size) {
        const memory = new DataView(this.exports.memory.buffer);
        memory.setUint32(count, 0, true);
        memory.setUint32(size, 0, true);
        return 0;
    }
    environ_get() {
        return 0;
    }
    clock_time_get(clock, precision, at) {
        const now = BigInt(Math.round(performance.now() * 1e6));
        new DataView(this.exports.memory.buffer).setBigUint64(at, now, true);
        return 0;
    }
    proc_exit(status) {
        this.exports.guard_tell(EXIT, status);
        throw new Left(EXITED);
    }

    print(bytes) {
        if (this.length + bytes.length > this.exports.worker_print_limit()) {
            this.flooded = true;
            this.exports.guard_tell(FLOOD, 0);
            throw new Left(FAULT);
        }
        if (this.length + bytes.length > this.printed.length) {
            const larger = new Uint8Array(2 * (this.length + bytes.length));
            larger.set(this.printed.subarray(0, this.length));
            this.printed = larger;
        }
        this.printed.set(bytes, this.length);
        this.length += bytes.length;
    }

    // ---- a call ----

    layOut(call) {
        new Uint8Array(this.exports.memory.buffer).set(call, this.exports.worker_call());
        const there = this.exports.worker_lay_out();
        this.arrays = []; // where they are, before judged code runs
        for (let i = 0; i < 16; i++) this.arrays.push(this.exports.worker_array(i));
        return there;
    }

    run(seconds) {
        const begun = performance.now(),
            before = this.exports.heap_bytes();
        this.error = null;
        this.until = begun + 1000 * Math.max(0, seconds);
        this.unwind();
        let end = RETURNED;
        try {
            this.exports.worker_run();
        } catch (error) {
            this.error = error;
            end = error instanceof Left ? error.end : FAULT;
        }
        this.until = Infinity;
        const left = this.exports.guard_stack() >>> 0; // below the stack's end, it is a huge number
        this.unwind();
        this.seconds += (performance.now() - begun) / 1000;
        // A first call may keep memory, the repetition, whose number is even, may not.
        const grown = this.exports.heap_bytes() - before;
        if (end === RETURNED && !this.error && ++this.number % 2 === 0 && grown > 0)
            end = this.leaked(grown);
        else if (end === FAULT && !(this.error instanceof Left))
            this.exports.guard_tell(left > this.top ? STACK : meaning(this.error), 0);
        this.end = end;
        return end;
    }

    // An exception leaves the stack pointer where it was.
    unwind() {
        this.exports.guard_unwind(this.top);
    }

    leaked(bytes) {
        try {
            this.exports.heap_leak(bytes);
        } catch (left) {
            return left.end;
        }
    }

    words() {
        return text(bytesAt(this.exports.memory, this.exports.guard_words()));
    }

    place() {
        // The judge's words about these have no place, here as natively.
        if (this.end === EXITED || this.flooded) return "";
        if (/^\S+ line \d+: /.test(this.words()) && this.error.end !== LATE) return "";
        return this.error ? placeOf(this.error, this.code) : "";
    }
}

// The imports of a chapter's tests. codes: [student's, known]; self: {exports} of the tests;
// collect(text): what judged code prints; Ended: what test_end throws.
export class Ended extends Error {}

export function judgeImports(codes, self, collect) {
    const sides = [];
    const at = (from, size) => new Uint8Array(self.exports.memory.buffer, from, size);
    const put = (bytes, to, size) => {
        if (size === 0) return;
        const most = Math.min(bytes.length, size - 1);
        at(to, size).set(bytes.subarray(0, most));
        at(to, size)[most] = 0;
    };
    const encode = (string) => new TextEncoder().encode(string);
    return {
        has: (code) => (codes[code] ? 1 : 0),
        start: (code) => {
            sides[code] = new Judged(codes[code]);
        },
        stop: (code) => {
            sides[code] = null;
        },
        lay_out: (code, call, size) => sides[code].layOut(at(call, size)),
        fill: (code, i, values, bytes) =>
            new Uint8Array(sides[code].exports.memory.buffer).set(
                at(values, bytes),
                sides[code].arrays[i],
            ),
        run: (code, seconds) => sides[code].run(seconds),
        answer: (code, to, size) =>
            at(to, size).set(
                new Uint8Array(
                    sides[code].exports.memory.buffer,
                    sides[code].exports.worker_call(),
                    size,
                ),
            ),
        fetch: (code, i, values, bytes) =>
            at(values, bytes).set(
                new Uint8Array(sides[code].exports.memory.buffer, sides[code].arrays[i], bytes),
            ),
        words: (code, to, size) => put(encode(sides[code].words()), to, size),
        place: (code, to, size) => put(encode(sides[code].place()), to, size),
        seconds: (code) => sides[code].seconds,
        printed: (code, from, to, size) => {
            const side = sides[code];
            put(side.printed.subarray(from, side.length), to, size);
            return side.length;
        },
        collect: (from, length) => collect(text(at(from, length))),
        end: () => {
            throw new Ended("the test has ended");
        },
    };
}
