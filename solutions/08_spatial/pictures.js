// pictures.js: the small inputs on which this chapter's known mistakes are drawn beside the right
// result (book/mistakes.js). The first picture that shows a difference is taken.
SB.pictures = (tests, { blank, made, line, points, picture }) => {
    const scene = (rows, cols) => made(rows * cols, (i) => {
        const r = Math.floor(i / cols), c = i % cols;
        return (r - rows / 2) ** 2 + (c - cols / 3) ** 2 < rows * cols / 16 ? 200 : 40 + 3 * r + 2 *
            c;
    });
    tests.diff_x = (f) => [picture("differences of a disc",
        f(scene(12, 16), 12, 16, blank(180)).out[0], 12, 15, "diverging")];
    tests.diff_y = (f) => [picture("differences of a disc",
        f(scene(12, 16), 12, 16, blank(176)).out[0], 11, 16, "diverging")];
    tests.diff_box_spatial = (f) => {
        const data = made(60, (i) => (i < 24 ? 3 : 1) + 0.3 * Math.sin(0.7 * i));
        const out = f(data, 60, 4, 4, blank(60), blank(17)).out;
        return [points("taps, window 4", out[1]), line("a step, filtered", out[0]),
                points("taps, window 2", f(data, 60, 2, 4, blank(60), blank(13)).out[1])];
    };
    tests.diff_box_values_x = (f) => [picture("a disc, windows 2 and 5, filtered along x",
        f(scene(12, 24), 12, 24, { sizes: [2, 5] }, 2, blank(36), blank(19), blank(576)).out[2], 24,
            24, "diverging")];
    tests.diff_box_values_y = (f) => [picture("a disc, windows 2 and 5, filtered along y",
        f(scene(24, 12), 24, 12, { sizes: [2, 5] }, 2, blank(36), blank(19), blank(576)).out[2], 24,
            24, "diverging")];
};
