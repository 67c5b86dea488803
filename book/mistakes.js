// mistakes.js: "Does your picture look like this?" For every known mistake of a function,
// what it gives, drawn over the right result. Both are computed here, by the C of
// solutions/NN_topic/mistakes.c and of the reference, on the small inputs below.
"use strict";
{
    const NOTHING = NaN; // what an output holds before it is written
    const room = (n) => ({ inout: new Float64Array(n).fill(NOTHING) });
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
    // Rows one behind the other, with a gap between them.
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

    // ---- each function's input ----

    const tests = {};

    tests.l0_norm = (f) => [bars("l0 norm of 0.25, 0, -2, 0, 0.0000001, 3, 0, 1", ["count"],
                                 [f([0.25, 0, -2, 0, 1e-7, 3, 0, 1], 8).value])];
    tests.l1_norm = (f) => [bars("l1 norm of 0.25, -2, 3, 0, -0.5", ["sum"],
        [f([0.25, -2, 3, 0, -0.5], 5).value]),
                            bars("l1 norm of 16777216, 1, -1, 1, less 16777216", ["sum"],
                                 [f([16777216, 1, -1, 1], 4).value - 16777216])];
    tests.kurtosis = (f) => [bars("kurtosis of 1, 1, 1, 1, 6", ["value"],
        [f([1, 1, 1, 1, 6], 5).value]),
                             bars("kurtosis of 2, 2, 2", ["value"], [f([2, 2, 2], 3).value]),
                             bars("kurtosis of 0, 0, 0, 0, 3", ["value"],
                                 [f([0, 0, 0, 0, 3], 5).value])];

    tests.ReLU = (f) => [line("ReLU of a wave, θ = 0.7", f(wave(60), 60, 0.7, room(60)).out[0]),
                         line("ReLU of a wave as high as 400, θ = 80",
                              f(wave(60).map((v) => 120 * v), 60, 80, room(60)).out[0])];

    tests.temporal_diff = (f) => [line("changes of a wave", f(wave(40), 40, room(39)).out[0])];
    tests.taus = (f) => [points("8 lags from 3 to 33", f(8, 3, 33, { outSizes: 8 }).out[0]),
                         points("50 lags from 3 to 4", f(50, 3, 4, { outSizes: 50 }).out[0]),
                         points("8 lags from 0 to 31", f(8, 0, 31, { outSizes: 8 }).out[0])];
    tests.taus_list = (f) => [line("lags 1, 6 and 11 of a wave, row after row",
                                   f(wave(30), 30, { sizes: [1, 6, 11] }, 3, room(90)).out[0])];

    tests.set_sigs = (f) => {
        const [freqs, D] = f(40, 8, room(8), room(320)).out;
        return [bars("frequencies of 8 features", ["first", "last"], [freqs[0], freqs[7]]),
                picture("8 features, one a row", D, 8, 40, "diverging")];
    };
    tests.OMP = (f) => {
        const n = 10, K = 8, D = noise(K * n, 23).map((v, i) => v + 0.6 * Math.sin(i % n) + 0.3);
        const y = made(n, (t) => 4 + 3 * D[t] - 4 * D[n + t] + 2 * D[2 * n + t] + D[5 * n + t] +
            0.3 * Math.cos(2 * t));
        const run = (dictionary, count, signal, k) => {
            const { value, out } = f(dictionary, count, signal.length, signal, k, { outSizes: k },
                room(k), room(1), room(signal.length));
            const weights = new Float64Array(count);
            for (let i = 0; i < value; i++) weights[out[0][i]] = out[1][i];
            return { value, weights, residual: out[3], support: Array.from(out[0]) };
        };
        const four = run(D, K, y, 4), pair = [1, -1, 0, 0, 0, 0, 1, -1];
        return [points("weights of 8 features, k = 4", four.weights),
            line("residual, k = 4", four.residual),
                points("features in the order of picking, k = 4", four.support),
                points("weights of two features that fit alike, k = 1",
                    run(pair, 2, [1, -1, 1, -1], 1).weights),
                bars("picked of a feature, its copy and a constant", ["k = 3"],
                     [run([1, 2, 4, 3, 1, 2, 4, 3, 1, 1, 1, 1], 3, [1, 2, 5, 3], 3).value])];
    };
    tests.cardinality_sweep = (f) => {
        const n = 12, K = 8,
            D = made(K * n, (i) => Math.sin((0.2 + 0.3 * Math.floor(i / n)) * (i % n)));
        const y = made(n, (t) => 3 + 2 * Math.sin(0.5 * t + 1) + (t * t) % 5), ks = [2, 3, 5, 6];
        const out = f(D, K, n, y, { sizes: ks }, 4, { outSizes: n }, room(n), room(n), room(4),
            room(4)).out;
        const names = ks.map((k) => "k = " + k);
        return [bars("R² of 12 samples", names, out[3]), bars("rmse of 12 samples", names, out[4])];
    };

    const digit = [0, 9, 9, 9, 0, 0, 0, 0, 9, 0, 0, 0, 9, 0, 0, 0, 9, 0, 0, 0];
    tests.flatten_video = (f) => [picture("4 frames of 4 x 5 pixels, one a row",
        f(made(80, (i) => digit[Math.floor(i / 4)] * (i % 4 + 1) + Math.floor(i / 4) % 5), 4, 5, 4,
            room(80)).out[0], 4, 20)];
    tests.soft_threshold = (f) => {
        const z = made(61, (i) => (i - 30) / 10);
        return [line("S(z, 1) for z from -3 to 3", z.map((v) => f(v, 1).value), z)];
    };
    tests.sparse_code = (f) => {
        const m = 10, K = 6, D = noise(K * m, 3);
        D.fill(0, 4 * m, 5 * m);
        const x = made(m, (j) => 2 * D[j] - D[2 * m + j] + 0.8 * D[5 * m + j] + 0.4 * Math.sin(j));
        const start = (a) => f(D, K, m, x, 0.5, { inout: Float64Array.from(a) }, room(m)).out;
        const cold = start([0, 0, 0, 0, 0, 0]), warm = start([1, 0, 1, 0, 0, -1]);
        return [points("weights of 6 atoms, one of them zero", cold[0]),
                points("weights, started elsewhere than at 0", warm[0]), line("residual", cold[1])];
    };
    tests.dictionary_update = (f) => {
        const n = 10, m = 8, K = 3, D = unit_rows(noise(K * m, 5), m),
            A = noise(n * K, 7).map((v) => 2 * v);
        const X = noise(n * m, 11);
        const updated = (codes) => f(X, n, m, codes, K, { inout: D }, room(n * m)).out;
        const out = updated(A);
        return [line("three atoms, one behind the other", rows_in_line(out[0], m)),
            line("residual", out[1]),
                line("three atoms, the last one unused",
                     rows_in_line(updated(A.map((v, i) => (i % K === 2 ? 0 : v)))[0], m))];
    };
    tests.fit_transform = (f) => {
        const n = 16, m = 8, K = 3, rounds = 14, X = noise(n * m, 13).map((v) => 10 * v);
        const fit = (tol, most = rounds) => f(X, n, m, K, 2, most, tol,
            { inout: unit_rows(noise(K * m, 17), m) },
                               room(n * K), room(n * m), room(rounds));
        const { value, out } = fit(0.01);
        return [line("objective, round after round", out[3]), bars("rounds", ["returned"], [value]),
                bars("rounds with a tolerance of 1", ["returned"], [fit(1).value]),
                line("three atoms, one behind the other, after one round",
                     rows_in_line(fit(1, 1).out[0], m))];
    };

    tests.rgb2gray = (f) => [bars("grey of four colours", ["red", "green", "blue", "orange"],
                                  f([3, 0, 0, 0, 3, 0, 0, 0, 3, 3, 2, 0.5], 4, room(4)).out[0])];
    tests.extract_patches = (f) => {
        const { value, out } = f(made(30, (i) => (i * i + 3 * i) % 23 + i), 5, 6, 3, 1,
            room(12 * 9));
        return [picture("the patches, one a column", transposed(out[0], 9, 12), 9, 12),
                bars("patches", ["returned"], [value])];
    };
    tests.my_alpha = (f) => [bars("the price of a unit of weight", ["alpha"], [f().value])];
    tests.train_fields = (f) => {
        const n = 32, m = 16, K = 4;
        const patches = noise(n * m, 19).map((v, i) => 0.4 * v + Math.floor(i / m) % 5 +
            Math.sin((1 + Math.floor(i / m) % 3) * (i % 4) + Math.floor(i / m)) +
                Math.cos(Math.floor(i % m / 4) + Math.floor(i / m) * 0.2));
        patches.fill(2, 8 * m, 9 * m); // flat, and a start
        const train = (input) => f({ inout: input }, n, m, K, 0.3, 12, room(K * m), room(n * K));
        const D = train(patches).out[1], broken = patches.slice();
        broken[5] = NaN;
        const side_by_side = made(4 * 19, (i) => {
            const r = Math.floor(i / 19), c = i % 19;
            return c % 5 === 4 ? NOTHING : D[Math.floor(c / 5) * m + r * 4 + c % 5];
        });
        return [picture("four atoms of 4 x 4", side_by_side, 4, 19, "diverging"),
                bars("returned when the patches hold NaN", ["status"], [train(broken).value])];
    };

    tests.hard_thres = (f) => [picture("a ramp, θ = one of its values",
        f(made(96, (i) => 20 * (i % 12 + 1)), 8, 12, 140, room(96)).out[0], 8, 12)];

    const scene = (rows, cols) => made(rows * cols, (i) => {
        const r = Math.floor(i / cols), c = i % cols;
        return (r - rows / 2) ** 2 + (c - cols / 3) ** 2 < rows * cols / 16 ? 200 : 40 + 3 * r + 2 *
            c;
    });
    tests.diff_x = (f) => [picture("differences of a disc",
        f(scene(12, 16), 12, 16, room(180)).out[0], 12, 15, "diverging")];
    tests.diff_y = (f) => [picture("differences of a disc",
        f(scene(12, 16), 12, 16, room(176)).out[0], 11, 16, "diverging")];
    tests.diff_box_spatial = (f) => {
        const data = made(60, (i) => (i < 24 ? 3 : 1) + 0.3 * Math.sin(0.7 * i));
        const out = f(data, 60, 4, 4, room(60), room(17)).out;
        return [points("taps, window 4", out[1]), line("a step, filtered", out[0]),
                points("taps, window 2", f(data, 60, 2, 4, room(60), room(13)).out[1])];
    };
    tests.diff_box_values_x = (f) => [picture("a disc, windows 2 and 5, filtered along x",
        f(scene(12, 24), 12, 24, { sizes: [2, 5] }, 2, room(36), room(19), room(576)).out[2], 24,
            24, "diverging")];
    tests.diff_box_values_y = (f) => [picture("a disc, windows 2 and 5, filtered along y",
        f(scene(24, 12), 24, 12, { sizes: [2, 5] }, 2, room(36), room(19), room(576)).out[2], 24,
            24, "diverging")];

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

    // Both curves on one scale; what a mistake throws far out is cut off.
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
            if (!test) continue; // no input to draw: the sentence says it
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
