// The widgets of chapter 5.
"use strict";
{
    const K = 15;

    const norm2 = (x) => x.reduce((sum, v) => sum + v * v, 0);
    const count = (a) => a.reduce((sum, v) => sum + (v !== 0), 0);
    const largest = (x) => x.reduce((most, v) => Math.max(most, Math.abs(v)), 0);

    // x - r: what the code explains of a signal.
    const explained = (x, r) => x.map((v, i) => v - r[i]);

    // The atoms as tiles of one picture, so many across, atom k times shade(k). An atom of `cols`
    // samples is a strip `rows` pixels high.
    function atoms_picture(parent, rows, cols, across, scale, label, m = rows * cols) {
        const wide = across * (cols + 1) - 1, high = Math.ceil(K / across) * (rows + 1) - 1;
        const picture = SB.picture(parent, { rows: high, cols: wide, scale, label });
        return {
            canvas: picture.canvas,
            draw(D, shade, range) {
                const tiles = new Float64Array(high * wide).fill(0);
                for (let k = 0; k < K; k++)
                    for (let p = 0; p < rows * cols; p++) {
                        const row = Math.floor(k / across) * (rows + 1) + Math.floor(p / cols);
                        tiles[row * wide + (k % across) * (cols + 1) + p % cols] =
                            D[k * m + p % m] * shade(k);
                    }
                picture.draw(tiles, range);
            },
        };
    }

    SB.widget("W5.1", "The digit video", async (el) => {
        const video = await SB.load("digits"), [frames, rows, cols] = video.shape, m = rows * cols;
        const picture = SB.picture(el, { rows, cols, scale: 7, label: "one frame of the video" });
        const say = SB.say();
        el.append(SB.slider({ label: "Frame", min: 0, max: frames - 1, value: 0,
            change: show }).el, say);
        function show(t) {
            const x = video.values.subarray(t * m, (t + 1) * m);
            picture.draw(x, { lo: 0, hi: 1 });
            const lit = x.reduce((sum, v) => sum + (v > 0.05), 0);
            el.dataset.lit = lit;
            say.textContent = `Frame ${t} of ${frames}: ${lit} of ${m} pixels are lit. Which ` +
                "digits do you see?";
        }
        show(0);
    });

    SB.widget("W5.3", "A frame and its sparse code", async (el) => {
        const video = await SB.load("digits"), atoms = await SB.load("digits", "digit_atoms");
        const c = await SB.module("05_dictionary");
        const [frames, rows, cols] = video.shape, m = rows * cols, D = atoms.values;
        const numbers = Array.from(SB.range(K), (k) => k + 1), brightest = largest(D);
        let t = 0, lambda = 0.9;
        const code = (x) => c.call("sparse_code", D, K, m, x, lambda,
                                                { inout: new Float64Array(K) }, { out: m }).out;
        code(video.values.subarray(0, m)); // an exercise not written yet: say so, draw nothing

        const [left, right] = SB.columns(el, 2), pair = SB.h("div", { class: "row" });
        left.append(pair);
        const picture = (name) => {
            const box = pair.appendChild(SB.h("div", { class: "grow", style: "flex-basis: 7rem" },
                SB.h("p", { class: "say" }, name)));
            return SB.picture(box, { rows, cols, scale: 5, label: name });
        };
        const original = picture("Frame"), copy = picture("Its reconstruction");
        const plot = SB.plot(right, {
            x: "Atom", y: "Weight in this frame", height: 280,
            xRange: [0.3, K + 0.7], yRange: [-2, 8],
            series: [{ label: "sparse code", colour: SB.colours.blue, stems: true }],
            data: [numbers, numbers.map(() => 0)],
        });
        left.append(SB.h("p", { class: "say" },
            "The 15 atoms, 1 to 8 above, 9 to 15 below; those in use are bright:"));
        const tiles = atoms_picture(left, rows, cols, 8, 1.4, "the 15 atoms");
        const say = SB.say();
        el.append(SB.slider({ label: "Frame", min: 0, max: frames - 1, value: 0, change: (v) =>
            { t = v; show(); } }).el,
                  SB.slider({ label: "Price λ", min: 0, max: 3, step: 0.05, value: 0.9,
                      format: (v) => v.toFixed(2),
                              change: (v) => { lambda = v; show(); } }).el, say);

        function show() {
            const x = video.values.subarray(t * m, (t + 1) * m), [a, r] = code(x);
            original.draw(x, { lo: 0, hi: 1 });
            copy.draw(explained(x, r), { lo: 0, hi: 1 });
            plot.update([numbers, Array.from(a)]);
            tiles.draw(D, (k) => (a[k] !== 0 ? 1 : 0.25), { lo: 0, hi: brightest });
            const left_over = norm2(r) / norm2(x);
            el.dataset.on = count(a);
            el.dataset.unexplained = left_over;
            el.dataset.weights = JSON.stringify(Array.from(a));
            say.textContent = `Frame ${t} at λ = ${lambda.toFixed(2)}: ${count(a)} of ${K} ` +
                `atoms in use, ` +
                `${(100 * left_over).toFixed(1)} % of the squared grey values unexplained.`;
        }
        show();
    });

    // A frame in three, and one value for every 2 x 2 pixels (their sum / 2, so that
    // a frame keeps about its norm): small enough to learn while you watch.
    function small_video(video) {
        const [frames, rows, cols] = video.shape, n = Math.floor(frames / 3), side = rows / 2,
            m = side * side;
        const X = new Float64Array(n * m);
        for (let t = 0; t < n; t++)
            for (let r = 0; r < rows; r++)
                for (let c = 0; c < cols; c++)
                    X[t * m + (r >> 1) * side + (c >> 1)] +=
                        video.values[(3 * t * rows + r) * cols + c] / 2;
        return { X, n, m, rows: side, cols: side, what: "frames", every: "frame" };
    }

    // A reader's own data as MOST pieces, less their means, of the digits' brightness: windows of a
    // signal or patches of a picture.
    const MOST = 200, WINDOW = 32, PATCH = 8;
    function pieces(data) {
        const picture = data.grey !== undefined, m = picture ? PATCH * PATCH : WINDOW;
        const [high, wide] = picture ? [data.rows, data.cols] : [1, data.length];
        const side = picture ? PATCH : 1, length = picture ? PATCH : WINDOW;
        const down = Math.floor(high / side), across = Math.floor(wide / length);
        const n = Math.min(MOST, down * across), X = new Float64Array(n * m);
        if (n < K) throw new Error(picture ? "it is too small: 32 × 32 pixels is the least"
            : `${K * WINDOW} samples are the least`);
        const values = picture ? data.grey : data;
        let energy = 0;
        for (let i = 0; i < n; i++) {
            const at = Math.floor(i * down * across / n), x = X.subarray(i * m, (i + 1) * m);
            const row = Math.floor(at / across) * side, col = at % across * length;
            x.forEach((_, j) => { x[j] = values[(row + Math.floor(j / length)) * wide + col +
                j % length]; });
            const mean = x.reduce((a, b) => a + b, 0) / m;
            x.forEach((_, j) => { x[j] -= mean; });
            energy += norm2(x) / n;
        }
        if (!(energy > 0)) throw new Error("all its values are equal");
        X.forEach((_, i) => { X[i] *= 5 / Math.sqrt(energy); });
        return { X, n, m, rows: picture ? PATCH : 6, cols: length,
            what: picture ? "patches of your picture" : "windows of your signal",
            every: picture ? "patch" : "window" };
    }

    function normalise(D, m) {
        for (let k = 0; k < K; k++) {
            const atom = D.subarray(k * m, (k + 1) * m), norm = Math.sqrt(norm2(atom));
            atom.forEach((v, j) => { atom[j] = norm > 0 ? v / norm : 1 / Math.sqrt(m); });
        }
        return D;
    }

    // Numbers that look random and are the same every time.
    function noise(n) {
        let state = 1;
        return Float64Array.from({ length: n }, () => {
            state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
            return state / 2 ** 31 - 1;
        });
    }

    SB.widget("W5.2", "Watch the atoms being learned", async (el) => {
        const digits = small_video(await SB.load("digits"));
        let data = digits;
        const c = await SB.module("05_dictionary"), ROUNDS = 60;
        const rounds = Array.from(SB.range(ROUNDS + 1));
        const starts = {
            frames: ({ X, n, m }) => normalise(Float64Array.from({ length: K * m }, (_, i) =>
                X[Math.floor(i / m) * Math.floor(n / K) * m + i % m]), m),
            noise: ({ m }) => normalise(noise(K * m), m),
        };
        let lambda = 0.9, start = "frames", D, objective, on, running = false;
        let over = ""; // why the learning has ended
        const round = (atoms, { X, n, m } = data) => c.call("fit_transform", X, n, m, K, lambda,
            1, 0, { inout: atoms }, { out: n * K }, { out: n * m }, { out: 1 }).out;
        round(starts.frames(data));

        const [left, right] = SB.columns(el, 2);
        const holder = left.appendChild(SB.h("div")), label_of = "the 15 atoms as they are learned";
        const wall = ({ rows, cols, m }) => {
            holder.replaceChildren();
            return atoms_picture(holder, rows, cols, 5, 70 / cols, label_of, m);
        };
        let tiles = wall(data);
        const plot = SB.plot(right, {
            x: "Round", y: "Objective", height: 230, xRange: [0, ROUNDS], empty: [0, 100],
            series: [{ label: "objective", colour: SB.colours.blue, points: true }],
            data: [rounds, rounds.map(() => null)],
        });
        const learn = SB.h("button", { type: "button", onclick: () => {
            if (over) reset(); // the same again, from the start
            running = !running;
            label();
            show();
            if (running) requestAnimationFrame(go);
        } }, "Learn");
        const once = SB.h("button", { type: "button", onclick: () =>
            { running = false; step(); } }, "One round");
        const again = SB.h("button", { type: "button", onclick: reset }, "Start again");
        const choice = SB.h("select", { onchange: (event) =>
            { start = event.target.value; reset(); } },
            SB.h("option", { value: "frames" }, "pieces of the data"),
                SB.h("option", { value: "noise" }, "noise"));
        const say = SB.say();
        el.append(SB.h("div", { class: "row controls", style: "margin: 0.6rem 0" }, learn, once,
            again,
                       SB.h("label", {}, "Atoms start as", choice)),
                  SB.slider({ label: "Price λ", min: 0, max: 3, step: 0.1, value: lambda,
                      format: (v) => v.toFixed(1),
                              change: (v) => { lambda = v; reset(); } }).el, say);

        function label() {
            learn.textContent = running ? "Stop" : over ? "Learn again" : "Learn";
            once.disabled = over !== "";
        }
        function reset() {
            running = false;
            over = "";
            D = starts[start](data);
            objective = [];
            on = 0;
            label();
            show();
        }
        function step() {
            const [atoms, A, , now] = round(D);
            D = atoms;
            on = count(A) / data.n;
            objective.push(now[0]);
            const before = objective[objective.length - 2];
            if (before - now[0] <= 1e-5 * before) over = "The objective has stopped falling";
            else if (objective.length === ROUNDS) over = `${ROUNDS} rounds are done`;
            if (over) running = false;
            label();
            show();
        }
        function go() { if (!running) return; step(); requestAnimationFrame(go); }
        function show() {
            const most = largest(D);
            tiles.draw(D, () => 1, { lo: -most, hi: most, map: "diverging" });
            plot.update([rounds, rounds.map((i) => objective[i - 1] ?? null)]);
            el.dataset.round = objective.length;
            el.dataset.objective = objective.at(-1) ?? "";
            el.dataset.running = running ? "yes" : "no";
            el.dataset.over = over;
            if (running) return; // one sentence at the end, not one per frame
            say.textContent = objective.length === 0
                ? `${data.n} ${data.what} of ` + (data.m === data.cols ? `${data.m} samples`
                    : `${data.rows} × ${data.cols} pixels`) + "; the atoms are " +
                  `${start === "noise" ? "noise" : "some of them"}, the price λ is ` +
                  `${lambda.toFixed(1)}. Press Learn.`
                : (over ? `${over}: this is the end. Learn again starts once more from the ` +
                   "same atoms; to end elsewhere, change the price or the start. " : "") +
                  `After ${objective.length} rounds at λ = ${lambda.toFixed(1)}: objective ` +
                  `${objective.at(-1).toFixed(1)}, ` +
                  `from ${objective[0].toFixed(1)} in the first round; ${on.toFixed(1)} atoms ` +
                  `in use in a ${data.every}.`;
        }
        SB.drop(el, { kinds: ["image", "sound", "table"], text: "Learn from your own data",
            take(own) {
                data = pieces(own);
                tiles = wall(data);
                reset();
            } });
        reset();
    });

    // ---- geometry ----

    SB.widget("W5.4", "Where the slope fits: the soft threshold", async (el) => {
        await SB.script("plane.js");
        const c = await SB.module("05_dictionary"), { blue, orange, grey } = SB.colours;
        let z = 1.4, lambda = 0.8;
        c.call("soft_threshold", z, lambda);
        const [left, right] = SB.columns(el, 2);
        const at = Array.from(SB.range(241)).map((i) => -3 + i / 40);
        const cost = SB.plot(left, { x: "Weight a", y: "Cost", height: 220, yRange: [0, 8],
            series: [{ label: "½ (a - z)²", colour: grey }, { label: "λ |a|", colour: orange },
                { label: "both", colour: blue },
                { label: "the best a", colour: SB.colours.green, points: true }],
            data: [at, at, at, at, at] });
        const answer = SB.plot(right, { x: "z", y: "S(z, λ)", height: 220, yRange: [-3, 3],
            series: [{ label: "S(z, λ)", colour: blue },
                { label: "at this z", colour: orange, points: true }], data: [at, at, at] });
        const say = SB.say();
        const S = (v) => c.call("soft_threshold", v, lambda).value;
        el.append(SB.slider({ label: "z", min: -3, max: 3, step: 0.05, value: z,
            format: (v) => v.toFixed(2), change: (v) => { z = v; show(); } }).el,
            SB.slider({ label: "Price λ", min: 0, max: 2, step: 0.05, value: lambda,
                format: (v) => v.toFixed(2), change: (v) => { lambda = v; show(); } }).el, say);
        function show() {
            const best = S(z), nearest = (v) => Math.round((v + 3) * 40);
            const square = at.map((a) => (a - z) ** 2 / 2), price = at.map((a) => lambda *
                Math.abs(a)), both = at.map((_, i) => square[i] + price[i]);
            cost.update([at, square, price, both, at.map((_, i) =>
                (i === nearest(best) ? both[i] : null))]);
            answer.update([at, at.map(S), at.map((_, i) => (i === nearest(z) ? best : null))]);
            Object.assign(el.dataset, { z, lambda, best });
            say.textContent = (best === 0
                ? `At a = 0 the price has a kink: its slope is anything from ${(-lambda)
                    .toFixed(2)} to ${lambda.toFixed(2)}. The square pulls with ${z.toFixed(2)}, ` +
                  "which lies between: the best weight is exactly 0, the flat piece on the right. "
                : `The best weight is ${best.toFixed(2)}: there the square's pull of ` +
                  `${(z - best).toFixed(2)} equals the price's slope. `) +
                "Try: move z until the flat piece lets it go.";
        }
        show();
    });

    SB.widget("W5.5", "Balls with corners, and without", async (el) => {
        await SB.script("plane.js");
        const { blue, orange, grey, green } = SB.colours;
        let y = [1.2, 2.1], radius = 1.2, ball = "1";
        const [left, right] = SB.columns(el, 2);
        const plane = SB.plane(left, { reach: 3, label: "a ball of weights and a signal" });
        const say = SB.say();
        const shapes = {
            1: () => [[radius, 0], [0, radius], [-radius, 0], [0, -radius]],
            2: () => Array.from({ length: 73 }, (_, i) => [radius * Math.cos(i * Math.PI / 36),
                radius * Math.sin(i * Math.PI / 36)]),
        };
        // The closest point of each: the soft threshold finds that of the l1 ball.
        function closest() {
            if (ball === "0") return Math.abs(y[0]) >= Math.abs(y[1]) ? [y[0], 0] : [0, y[1]];
            const size = ball === "1" ? Math.abs(y[0]) + Math.abs(y[1]) : Math.hypot(...y);
            if (size <= radius) return y;
            if (ball === "2") return y.map((v) => v * radius / size);
            const [big, small] = y.map(Math.abs).sort((a, b) => b - a);
            const cut = small > big - radius ? (big + small - radius) / 2 : big - radius;
            return y.map((v) => Math.sign(v) * Math.max(Math.abs(v) - cut, 0));
        }
        function show() {
            const a = closest(), list = [];
            if (ball === "0") list.push({ path: [[-3, 0], [3, 0]], colour: blue, width: 4 },
                { path: [[0, -3], [0, 3]], colour: blue, width: 4 });
            else list.push({ path: shapes[ball](), colour: blue, fill: blue, closed: true });
            list.push({ arrow: [...a, ...y], colour: orange, dash: "5 4" },
                { dot: a, colour: green, radius: 6 });
            plane.draw(list);
            const zeros = a.filter((v) => Math.abs(v) < 1e-12).length;
            Object.assign(el.dataset, { ball, zeros, a: JSON.stringify(a) });
            say.textContent = `The closest allowed weights are ${a.map((v) => v.toFixed(2))
                .join(" and ")}: ${zeros === 0 ? "none" : zeros === 1 ? "one" : "both"} of them ` +
                "zero. " + (ball === "1"
                ? "Try: how large is the part of the plane from which one lands on a corner?"
                : ball === "0" ? "At most one weight: the axes. Take two allowed points, one on " +
                    "each axis: what lies halfway is not allowed, so this ball is not convex."
                : "A round ball has no corners: only a signal on an axis gives a zero.");
        }
        plane.handle({ at: y, label: "The signal", colour: grey,
            moved: (a, b) => { y = [a, b]; show(); return y; } });
        right.append(SB.h("p", { class: "say" }, "Blue is what the weights may be. The signal is " +
            "grey, the best weights are green. Drag the signal, or focus it and use the arrow " +
            "keys."));
        el.append(SB.choice({ label: "Allowed", value: "1", options: [["1", "a small ℓ1 norm"],
            ["0", "one weight (ℓ0)"], ["2", "a small length (ℓ2)"]],
            change: (v) => { ball = v; show(); } }).el,
            SB.slider({ label: "Radius", min: 0.2, max: 2.5, step: 0.1, value: radius,
                format: (v) => v.toFixed(1), change: (v) => { radius = v; show(); } }).el, say);
        show();
    });

    SB.widget("W5.6", "Two atoms learn from points in a plane", async (el) => {
        await SB.script("plane.js");
        const c = await SB.module("05_dictionary"), { blue, green, grey, orange } = SB.colours;
        const n = 60, m = 2, atoms = 2, truth = [0.5, 1.75];
        const random = noise(3 * n);
        const X = Float64Array.from({ length: n * m }, (_, i) => {
            const t = Math.floor(i / m), along = truth[t % 2], size = 2.6 * random[3 * t];
            return size * (i % m ? Math.sin(along) : Math.cos(along)) + 0.12 * random[3 * t + 1 +
                i % m];
        });
        let angles = [1.1, 2.7], A = new Float64Array(n * atoms), rounds = 0, lambda = 0.3;
        const D = () => Float64Array.from(angles.flatMap((a) => [Math.cos(a), Math.sin(a)]));
        const [left, right] = SB.columns(el, 2);
        const plane = SB.plane(left, { reach: 3, label: "points, and two atoms as directions" });
        const say = SB.say(), colours = [blue, green];
        function code() {
            const d = D();
            for (let t = 0; t < n; t++)
                A.set(c.call("sparse_code", d, atoms, m, X.subarray(t * m, t * m + m), lambda,
                    { inout: new Float64Array(atoms) }, { out: m }).out[0], t * atoms);
        }
        function update() {
            const [d] = c.call("dictionary_update", X, n, m, A, atoms, { inout: D() },
                { out: n * m }).out;
            angles = [0, 1].map((k) => Math.atan2(d[2 * k + 1], d[2 * k]));
            handles.forEach((h, k) => h.set(d[2 * k], d[2 * k + 1]));
        }
        function show() {
            const list = Array.from({ length: n }, (_, t) => {
                const used = [A[2 * t] !== 0, A[2 * t + 1] !== 0];
                return { dot: [X[2 * t], X[2 * t + 1]], radius: 3, colour: used[0] && used[1]
                    ? orange : used[0] ? blue : used[1] ? green : grey };
            });
            angles.forEach((a, k) => list.push({ path: [[-3 * Math.cos(a), -3 * Math.sin(a)],
                [3 * Math.cos(a), 3 * Math.sin(a)]], colour: colours[k], width: 1, dash: "2 4" },
                { arrow: [0, 0, Math.cos(a), Math.sin(a)], colour: colours[k], width: 4 }));
            plane.draw(list);
            const d = D();
            let left_over = 0, price = 0;
            for (let t = 0; t < n; t++) {
                for (let j = 0; j < m; j++)
                    left_over += (X[t * m + j] - A[2 * t] * d[j] - A[2 * t + 1] * d[2 + j]) ** 2;
                price += Math.abs(A[2 * t]) + Math.abs(A[2 * t + 1]);
            }
            const objective = left_over / 2 + lambda * price;
            Object.assign(el.dataset, { rounds, objective, angles: JSON.stringify(angles) });
            say.textContent = `Objective ${objective.toFixed(1)} after ${rounds} steps. Points ` +
                "take the colour of the atom they use, orange ones use both, grey ones none. " +
                "Try: code, then move the atoms, and again; then start them close together.";
        }
        const handles = angles.map((_, k) => plane.handle({ at: [Math.cos(angles[k]),
            Math.sin(angles[k])], label: `Atom ${k + 1}`, colour: colours[k], step: 0.08,
            moved: (a, b) => {
                angles[k] = Math.atan2(b, a);
                code();
                show();
                return [Math.cos(angles[k]), Math.sin(angles[k])];
            }, says: () => `${Math.round(angles[k] * 180 / Math.PI)} degrees` }));
        right.append(SB.h("p", { class: "say" }, "Each point is a signal of two samples, each " +
            "arrow an atom of length 1. Turn an atom, or focus it and use the arrow keys."),
            SB.h("div", { class: "buttons" },
                SB.h("button", { type: "button", onclick: () => { update(); rounds++; show(); } },
                    "Move the atoms"),
                SB.h("button", { type: "button", onclick: () => { code(); rounds++; show(); } },
                    "Code the points")));
        el.append(SB.slider({ label: "Price λ", min: 0, max: 1.5, step: 0.05, value: lambda,
            format: (v) => v.toFixed(2), change: (v) => { lambda = v; code(); show(); } }).el, say);
        code();
        show();
    });
}
