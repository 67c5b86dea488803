// The widgets of chapter 4.
"use strict";
{
    const ROW = 66, COL = 133, ATOMS = 100;
    const only = (values, keep) => Array.from(values, (v, i) => (keep(i) ? v : null));

    // A signal, the dictionary, and what the exercise's OMP makes of them with k features.
    function problem(c, sig) {
        const n = sig.length;
        const [freqs, D] = c.call("set_sigs", n, ATOMS, { out: ATOMS }, { out: ATOMS * n }).out;
        const pursuit = (k) => {
            const { value, out } = c.call("OMP", D, ATOMS, n, sig, k, { outSizes: k }, { out: k },
                { out: 1 }, { out: n });
            const support = Array.from(out[0].subarray(0, value)),
                weights = new Float64Array(ATOMS);
            support.forEach((j, i) => { weights[j] = out[1][i]; });
            const residual = out[3], fit = sig.map((v, t) => v - residual[t]);
            return { picked: value, support, weights, intercept: out[2][0], residual, fit,
                     r2: c.call("kit_r2", sig, fit, n).value };
        };
        // |<d_j - mean(d_j), residual>| for every feature: what OMP compares.
        const fits = (residual) => SB.range(ATOMS).map((_, j) => {
            const d = D.subarray(j * n, (j + 1) * n), mean = d.reduce((a, b) => a + b, 0) / n;
            return Math.abs(d.reduce((sum, v, t) => sum + (v - mean) * residual[t], 0));
        });
        return { sig, n, t: SB.range(n), freqs, D, pursuit, fits };
    }
    const pixel = async () => (await SB.bird()).signal(ROW, COL);
    // A reader's own signal; a long one would take a pursuit's time a thousand times.
    const own_signal = (el, take) => SB.drop(el, { kinds: ["sound", "table"], most: 2000,
        text: "Your own signal", take: (signal) => take(SB.as_grey(signal)) });

    const stems = (label, colour) => ({ label, colour, stems: true, fill: colour });

    SB.widget("W4.1", "Orthogonal matching pursuit, step by step", async (el) => {
        const MOST = 30, c = await SB.module("04_omp");
        let now, steps;
        const solve = (signal) => {
            now = problem(c, signal);
            steps = Array.from({ length: MOST + 1 }, (_, k) => now.pursuit(k));
        };
        solve(await pixel());
        const { sig, t, freqs } = now;
        const [left, right] = SB.columns(el, 2);
        const signals = SB.plot(left, {
            x: "Time (frames)", y: "Grey value (0..255)", yRange: [0, 255], height: 190,
            series: [{ label: "signal", colour: SB.colours.grey },
                { label: "reconstruction", colour: SB.colours.blue }],
            data: [t, sig, sig],
        });
        const rest = SB.plot(right, {
            x: "Time (frames)", y: "Residual (grey values)", yRange: [-200, 200], height: 190,
            series: [{ label: "residual", colour: SB.colours.orange },
                { label: "before this step", colour: SB.colours.grey, width: 1 }],
            data: [t, sig, sig],
        });
        const [below, beside] = SB.columns(el, 2);
        const matches = SB.plot(below, {
            x: "Frequency (radians per frame)", y: "|<feature, residual>|", height: 190,
            series: [stems("all features", SB.colours.grey),
                stems("picked in this step", SB.colours.orange)],
            data: [freqs, freqs, freqs],
        });
        const code = SB.plot(beside, {
            x: "Frequency (radians per frame)", y: "Weight (grey values)", height: 190,
                empty: [-40, 40],
            series: [stems("weights", SB.colours.blue), stems("the new one", SB.colours.orange)],
            data: [freqs, freqs, freqs],
        });
        const say = SB.say();
        const back = SB.h("button", { type: "button", onclick: () => k.set(k.value - 1) }, "Back");
        const next = SB.h("button", { type: "button", onclick: () => k.set(k.value + 1) },
            "Next feature");
        const k = SB.slider({ label: "Features k", min: 0, max: MOST, value: 0, change: show });
        el.append(SB.h("p", { class: "controls buttons" }, back, next), k.el, say);

        function show(count) {
            const { sig, n, t } = now, here = steps[count],
                before = steps[Math.max(count - 1, 0)], chosen = here.support[count - 1];
            const match = now.fits(before.residual), is = (j) => j === chosen;
            signals.update([t, sig, here.fit]);
            rest.update([t, here.residual, count > 0 ? before.residual : only(t, () => false)]);
            matches.update([freqs, match, only(match, is)]);
            code.update([freqs, only(here.weights, (j) => here.support.includes(j)),
                only(here.weights, is)]);
            back.disabled = count === 0;
            next.disabled = count === MOST;
            Object.assign(el.dataset, { k: count, picked: here.picked, r2: here.r2,
                intercept: here.intercept,
                                        chosen: chosen ?? "", support: here.support.join(" "),
                                        weight: chosen === undefined ? "" : here.weights[chosen],
                                        first: count > 0 ? here.weights[here.support[0]] : "" });
            const rms = Math.hypot(...here.residual) / Math.sqrt(n);
            const found = `The fit is off by ${rms.toFixed(1)} grey values (root mean square), ` +
                `the intercept is ${here.intercept.toFixed(2)}.`;
            say.textContent = count === 0
                ? `No feature yet: the fit is the mean. ${found} The tallest stem is the ` +
                  `feature that comes next.`
                : here.picked < count
                ? `Only ${here.picked} features could help. ${found}`
                : `Step ${count} picks feature ${chosen}, of frequency ` +
                  `${freqs[chosen].toFixed(3)}; ` +
                  `its weight is ${here.weights[chosen].toFixed(1)} grey values, and all others ` +
                  `are fitted again. ${found}`;
        }
        own_signal(el, (signal) => {
            solve(signal);
            show(k.value);
        });
        show(0);
    });

    SB.widget("W4.2", "How many features?", async (el) => {
        const c = await SB.module("04_omp");
        const ks = Array.from({ length: 20 }, (_, i) => 1 + 5 * i), r2 = ks.map(() => null),
            rmse = ks.map(() => null);
        let now = problem(c, await pixel()), solved = {};
        const { sig, t, freqs } = now;
        const [left, right] = SB.columns(el, 2);
        const signals = SB.plot(left, {
            x: "Time (frames)", y: "Grey value (0..255)", yRange: [0, 255], height: 190,
            series: [{ label: "signal", colour: SB.colours.grey },
                { label: "reconstruction", colour: SB.colours.blue }],
            data: [t, sig, sig],
        });
        const code = SB.plot(right, {
            x: "Frequency (radians per frame)", y: "Weight (grey values)", height: 190,
                legend: false,
            series: [stems("weights", SB.colours.blue)], data: [freqs, freqs],
        });
        const [below, beside] = SB.columns(el, 2);
        const curve = (parent, y, colour) => SB.plot(parent, {
            x: "Cardinality k", y, height: 190, legend: false,
            series: [{ label: y, colour: SB.colours.grey },
                { label: "here", colour, points: true }], data: [ks, r2, r2],
        });
        const shares = curve(below, "R²", SB.colours.blue),
            errors = curve(beside, "RMSE (grey values)", SB.colours.orange);
        const say = SB.say();
        const k = SB.slider({ label: "Cardinality k", min: 1, max: 96, step: 5, value: 6,
            change: show });
        el.append(k.el, say);

        function show(count) {
            const { sig, t } = now, here = solved[count] ??= now.pursuit(count),
                at = ks.indexOf(count);
            const largest = here.weights.reduce((m, w) => Math.max(m, Math.abs(w)), 0);
            signals.update([t, sig, here.fit]);
            code.update([freqs, only(here.weights, (j) => here.support.includes(j))]);
            shares.update([ks, r2, only(r2, (i) => i === at)]);
            errors.update([ks, rmse, only(rmse, (i) => i === at)]);
            if (r2[at] === null) { say.textContent = "Computing ..."; return; }
            Object.assign(el.dataset, { k: count, r2: r2[at], rmse: rmse[at], largest });
            say.textContent = `${here.picked} features: R² = ${r2[at].toFixed(3)}, off by ` +
                `${rmse[at].toFixed(1)} grey values; ` +
                `the largest weight is ${largest.toFixed(largest < 1000 ? 1 : 0)}.`;
        }
        // One cardinality at a time, so that the page stays alive meanwhile.
        async function sweep() {
            const mine = now, { D, n, sig } = now;
            for (let i = 0; i < ks.length && mine === now; i++) {
                const { out } = c.call("cardinality_sweep", D, ATOMS, n, sig, { sizes: [ks[i]] }, 1,
                    { outSizes: n }, { out: n }, { out: n }, { out: 1 }, { out: 1 });
                [r2[i], rmse[i]] = [out[3][0], out[4][0]];
                show(k.value);
                await new Promise((done) => setTimeout(done, 0));
            }
        }
        own_signal(el, (signal) => {
            [now, solved] = [problem(c, signal), {}];
            r2.fill(null);
            rmse.fill(null);
            return sweep();
        });
        await sweep();
    });

    SB.widget("W4.3", "The residual stands at a right angle", async (el) => {
        await SB.script("plane.js");
        const { blue, orange, green, grey } = SB.colours, colours = [blue, green];
        let angles = [0.35, 1.9], y = [1.6, 1.9], k = 1;
        const [left, right] = SB.columns(el, 2);
        const plane = SB.plane(left, { reach: 3, label: "two features and a signal in a plane" });
        const say = SB.say();
        const unit = (a) => [Math.cos(a), Math.sin(a)], dot = (a, b) => a[0] * b[0] + a[1] * b[1];

        // The steps of the pursuit; without an intercept, since two samples have no room for one.
        function pursuit() {
            const d = angles.map(unit), picked = [];
            let r = y, h = [0, 0];
            for (let step = 0; step < k; step++) {
                const fits = d.map((a, i) => (picked.includes(i) ? -1 : Math.abs(dot(a, r))));
                const best = fits[1] > fits[0] ? 1 : 0, overlap = dot(d[0], d[1]);
                if (fits[best] < 1e-9) break;
                picked.push(best);
                if (picked.length === 1) h[best] = dot(d[best], y);
                else { // least squares on both
                    const det = 1 - overlap * overlap, a = dot(d[0], y), b = dot(d[1], y);
                    if (det > 1e-6) h = [(a - overlap * b) / det, (b - overlap * a) / det];
                }
                r = [0, 1].map((i) => y[i] - h[0] * d[0][i] - h[1] * d[1][i]);
            }
            return { d, picked, h, r };
        }
        function show() {
            const { d, picked, h, r } = pursuit(), shapes = [];
            const fit = [y[0] - r[0], y[1] - r[1]];
            d.forEach((a, i) => {
                shapes.push({ path: [[-3 * a[0], -3 * a[1]], [3 * a[0], 3 * a[1]]],
                    colour: colours[i], width: 1, dash: "2 4" },
                    { arrow: [0, 0, a[0], a[1]], colour: colours[i], width: 4 });
            });
            shapes.push({ arrow: [0, 0, ...y], colour: grey },
                { arrow: [0, 0, ...fit], colour: blue, dash: "5 4" },
                { arrow: [...fit, ...y], colour: orange });
            plane.draw(shapes);
            const size = Math.hypot(...r), with_picked = picked.map((i) => dot(d[i], r));
            Object.assign(el.dataset, { k, angles: JSON.stringify(angles), residual: size,
                first: picked[0] ?? "",
                right: Math.max(0, ...with_picked.map(Math.abs)) });
            say.textContent = (k === 0 ? "No step yet: the residual (orange) is the signal. "
                : `Picked: ${picked.map((i) => "feature " + (i + 1)).join(", then ")}, weights ` +
                  `${h.map((v) => v.toFixed(2)).join(" and ")}. The residual is ` +
                  `${size.toFixed(2)} long and has an inner product of ` +
                  `${Math.abs(with_picked[0]).toFixed(2)} with what was picked first: a right ` +
                  "angle. ") +
                "Try: turn a feature until the other one is picked first; then turn both close " +
                "together and see the weights explode.";
        }
        angles.forEach((_, i) => {
            const moved = (a, b) => {
                angles[i] = Math.atan2(b, a);
                show();
                return unit(angles[i]);
            };
            plane.handle({ at: unit(angles[i]), label: `Feature ${i + 1}`, colour: colours[i],
                step: 0.08, moved, says: () =>
                    `${Math.round(angles[i] * 180 / Math.PI)} degrees` });
        });
        plane.handle({ at: y, label: "The signal", colour: grey,
            moved: (a, b) => { y = [a, b]; show(); return y; } });
        right.append(SB.h("p", { class: "say" }, "Each feature is an arrow of length 1, the " +
            "signal is grey, what the picked features make of it is dashed. Orange is what is " +
            "left. Drag the round ends, or focus one and use the arrow keys."));
        el.append(SB.choice({ label: "Steps", value: "1", options: [["0", "none"], ["1", "one"],
            ["2", "two"]], change: (v) => { k = Number(v); show(); } }).el, say);
        show();
    });
}
