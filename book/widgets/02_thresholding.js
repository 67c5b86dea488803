// The widgets of chapter 2.
"use strict";
{
    const ROW = 57, COL = 6;

    SB.widget("W2.1", "The bird, frame by frame", async (el) => {
        const bird = await SB.bird(), c = await SB.module("02_thresholding");
        const { frames: count, rows, cols } = bird, t = SB.range(count);
        let row = ROW, col = COL, sig = bird.signal(row, col), now = 0, tell;
        const [left, right] = SB.columns(el, 2);
        const picture = SB.picture(left, { rows, cols, scale: 2,
            label: "one frame of the bird video, and a pixel of it" });
        const plot = SB.plot(right, {
            x: "Time (frames)", y: "Grey value (0..255)", yRange: [0, 255], height: 200,
            series: [{ label: "sig", colour: SB.colours.blue },
                { label: "now", colour: SB.colours.red, points: true }],
            data: [t, sig, new Array(count).fill(null)],
        });
        const say = SB.say();
        const frame = SB.slider({ label: "Frame", min: 0, max: count - 1, value: 0, change: (v) =>
            { now = v; show(); } });
        el.append(frame.el, say);

        function show() {
            const grey = bird.frame(now);
            sig = bird.signal(row, col);
            if (!grey || !sig) return bird.whole(say, show);
            picture.draw(grey);
            tell?.();
            picture.context.strokeStyle = "#ff0000";
            picture.context.strokeRect(col - 1.5, row - 1.5, 4, 4);
            const mark = new Array(count).fill(null);
            mark[now] = sig[now];
            plot.update([t, sig, mark]);
            const kurtosis = c.call("kit_excess_kurtosis", sig, count).value;
            el.dataset.kurtosis = kurtosis;
            say.textContent = `Pixel in row ${row}, column ${col}: grey value ${sig[now]} in ` +
                `frame ${now}; ` +
                `excess kurtosis over all frames ${kurtosis.toFixed(1)}. Click another pixel, ` +
                `or use the arrow keys on the picture.`;
        }
        tell = SB.choosePixel(picture, { rows, cols, row, col, values: () => bird.frame(now),
            chosen(r, k) {
                [row, col] = [r, k];
                show();
            } });
        show();
    });

    SB.widget("W2.5", "Kurtosis of a rectified signal", async (el) => {
        const bird = await SB.bird(), c = await SB.module("02_thresholding");
        let sig = bird.signal(ROW, COL), n = sig.length, t = SB.range(n);
        const kurtosis = (x) => c.call("kit_excess_kurtosis", x, n).value;
        let own = kurtosis(sig);
        const rectified = (theta) => c.call("ReLU", sig, n, theta, { out: n }).out[0];
        const thetas = SB.range(13).map((i) => 20 * i);
        let curve = thetas.map((theta) => kurtosis(rectified(theta)));
        const [left, right] = SB.columns(el, 2);
        const signals = SB.plot(left, {
            x: "Time (frames)", y: "Grey value (0..255)", yRange: [0, 255],
            series: [{ label: "sig", colour: SB.colours.grey },
                { label: "ReLU(sig)", colour: SB.colours.orange }],
            data: [t, sig, sig],
        });
        const kurtoses = SB.plot(right, {
            x: "Threshold θ (grey value)", y: "Excess kurtosis",
            series: [{ label: "ReLU(sig)", colour: SB.colours.grey, points: true },
                     { label: "at this θ", colour: SB.colours.orange, points: true },
                     { label: "sig", colour: SB.colours.blue }],
            data: [thetas, curve, curve, curve],
        });
        const say = SB.say();
        const theta = SB.slider({ label: "Threshold θ", min: 0, max: 240, step: 20, value: 140,
            change: show });
        el.append(theta.el, say);
        function show(value) {
            const out = rectified(value), at = thetas.indexOf(value);
            signals.update([t, sig, out]);
            kurtoses.update([thetas, curve, Array.from(thetas, (_, i) =>
                (i === at ? curve[i] : null)),
                             thetas.map(() => own)]);
            el.dataset.kurtosis = curve[at];
            say.textContent = `Excess kurtosis of sig ${own.toFixed(1)}, of ReLU(sig) at θ = ` +
                `${value}: ${curve[at].toFixed(1)}.`;
        }
        SB.drop(el, { kinds: ["sound", "table"], text: "Your own signal", take: (signal) => {
            sig = SB.as_grey(signal);
            n = sig.length;
            t = SB.range(n);
            own = kurtosis(sig);
            curve = thetas.map((v) => kurtosis(rectified(v)));
            show(theta.value);
        } });
        show(140);
    });
}
