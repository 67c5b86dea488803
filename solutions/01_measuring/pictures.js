// pictures.js: the small inputs on which this chapter's known mistakes are drawn beside the right
// result (book/mistakes.js). The first picture that shows a difference is taken.
SB.pictures = (tests, { bars }) => {
    tests.l0_norm = (f) => [bars("l0 norm of 0.25, 0, -2, 0, 0.0000001, 3, 0, 1", ["count"],
                                 [f([0.25, 0, -2, 0, 1e-7, 3, 0, 1], 8).value])];
    tests.l1_norm = (f) => [bars("l1 norm of 0.25, -2, 3, 0, -0.5", ["sum"],
        [f([0.25, -2, 3, 0, -0.5], 5).value]),
                            bars("l1 norm of 16777216, 1, -1, 1, less 16777216", ["sum"],
                                 [f([16777216, 1, -1, 1], 4).value - 16777216])];
    tests.kurtosis = (f) => [bars("kurtosis of 1, 1, 1, 1, 6", ["value"],
        [f([1, 1, 1, 1, 6], 5).value]),
                             bars("kurtosis of 2, 2, 2", ["value"], [f([2, 2, 2], 3).value]),
                             bars("kurtosis of 0, 0, 0, 0, 3", ["value"],
                                 [f([0, 0, 0, 0, 3], 5).value])];
};
