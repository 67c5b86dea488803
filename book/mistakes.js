// mistakes.js: "Does your picture look like this?" For every known mistake of a function,
// what it gives, drawn over the right result. Both are computed here, by the C of
// solutions/NN_topic/mistakes.c and of the reference, on small inputs.
"use strict";
{
    const NOTHING = NaN; // what an output holds before it is written
    const blank = (n) => ({ inout: new Float64Array(n).fill(NOTHING) });
    const made = (n, f) => Float64Array.from({ length: n }, (_, i) => f(i));
    const wave = (n) => made(n, (t) => 2.2 * Math.sin(0.31 * t + 0.4) + 1.3 * Math.sin(0.9 * t));

    // Numbers between -1 and 1 that are the same on every visit.
    function noise(n, seed) {
        let state = seed;
        return made(n, () => {
            state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
            return state / 2147483648 - 1;
        });
    }
    function unit_rows(values, m) {
        const out = values.slice();
        for (let i = 0; i < out.length; i += m) {
            const norm = Math.hypot(...out.subarray(i, i + m));
            for (let j = i; j < i + m; j++) out[j] /= norm;
        }
        return out;
    }
    // Rows one after the other, with a gap between them.
    function rows_in_line(values, m) {
        const out = [];
        for (let i = 0; i < values.length; i += m) out.push(...values.subarray(i, i + m), NOTHING);
        return out;
    }
    function transposed(values, rows, cols) {
        return made(rows * cols, (i) => values[i % rows * cols + Math.floor(i / rows)]);
    }

    // What is drawn: the first of these in which mistake and reference differ.
    const bars = (label, names, values) => ({ kind: "bars", label, names, values });
    const line = (label, values, x) => ({ kind: "line", label, values, x });
    const points = (label, values) => ({ kind: "points", label, values });
    const picture = (label, values, rows, cols, map = "grey") =>
        ({ kind: "picture", label, values, rows, cols, map });

    // Each function's input, by the chapters' solutions/NN_topic/pictures.js, which come with the
    // mistakes.
    const tests = {};
    SB.pictures?.(tests, { NOTHING, blank, made, wave, noise, unit_rows, rows_in_line, transposed,
                           bars, line, points, picture });

    // ---- drawing ----

    // The largest difference; a number where the other has none counts as a difference.
    function difference(a, b) {
        let largest = 0;
        for (let i = 0; i < a.length; i++) {
            if (Number.isNaN(a[i]) !== Number.isNaN(b[i])) return Infinity;
            if (!Number.isNaN(a[i])) largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest;
    }

    const number = (v, digits = 3) => (Number.isFinite(v) ? String(Number(v.toPrecision(digits)))
        : "NaN");
    const WIDTH = 240, HEIGHT = 110, EDGE = 8;
    const svg = (height, label, inside) =>
        `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${label}">${inside}</svg>`;

    // Both curves on one scale; far outliers of a mistake are cut off.
    function scale_of(right, wrong) {
        const own = right.filter(Number.isFinite), all =
            [...own, ...wrong.filter(Number.isFinite), 0];
        const low = Math.min(...own, 0), high = Math.max(...own, 0), span = high - low || 1;
        const lo = Math.max(Math.min(...all), low - 2 * span),
            hi = Math.min(Math.max(...all), high + 2 * span);
        return { lo, hi, y: (v) => EDGE + (HEIGHT - 2 * EDGE) *
            (1 - (Math.min(Math.max(v, lo), hi) - lo) / (hi - lo || 1)) };
    }
    function path(values, x, y) {
        let d = "", pen = "M";
        values.forEach((v, i) => {
            if (!Number.isFinite(v)) { pen = "M"; return; }
            d += pen + x(i).toFixed(1) + " " + y(v).toFixed(1);
            pen = "L";
        });
        return d;
    }
    function draw_curves(right, wrong) {
        const [a, b] = [Array.from(right.values), Array.from(wrong.values)],
            { lo, hi, y } = scale_of(a, b);
        const x = (i) => 34 + (WIDTH - 34 - EDGE) * (i + 0.5) / a.length;
        const stems = (values) => values.map((v, i) =>
            (Number.isFinite(v) ? `M${x(i).toFixed(1)} ${y(0).toFixed(1)}V${y(v).toFixed(1)}`
                : "")).join("");
        const dots = (values, name, r) => values.map((v, i) =>
            (Number.isFinite(v)
                ? `<circle class="${name}" cx="${x(i).toFixed(1)}" ` +
                  `cy="${y(v).toFixed(1)}" r="${r}"/>`
                : "")).join("");
        const drawn = right.kind === "points"
            ? `<path class="right" d="${stems(a)}"/>${dots(a, "right", 4)}` +
              `<path class="wrong" d="${stems(b)}"/>${dots(b, "wrong", 2.2)}`
            : `<path class="right" d="${path(a, x, y)}"/>` +
              `<path class="wrong" d="${path(b, x, y)}"/>`;
        // A value that the mistake never writes, or makes NaN, is crossed out.
        const holes = a.map((v, i) => (Number.isFinite(v) && !Number.isFinite(b[i])
            ? `M${(x(i) - 3).toFixed(1)} ${(y(v) - 3).toFixed(1)}l6 6m0 -6l-6 6` : "")).join("");
        const texts = [hi, lo].map((v) =>
            `<text x="30" y="${y(v) + 4}" text-anchor="end">${number(v, 2)}</text>`).join("");
        const axis = `<path class="axis" d="M34 ${y(0).toFixed(1)}H${WIDTH}M34 0V${HEIGHT}"/>`;
        return svg(HEIGHT, right.label, axis + texts + drawn +
            (holes && `<path class="wrong" d="${holes}"/>`));
    }
    function draw_bars(right, wrong) {
        const rows = right.names.map((name, i) => {
            const a = right.values[i], b = wrong.values[i], top = 34 * i + 6;
            const most = Math.max(...[a, b].filter(Number.isFinite).map(Math.abs), 1e-300);
            const bar = (v, kind, y) => {
                const length = Number.isFinite(v) ? 110 * Math.abs(v) / most : 0;
                return `<rect class="${kind}" x="54" y="${y}" ` +
                    `width="${length.toFixed(1)}" height="11"/>` +
                    `<text x="${58 + length}" y="${y + 10}">${number(v)}</text>`;
            };
            return `<text x="48" y="${top + 16}" text-anchor="end">${name}</text>` +
                bar(a, "right", top) + bar(b, "wrong", top + 13);
        });
        return svg(34 * rows.length + 6, right.label, rows.join(""));
    }
    function draw_pictures(box, right, wrong) {
        const own = Array.from(right.values).filter(Number.isFinite),
            signed = right.map === "diverging";
        const most = Math.max(...own.map(Math.abs)), lo = signed ? -most : Math.min(...own),
            hi = signed ? most : Math.max(...own);
        for (const [name, one] of [["this mistake", wrong], ["right", right]]) {
            const half = box.appendChild(SB.h("div", { class: "half" }));
            const { canvas, context, draw } = SB.picture(half,
                { rows: one.rows, cols: one.cols, label: `${name}: ${one.label}` });
            canvas.style.width = "100%";
            draw(one.values, { lo, hi: hi > lo ? hi : lo + 1, map: one.map });
            one.values.forEach((v, i) => { // never written: a hole
                if (Number.isNaN(v)) context.clearRect(i % one.cols, Math.floor(i / one.cols), 1,
                    1);
            });
            half.append(SB.h("span", {}, name));
        }
    }
    // How far apart mistake and right result are to the eye: pixels of a curve, else 0 or more.
    function apart(right, wrong) {
        const [a, b] = [Array.from(right.values), Array.from(wrong.values)];
        if (right.kind === "bars")
            return a.some((v, i) => number(v) !== number(b[i])) ? HEIGHT : 0;
        if (right.kind === "picture") {
            const own = a.filter(Number.isFinite), span = Math.max(...own) - Math.min(...own) || 1;
            return HEIGHT * Math.min(difference(a, b) / span, 1);
        }
        const { y } = scale_of(a, b);
        return Math.max(...a.map((v, i) => (Number.isFinite(v) !== Number.isFinite(b[i]) ? HEIGHT
            : Number.isFinite(v) ? Math.abs(y(v) - y(b[i])) : 0)));
    }
    function draw(item, right, wrong) {
        const box = SB.h("div", { class: right.kind === "picture" ? "drawing pair" : "drawing" });
        if (right.kind === "picture") draw_pictures(box, right, wrong);
        else box.innerHTML = right.kind === "bars" ? draw_bars(right, wrong)
            : draw_curves(right, wrong);
        item.prepend(box, SB.h("p", { class: "what" }, right.label));
    }

    // ---- starting ----

    async function begin(list) {
        const module = await SB.module(document.documentElement.dataset.chapter + "_mistakes");
        for (const item of list.children) {
            const name = item.dataset.mistake, test = tests[item.dataset.function];
            if (!test) continue; // no input to draw: the sentence has to do
            const run = (symbol) => test((...args) => module.call(symbol, ...args));
            const right = run(item.dataset.function), wrong = run(name);
            // The first panel in which the difference can be seen.
            const distance = right.map((panel, i) => apart(panel, wrong[i]));
            const seen = distance.findIndex((d) => d >= 3);
            const at = seen >= 0 ? seen : distance.indexOf(Math.max(...distance));
            draw(item, right[at], wrong[at]);
            item.dataset.apart = distance[at];
        }
        list.dataset.ready = "yes";
    }
    const watcher = new IntersectionObserver((entries) => {
        for (const entry of entries)
            if (entry.isIntersecting) { watcher.unobserve(entry.target); begin(entry.target); }
    }, { rootMargin: "400px" });
    for (const list of document.querySelectorAll("ul.mistakes")) watcher.observe(list);
}
