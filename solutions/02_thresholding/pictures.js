// pictures.js: the small inputs on which this chapter's known mistakes are drawn beside the right
// result (book/mistakes.js). The first picture that shows a difference is taken.
SB.pictures = (tests, { blank, wave, line }) => {
    tests.ReLU = (f) => [line("ReLU of a wave, θ = 0.7", f(wave(60), 60, 0.7, blank(60)).out[0]),
                         line("ReLU of a wave as high as 400, θ = 80",
                              f(wave(60).map((v) => 120 * v), 60, 80, blank(60)).out[0])];
};
