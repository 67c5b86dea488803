// pictures.js: the small inputs on which this chapter's known mistakes are drawn beside the right
// result (book/mistakes.js). The first picture that shows a difference is taken.
SB.pictures = (tests, { blank, made, noise, bars, line, points, picture }) => {
    tests.set_sigs = (f) => {
        const [freqs, D] = f(40, 8, blank(8), blank(320)).out;
        return [bars("frequencies of 8 features", ["first", "last"], [freqs[0], freqs[7]]),
                picture("8 features, one per row", D, 8, 40, "diverging")];
    };
    tests.OMP = (f) => {
        const n = 10, K = 8, D = noise(K * n, 23).map((v, i) => v + 0.6 * Math.sin(i % n) + 0.3);
        const y = made(n, (t) => 4 + 3 * D[t] - 4 * D[n + t] + 2 * D[2 * n + t] + D[5 * n + t] +
            0.3 * Math.cos(2 * t));
        const run = (dictionary, count, signal, k) => {
            const { value, out } = f(dictionary, count, signal.length, signal, k, { outSizes: k },
                blank(k), blank(1), blank(signal.length));
            const weights = new Float64Array(count);
            for (let i = 0; i < value; i++) weights[out[0][i]] = out[1][i];
            return { value, weights, residual: out[3], support: Array.from(out[0]) };
        };
        const four = run(D, K, y, 4), pair = [1, -1, 0, 0, 0, 0, 1, -1];
        return [points("weights of 8 features, k = 4", four.weights),
            line("residual, k = 4", four.residual),
                points("features in the order of picking, k = 4", four.support),
                points("weights of two features that fit alike, k = 1",
                    run(pair, 2, [1, -1, 1, -1], 1).weights),
                bars("picked of a feature, its copy and a constant", ["k = 3"],
                     [run([1, 2, 4, 3, 1, 2, 4, 3, 1, 1, 1, 1], 3, [1, 2, 5, 3], 3).value])];
    };
    tests.cardinality_sweep = (f) => {
        const n = 12, K = 8,
            D = made(K * n, (i) => Math.sin((0.2 + 0.3 * Math.floor(i / n)) * (i % n)));
        const y = made(n, (t) => 3 + 2 * Math.sin(0.5 * t + 1) + (t * t) % 5), ks = [2, 3, 5, 6];
        const out = f(D, K, n, y, { sizes: ks }, 4, { outSizes: n }, blank(n), blank(n), blank(4),
            blank(4)).out;
        const names = ks.map((k) => "k = " + k);
        return [bars("R² of 12 samples", names, out[3]), bars("rmse of 12 samples", names, out[4])];
    };
};
