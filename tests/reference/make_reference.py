#!/usr/bin/python3
"""Compute the reference values of the tests, with NumPy, SciPy and scikit-learn.

    /usr/bin/python3 tests/reference/make_reference.py [FOLDER]

writes the .txt files of this folder (or of FOLDER), from data/ and seeded
random numbers. README.md, beside this script, describes them.
Debian: python3-numpy python3-scipy python3-sklearn.
"""
import os
import sys
import warnings

import numpy as np
import scipy
import sklearn
from scipy.stats import kurtosis
from sklearn.decomposition import PCA, dict_learning, sparse_encode
from sklearn.linear_model import LinearRegression, OrthogonalMatchingPursuit

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = sys.argv[1] if len(sys.argv) > 1 else HERE
BIRD = os.path.join(HERE, "..", "..", "data", "bird.npy")
DIGITS = os.path.join(HERE, "..", "..", "data", "digits-images.idx3-ubyte")
BOX_WINDOWS = range(1, 92, 10)
SPATIAL_WINDOWS = range(2, 93, 10)
PERCENTS = [0, 1, 5, 10, 25, 100 / 3, 50, 75, 80, 90, 99.9, 100]


def number(v):
    """The shortest text that reads back as exactly v."""
    return repr(float(v)).removesuffix(".0")


class Blocks:
    """A reference file: named blocks of numbers, see README.md."""

    def __init__(self, name, about):
        self.path = os.path.join(OUT, name)
        self.lines = ["# " + about,
                      "# made by make_reference.py with NumPy %s, SciPy %s, scikit-learn %s"
                      % (np.__version__, scipy.__version__, sklearn.__version__)]

    def add(self, name, values):
        values = np.atleast_2d(np.asarray(values, dtype=float))
        self.lines.append("%s %d %d" % (name, *values.shape))
        self.lines += [" ".join(number(v) for v in row) for row in values]

    def write(self):
        with open(self.path, "w") as f:
            f.write("\n".join(self.lines) + "\n")


def relu(x, theta):
    return np.where(x >= theta, x - theta, 0.0)


def balance(taps):
    """Unit Euclidean norm, then the positive tap such that the sum is 0."""
    taps = taps / np.sqrt((taps ** 2).sum())
    return np.where(taps > 0, -taps[taps < 0].sum(), taps)


def box_taps(window, pad_size=4):
    pad = np.zeros(pad_size)
    return balance(np.r_[pad, np.zeros(window), 1, -np.ones(window), pad])


def spatial_taps(window, pad_size=4):
    pad, side = np.zeros(pad_size), -np.ones(window)
    return balance(np.r_[pad, side, 1, side, pad])


def box_filter(data, taps, window):
    out = np.convolve(data, taps, "full")[:len(data)]
    out[:window] = out[window]
    return out


def pixel(video, row, col):
    """Everything the thresholding and temporal chapters compute from one pixel's signal."""
    sig = video[:, row, col].astype(float)
    b = Blocks("pixel_%d_%d.txt" % (row, col),
               "data/bird.npy, row %d, column %d over time" % (row, col))
    relu_150, diff = relu(sig, 150), np.abs(np.diff(sig))
    b.add("sig", sig)
    b.add("relu_150", relu_150)
    b.add("temporal_diff", diff)
    b.add("percentiles", [(q, np.percentile(sig, q)) for q in PERCENTS])
    for name, x in (("sig", sig), ("relu_150", relu_150), ("temporal_diff", diff)):
        b.add("hist_" + name, np.histogram(x, 100)[0])
    b.add("kurtosis_sig", kurtosis(sig))
    b.add("kurtosis_temporal_diff", kurtosis(diff))
    b.add("kurtosis_relu", [(t, kurtosis(relu(sig, t))) for t in range(0, 241, 20)])
    taus = np.linspace(1, 91, 10).astype(int)
    lags = [np.abs(sig[t:] - sig[:-t]) for t in taus]
    b.add("kurtosis_tau", [(t, kurtosis(x)) for t, x in zip(taus, lags)])
    for t, x in zip(taus, lags):
        b.add("tau_%d" % t, x)
    b.add("hist_tau", [np.histogram(x, np.arange(0, 256, 5))[0] for x in lags])
    box = [box_filter(sig, box_taps(w), w) for w in BOX_WINDOWS]
    b.add("kurtosis_diff_box", [(w, kurtosis(x)) for w, x in zip(BOX_WINDOWS, box)])
    b.add("kurtosis_minus_diff_box",
          [(w, kurtosis(np.abs(sig - x))) for w, x in zip(BOX_WINDOWS, box)])
    for w, x in zip(BOX_WINDOWS, box):
        b.add("diff_box_%d" % w, x)
    for w in SPATIAL_WINDOWS:
        b.add("diff_box_spatial_%d" % w, box_filter(sig, spatial_taps(w), w))
    b.write()


def taps():
    b = Blocks("taps.txt", "taps of diff_box and diff_box_spatial, pad_size 4")
    for w in (1, 10, 91):
        b.add("taps_box_%d" % w, box_taps(w))
    for w in (2, 10, 92):
        b.add("taps_spatial_%d" % w, spatial_taps(w))
    b.write()


def frame(video):
    """Figures of the hard-threshold and spatial chapters, for a whole frame."""
    img = video[0].astype(float)
    rows, cols = img.shape
    b = Blocks("frame.txt", "frame 0 of data/bird.npy (%d x %d)" % (rows, cols))
    b.add("percentiles", [(q, np.percentile(img, q)) for q in PERCENTS])
    p80 = np.percentile(img, 80)
    pictures = {"frame": img, "HT_150": np.where(img >= 150, img, 0),
                "HT_p80": np.where(img >= p80, img, 0),
                "diff_x": np.diff(img, axis=1), "diff_y": np.diff(img, axis=0)}
    for name, x in pictures.items():
        b.add("kurtosis_" + name, kurtosis(x.ravel()))
        b.add("hist_" + name, np.histogram(np.abs(x), 100)[0])
    for name, lines in (("x", img), ("y", img.T)):
        values = []
        for w in SPATIAL_WINDOWS:
            if w < lines.shape[1]:
                out = np.array([box_filter(x, spatial_taps(w), w) for x in lines])
                values.append((w, kurtosis(out.ravel()), np.abs(out).sum(), out[17, 41]))
        b.add("box_values_" + name, values)
    b.write()


def fit_path(b, prefix, X, y, ks):
    """OMP by scikit-learn for each cardinality, and the order in which atoms come in."""
    Z = X - X.mean(axis=0)
    summary, order, before = [], [], set()
    for k in range(1, max(ks) + 1):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            m = OrthogonalMatchingPursuit(n_nonzero_coefs=k, fit_intercept=True,
                                          normalize=False).fit(X, y)
        support = np.flatnonzero(m.coef_)
        assert before <= set(support), "supports of growing k are nested"
        order += sorted(set(support) - before)
        before = set(support)
        if k in ks:
            error = y - m.predict(X)
            gram = Z[:, support].T @ Z[:, support]
            summary.append((k, len(support), m.intercept_, m.score(X, y),
                            np.sqrt((error ** 2).mean()), np.linalg.cond(gram)))
            b.add("%ssupport_%d" % (prefix, k), support)
            b.add("%scoef_%d" % (prefix, k), m.coef_[support])
    b.add(prefix + "order", order)
    b.add(prefix + "summary", summary)


def omp_bird(video):
    y = video[:, 66, 133].astype(float)
    freqs = np.linspace(0.001, 1, 100)
    X = np.sin(np.outer(np.arange(len(y)), freqs))
    b = Blocks("omp.txt", "OMP of pixel_66_133.txt: sig on 100 sines, intercept, k features")
    b.add("freqs", freqs)
    fit_path(b, "", X, y, [*range(1, 97, 5), 10])
    b.write()


def omp_random(rng):
    b = Blocks("omp_random.txt", "OMP of random problems: D holds one atom a row")
    # n, atoms, k, offset of the atoms, spread of the atoms' lengths (in powers of 2)
    for p, (n, K, k, offset, spread) in enumerate(
            [(40, 12, 5, 0, 0), (25, 40, 6, 0, 0), (30, 20, 8, 5, 0), (30, 20, 8, -3, 3),
             (12, 9, 9, 1, 1)]):
        D = (rng.normal(size=(K, n)) + offset) * 2.0 ** rng.integers(-spread, spread + 1, (K, 1))
        D = D.round(3)
        code = np.where(rng.permutation(K) < k, rng.normal(size=K) + 2, 0)
        y = (code @ D + rng.normal(size=n) * 0.2 + 10).round(3)
        b.add("p%d_D" % p, D)
        b.add("p%d_y" % p, y)
        fit_path(b, "p%d_" % p, D.T, y, range(1, k + 1))
    b.write()


def statistics(rng):
    """Signals of several lengths and shapes: NumPy's percentile, histogram and friends."""
    b = Blocks("stats.txt", "statistics of made-up signals; table columns are in README.md")
    signals = {"normal": rng.normal(size=101).round(4), "offset": 1000 + rng.normal(size=64),
               "heavy": (rng.normal(size=150) ** 5).round(6), "one": [3.25],
               "two": [-1.5, 0.1], "ties": rng.integers(0, 4, 60),
               "tiny": rng.normal(size=30) * 1e-90, "huge": rng.normal(size=30) * 1e90}
    for name, x in signals.items():
        x = np.asarray(x, dtype=float)
        b.add(name, x)
        b.add(name + "_percentiles", [(q, np.percentile(x, q)) for q in PERCENTS])
        counts, edges = np.histogram(x, 7)
        b.add(name + "_edges", edges)
        b.add(name + "_counts", counts)
        unit = np.ldexp(x, -np.frexp(np.abs(x).max())[1])  # its fourth powers overflow no more
        b.add(name + "_moments", [np.count_nonzero(x), np.abs(x).sum(), x.mean(),
                                  kurtosis(unit), kurtosis(unit, fisher=False)])
    y, noise = signals["normal"], rng.normal(size=101).round(4)
    residual = y - (y + 0.3 * noise)
    b.add("yhat", y + 0.3 * noise)
    b.add("fit", [1 - (residual ** 2).sum() / ((y - y.mean()) ** 2).sum(),
                  np.sqrt((residual ** 2).mean())])
    edges = [-1, -0.5, -0.5, 0, 0.25, 2]
    b.add("uneven_edges", edges)
    b.add("uneven_counts", np.histogram(y, edges)[0])
    b.write()


def linear_algebra(rng):
    b = Blocks("linalg.txt", "least squares and principal components of random problems")
    D = (rng.normal(size=(8, 30)) + rng.integers(-3, 4, (8, 1))).round(3)
    y = rng.normal(size=30).round(3) + 4
    b.add("D", D)
    b.add("y", y)
    for name, support in (("all", range(8)), ("some", [6, 1, 4])):
        X = D[list(support)].T
        m = LinearRegression().fit(X, y)
        b.add("support_" + name, list(support))
        b.add("h_" + name, m.coef_)
        b.add("c_" + name, m.intercept_)
        b.add("h_%s_no_intercept" % name, np.linalg.lstsq(X, y, rcond=None)[0])
    for name, (n, m, K) in {"tall": (20, 6, 6), "wide": (7, 15, 6), "square": (9, 9, 4)}.items():
        X = (rng.normal(size=(n, m)) * np.arange(m, 0, -1) + 2).round(3)
        p = PCA(K, svd_solver="full").fit(X)
        peak = np.take_along_axis(p.components_, np.abs(p.components_).argmax(1)[:, None], 1)
        b.add(name, X)
        b.add(name + "_components", p.components_ * np.sign(peak))
        b.add(name + "_variance", p.explained_variance_ * (n - 1) / n)
    b.write()


def dictionary():
    """The first digits are the atoms to start from, those after them the signals."""
    b = Blocks("dictionary.txt", "sparse codes, and a dictionary learned, on digits of 0..1")
    with open(DIGITS, "rb") as f:
        digits = np.frombuffer(f.read()[16:], np.uint8).reshape(-1, 784) / 255.0
    atoms, alpha = 15, 0.9
    D = digits[:atoms] / np.linalg.norm(digits[:atoms], axis=1, keepdims=True)
    X = digits[atoms:atoms + 60]
    codes = sparse_encode(X, D, algorithm="lasso_lars", alpha=alpha)
    b.add("alpha", alpha)
    b.add("codes", codes)
    _, learned, errors, rounds = dict_learning(
        X, atoms, alpha=alpha, max_iter=200, tol=1e-5, method="cd", dict_init=D.copy(),
        code_init=codes.copy(), return_n_iter=True, random_state=0)
    b.add("objective", errors[-1])
    b.add("norms", np.linalg.norm(learned, axis=1))
    b.write()


def main():
    # SciPy warns that "one" is constant; that its kurtosis is NaN is what we want to record.
    warnings.filterwarnings("ignore", "Precision loss occurred in moment calculation")
    video = np.load(BIRD)
    pixel(video, 57, 6)
    pixel(video, 66, 133)
    taps()
    frame(video)
    omp_bird(video)
    omp_random(np.random.default_rng(1))
    statistics(np.random.default_rng(2))
    linear_algebra(np.random.default_rng(3))
    dictionary()


if __name__ == "__main__":
    main()
