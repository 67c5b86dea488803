// pictures.js: the small inputs on which this chapter's known mistakes are drawn beside the right
// result (book/mistakes.js). The first picture that shows a difference is taken.
SB.pictures = (tests, { blank, made, noise, unit_rows, rows_in_line, bars, line, points,
                        picture }) => {
    const digit = [0, 9, 9, 9, 0, 0, 0, 0, 9, 0, 0, 0, 9, 0, 0, 0, 9, 0, 0, 0];
    tests.flatten_video = (f) => [picture("4 frames of 4 x 5 pixels, one per row",
        f(made(80, (i) => digit[Math.floor(i / 4)] * (i % 4 + 1) + Math.floor(i / 4) % 5), 4, 5, 4,
            blank(80)).out[0], 4, 20)];
    tests.soft_threshold = (f) => {
        const z = made(61, (i) => (i - 30) / 10);
        return [line("S(z, 1) for z from -3 to 3", z.map((v) => f(v, 1).value), z)];
    };
    tests.sparse_code = (f) => {
        const m = 10, K = 6, D = noise(K * m, 3);
        D.fill(0, 4 * m, 5 * m);
        const x = made(m, (j) => 2 * D[j] - D[2 * m + j] + 0.8 * D[5 * m + j] + 0.4 * Math.sin(j));
        const start = (a) => f(D, K, m, x, 0.5, { inout: Float64Array.from(a) }, blank(m)).out;
        const cold = start([0, 0, 0, 0, 0, 0]), warm = start([1, 0, 1, 0, 0, -1]);
        return [points("weights of 6 atoms, one of them zero", cold[0]),
                points("weights, started elsewhere than at 0", warm[0]), line("residual", cold[1]),
                points("weights of two atoms that are the same", f([1, 1, 1, 1], 2, 2, [3, 3], 0.5,
                    { inout: new Float64Array(2) }, blank(2)).out[0])];
    };
    tests.dictionary_update = (f) => {
        const n = 10, m = 8, K = 3, D = unit_rows(noise(K * m, 5), m),
            A = noise(n * K, 7).map((v) => 2 * v);
        const X = noise(n * m, 11);
        const updated = (codes) => f(X, n, m, codes, K, { inout: D }, blank(n * m)).out;
        const out = updated(A);
        return [line("three atoms, one behind the other", rows_in_line(out[0], m)),
            line("residual", out[1]),
                line("three atoms, the last one unused",
                     rows_in_line(updated(A.map((v, i) => (i % K === 2 ? 0 : v)))[0], m))];
    };
    tests.fit_transform = (f) => {
        const n = 16, m = 8, K = 3, rounds = 14, X = noise(n * m, 13).map((v) => 10 * v);
        const fit = (tol, most = rounds) => f(X, n, m, K, 2, most, tol,
            { inout: unit_rows(noise(K * m, 17), m) },
                               blank(n * K), blank(n * m), blank(rounds));
        const { value, out } = fit(0.01);
        // A tolerance that the gain of round 2 meets, held against round 1, and just so.
        const [first, second] = fit(0, 2).out[3];
        const just = (first - second) / ((first + second) / 2);
        return [line("objective, round after round", out[3]), bars("rounds", ["returned"], [value]),
                bars("rounds with a tolerance of 1", ["returned"], [fit(1).value]),
                bars("rounds with a tolerance that is just met", ["returned"], [fit(just).value]),
                line("three atoms, one behind the other, after one round",
                     rows_in_line(fit(1, 1).out[0], m))];
    };
};
