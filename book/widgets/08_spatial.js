// The widget of chapter 8.
"use strict";
SB.widget("W8.1", "A pixel and its surroundings", async (el) => {
    const PAD = 4, EVERY = 3; // while dragging, every third line is enough to see
    const frame = await SB.load("frame"), c = await SB.module("08_spatial");
    const [rows, cols] = frame.shape, grey = Float64Array.from(frame.values);
    const coarse = {
        x: new Float64Array(rows / EVERY * cols).map((_, i) =>
            grey[Math.floor(i / cols) * EVERY * cols + i % cols]),
        y: new Float64Array(rows * Math.floor(cols / EVERY)).map((_, i) => {
            const width = Math.floor(cols / EVERY);
            return grey[Math.floor(i / width) * cols + i % width * EVERY];
        }),
    };
    const kurtosis = (x) => c.call("kit_excess_kurtosis", x, x.length).value, own = kurtosis(grey);

    // The filtered picture, upright, at full size or with every third line only.
    function filtered(direction, window, full) {
        const image = full ? grey : coarse[direction];
        const r = !full && direction === "x" ? rows / EVERY : rows, k = image.length / r;
        const out = c.call("diff_box_values_" + direction, image, r, k, { sizes: [window] }, 1,
                           { out: r + k }, { out: 2 * PAD + 2 * window + 1 },
                               { out: r * k }).out[2];
        const at = direction === "x" ? (i, j) => out[i * k + j] : (i, j) => out[j * r + i];
        const down = r === rows ? 1 : EVERY, across = k === cols ? 1 : EVERY,
            shown = new Float64Array(rows * cols);
        for (let i = 0; i < rows; i++)
            for (let j = 0; j < cols; j++)
                shown[i * cols + j] = at(Math.floor(i / down),
                    Math.min(Math.floor(j / across), k - 1));
        return { out, shown };
    }
    // Black and white: the 10th and the 90th percentile of a sample of the pixels.
    function limits(values) {
        const some = values.filter((_, i) => i % 13 === 0).sort();
        return [some[Math.floor(some.length * 0.1)], some[Math.floor(some.length * 0.9)]];
    }

    const [left, right] = SB.columns(el, 2);
    const picture = SB.picture(left, { rows, cols, scale: 0.5,
        label: "the frame, each pixel less the mean around it" });
    const taps = SB.plot(right, {
        x: "Tap", y: "Weight", height: 200, legend: false, whole: true,
        series: [{ label: "tap", colour: SB.colours.blue, stems: true, fill: SB.colours.blue }],
        data: [[0, 1], [0, 0]],
    });
    const say = SB.say();
    const window_ = SB.slider({ label: "Window (pixels)", min: 1, max: 92, value: 2,
        change: drag });
    const direction = SB.choice({ label: "Along", options: [["x", "the rows (x)"],
        ["y", "the columns (y)"]],
                                  value: "x", change: () => rest() });
    el.append(window_.el, direction.el, say);

    let resting = 0;
    function draw(full) {
        const { out, shown } = filtered(direction.value, window_.value, full),
            [lo, hi] = limits(shown);
        picture.draw(shown, { lo, hi: hi > lo ? hi : lo + 1 });
        return out;
    }
    function drag() {
        draw(false);
        clearTimeout(resting);
        resting = setTimeout(rest, 120);
    }
    function rest() {
        const window = window_.value, out = draw(true), k = kurtosis(out);
        const filter = c.call("diff_box_spatial", grey.subarray(0, cols), cols, window, PAD,
            { out: cols },
                              { out: 2 * PAD + 2 * window + 1 }).out[1];
        taps.update([SB.range(filter.length), filter]);
        Object.assign(el.dataset, { window, direction: direction.value, kurtosis: k,
            kurtosisFrame: own,
                                    tapMiddle: filter[PAD + window], tapSide: filter[PAD] });
        say.textContent = `Window ${window} along ${direction.value}: the middle tap is ` +
            `${filter[PAD + window].toFixed(3)}, ` +
            `${2 * window} others ${filter[PAD].toFixed(3)}. ` +
            `Excess kurtosis ${k.toFixed(k < 20 ? 1 : 0)}, of the frame ${own.toFixed(2)}.`;
    }
    rest();
});
