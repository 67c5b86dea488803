// pictures.js: the small inputs on which this chapter's known mistakes are drawn beside the right
// result (book/mistakes.js). The first picture that shows a difference is taken.
SB.pictures = (tests, { NOTHING, blank, made, noise, transposed, bars, picture }) => {
    tests.rgb2gray = (f) => [bars("grey of four colours", ["red", "green", "blue", "orange"],
                                  f([3, 0, 0, 0, 3, 0, 0, 0, 3, 3, 2, 0.5], 4, blank(4)).out[0]),
                             bars("grey of white and of a brighter white", ["white", "brighter"],
                                  f([255, 255, 255, 400, 400, 400], 2, blank(2)).out[0])];
    tests.extract_patches = (f) => {
        const { value, out } = f(made(30, (i) => (i * i + 3 * i) % 23 + i), 5, 6, 3, 1,
            blank(12 * 9));
        return [picture("the patches, one per column", transposed(out[0], 9, 12), 9, 12),
                bars("patches", ["returned"], [value])];
    };
    tests.my_alpha = (f) => [bars("the price of a unit of weight", ["alpha"], [f().value])];
    tests.train_fields = (f) => {
        const n = 34, m = 16, K = 4; // n is no multiple of K
        const patches = noise(n * m, 19).map((v, i) => 0.4 * v + Math.floor(i / m) % 5 +
            Math.sin((1 + Math.floor(i / m) % 3) * (i % 4) + Math.floor(i / m)) +
                Math.cos(Math.floor(i % m / 4) + Math.floor(i / m) * 0.2));
        patches.fill(2, 8 * m, 9 * m); // flat, and a start
        const train = (input) => f({ inout: input }, n, m, K, 0.3, 12, blank(K * m), blank(n * K));
        const D = train(patches).out[1], broken = patches.slice();
        broken[5] = NaN;
        const side_by_side = made(4 * 19, (i) => {
            const r = Math.floor(i / 19), c = i % 19;
            return c % 5 === 4 ? NOTHING : D[Math.floor(c / 5) * m + r * 4 + c % 5];
        });
        return [picture("four atoms of 4 x 4", side_by_side, 4, 19, "diverging"),
                bars("returned when the patches hold NaN", ["status"], [train(broken).value])];
    };
};
