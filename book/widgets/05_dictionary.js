// The widgets of chapter 5.
"use strict";
{
    const K = 15;

    const norm2 = (x) => x.reduce((sum, v) => sum + v * v, 0);
    const count = (a) => a.reduce((sum, v) => sum + (v !== 0), 0);
    const largest = (x) => x.reduce((most, v) => Math.max(most, Math.abs(v)), 0);

    // x - r: what the code explains of a signal.
    const explained = (x, r) => x.map((v, i) => v - r[i]);

    // The atoms as tiles of one picture, so many across, atom k times shade(k).
    function atoms_picture(parent, rows, cols, across, scale, label) {
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
                            D[k * rows * cols + p] * shade(k);
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
        return { X, n, m, side };
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
        const { X, n, m, side } = small_video(await SB.load("digits"));
        const c = await SB.module("05_dictionary"), ROUNDS = 60;
        const rounds = Array.from(SB.range(ROUNDS + 1));
        const starts = {
            frames: () => normalise(Float64Array.from({ length: K * m }, (_, i) =>
                X[Math.floor(i / m) * Math.floor(n / K) * m + i % m]), m),
            noise: () => normalise(noise(K * m), m),
        };
        let lambda = 0.9, start = "frames", D, objective, on, running = false;
        let over = ""; // why the learning has ended
        const round = (atoms) => c.call("fit_transform", X, n, m, K, lambda, 1, 0,
            { inout: atoms }, { out: n * K }, { out: n * m }, { out: 1 }).out;
        round(starts.frames());

        const [left, right] = SB.columns(el, 2);
        const tiles = atoms_picture(left, side, side, 5, 5, "the 15 atoms as they are learned");
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
            SB.h("option", { value: "frames" }, "frames of the video"),
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
            D = starts[start]();
            objective = [];
            on = 0;
            label();
            show();
        }
        function step() {
            const [atoms, A, , now] = round(D);
            D = atoms;
            on = count(A) / n;
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
            if (running) return; // one sentence at the end, not one a frame
            say.textContent = objective.length === 0
                ? `${n} frames of ${side} × ${side} pixels; the atoms are ` +
                  `${start === "noise" ? "noise" : "frames of the video"}, the price λ is ` +
                  `${lambda.toFixed(1)}. Press Learn.`
                : (over ? `${over}: this is the end. Learn again starts once more from the ` +
                   "same atoms; to end elsewhere, change the price or the start. " : "") +
                  `After ${objective.length} rounds at λ = ${lambda.toFixed(1)}: objective ` +
                  `${objective.at(-1).toFixed(1)}, ` +
                  `from ${objective[0].toFixed(1)} in the first round; ${on.toFixed(1)} atoms ` +
                  `in use in a frame.`;
        }
        reset();
    });
}
