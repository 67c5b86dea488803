// pictures.js: the small inputs on which this chapter's known mistakes are drawn beside the right
// result (book/mistakes.js). The first picture that shows a difference is taken.
SB.pictures = (tests, { blank, made, picture }) => {
    tests.hard_thres = (f) => [picture("a ramp, θ = one of its values",
        f(made(96, (i) => 20 * (i % 12 + 1)), 8, 12, 140, blank(96)).out[0], 8, 12)];
};
