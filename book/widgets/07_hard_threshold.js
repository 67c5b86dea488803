// The widget of chapter 7.
"use strict";
SB.widget("W7.1", "A hard threshold on the frame", async (el) => {
    const frame = await SB.load("frame"), c = await SB.module("07_hard_threshold");
    const [rows, cols] = frame.shape, n = rows * cols, grey = Float64Array.from(frame.values);
    const kurtosis = (x) => c.call("kit_excess_kurtosis", x, n).value, own = kurtosis(grey);
    const thresholded = (theta) => c.call("hard_thres", grey, rows, cols, theta, { out: n }).out[0];
    // From a percentile to its threshold, by sorting the frame once: it takes longer than a frame.
    const percents = Float64Array.from(SB.range(101));
    const [cuts] = c.call("kit_percentiles", grey, n, percents, percents.length,
        { out: percents.length }).out;
    const [edges, before] = SB.histogram(grey, 0, 255, 100, 0.5);
    const thetas = SB.range(52).map((i) => 5 * i), curve =
        thetas.map((theta) => kurtosis(thresholded(theta)));

    const [left, right] = SB.columns(el, 2);
    const picture = SB.picture(left, { rows, cols, scale: 0.5,
        label: "the frame, dark pixels set to 0" });
    const histogram = SB.plot(right, {
        x: "Grey value", y: "Pixels (log)", yRange: [0.5, 3e5], logY: true, bars: true, height: 190,
        series: [{ label: "frame", colour: SB.colours.grey, fill: SB.colours.grey + "40" },
                 { label: "hard_thres", colour: SB.colours.orange, width: 1 }],
        data: [edges, before, before],
    });
    const [below, beside] = SB.columns(el, 2);
    const kurtoses = SB.plot(beside, {
        x: "Threshold θ (grey value)", y: "Excess kurtosis", height: 190,
        series: [{ label: "hard_thres", colour: SB.colours.grey },
                 { label: "at this θ", colour: SB.colours.orange, points: true },
                 { label: "frame", colour: SB.colours.blue }],
        data: [thetas, curve, curve, curve],
    });
    const say = SB.say();
    const theta = SB.slider({ label: "Threshold θ", min: 0, max: 255, value: 150, change: (v) =>
        show(v, null) });
    const share = SB.slider({
        label: "or the percentile", min: 0, max: 100, value: 80, format: (q) => q + "th",
        change: (q) => show(cuts[q], q),
    });
    below.append(say);
    el.append(theta.el, share.el);

    function show(value, q) {
        const out = thresholded(value), k = kurtosis(out);
        let kept = 0;
        for (let i = 0; i < n; i++) kept += grey[i] >= value;
        if (q !== null) theta.show(Math.round(value));
        picture.draw(out);
        histogram.update([edges, before, SB.histogram(out, 0, 255, 100, 0.5)[1]]);
        const x = [...new Set([...thetas, value])].sort((a, b) => a - b);
        const y = x.map((v) => (v === value ? k : curve[thetas.indexOf(v)]));
        kurtoses.update([x, y, x.map((v) => (v === value ? k : null)), x.map(() => own)]);
        Object.assign(el.dataset, { theta: value, kurtosis: k, kurtosisFrame: own,
            kept: 100 * kept / n });
        say.textContent = `θ = ${value}${q === null ? "" : `, the ${q}th percentile`}: ` +
            `${(100 * kept / n).toFixed(1)} % ` +
            `of the pixels are left. Excess kurtosis ` +
            `${Number.isFinite(k) ? k.toFixed(2) : "does not exist"}, of the frame ` +
            `${own.toFixed(2)}.`;
    }
    show(theta.value, null);
});
