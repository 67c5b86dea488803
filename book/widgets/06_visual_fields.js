// The widgets of chapter 6.
"use strict";
{
    const CHAPTER = "06_visual_fields", CROP = 4, M = CROP * CROP, K = 8, ROUNDS = 100;

    const norm2 = (x) => x.reduce((sum, v) => sum + v * v, 0);
    const largest = (x) => x.reduce((most, v) => Math.max(most, Math.abs(v)), 0);

    // Picture i of a packed set, as numbers 0..255.
    function photo(set, i) {
        const one = set.shape[1] * set.shape[2] * 3;
        return Float64Array.from(set.values.subarray(i * one, (i + 1) * one));
    }

    const grey_of = (c, rgb) => c.call("rgb2gray", rgb, rgb.length / 3,
        { out: rgb.length / 3 }).out[0];

    // The middle patch: of three by three places the fifth.
    function crop_of(c, grey, side) {
        const nine = c.call("extract_patches", grey, side, side, CROP, (side - CROP) / 2,
            { out: 9 * M });
        if (nine.value !== 9) throw new Error("extract_patches finds " + nine.value +
            " patches, not 9");
        return nine.out[0].subarray(4 * M, 5 * M);
    }

    // Several pictures side by side, each under its name.
    function named(parent, name, shape) {
        const box = parent.appendChild(SB.h("div", {}, SB.h("p", { class: "say" }, name)));
        return SB.picture(box, { ...shape, label: name });
    }

    SB.widget("W6.1", "50 of the images, in colour and in grey", async (el) => {
        const set = await SB.load("images"), c = await SB.module(CHAPTER);
        const [count, rows, cols] = set.shape;
        grey_of(c, photo(set, 0));
        const row = el.appendChild(SB.h("div", { class: "row" }));
        const colour = named(row, "Colour", { rows, cols, scale: 6 }),
            grey = named(row, "Grey, by rgb2gray", { rows, cols, scale: 6 });
        const say = SB.say();
        el.append(SB.slider({ label: "Image", min: 0, max: count - 1, value: 0, change: show }).el,
            say);
        function show(i) {
            const rgb = photo(set, i), values = grey_of(c, rgb),
                middle = (rows / 2) * cols + cols / 2;
            colour.rgb(rgb);
            grey.draw(values);
            el.dataset.grey = values[middle];
            say.textContent = `Image ${i}. Its middle pixel: red ${rgb[3 * middle]}, green ` +
                `${rgb[3 * middle + 1]}, ` +
                `blue ${rgb[3 * middle + 2]}; grey ${values[middle].toFixed(2)}.`;
        }
        show(0);
    });

    SB.widget("W6.2", "The 80 images that the small model uses", async (el) => {
        const set = await SB.load("images", "images_used"), c = await SB.module(CHAPTER);
        const [count, rows, cols] = set.shape, at = (rows - CROP) / 2;
        crop_of(c, grey_of(c, photo(set, 0)), rows);
        const row = el.appendChild(SB.h("div", { class: "row" }));
        const whole = named(row, "Grey; the crop in red", { rows, cols, scale: 6 });
        const crop = named(row, "The crop of 4 x 4 pixels", { rows: CROP, cols: CROP, scale: 48 });
        // The frame is drawn over the picture, so that the crop's own pixels stay as they are.
        const holder = SB.h("div",
            { style: "position: relative; line-height: 0; max-width: 100%; width: fit-content" });
        whole.canvas.before(holder);
        const percent = (pixels) => 100 * pixels / rows + "%";
        const place = `left: ${percent(at)}; top: ${percent(at)}; ` +
            `width: ${percent(CROP)}; height: ${percent(CROP)}`;
        holder.append(whole.canvas, SB.h("span", { style:
            "position: absolute; box-sizing: border-box; border: 2px solid #ff3030; " + place }));
        const say = SB.say();
        el.append(SB.slider({ label: "Image", min: 0, max: count - 1, value: 0, change: show }).el,
            say);
        function show(i) {
            const grey = grey_of(c, photo(set, i)), patch = crop_of(c, grey, rows);
            const mean = patch.reduce((sum, v) => sum + v, 0) / M;
            const spread = Math.sqrt(patch.reduce((sum, v) => sum + (v - mean) ** 2, 0) / M);
            whole.draw(grey);
            crop.draw(patch);
            el.dataset.mean = mean;
            el.dataset.spread = spread;
            say.textContent = `Image ${i}: the crop's grey values have mean ${mean.toFixed(1)} ` +
                `and standard deviation ${spread.toFixed(1)}.`;
        }
        show(0);
    });

    SB.widget("W6.3", "Choose the price α", async (el) => {
        const set = await SB.load("images", "images_used"), c = await SB.module(CHAPTER);
        const n = set.shape[0], crops = new Float64Array(n * M);
        for (let i = 0; i < n; i++)
            crops.set(crop_of(c, grey_of(c, photo(set, i)).map((v) => v / 255), set.shape[1]),
                i * M);

        const trained = new Map();
        function train(step) { // alpha = 10^(-4 + step / 10)
            if (!trained.has(step)) {
                const alpha = 10 ** (-4 + step / 10);
                const { value, out: [X, D, A] } = c.call("train_fields", { inout: crops }, n, M, K,
                    alpha, ROUNDS, { out: K * M }, { out: n * K });
                if (value !== 0) throw new Error("train_fields returns " + value);
                const left = X.map((v, i) => {
                    for (let k = 0; k < K; k++) v -= A[Math.floor(i / M) * K + k] *
                        D[k * M + i % M];
                    return v;
                });
                trained.set(step, { alpha, D, A, on: A.reduce((sum, v) => sum + (v !== 0), 0) / n,
                    unexplained: norm2(left) / norm2(X) });
            }
            return trained.get(step);
        }
        train(30);

        const [left, right] = SB.columns(el, 2), steps = Array.from({ length: 41 }, (_, i) => i),
            exponents = steps.map((s) => -4 + s / 10);
        const tiles = SB.picture(left, { rows: 2 * (CROP + 1) - 1, cols: 4 * (CROP + 1) - 1,
            scale: 19, label: "the 8 atoms" });
        left.append(SB.h("p", { class: "say" },
            "The weights: a row per atom, a column per image; darker is larger."));
        const codes = SB.picture(left, { rows: K, cols: n, scale: 4.5,
            label: "the weights of 8 atoms in 80 crops" });
        codes.canvas.style.height = "7rem";
        const curves = (y, colour, yRange) => SB.plot(right, {
            x: "log₁₀ of α", y, height: 165, yRange, xRange: [-4, 0], legend: false,
            series: [{ label: "tried so far", colour, points: true },
                     { label: "at this α", colour: SB.colours.orange, points: true }],
            data: [exponents, steps.map(() => null), steps.map(() => null)],
        });
        const on = curves("Atoms on (of 8)", SB.colours.blue, [0, 8.5]),
            error = curves("Unexplained (%)", SB.colours.green, [0, 105]);
        const say = SB.say();
        el.append(SB.slider({ label: "Price α", min: 0, max: 40, value: 30, format: (s) =>
            (10 ** (-4 + s / 10)).toPrecision(2),
                              change: show }).el, say);
        let now = 30;

        function show(step) {
            const t = train(step), picture = new Float64Array(tiles.canvas.width *
                tiles.canvas.height);
            now = step;
            for (let i = 0; i < K * M; i++) {
                const k = Math.floor(i / M), row = Math.floor(k / 4) * (CROP + 1) +
                    Math.floor(i % M / CROP);
                picture[row * tiles.canvas.width + (k % 4) * (CROP + 1) + i % CROP] = t.D[i];
            }
            tiles.draw(picture, { lo: -1, hi: 1, map: "diverging" });
            codes.draw(Float64Array.from({ length: K * n }, (_, i) =>
                -Math.abs(t.A[(i % n) * K + Math.floor(i / n)])), { lo: -0.5, hi: 0 });
            curve();
            el.dataset.alpha = t.alpha;
            el.dataset.on = t.on;
            el.dataset.unexplained = t.unexplained;
            say.textContent = `At α = ${t.alpha.toPrecision(2)}: ${t.on.toFixed(1)} of ${K} ` +
                `atoms on in a crop, ` +
                `${(100 * t.unexplained).toFixed(0)} % of the variance unexplained. Trained ` +
                `just now: 80 crops, up to ${ROUNDS} rounds.`;
        }
        function curve() {
            for (const [plot, value] of [[on, (t) => t.on], [error, (t) => 100 * t.unexplained]])
                plot.update([exponents, steps.map((s) =>
                    (trained.has(s) ? value(trained.get(s)) : null)),
                             steps.map((s) => (s === now ? value(trained.get(s)) : null))]);
        }
        show(30);

        // The other values of alpha, while nobody drags: the curves fill themselves.
        const rest = steps.filter((s) => s !== 30), later =
            window.requestIdleCallback ?? ((f) => setTimeout(f, 30));
        function next() {
            const step = rest.pop();
            if (step === undefined) { curve(); el.dataset.curves = "all"; return; }
            train(step);
            if (rest.length % 5 === 0) curve();
            later(next);
        }
        later(next);
    });

    SB.widget("W6.4", "The full model, atom by atom", async (el) => {
        const atoms = await SB.load("atoms"), gabors = await SB.load("atoms", "gabors"),
            c = await SB.module(CHAPTER);
        const [count, side] = atoms.shape, m = side * side, per = gabors.shape[1], across = 16,
            tile = side + 1;
        const wide = across * tile + 1, high = Math.ceil(count / across) * tile + 1;
        const atom = (k) => atoms.values.subarray(k * m, (k + 1) * m), fit = (k) =>
            gabors.values.subarray(k * per, (k + 1) * per);
        const [left, right] = SB.columns(el, 2);
        left.style.flex = "2 1 20rem";
        right.style.flex = "1 1 12rem";
        const wall = SB.picture(left, { rows: high, cols: wide, scale: 2.3,
            label: "all atoms, those first whose fit is fully measured" });
        const values = new Float64Array(wide * high).fill(NaN);
        for (let k = 0; k < count; k++) {
            const most = largest(atom(k)) || 1;
            for (let j = 0; j < m; j++)
                values[(Math.floor(k / across) * tile + 1 + Math.floor(j / side)) * wide +
                    (k % across) * tile + 1 + j % side] = atom(k)[j] / most;
        }
        const grid = wall.canvas;
        grid.tabIndex = 0;
        grid.style.cursor = "crosshair";
        grid.style.touchAction = "manipulation";
        grid.setAttribute("role", "slider");
        grid.setAttribute("aria-valuemin", 1);
        grid.setAttribute("aria-valuemax", count);
        const pair = right.appendChild(SB.h("div", { class: "row" }));
        const large = named(pair, "The atom", { rows: side, cols: side, scale: 8 }),
            drawn = named(pair, "Its Gabor fit", { rows: side, cols: side, scale: 8 });
        const table = right.appendChild(SB.h("dl", { class: "numbers" })), say = SB.say();
        el.append(say);
        let now = -1;

        function show(k) {
            if (k === now) return;
            now = k;
            const g = fit(k), most = largest(atom(k)) || 1, degrees = g[2] * 180 / Math.PI,
                band = isFinite(g[9]), measured = g[12] === 1;
            wall.draw(values, { lo: -1, hi: 1 });
            wall.context.strokeStyle = "#ff3030";
            wall.context.strokeRect((k % across) * tile + 0.5, Math.floor(k / across) * tile + 0.5,
                tile, tile);
            large.draw(atom(k), { lo: -most, hi: most });
            drawn.draw(c.call("gabor_draw", g.slice(0, 9), side, { out: m }).out[0],
                { lo: -most, hi: most });
            const facts = [
                ["R² of the fit", g[8].toFixed(3)],
                ["Orientation", degrees.toFixed(0) + " degrees"],
                ["Frequency (cycles a pixel)", measured ? g[3].toFixed(3) : "not measured"],
                ["Width along the wave (pixels)", g[4].toFixed(2)],
                ["Width along its bars (pixels)", g[5].toFixed(2)],
                ["Bandwidth", !measured ? "not measured"
                    : band ? g[9].toFixed(1) + " octaves" : "none: low-pass"],
                ["Orientation width", measured ? g[10].toFixed(0) + " degrees" : "not measured"],
            ];
            table.replaceChildren(...facts.flatMap(([name, value]) =>
                [SB.h("dt", {}, name), SB.h("dd", {}, value)]));
            el.dataset.atom = k;
            el.dataset.r2 = g[8];
            grid.setAttribute("aria-valuenow", k + 1);
            grid.setAttribute("aria-valuetext", `atom ${k + 1}, R squared ${g[8].toFixed(3)}`);
            const verdict = !(g[8] > 0.8) ? "a Gabor function does not fit it well"
                : g[11] !== 1 ? "a good fit, but the window is too long or too wide to be localised"
                : !measured ? "localised; but a limit of the search holds the fit, as with a " +
                    "plain edge, so its frequency was not measured"
                : "localised, and the fit determines its frequency";
            say.textContent = `Atom ${k + 1} of ${count}: ${verdict}. ` +
                "Point at another, tap it, or use the arrow keys.";
        }
        const under = (event) => {
            const box = grid.getBoundingClientRect();
            const col = Math.floor((event.clientX - box.left) / box.width * across);
            const row = Math.floor((event.clientY - box.top) / box.height *
                Math.ceil(count / across));
            return Math.min(Math.max(row * across + Math.min(Math.max(col, 0), across - 1), 0),
                count - 1);
        };
        let wanted = null;
        const point = (event) => {
            const k = under(event);
            if (wanted === null) requestAnimationFrame(() => { show(wanted); wanted = null; });
            wanted = k;
        };
        grid.addEventListener("pointermove", point);
        grid.addEventListener("pointerdown", point);
        grid.addEventListener("keydown", (event) => {
            const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -across, ArrowDown: across,
                Home: -count, End: count }[event.key];
            if (!step) return;
            event.preventDefault();
            show(Math.min(Math.max(now + step, 0), count - 1));
        });
        show(0);
    });

    // Rows of norm 1, and the tiles of 32 x 32 pixels that a picture has.
    function unit_rows(values, m) {
        const out = Float64Array.from(values);
        for (let i = 0; i < out.length; i += m) {
            const row = out.subarray(i, i + m), norm = Math.sqrt(norm2(row)) || 1;
            row.forEach((v, j) => { row[j] = v / norm; });
        }
        return out;
    }
    function tiles_of({ grey, rows, cols }) {
        const T = 32, down = Math.floor(rows / T), across = Math.floor(cols / T);
        const out = new Float64Array(down * across * T * T);
        for (let i = 0; i < out.length; i++) {
            const tile = Math.floor(i / (T * T)), r = Math.floor(i % (T * T) / T), c = i % T;
            out[i] = grey[(Math.floor(tile / across) * T + r) * cols + tile % across * T + c];
        }
        return { images: out, shape: [down * across, T, T, 12] };
    }

    SB.widget("W6.5", "Train the model yourself", async (el) => {
        const SOURCES = {
            photographs: async () => {
                const grey = await SB.load("grey_images");
                return { images: Float64Array.from(grey.values), shape: [...grey.shape, 12] };
            },
            digits: async () => {
                const video = await SB.load("digits"), [frames, rows, cols] = video.shape;
                return { rows: unit_rows(video.values, rows * cols), shape: [frames, rows * cols] };
            },
            own: async () => own,
        };
        let source = "photographs", own = null, loaded = null, learner = null, running = false;
        let alpha = 0.1, K = 128, seed = 1, side = 12, curve = [], last = null;
        const across = 16;
        const [left, right] = SB.columns(el, 2);
        left.style.flex = "2 1 20rem";
        right.style.flex = "1 1 14rem";
        const holder = left.appendChild(SB.h("div"));
        const shares = SB.plot(right, { x: "Patches (thousands)", y: "Gabor-like (%)", height: 150,
            yRange: [0, 100], series: [{ label: "share", colour: SB.colours.blue }],
            data: [[0], [null]] });
        const errors = SB.plot(right, { x: "Patches (thousands)", y: "Held-out objective",
            height: 150, series: [{ label: "held out", colour: SB.colours.green }],
            data: [[0], [null]] });
        const say = SB.say();
        const train = SB.h("button", { type: "button", onclick: () => (running ? pause() : go()) },
            "Train");
        const again = SB.h("button", { type: "button", onclick: () => {
            seed++; // other patches to start from
            restart(true);
        } }, "Start again");
        const what = SB.h("select", { onchange: () => {
            source = what.value;
            loaded = null;
            restart(false);
        } }, SB.h("option", { value: "photographs" }, "the book's photographs"),
            SB.h("option", { value: "digits" }, "the digits of chapter 5"));
        const count = SB.choice({ label: "Atoms", value: "128", options: [["64", "64"],
            ["128", "128"], ["288", "288"]], change: (v) => { K = Number(v); restart(false); } });
        const price = SB.slider({ label: "Price α", min: 0.02, max: 0.3, step: 0.02, value: alpha,
            format: (v) => v.toFixed(2), change: (v) => { alpha = v; restart(false); } });
        el.append(SB.h("div", { class: "row controls" }, train, again,
            SB.h("label", {}, "Learn from", what)), price.el, count.el);
        SB.drop(el, { kinds: ["image"], text: "or from a picture of your own", take: (picture) => {
            own = tiles_of(picture);
            if (own.shape[0] < 2) throw new Error("it is too small: 64 × 32 pixels is the least");
            if (!what.querySelector("[value=own]"))
                what.append(SB.h("option", { value: "own" }, "your picture"));
            what.value = source = "own";
            loaded = null;
            restart(true);
        } });
        el.append(say);

        let wall = null;
        function draw(atoms) {
            const tile = side + 1, wide = across * tile + 1,
                high = Math.ceil(K / across) * tile + 1, m = side * side;
            if (wall?.rows !== high || wall?.cols !== wide) {
                holder.replaceChildren();
                wall = { rows: high, cols: wide, ...SB.picture(holder, { rows: high, cols: wide,
                    scale: side === 12 ? 2.3 : 1.1, label: "the atoms as they are learned" }) };
            }
            const values = new Float64Array(wide * high).fill(NaN);
            for (let k = 0; k < K; k++) {
                const atom = atoms.subarray(k * m, (k + 1) * m), most = largest(atom) || 1;
                for (let j = 0; j < m; j++)
                    values[(Math.floor(k / across) * tile + 1 + Math.floor(j / side)) * wide +
                        (k % across) * tile + 1 + j % side] = atom[j] / most;
            }
            wall.draw(values, { lo: -1, hi: 1 });
        }
        function told(message) {
            if (message.failed) {
                running = false;
                label();
                say.textContent = `The training has ended: ${message.failed}.`;
                el.dataset.failed = message.failed;
                return;
            }
            if (message.ready || message.atoms.length !== K * side * side) return;
            last = message;
            draw(message.atoms);
            curve.push([message.seen / 1000, message.share === null ? null : 100 * message.share,
                message.judged]);
            if (curve.length > 400) curve = curve.filter((_, i) => i % 2 === 0);
            const column = (i) => curve.map((c) => c[i]);
            shares.update([column(0), column(1)]);
            errors.update([column(0), column(2)]);
            Object.assign(el.dataset, { seen: message.seen, share: message.share ?? "",
                judged: message.judged, seconds: message.seconds });
            if (!running) tell();
        }
        function tell() {
            const rate = last && last.seconds > 0 ? last.seen / last.seconds : 0;
            say.textContent = !last || last.seen === 0
                ? `${K} atoms that start as patches. Press Train and watch: edges appear within ` +
                  "seconds. Then try another price, or more atoms than the 144 pixels."
                : `${last.seen.toLocaleString("en")} patches in ${last.seconds.toFixed(1)} s of ` +
                  `learning, ${Math.round(rate).toLocaleString("en")} a second` +
                  (last.share === null ? "" : `; ${(100 * last.share).toFixed(0)} % of the atoms ` +
                    "are localised and fitted well by a Gabor function") +
                  `. Held-out objective ${last.judged.toFixed(3)}.`;
        }
        function label() {
            train.textContent = running ? "Pause" : last?.seen ? "Go on" : "Train";
            Object.assign(el.dataset, { running: running ? "yes" : "no", alpha, atoms: K, seed });
        }
        async function prepare() {
            if (!learner) {
                await SB.script("trainer.js");
                learner = await SB.trainer(told);
            }
            if (loaded === source) return;
            say.textContent = "Preparing the patches ...";
            const data = await SOURCES[source]();
            side = data.images ? 12 : Math.sqrt(data.shape[1]);
            learner.data(data);
            loaded = source;
            learner.begin({ count: K, alpha, seed });
        }
        async function go() {
            running = true;
            label();
            try {
                await prepare();
                if (running) learner.run();
            } catch (error) {
                told({ failed: error.message });
            }
        }
        function pause() {
            running = false;
            learner?.pause();
            label();
            tell();
        }
        // The same from the start; it goes on running if it ran, or if it is asked to.
        function restart(run) {
            const ran = running || run;
            learner?.pause();
            running = false;
            curve = [];
            last = null;
            if (learner && loaded === source) learner.begin({ count: K, alpha, seed });
            tell();
            label();
            el.dataset.seen = 0;
            if (ran) go();
        }
        draw(new Float32Array(K * side * side));
        tell();
        label();
    });
}
