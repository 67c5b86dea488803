"""Measure the library against scikit-learn, and check that both find the same.

    compare.py libsparse.so [--rounds N] [ROW ...]

The two take turns, round by round, so that a busy machine hurts both; a row shows
the medians, their ratio, and a figure that says how well the results agree.
scikit-learn runs with n_jobs=2 where it can, BLAS on all processors. The bound is the part
of the work that nobody can leave out, a matrix product or a pass over the data, timed in
the same rounds."""
import argparse
import ctypes
import os
import statistics
import sys
import time
import warnings

import numpy as np
from sklearn.decomposition import MiniBatchDictionaryLearning, dict_learning, sparse_encode
from sklearn.linear_model import OrthogonalMatchingPursuit, lars_path, orthogonal_mp_gram

warnings.simplefilter("ignore")
size_t, double = ctypes.c_size_t, ctypes.c_double


class OmpOptions(ctypes.Structure):
    _fields_ = [("k", size_t), ("rule", ctypes.c_int), ("intercept", ctypes.c_bool)]


class OmpCode(ctypes.Structure):
    _fields_ = [("found", size_t), ("support", ctypes.c_void_p), ("h", ctypes.c_void_p),
                ("intercept", double), ("rest", ctypes.c_void_p), ("path", ctypes.c_void_p)]


class DictOptions(ctypes.Structure):
    _fields_ = [("alpha", double), ("max_iter", size_t), ("tol", double), ("batch", size_t),
                ("seed", ctypes.c_uint64), ("progress", ctypes.c_void_p),
                ("data", ctypes.c_void_p), ("stop", ctypes.c_void_p)]


def prepared(name, *args):
    """A call of the library, ready to be made: arrays go as pointers, whole numbers as size_t."""
    passed = []
    for a in args:
        if isinstance(a, np.ndarray):
            assert a.flags.c_contiguous
            passed.append(a.ctypes.data_as(ctypes.c_void_p))
        elif isinstance(a, int):
            passed.append(size_t(a))
        else:
            passed.append(a)
    function = getattr(library, name)

    def make():
        status = function(*passed)
        if status != 0:
            sys.exit("%s: status %d" % (name, status))
    return make


def call(name, *args):
    prepared(name, *args)()


def patches(side, n, seed):
    out = np.empty((n, side * side))
    call("bench_patches", b"data/cifar10_batch.bin", side, n, ctypes.c_uint64(seed), out)
    return out


def trained(X, K, alpha=0.1):
    """Atoms learned from X, for the benchmarks of coding."""
    D = np.empty((K, X.shape[1]))
    call("dict_start", X, len(X), X.shape[1], K, ctypes.c_uint64(1), D)
    call("dict_learn_online", X, len(X), X.shape[1], K,
         ctypes.byref(DictOptions(alpha=alpha, max_iter=1, seed=1)), D)
    return D


def objective(X, D, A, alpha):
    return 0.5 * ((X - A @ D) ** 2).sum() + alpha * np.abs(A).sum()


def bird():
    y = np.load("data/bird.npy")[:, 66, 133].astype(float)
    freqs = np.linspace(0.001, 1, 100)
    return np.sin(np.outer(freqs, np.arange(len(y)))), y


def our_omp(D, y, k):
    """The call alone, as a C program would make it, and the arrays it writes."""
    support, h, rest = np.empty(k, np.uintp), np.empty(k), np.empty(k)
    code = OmpCode(support=support.ctypes.data, h=h.ctypes.data, rest=rest.ctypes.data)
    ours = prepared("omp_single", D, D.shape[0], D.shape[1], y,
                    ctypes.byref(OmpOptions(k, 0, True)), ctypes.byref(code))
    return ours, (support, h, rest)


def row_omp():
    """one OMP, k = 10, 280 x 100"""
    D, y = bird()
    X = np.asfortranarray(D.T)
    ours, arrays = our_omp(D, y, 10)

    def agreement(theirs, _):
        return "same support: %s" % (set(np.flatnonzero(theirs.coef_)) == set(arrays[0]))
    return (lambda: OrthogonalMatchingPursuit(n_nonzero_coefs=10, normalize=False).fit(X, y),
            ours, agreement, 1, 100,
            ("reading the atoms k times", lambda: [D @ y for _ in range(10)]))


def row_sweep():
    """OMP for 20 cardinalities"""
    D, y = bird()
    X = np.asfortranarray(D.T)
    ks = range(1, 97, 5)
    code, arrays = our_omp(D, y, max(ks))

    def theirs():
        return [OrthogonalMatchingPursuit(n_nonzero_coefs=k, normalize=False).fit(X, y)
                .score(X, y) for k in ks]

    def ours():
        code()
        total = ((y - y.mean()) ** 2).sum()
        return [1 - arrays[2][k - 1] / total for k in ks]
    return (theirs, ours, lambda a, b: "R^2 differ by at most %.1e"
            % np.abs(np.array(a) - b).max(), 1, 15)


def row_batch():
    """batch OMP, 10,000 patches, 64 x 256, k = 8, float"""
    n, m, K, k = 10000, 64, 256, 8
    X = patches(8, 50000, 3)
    D = trained(X, K).astype(np.float32)
    X = X[:n].astype(np.float32)
    support, count = np.empty((n, k), np.uintp), np.empty(n, np.uintp)
    h = np.empty((n, k), np.float32)

    def ours():
        call("omp_batch_f", X, n, m, D, K, ctypes.byref(OmpOptions(k)), support, h, count)
        return support

    def agreement(theirs, ours):
        double_support, double_h = np.empty((n, k), np.uintp), np.empty((n, k))
        call("omp_batch", X.astype(float), n, m, D.astype(float), K, ctypes.byref(OmpOptions(k)),
             double_support, double_h, np.empty(n, np.uintp))
        same = (np.sort(ours) == np.sort(double_support)).all(1).mean()
        plain = [set(np.flatnonzero(c)) == set(s) for c, s in zip(theirs.T, ours)]
        return "same supports as in double: %.2f %%, as scikit-learn in float: %.2f %%" % (
            100 * same, 100 * np.mean(plain))
    return (lambda: orthogonal_mp_gram(D @ D.T, D @ X.T, n_nonzero_coefs=k), ours, agreement, 1, 5,
            ("D X'", lambda: D @ X.T))


def row_ols():
    """batch OLS, the same patches, against our batch OMP"""
    n, m, K, k = 10000, 64, 256, 8
    X = patches(8, 50000, 3)
    D = trained(X, K).astype(np.float32)
    X = X[:n].astype(np.float32)
    out = {rule: (np.empty((n, k), np.uintp), np.empty((n, k), np.float32), np.empty(n, np.uintp))
           for rule in (0, 1)}

    def batch(rule):
        call("omp_batch_f", X, n, m, D, K, ctypes.byref(OmpOptions(k, rule)), *out[rule])
        support, h, _ = out[rule]
        rows = np.zeros((n, m), np.float32)
        for i in range(k):
            rows += h[:, i, None] * D[support[:, i].astype(int)]
        return ((X - rows) ** 2).sum() / n
    rest = {}

    def run(rule):
        call("omp_batch_f", X, n, m, D, K, ctypes.byref(OmpOptions(k, rule)), *out[rule])
    for rule in (0, 1):
        rest[rule] = batch(rule)
    return (lambda: run(0), lambda: run(1),
            lambda a, b: "mean squared residual %.5f, by the first rule %.5f" % (rest[1], rest[0]),
            1, 15, ("D X'", lambda: D @ X.T))


def learn_digits(method):
    n, m, K, alpha = 150, 784, 15, 0.9
    X = np.empty((n, m))
    call("bench_digits", b"data/digits-images.idx3-ubyte", n, X)
    start, A0 = np.empty((K, m)), np.zeros((n, K))
    call("dict_start", X, n, m, K, ctypes.c_uint64(2), start)

    def ours():
        D, A, rounds = start.copy(), np.empty((n, K)), size_t()
        options = DictOptions(alpha=alpha, max_iter=100, tol=1e-6)
        call("dict_learn", X, n, m, K, ctypes.byref(options), D, A, None, ctypes.byref(rounds))
        return objective(X, D, A, alpha), rounds.value

    def theirs():
        A, D, errors, rounds = dict_learning(
            X, K, alpha=alpha, max_iter=100, tol=1e-6, method=method, n_jobs=2,
            dict_init=start.copy(), code_init=A0.copy(), random_state=0, return_n_iter=True)
        return objective(X, D, A, alpha), rounds
    return (theirs, ours, lambda a, b: "objective %.6g in %d rounds, scikit-learn %.6g in %d"
            % (b + a), 1, 5)


def row_digits():
    """dictionary learning, 150 digit frames, 15 atoms, cd"""
    return learn_digits("cd")


def row_digits_lars():
    """dictionary learning, 150 digit frames, 15 atoms, lars"""
    return learn_digits("lars")


def row_codes():
    """l1 codes, 192 atoms x 144, lambda 0.1, per patch"""
    n, few, m, K = 20000, 1000, 144, 192
    X = patches(12, 50000, 4)
    D = trained(X, K).astype(np.float32)
    X = X[:n].astype(np.float32)
    A = np.empty((n, K), np.float32)

    def ours():
        call("lasso_codes_f", X, n, m, D, K, ctypes.c_float(0.1), ctypes.c_float(1e-4), A)
        return A
    return (lambda: sparse_encode(X[:few], D, algorithm="lasso_cd", alpha=0.1, n_jobs=2), ours,
            lambda a, b: "mean objective %.6f, scikit-learn %.6f, atoms on %.1f" % (
                objective(X[:few], D, b[:few], 0.1) / few, objective(X[:few], D, a, 0.1) / few,
                (b != 0).sum(1).mean()), (few, n), 5,
            ("D X'", lambda: D @ X.T))


def learn_online(method):
    n, held, m, K, alpha = 100000, 10000, 144, 192, 0.1
    X = patches(12, n + held, 5).astype(np.float32)
    X, H = X[:n], X[n:].copy()
    start = np.empty((K, m), np.float32)
    call("dict_start_f", X, n, m, K, ctypes.c_uint64(2), start)

    def judge(D):
        mean, on = double(), double()
        call("dict_objective_f", H, held, m, np.ascontiguousarray(D, np.float32), K, double(alpha),
             ctypes.byref(mean), ctypes.byref(on))
        return mean.value

    def ours():
        D = start.copy()
        call("dict_learn_online_f", X, n, m, K,
             ctypes.byref(DictOptions(alpha=alpha, max_iter=1, seed=1)), D)
        return D

    def theirs():
        return MiniBatchDictionaryLearning(
            K, alpha=alpha, max_iter=1, batch_size=256, fit_algorithm=method, n_jobs=2,
            dict_init=start, random_state=0, tol=0, max_no_improvement=None).fit(X).components_
    return (theirs, ours, lambda a, b: "held-out objective %.5f, scikit-learn %.5f"
            % (judge(b), judge(a)), 1, 3, ("D X'", lambda: start @ X.T))


def row_online():
    """one online epoch, 100,000 patches of 12 x 12, 192 atoms, cd"""
    return learn_online("cd")


def row_online_lars():
    """one online epoch, 100,000 patches of 12 x 12, 192 atoms, lars"""
    return learn_online("lars")


def row_pca():
    """PCA, all components of 20,000 x 144, against NumPy's Gram matrix and eigh"""
    n, m = 20000, 144
    X = patches(12, n, 6)
    D, variance = np.empty((m, m)), np.empty(m)

    def ours():
        call("pca", X, n, m, m, D, variance)
        return variance

    def theirs():
        Z = X - X.mean(0)
        return np.linalg.eigh(Z.T @ Z)[0][::-1] / n

    def agreement(theirs, ours):
        return "variances differ by at most %.1e of the largest" % (
            np.abs(theirs - ours).max() / ours[0])
    return theirs, ours, agreement, 1, 15, ("X' X", lambda: X.T @ X)


def row_lars():
    """LARS path, 100 atoms x 280, all corners"""
    _, y = bird()
    D = np.random.default_rng(0).standard_normal((100, len(y)))
    D /= np.linalg.norm(D, axis=1)[:, None]
    X = np.asfortranarray(D.T)
    corners = 1000
    lam, A, found = np.empty(corners), np.empty((corners, 100)), size_t()
    ours = prepared("lars_path", D, 100, len(y), y, double(0), corners, lam, A, ctypes.byref(found))

    def agreement(theirs, _):
        return "%d corners, scikit-learn %d; last codes differ by %.1e" % (
            found.value, len(theirs[0]), np.abs(theirs[2][:, -1] - A[found.value - 1]).max())
    return (lambda: lars_path(X, y, method="lasso"), ours, agreement, 1, 25,
            ("D D'", lambda: D @ D.T))


# name: (what, reach in seconds)
ROWS = {"omp": (row_omp, 50e-6), "sweep": (row_sweep, 1e-3), "batch": (row_batch, 12e-3),
        "ols": (row_ols, 10e-3),
        "lars": (row_lars, 0.5e-3),
        "digits": (row_digits, 70e-3), "digits_lars": (row_digits_lars, 70e-3),
        "codes": (row_codes, 9e-6), "online": (row_online, 1.5),
        "online_lars": (row_online_lars, 1.5), "pca": (row_pca, 25e-3)}
SLOW = {"online_lars"}  # minutes a round: only when asked for by name


def clock(work):
    begin = time.perf_counter()
    result = work()
    return time.perf_counter() - begin, result


def duration(seconds):
    for unit, scale in (("s", 1), ("ms", 1e3), ("us", 1e6)):
        if seconds * scale >= 0.95 or unit == "us":
            return "%.3g %s" % (seconds * scale, unit)


def measure(name, rounds):
    make, reach = ROWS[name]
    theirs, ours, agreement, items, usual, *more = make()
    what, bound = more[0] if more else ("", None)
    items = items if isinstance(items, tuple) else (items, items)
    ours()  # pages and caches are warm for both
    times, least = ([], []), []
    for _ in range(rounds or usual):
        for which, work in enumerate((theirs, ours)):
            seconds, result = clock(work)
            times[which].append(seconds / items[which])
            if which == 0:
                reference = result
        if bound:
            least.append(clock(bound)[0] / items[1])
    a, b = (statistics.median(t) for t in times)
    floor = "%s %s: %.1f times" % (what, duration(statistics.median(least)),
                                   b / statistics.median(least)) if bound else ""
    print("| %s | %s | %s | %.3g | %s | %s | %s |" % (
        make.__doc__, duration(a), duration(b), a / b, duration(reach), floor,
        agreement(reference, result)))
    sys.stdout.flush()


parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
parser.add_argument("library")
parser.add_argument("rows", nargs="*", metavar="ROW", help=" ".join(ROWS))
parser.add_argument("--rounds", type=int)
options = parser.parse_intermixed_args()
for unknown in set(options.rows) - set(ROWS):
    parser.error("no row %s; there are %s" % (unknown, " ".join(ROWS)))
library = ctypes.CDLL(os.path.abspath(options.library))
print("%d processors, load %.1f, OPENBLAS_CORETYPE=%s" % (
    os.cpu_count(), os.getloadavg()[0], os.environ.get("OPENBLAS_CORETYPE", "")))
print("\n| work | peer | here | ratio | reach | bound, and how far from it | agreement |"
      "\n|---|--:|--:|--:|--:|---|---|")
for each in options.rows or [r for r in ROWS if r not in SLOW]:
    measure(each, options.rounds)
