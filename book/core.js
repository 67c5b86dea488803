// core.js: data, the exercises' C as WebAssembly, and what widgets are made of.
// Every page loads it first, after the colours (palette.js); it works from file://, without a
// network.
"use strict";
const SB = { data: {}, wasm: {}, widgets: {}, theme: {} };

document.documentElement.classList.add("js");

// uPlot, which is loaded next, writes numbers in the browser's language and throws where that
// is not a language tag: WebKit says "C" under LANG=C.
try {
    Intl.getCanonicalLocales(navigator.language);
} catch {
    Object.defineProperty(navigator, "language", { value: "en" });
}

// ---- bytes -----------------------------------------------------------------

SB.bytes = function (base64) {
    const text = atob(base64), out = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) out[i] = text.charCodeAt(i);
    return out;
};

const unpacked = {};

const scripts = {};

// As a script element: a page opened as a file may not fetch.
function script(address) {
    scripts[address] ??= new Promise((done, failed) => {
        const element = document.createElement("script");
        element.onload = done;
        element.onerror = () => {
            delete scripts[address]; // the network may be back when it is asked for again
            failed(new Error("no file " + address));
        };
        element.src = address;
        document.head.append(element);
    });
    return scripts[address];
}
SB.script = script;

// A video whose values are differences from what their neighbours suggest (pack_video in pack.c).
function undo_differences(values, [frames, rows, cols]) {
    for (let i = 0; i < frames * rows * cols; i++) {
        const row = Math.floor(i / cols) % rows, col = i % cols;
        const left = col ? values[i - 1] : 0, above = row ? values[i - cols] : 0,
            corner = row && col ? values[i - cols - 1] : 0;
        const low = Math.min(left, above), high = Math.max(left, above);
        values[i] += corner >= high ? low : corner <= low ? high : left + above - corner;
    }
}

// data/FILE.js says SB.data.NAME = {shape: [...], type: "u8" or "f8", gzip: base64}; resolves to
// {shape, values}, a typed array.
SB.load = function (file, name = file) {
    unpacked[name] ??= (async () => {
        await script(`data/${file}.js`);
        const packed = SB.data[name];
        if (!packed) throw new Error(`no data called ${name} in ${file}.js`);
        const stream = new Blob([SB.bytes(packed.gzip)]).stream()
            .pipeThrough(new DecompressionStream("gzip"));
        const buffer = await new Response(stream).arrayBuffer();
        const values = packed.type === "f8" ? new Float64Array(buffer) : new Uint8Array(buffer);
        if (packed.differences) undo_differences(values, packed.shape);
        return { shape: packed.shape, values };
    })();
    unpacked[name].catch(() => { delete unpacked[name]; });
    return unpacked[name];
};

// ---- the exercises ---------------------------------------------------------

const modules = {}, references = {};

class Unfinished extends Error {}
SB.Unfinished = Unfinished;

// Where the pages run a student's code: the function went wrong.
class Stopped extends Error {}

SB.again = "run make play again"; // what readers do to see a change

// What to say about a function that is a stub, or was left out.
function undone(name) {
    const problem = Object.values(SB.play ?? {}).map((p) => p.problems[name]).find(Boolean);
    return problem ? `${name} ${problem}`
                   : `${name} is not done yet: write it, then ${SB.again}.`;
}

// The C of one chapter. Arrays go in and out as typed arrays: an argument that
// is {out: n} is room for n doubles, {outSizes: n} for n size_t, {inout: array} is
// written back, a number is passed as it is. call returns {value, out: [...]}.
class Module {
    constructor(instance) {
        this.exports = instance.exports;
        this.exports._initialize();
    }

    text(p) {
        const bytes = new Uint8Array(this.exports.memory.buffer, p);
        return new TextDecoder().decode(bytes.subarray(0, bytes.indexOf(0)));
    }

    call(name, ...args) {
        const e = this.exports, held = [], results = [];
        const place = (bytes) => { const p = e.kit_alloc(bytes); held.push(p); return p; };
        const passed = args.map((a) => {
            if (typeof a === "number") return a;
            if (a.out !== undefined) {
                const p = place(8 * a.out);
                results.push([p, a.out, Float64Array]);
                return p;
            }
            if (a.outSizes !== undefined) {
                const p = place(4 * a.outSizes);
                results.push([p, a.outSizes, Uint32Array]);
                return p;
            }
            const array = a.sizes ?? a.inout ?? a;
            const type = a.sizes ? Uint32Array : Float64Array;
            const p = place(type.BYTES_PER_ELEMENT * array.length);
            // A call may have moved the memory, so views are remade each time.
            new type(e.memory.buffer, p, array.length).set(array);
            if (a.inout) results.push([p, array.length, type]);
            return p;
        });
        try {
            e.kit_start?.();
            const value = e[name](...passed);
            const out = results.map(([p, n, type]) => new type(e.memory.buffer, p, n).slice());
            return { value, out };
        } catch (error) {
            const missing = e.kit_unfinished();
            if (missing) throw new Unfinished(undone(this.text(missing)));
            if (e.kit_endless?.()) throw new Stopped(
                `${name} does not come to an end. make check shows a call.`);
            if (e.kit_start) throw new Stopped(
                `${name} stopped: ${error.message}. make check shows where.`);
            throw error;
        } finally {
            for (const p of held) e.kit_free(p);
        }
    }
}

// System calls of the student's code: there is no system here, so they all fail.
const system = new Proxy({}, { get: (_, name) => () => {
    if (name === "proc_exit") throw new Error("exit was called");
    return 52; // ENOSYS
} });

// A function that is not defined anywhere, or the sanitizer's.
const nowhere = new Proxy({}, { get: (_, name) => () => {
    throw new Error(String(name).replace(/^__ubsan_handle_(.*)_abort$/, "undefined behaviour: $1"));
} });

const start = (base64) =>
    WebAssembly.instantiate(SB.bytes(base64), { wasi_snapshot_preview1: system, env: nowhere })
        .then(({ instance }) => new Module(instance));

SB.module = function (chapter) {
    modules[chapter] ??= start(SB.wasm[chapter]);
    return modules[chapter];
};

// From now on the chapter's widgets run another module; play: {reference, problems}.
SB.replace = function (chapter, base64, play) {
    delete modules[chapter];
    SB.wasm[chapter] = base64;
    (SB.play ??= {})[chapter] = play;
};

// The reference beside the student's own code on such pages; elsewhere null.
SB.reference = function (chapter) {
    if (!SB.play?.[chapter]) return Promise.resolve(null);
    references[chapter] ??= start(SB.play[chapter].reference);
    return references[chapter];
};

// ---- elements --------------------------------------------------------------

// h("p", {class: "say"}, "text", child)
SB.h = function (tag, attributes = {}, ...children) {
    const el = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes)) {
        if (key.startsWith("on")) el.addEventListener(key.slice(2), value);
        else if (value === true) el.setAttribute(key, "");
        else if (value !== false && value !== undefined) el.setAttribute(key, value);
    }
    el.append(...children);
    return el;
};

let slider_count = 0;

// A labelled range input with its value beside it. change(value) is called at
// most once a frame while dragging. Returns {el, input, value, set(v), show(v)}.
SB.slider = function ({ label, min, max, step = 1, value, format = String, change }) {
    const id = "slider-" + slider_count++;
    const input = SB.h("input", { type: "range", id, min, max, step, value });
    const output = SB.h("output", { for: id }, format(value));
    const el = SB.h("label", { for: id, class: "controls" }, SB.h("span", {}, label), input,
        output);
    let waiting = false;
    const self = { el, input, get value() { return Number(input.value); } };
    const run = () => { waiting = false; change(self.value); };
    const label_value = () => {
        output.textContent = format(self.value);
        input.setAttribute("aria-valuetext", output.textContent);
    };
    input.addEventListener("input", () => {
        label_value();
        if (!waiting) { waiting = true; requestAnimationFrame(run); }
    });
    input.setAttribute("aria-valuetext", output.textContent);
    self.show = (v) => { input.value = v; label_value(); }; // without a change
    self.set = (v) => { input.value = v; input.dispatchEvent(new Event("input")); };
    return self;
};

// A choice of a few: options = [[value, text], ...]. Returns {el, value}.
SB.choice = function ({ label, options, value, change }) {
    const name = "choice-" + slider_count++;
    const el = SB.h("fieldset", { class: "controls choice" }, SB.h("legend", {}, label));
    const self = { el, value };
    for (const [option, text] of options)
        el.append(SB.h("label", {}, SB.h("input", {
            type: "radio", name, value: option, checked: option === value,
            onchange: () => { self.value = option; change(option); },
        }), text));
    return self;
};

SB.say = (text = "") => SB.h("p", { class: "say", "aria-live": "polite" }, text);

// ---- plots (uPlot) ---------------------------------------------------------

// Those of figures, from lib/plot/palette.h, and one of the pages' own.
SB.colours = { grey: "#9a958a" };

// On dark paper lines are lighter.
const lighter = {};
for (const [name, [light, dark]] of Object.entries(PALETTE.lines)) {
    SB.colours[name] = light;
    lighter[light] = dark;
}
const media = matchMedia("(prefers-color-scheme: dark)");
const dark = { get matches() {
    const { theme } = document.documentElement.dataset; // the reader's own choice
    return theme ? theme === "dark" : media.matches;
} };
const line_colour = (colour) => () => (dark.matches ? lighter[colour] : undefined) ?? colour;

function ink(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

// series: [{label, colour, width, points, paths, fill}]; data: [x, y1, y2, ...].
// empty: the range of y while there is nothing to show; whole: x counts things.
// Returns the uPlot, with .update(data).
SB.plot = function (parent, { title, x, y, series, data, height = 220, yRange, xRange, logY, bars,
                              legend = true, empty = [0, 1], whole = false }) {
    const box = SB.h("div", { role: "img", "aria-label": title ?? y });
    parent.append(box);
    // On a logarithmic axis, only the lines of whole powers.
    const lines = (_, splits) => (logY ? splits.map((v) =>
        (Number.isInteger(Math.log10(v)) ? v : null)) : splits);
    const axis = (label, side) => ({
        label, stroke: () => ink("--soft"), labelSize: 22,
        // Space for the longest number.
        size: side ? (_, texts) => Math.max(38, ...(texts ?? []).map((s) =>
            12 + 7 * (s?.length ?? 0))) : 44,
        font: "12px sans-serif", labelFont: "12px sans-serif",
        grid: { stroke: () => ink("--line"), width: 1, filter: side ? lines : (_, splits) =>
            splits },
        ticks: { stroke: () => ink("--line"), size: 5, filter: side ? lines : (_, splits) =>
            splits },
    });
    const around = (_, lo, hi) => (lo === null ? empty : uPlot.rangeNum(lo, hi, 0.1, true));
    const width = () => Math.max(220, Math.floor(box.clientWidth || parent.clientWidth || 600));
    const plot = new uPlot({
        width: width(), height, title,
        cursor: { drag: { x: false, y: false }, points: { size: 6 } },
        legend: { show: legend && series.length > 1, live: false, isolate: false },
        scales: { x: { time: false, range: xRange }, y: {
            range: yRange ?? (logY ? undefined : around), distr: logY ? 3 : 1 } },
        axes: [{ ...axis(x, false), ...(whole ? { incrs: [1, 2, 5, 10, 20, 50, 100] } : {}) },
            axis(y, true)],
        series: [{}, ...series.map((s) => ({
            label: s.label, stroke: line_colour(s.colour), width: s.width ?? 2, fill: s.fill &&
                line_colour(s.fill),
            points: { show: s.points ?? false, size: 7, fill: () => ink("--card") },
                spanGaps: false,
            paths: s.stems ? uPlot.paths.bars({ size: [0.2, 3] })
                 : s.steps || bars ? uPlot.paths.stepped({ align: 1 }) : undefined,
        }))],
    }, data, box);
    new ResizeObserver(() => {
        if (Math.abs(plot.width - width()) > 2) plot.setSize({ width: width(), height });
    }).observe(box);
    media.addEventListener("change", () => plot.redraw());
    addEventListener("theme", () => plot.redraw());
    plot.update = (next) => plot.setData(next);
    return plot;
};

// ---- pictures --------------------------------------------------------------

function mix(table, t) {
    const at = Math.min(Math.max(t, 0), 1) * (table.length - 1),
        i = Math.min(Math.floor(at), table.length - 2);
    return table[i].map((c, k) => c + (table[i + 1][k] - c) * (at - i));
}

const maps = {
    grey: (t) => [255 * t, 255 * t, 255 * t],
    viridis: (t) => mix(PALETTE.viridis, t),
    diverging: (t) => mix(PALETTE.diverging, t),
};

const tables = {};

// A map's 256 colours, computed once: pictures follow the slider without delay.
function table(map) {
    return tables[map] ??= Uint8ClampedArray.from({ length: 768 }, (_, i) =>
        maps[map](Math.floor(i / 3) / 255)[i % 3]);
}

// A canvas of rows x cols pixels, shown `scale` times larger.
SB.picture = function (parent, { rows, cols, scale = 1, label }) {
    const canvas = SB.h("canvas", { class: "pixels", width: cols, height: rows, role: "img",
        "aria-label": label });
    canvas.style.width = cols * scale + "px";
    parent.append(canvas);
    const context = canvas.getContext("2d"), image = context.createImageData(cols, rows);
    return {
        canvas, context,
        // values[rows * cols] from lo to hi; map: grey, viridis, diverging
        draw(values, { lo = 0, hi = 255, map = "grey" } = {}) {
            const colours = table(map), scale = 255 / (hi - lo), data = image.data;
            for (let i = 0; i < rows * cols; i++) {
                const shade = 3 * Math.round(Math.min(Math.max((values[i] - lo) * scale, 0), 255) ||
                    0);
                data[4 * i] = colours[shade];
                data[4 * i + 1] = colours[shade + 1];
                data[4 * i + 2] = colours[shade + 2];
                data[4 * i + 3] = 255;
            }
            context.putImageData(image, 0, 0);
        },
        rgb(values) { // values[rows * cols * 3], 0..255
            for (let i = 0; i < rows * cols; i++)
                image.data.set([values[3 * i], values[3 * i + 1], values[3 * i + 2], 255], 4 * i);
            context.putImageData(image, 0, 0);
        },
    };
};

// ---- small helpers of several chapters ----------------------------------------

SB.range = (n) => Float64Array.from({ length: n }, (_, i) => i);

// n columns side by side, or one below the other on a narrow page.
SB.columns = function (el, n) {
    const row = el.appendChild(SB.h("div", { class: "row" }));
    return Array.from({ length: n }, () => row.appendChild(SB.h("div", { class: "grow" })));
};

// Counts of values in `bins` equal bins from lo to hi, as steps: [edges, counts].
// An empty bin counts `floor`, since a logarithmic axis has no zero.
SB.histogram = function (values, lo, hi, bins, floor = 0) {
    const counts = new Array(bins + 1).fill(0), width = (hi - lo) / bins;
    for (const v of values)
        if (v >= lo && v <= hi) counts[Math.min(Math.floor((v - lo) / width), bins - 1)]++;
    counts[bins] = counts[bins - 1];
    return [counts.map((_, i) => lo + i * width), counts.map((c) => Math.max(c, floor))];
};

// ---- starting --------------------------------------------------------------

// widget("W2.5", "Title", async (el) => {...}): el is the widget's element.
SB.widget = function (name, title, start) { SB.widgets[name] = { title, start }; };

SB.start = (el, widget) => widget.start(el); // make play does more

async function begin(el) {
    const widget = SB.widgets[el.dataset.widget];
    if (!widget) return;
    el.dataset.begun = "yes";
    el.prepend(SB.h("h4", { id: el.id + "-title" }, widget.title));
    el.setAttribute("role", "group");
    el.setAttribute("aria-labelledby", el.id + "-title");
    try {
        await SB.start(el, widget);
        dock(el);
        el.dataset.ready = "yes";
    } catch (error) {
        if (!SB.play && !(error instanceof Unfinished)) {
            tell(el, new Error(cannot_start(error)));
            console.error(error);
            return;
        }
        tell(el, error);
    }
}

// Restarts the widgets that are running.
SB.restart = async function () {
    for (const el of document.querySelectorAll(".widget[data-begun]")) {
        const fresh = el.cloneNode(false); // without the listeners of the old one
        fresh.style.minHeight = el.offsetHeight + "px"; // the page does not jump
        delete fresh.dataset.ready;
        if (el.nextElementSibling?.classList.contains("twin")) el.nextElementSibling.remove();
        el.replaceWith(fresh);
        await begin(fresh);
        fresh.style.minHeight = "";
    }
};

// A widget's controls stay together and in sight.
function dock(el) {
    const own = [...el.children].filter((child) => child.matches(".controls"));
    if (own.length === 0) return;
    const place = SB.h("div", { class: "dock" });
    own[0].before(place);
    place.append(...own);
}

// Why a widget does not start: what the browser lacks or forbids, and what to do.
function cannot_start(error) {
    const instead = "The figure above shows the same; the text does not need this part.";
    if (typeof WebAssembly === "undefined")
        return `This part runs C in the page, and this browser has no WebAssembly. ${instead}`;
    if (error instanceof WebAssembly.CompileError || error instanceof EvalError)
        return "This part runs C in the page, and a security policy of this browser or site " +
            `forbids WebAssembly (${error.message}). ${instead}`;
    if (typeof DecompressionStream === "undefined")
        return "This part unpacks its data in the page, and this browser has no " +
            `DecompressionStream: a newer browser has it. ${instead}`;
    return `This part cannot start: ${error.message}. ${instead}`;
}

function tell(el, error) {
    el.querySelector(".undone")?.remove();
    el.append(SB.h("p", { class: "undone", role: "status" }, error.message));
    el.dataset.ready = error instanceof Unfinished ? "undone" : "stopped";
}

// A student's function that fails later, at some position of a slider.
addEventListener("error", (event) => {
    const el = document.activeElement?.closest(".widget");
    if (SB.play && el && (event.error instanceof Stopped || event.error instanceof Unfinished)) {
        tell(el, event.error);
        event.preventDefault();
    }
});

addEventListener("DOMContentLoaded", () => {
    // A widget starts when it comes near the screen.
    const watcher = new IntersectionObserver((entries) => {
        for (const entry of entries)
            if (entry.isIntersecting) { watcher.unobserve(entry.target); begin(entry.target); }
    }, { rootMargin: "600px" });
    for (const el of document.querySelectorAll(".widget")) watcher.observe(el);
});
