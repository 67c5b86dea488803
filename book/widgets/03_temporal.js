// The widgets of chapter 3.
"use strict";
{
    const ROW = 57, COL = 6, LONGEST = 91, PAD = 4;
    const mark = (curve, at) => Array.from(curve, (v, i) => (i === at ? v : null));
    const finite = (curve) => Array.from(curve, (v) => (Number.isFinite(v) ? v : null));
    const steps = SB.range(LONGEST).map((i) => i + 1);

    SB.widget("W3.1", "Changes over τ frames", async (el) => {
        const bird = await SB.bird(), c = await SB.module("03_temporal");
        const { frames: n, rows, cols } = bird, t = SB.range(n);
        const kurtosis = (x) => c.call("kit_excess_kurtosis", x, x.length).value;
        let row = ROW, col = COL, sig, diffs, curve, own, next;

        const [left, right] = SB.columns(el, 2);
        const picture = SB.picture(left, { rows, cols, scale: 2,
            label: "the first frame of the bird video, and a pixel of it" });
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
            sig = bird.signal(row, col);
            if (!sig) return bird.whole(say, () => choose(row, col));
            diffs = c.call("taus_list", sig, n, { sizes: steps }, LONGEST,
                { out: LONGEST * n }).out[0];
            curve = steps.map((lag) => kurtosis(lagged(lag)));
            own = kurtosis(sig);
            next = kurtosis(c.call("temporal_diff", sig, n, { out: n - 1 }).out[0]);
            picture.draw(bird.frame(0));
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
        SB.choosePixel(picture, { rows, cols, row, col, values: () => bird.frame(0),
            chosen: choose });
    });

    SB.widget("W3.2", "The box filter and its window", async (el) => {
        const bird = await SB.bird(), c = await SB.module("03_temporal");
        let sig = bird.signal(ROW, COL), n = sig.length, t = SB.range(n);
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
                     { label: "|sig - diff_box|", colour: SB.colours.green, width: 1 }],
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
                     { label: "start-up left out", colour: SB.colours.purple },
                     { label: "at this window", colour: SB.colours.orange, points: true },
                     { label: "sig", colour: SB.colours.blue }],
            data: [steps, curve(0), curve(1), curve(0), curve(0)],
        });
        const rests = SB.plot(beside, {
            x: "Window (frames)", y: "Excess kurtosis", height: 190,
            series: [{ label: "|sig - diff_box|", colour: SB.colours.green },
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
        await SB.script("plane.js");
        const kinds = { change: ["one frame's change", [1, -1]],
            box: ["against the mean of 5", [1, -0.2, -0.2, -0.2, -0.2, -0.2]],
            mean: ["the mean of 5", [0.2, 0.2, 0.2, 0.2, 0.2]] };
        const n = 60, t = SB.range(n), { blue, grey, orange } = SB.colours;
        const sig = Array.from(t, (i) => (i < 12 ? 1 : i < 30 ? 3 : i < 31 ? 0 : i < 40 ? 3
            : 3 - (i - 40) * 0.1));
        let taps, now = 12, handles = [];
        const tape = SB.plane(el, { box: [-1, n, -1.3, 3.5], size: 640, high: 230,
            label: "a signal, and the taps over it" });
        const [left] = SB.columns(el, 1);
        const outputs = SB.plot(left, { x: "Time (frames)", y: "Output", yRange: [-3.5, 3.5],
            height: 170, series: [{ label: "output so far", colour: blue },
                { label: "now", colour: orange, points: true }], data: [t, sig, sig] });
        const say = SB.say();
        const out = (at) => taps.reduce((sum, f, k) => sum + f * (sig[at - k] ?? 0), 0);
        const round = (v) => Math.round(20 * v) / 20;
        const place = SB.slider({ label: "Place of the taps (frame)", min: 0, max: n - 1,
            value: now, change: (v) => { now = v; show(); } });
        const choice = SB.choice({ label: "Taps", value: "change", options: Object.entries(kinds)
            .map(([key, [name]]) => [key, name]), change: take });
        el.append(place.el, choice.el, say);

        // A tap's end moves sideways with all others, and up and down by itself.
        function take(kind) {
            for (const handle of handles) handle.el.remove();
            taps = [...kinds[kind][1]];
            handles = taps.map((_, k) => tape.handle({ at: [now - k, taps[k]], colour: orange,
                label: `Tap ${k}`, steps: [1, 0.05], radius: 6,
                says: () => `${taps[k].toFixed(2)} at frame ${now - k}`,
                moved(frame, weight) {
                    now = Math.min(Math.max(Math.round(frame) + k, 0), n - 1);
                    taps[k] = round(Math.min(Math.max(weight, -1.2), 1.2));
                    place.show(now);
                    show();
                    return [now - k, taps[k]];
                } }));
            show();
        }
        function show() {
            tape.draw([{ path: sig.map((v, i) => [i, v]), colour: grey },
                ...taps.map((f, k) => ({ path: [[now - k, 0], [now - k, f]], colour: orange })),
                ...taps.map((_, k) => ({ dot: [now - k, sig[now - k] ?? 0], colour: blue }))]);
            handles.forEach((handle, k) => handle.set(now - k, taps[k]));
            outputs.update([t, sig.map((_, i) => (i <= now ? out(i) : null)), mark(
                sig.map((_, i) => out(i)), now)]);
            Object.assign(el.dataset, { now, out: out(now), taps: taps.join(" ") });
            const terms = taps.map((f, k) => `${f} × ${(sig[now - k] ?? 0).toFixed(1)}`);
            say.textContent = `Frame ${now}: ${terms.join(" + ").replaceAll("+ -", "- ")} = ` +
                `${out(now).toFixed(2)}. Try: drag the orange ends over the step, the gap and ` +
                "the slope, and up or down to change a tap. Which taps are blind to a constant, " +
                "and which respond to the slope?";
        }
        take("change");
    });
}
