// The widgets of chapter 3.
"use strict";
{
    const ROW = 57, COL = 6, LONGEST = 91, PAD = 4;
    const mark = (curve, at) => Array.from(curve, (v, i) => (i === at ? v : null));
    const finite = (curve) => Array.from(curve, (v) => (Number.isFinite(v) ? v : null));
    const steps = SB.range(LONGEST).map((i) => i + 1);

    SB.widget("W3.1", "Changes over τ frames", async (el) => {
        const bird = await SB.load("bird"), c = await SB.module("03_temporal");
        const [n, rows, cols] = bird.shape, t = SB.range(n);
        const kurtosis = (x) => c.call("kit_excess_kurtosis", x, x.length).value;
        let row = ROW, col = COL, sig, diffs, curve, own, next;

        const [left, right] = SB.columns(el, 2);
        const picture = SB.picture(left, { rows, cols, scale: 2,
            label: "the first frame; arrow keys choose another pixel" });
        const signals = SB.plot(right, {
            x: "Time (frames)", y: "Grey value (0..255)", yRange: [0, 255], height: 200,
            series: [{ label: "sig", colour: SB.colours.grey },
                { label: "changes", colour: SB.colours.orange }],
            data: [t, t, t],
        });
        const [below, beside] = SB.columns(el, 2);
        const histogram = SB.plot(below, {
            x: "Grey value, or its change", y: "Frames (log)", yRange: [0.5, 300], logY: true,
                bars: true,
            series: [{ label: "sig", colour: SB.colours.grey, fill: SB.colours.grey + "40" },
                     { label: "changes", colour: SB.colours.orange,
                         fill: SB.colours.orange + "30" }],
            data: [[0, 255], [1, 1], [1, 1]],
        });
        const kurtoses = SB.plot(beside, {
            x: "Lag τ (frames)", y: "Excess kurtosis",
            series: [{ label: "changes", colour: SB.colours.grey },
                     { label: "at this τ", colour: SB.colours.orange, points: true },
                     { label: "sig", colour: SB.colours.blue }],
            data: [steps, steps, steps, steps],
        });
        const say = SB.say();
        const tau = SB.slider({ label: "Lag τ (frames)", min: 1, max: LONGEST, value: 1,
            change: show });
        el.append(tau.el, say);

        const lagged = (lag) => diffs.subarray((lag - 1) * n, lag * n - lag);
        function choose(r, k) {
            [row, col] = [r, k];
            sig = SB.pixel(bird, row, col);
            diffs = c.call("taus_list", sig, n, { sizes: steps }, LONGEST,
                { out: LONGEST * n }).out[0];
            curve = steps.map((lag) => kurtosis(lagged(lag)));
            own = kurtosis(sig);
            next = kurtosis(c.call("temporal_diff", sig, n, { out: n - 1 }).out[0]);
            picture.draw(bird.values.subarray(0, rows * cols));
            picture.context.strokeStyle = "#ff0000";
            picture.context.strokeRect(col - 1.5, row - 1.5, 4, 4);
            show(tau.value);
        }
        function show(lag) {
            const diff = lagged(lag), [edges, before] = SB.histogram(sig, 0, 255, 51, 0.5);
            signals.update([t, sig, Array.from(t, (i) => diff[i] ?? null)]);
            histogram.update([edges, before, SB.histogram(diff, 0, 255, 51, 0.5)[1]]);
            kurtoses.update([steps, finite(curve), mark(finite(curve), lag - 1),
                steps.map(() => own)]);
            Object.assign(el.dataset, { tau: lag, kurtosis: curve[lag - 1], kurtosisSig: own,
                kurtosisDiff: next });
            say.textContent = `Row ${row}, column ${col}: excess kurtosis of sig ` +
                `${own.toFixed(1)}, of its changes over ` +
                `${lag} ${lag === 1 ? "frame" : "frames"} ${curve[lag - 1].toFixed(1)}. ` +
                "Click another pixel, or use the arrow keys on the picture.";
        }
        choose(row, col);
        SB.choosePixel(picture, rows, cols, row, col, choose);
    });

    SB.widget("W3.2", "The box filter and its window", async (el) => {
        const bird = await SB.load("bird"), c = await SB.module("03_temporal");
        let sig = SB.pixel(bird, ROW, COL), n = sig.length, t = SB.range(n);
        const kurtosis = (x) => c.call("kit_excess_kurtosis", x, x.length).value;
        let own = kurtosis(sig);
        const filtered = (window) => {
            const [out, taps] = c.call("diff_box", sig, n, window, PAD, { out: n },
                { out: 2 * PAD + 2 * window + 1 }).out;
            return { out, taps, rest: sig.map((v, i) => Math.abs(v - out[i])) };
        };
        const measure = () => Array.from(steps, (window) => {
            const { out, rest } = filtered(window);
            return [kurtosis(out), kurtosis(out.subarray(PAD + 2 * window)), kurtosis(rest)];
        });
        let curves = measure();
        const curve = (i) => Array.from(curves, (k) => k[i]);

        const [left, right] = SB.columns(el, 2);
        const signals = SB.plot(left, {
            x: "Time (frames)", y: "Grey value",
            series: [{ label: "sig", colour: SB.colours.grey },
                { label: "diff_box(sig)", colour: SB.colours.orange },
                     { label: "|sig - diff_box|", colour: SB.colours.yellow, width: 1 }],
            data: [t, sig, sig, sig],
        });
        const taps = SB.plot(right, {
            x: "Samples into the past", y: "Tap", legend: false,
            series: [{ label: "tap", colour: SB.colours.blue, stems: true, fill: SB.colours.blue }],
            data: [[0, 1], [0, 0]],
        });
        const [below, beside] = SB.columns(el, 2);
        const changes = SB.plot(below, {
            x: "Window (frames)", y: "Excess kurtosis", height: 190,
            series: [{ label: "diff_box, all frames", colour: SB.colours.orange },
                     { label: "start-up left out", colour: SB.colours.green },
                     { label: "at this window", colour: SB.colours.orange, points: true },
                     { label: "sig", colour: SB.colours.blue }],
            data: [steps, curve(0), curve(1), curve(0), curve(0)],
        });
        const rests = SB.plot(beside, {
            x: "Window (frames)", y: "Excess kurtosis", height: 190,
            series: [{ label: "|sig - diff_box|", colour: SB.colours.yellow },
                     { label: "at this window", colour: SB.colours.orange, points: true },
                     { label: "sig", colour: SB.colours.blue }],
            data: [steps, curve(2), curve(2), curve(2)],
        });
        const say = SB.say();
        const window_ = SB.slider({ label: "Window (frames)", min: 1, max: LONGEST, value: 10,
            change: show });
        el.append(window_.el, say);

        function show(window) {
            const f = filtered(window), [all, settled, rest] = curves[window - 1],
                level = steps.map(() => own);
            signals.update([t, sig, f.out, f.rest]);
            taps.update([SB.range(f.taps.length), f.taps]);
            changes.update([steps, curve(0), finite(curve(1)), mark(curve(0), window - 1), level]);
            rests.update([steps, curve(2), mark(curve(2), window - 1), level]);
            Object.assign(el.dataset, { window, kurtosis: all, kurtosisSettled: settled,
                kurtosisRest: rest,
                                        tapPlus: f.taps[PAD + window],
                                            tapMinus: f.taps[PAD + window + 1] });
            say.textContent = `Window ${window}: one tap of ${f.taps[PAD + window].toFixed(3)}, ` +
                `${window} of ` +
                `${f.taps[PAD + window + 1].toFixed(3)}. Excess kurtosis of diff_box(sig) ` +
                `${all.toFixed(1)}, ` +
                `without the start-up ${settled.toFixed(1)}, of |sig - diff_box| ` +
                `${rest.toFixed(1)}; of sig ${own.toFixed(1)}.`;
        }
        SB.drop(el, { kinds: ["sound", "table"], text: "Your own signal", take: (signal) => {
            if (signal.length <= 2 * LONGEST + PAD)
                throw new Error(`${2 * LONGEST + PAD + 1} samples are the least`);
            sig = SB.as_grey(signal);
            n = sig.length;
            t = SB.range(n);
            own = kurtosis(sig);
            curves = measure();
            show(window_.value);
        } });
        show(window_.value);
    });

    SB.widget("W3.3", "Taps slide over a signal", async (el) => {
        const kinds = { change: ["one frame's change", [1, -1]],
            box: ["against the mean of 5", [1, -0.2, -0.2, -0.2, -0.2, -0.2]],
            mean: ["the mean of 5", [0.2, 0.2, 0.2, 0.2, 0.2]] };
        const n = 60, t = SB.range(n);
        const sig = Array.from(t, (i) => (i < 12 ? 1 : i < 30 ? 3 : i < 31 ? 0 : i < 40 ? 3
            : 3 - (i - 40) * 0.1));
        let taps = kinds.change[1], now = 12;
        const [left, right] = SB.columns(el, 2);
        const signals = SB.plot(left, { x: "Time (frames)", y: "Signal", yRange: [-0.5, 3.5],
            height: 190, series: [{ label: "signal", colour: SB.colours.grey },
                { label: "samples under the taps", colour: SB.colours.orange, points: true,
                    width: 0 }], data: [t, sig, sig] });
        const outputs = SB.plot(right, { x: "Time (frames)", y: "Output", yRange: [-3.5, 3.5],
            height: 190, series: [{ label: "output so far", colour: SB.colours.blue },
                { label: "now", colour: SB.colours.orange, points: true }], data: [t, sig, sig] });
        const say = SB.say();
        const out = (at) => taps.reduce((sum, f, k) => sum + f * (sig[at - k] ?? 0), 0);
        el.append(SB.slider({ label: "Place of the taps (frame)", min: 0, max: n - 1, value: now,
            change: (v) => { now = v; show(); } }).el,
            SB.choice({ label: "Taps", value: "change", options: Object.entries(kinds).map(
                ([key, [name]]) => [key, name]),
                change: (v) => { taps = kinds[v][1]; show(); } }).el, say);
        function show() {
            signals.update([t, sig, sig.map((v, i) => (i <= now && i > now - taps.length ? v
                : null))]);
            outputs.update([t, sig.map((_, i) => (i <= now ? out(i) : null)), mark(
                sig.map((_, i) => out(i)), now)]);
            Object.assign(el.dataset, { now, out: out(now), taps: taps.length });
            const terms = taps.map((f, k) => `${f} × ${(sig[now - k] ?? 0).toFixed(1)}`);
            say.textContent = `Frame ${now}: ${terms.join(" + ").replaceAll("+ -", "- ")} = ` +
                `${out(now).toFixed(2)}. Try: drag over the step, the gap and the slope. Which ` +
                "taps are blind to a constant, and which answer to the slope?";
        }
        show();
    });
}
