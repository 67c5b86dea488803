// pictures.js: the small inputs on which this chapter's known mistakes are drawn beside the right
// result (book/mistakes.js). The first picture that shows a difference is taken.
SB.pictures = (tests, { blank, wave, line, points }) => {
    tests.temporal_diff = (f) => [line("changes of a wave", f(wave(40), 40, blank(39)).out[0])];
    tests.taus = (f) => [points("8 lags from 3 to 33", f(8, 3, 33, { outSizes: 8 }).out[0]),
                         points("50 lags from 3 to 4", f(50, 3, 4, { outSizes: 50 }).out[0]),
                         points("8 lags from 0 to 31", f(8, 0, 31, { outSizes: 8 }).out[0])];
    tests.taus_list = (f) => [line("lags 1, 6 and 11 of a wave, row after row",
                                   f(wave(30), 30, { sizes: [1, 6, 11] }, 3, blank(90)).out[0]),
                             line("lags 1, 35 and 6 of 30 samples, row after row",
                                  f(wave(30), 30, { sizes: [1, 35, 6] }, 3, blank(90)).out[0])];
};
