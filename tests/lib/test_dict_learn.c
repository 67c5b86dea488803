/* Dictionary learning: batch against a plain alternation, online against its
 * promises: the same atoms on any threads, better atoms with every pass. */
#include "learning/dict_learn.h"
#include "learning/dict_atoms.h"
#include "parallel.h"
#include "plain.h"

#include "coding/kernels.h"

#include <criterion/criterion.h>

enum { N = 60, M = 18, K = 7, ROUNDS = 12, MANY = 3000 };

static double X[MANY * M], D[K * M], D2[K * M], A[N * K], objective[ROUNDS];
static float Xf[MANY * M], Df[K * M], Df2[K * M], Af[N * K];

/* Signals made of 2 of K random atoms each, and a little noise. */
static void make_signals(size_t n, uint64_t seed)
{
    static double truth[K * M];
    hard_fill(CASE_USUAL, seed, truth, K, M, X, 1);
    for (size_t t = 0; t < n; t++) {
        size_t a = random_below(&seed, K), b = random_below(&seed, K);
        double u = 1 + random_uniform(&seed), v = -1 - random_uniform(&seed);
        for (size_t i = 0; i < M; i++)
            X[t * M + i] = u * truth[a * M + i] + v * truth[b * M + i] +
                           0.02 * random_normal(&seed);
    }
    for (size_t i = 0; i < n * M; i++)
        Xf[i] = (float)X[i];
}

static double plain_objective(const double *d, const double *a, double alpha)
{
    double sum = 0;
    for (size_t t = 0; t < N; t++)
        sum += plain_lasso_cost(d, K, M, X + t * M, a + t * K, alpha);
    return sum;
}

/* One round as the header says it: codes, then each atom in turn from the residual. */
static void plain_round(double *d, double *a, double alpha)
{
    static double r[M], g[M];
    for (size_t t = 0; t < N; t++)
        plain_lasso(d, K, M, X + t * M, alpha, a + t * K);
    for (size_t k = 0; k < K; k++) {
        memset(g, 0, sizeof g);
        for (size_t t = 0; t < N; t++) {
            plain_residual(d, K, M, X + t * M, a + t * K, r);
            for (size_t i = 0; i < M; i++)
                g[i] += a[t * K + k] * (r[i] + a[t * K + k] * d[k * M + i]);
        }
        double norm = sqrt(plain_dot(g, g, M));
        for (size_t i = 0; norm > 0 && i < M; i++)
            d[k * M + i] = g[i] / norm;
    }
}

Test(dict_learn, follows_the_plain_alternation_round_by_round)
{
    static double a[N * K];
    const double alpha = 0.15;
    size_t rounds;
    make_signals(N, 4);
    cr_assert(dict_start(X, N, M, K, 8, D) == SB_OK);
    memcpy(D2, D, sizeof D);
    cr_assert(dict_learn(X, N, M, K, &(struct dict_options){.alpha = alpha, .max_iter = ROUNDS}, D,
                         A, objective, &rounds) == SB_OK);
    cr_assert(rounds == ROUNDS);
    for (size_t i = 0; i < ROUNDS; i++) {
        plain_round(D2, a, alpha);
        double plain = plain_objective(D2, a, alpha);
        cr_assert(fabs(objective[i] - plain) < 1e-5 * plain, "round %zu: %.9g, plain %.9g", i,
                  objective[i], plain);
    }
    cr_assert(fabs(plain_objective(D, A, alpha) - objective[ROUNDS - 1]) < 1e-9);
    for (size_t i = 0; i < K * M; i++)
        cr_assert(fabs(D[i] - D2[i]) < 1e-3);
}

/* More atoms than are improved together, a few of them without use. */
static void improve_equals_plain(size_t atoms, double *d, double *B, double *S)
{
    struct dict_stats s;
    uint64_t seed = atoms;
    for (size_t i = 0; i < atoms * M; i++) {
        d[i] = random_normal(&seed);
        B[i] = random_normal(&seed);
    }
    for (size_t i = 0; i < atoms * atoms; i++)
        S[i] = i / atoms % 5 == 3 || i % atoms % 5 == 3 ? 0 : random_normal(&seed);
    cr_assert(dict_stats_alloc(&s, atoms, M, d) == SB_OK);
    memcpy(s.S, S, atoms * atoms * sizeof *S);
    for (size_t k = 0; k < atoms; k++) {
        memcpy(s.B + k * s.wide, B + k * M, M * sizeof *B);
        memcpy(d + k * M, s.D + k * s.wide, M * sizeof *d);
    }
    dict_stats_improve(&s);
    for (size_t k = 0; k < atoms; k++) {
        double g[M];
        memcpy(g, B + k * M, sizeof g);
        for (size_t l = 0; l < atoms; l++)
            for (size_t i = 0; l != k && i < M; i++)
                g[i] -= S[k * atoms + l] * d[l * M + i];
        double norm = sqrt(plain_dot(g, g, M));
        for (size_t i = 0; S[k * atoms + k] != 0 && i < M; i++)
            d[k * M + i] = g[i] / norm;
        for (size_t i = 0; i < s.wide; i++)
            cr_assert(fabs(s.D[k * s.wide + i] - (i < M ? d[k * M + i] : 0)) < 1e-9,
                      "%zu atoms: value %zu of atom %zu", atoms, i, k);
    }
    dict_stats_free(&s);
}

Test(dict_learn, atoms_are_improved_one_after_the_other_however_many_there_are)
{
    enum { MOST = 40 };
    static double d[MOST * M], B[MOST * M], S[MOST * MOST];
    for (int level = SIMD_PORTABLE; level <= SIMD_AVX512; level++)
        for (size_t atoms = 1; atoms <= MOST; atoms++) {
            simd_set((enum simd_level)level);
            improve_equals_plain(atoms, d, B, S);
        }
}

Test(dict_learn, objective_never_increases_and_atoms_have_unit_norm)
{
    for (int which = 0; which < HARD_CASES; which++) {
        size_t rounds;
        hard_fill(which, 31, D, K, M, X, N);
        D[0] += 3;
        cr_assert(dict_learn(X, N, M, K, &(struct dict_options){.alpha = 0.1, .max_iter = ROUNDS},
                             D, A, objective, &rounds) == SB_OK);
        for (size_t i = 1; i < rounds; i++)
            cr_assert(objective[i] <= objective[i - 1] * (1 + 1e-10), "%s, round %zu",
                      hard_name(which), i);
        for (size_t k = 0; k < K; k++) {
            double norm = plain_dot(D + k * M, D + k * M, M);
            cr_assert(fabs(norm - 1) < 1e-12 || (which == CASE_ZEROS && norm == 0));
        }
    }
}

Test(dict_learn, float_learns_what_double_does)
{
    static double in_float[ROUNDS];
    size_t rounds;
    struct dict_options o = {.alpha = 0.15, .max_iter = ROUNDS};
    for (int level = SIMD_PORTABLE; level <= SIMD_AVX512; level++) {
        simd_set((enum simd_level)level);
        make_signals(N, 4);
        for (size_t i = 0; i < N * M; i++)
            X[i] = Xf[i];
        cr_assert(dict_start_f(Xf, N, M, K, 8, Df) == SB_OK);
        for (size_t i = 0; i < K * M; i++)
            D[i] = Df[i];
        cr_assert(dict_learn(X, N, M, K, &o, D, A, objective, NULL) == SB_OK);
        cr_assert(dict_learn_f(Xf, N, M, K, &o, Df, Af, in_float, &rounds) == SB_OK);
        cr_assert(rounds == ROUNDS);
        for (size_t i = 0; i < ROUNDS; i++)
            cr_assert(fabs(in_float[i] - objective[i]) < 1e-5 * objective[i],
                      "round %zu: %.9g, double %.9g", i, in_float[i], objective[i]);
        for (size_t i = 0; i < K * M; i++)
            cr_assert(fabs(Df[i] - D[i]) < 1e-4, "%g, double %g", Df[i], D[i]);
        for (size_t i = 0; i < N * K; i++) {
            cr_assert((Af[i] != 0) == (A[i] != 0), "%g, double %g", Af[i], A[i]);
            cr_assert(fabs(Af[i] - A[i]) < 1e-4 * (1 + fabs(A[i])));
        }
    }
}

Test(dict_learn, float_takes_hard_cases_in_any_unit)
{
    const float units[] = {1, 1e17f, 1e-17f, 1e30f, 1e-30f};
    size_t rounds;
    for (int which = 0; which < HARD_CASES; which++)
        for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
            struct dict_options o = {.alpha = 0.1 * units[u], .max_iter = ROUNDS};
            hard_fill(which, 31, D, K, M, X, N);
            for (size_t i = 0; i < N * M; i++)
                Xf[i] = (float)X[i] * units[u];
            for (size_t i = 0; i < K * M; i++)
                Df[i] = (float)D[i];
            cr_assert(dict_learn_f(Xf, N, M, K, &o, Df, Af, objective, &rounds) == SB_OK);
            for (size_t i = 1; i < rounds; i++)
                cr_assert(objective[i] <= objective[i - 1] * (1 + 1e-5), "%s, unit %g, round %zu",
                          hard_name(which), units[u], i);
            for (size_t k = 0; k < K; k++) {
                double norm = 0;
                for (size_t i = 0; i < M; i++)
                    norm += (double)Df[k * M + i] * Df[k * M + i];
                cr_assert(fabs(norm - 1) < 1e-5 || (which == CASE_ZEROS && norm == 0));
            }
            double on = 0;
            for (size_t i = 0; i < N * K; i++)
                on += fabs(Af[i] / units[u]);
            cr_assert(on > 1 && on < 1e4, "%s, unit %g: %g", hard_name(which), units[u], on);
        }
}

Test(dict_learn, float_gives_the_same_bits_on_any_number_of_threads)
{
    struct dict_options o = {.alpha = 0.1, .max_iter = 3};
    make_signals(N, 5);
    for (size_t threads = 1; threads <= 4; threads++) {
        parallel_set_threads(threads);
        if (threads == 4)
            simd_set(SIMD_AVX2);
        dict_start_f(Xf, N, M, K, 2, Df);
        cr_assert(dict_learn_f(Xf, N, M, K, &o, Df, Af, NULL, NULL) == SB_OK);
        if (threads == 1)
            memcpy(Df2, Df, sizeof Df);
        if (threads < 4 || simd_level() == SIMD_AVX2)
            cr_assert(memcmp(Df, Df2, sizeof Df) == 0, "%zu threads", threads);
    }
}

Test(dict_learn, alpha_changes_the_atoms_and_max_iter_ends_the_rounds)
{
    size_t rounds;
    make_signals(N, 4);
    dict_start(X, N, M, K, 8, D);
    memcpy(D2, D, sizeof D);
    cr_assert(dict_learn(X, N, M, K, &(struct dict_options){.alpha = 0.01, .max_iter = 3}, D, A,
                         NULL, &rounds) == SB_OK);
    cr_assert(rounds == 3);
    cr_assert(dict_learn(X, N, M, K, &(struct dict_options){.alpha = 1, .max_iter = 3}, D2, A, NULL,
                         NULL) == SB_OK);
    double most = 0;
    for (size_t i = 0; i < K * M; i++)
        most = fmax(most, fabs(D[i] - D2[i]));
    cr_assert(most > 0.01);
}

Test(dict_learn, tol_ends_the_rounds_early)
{
    size_t rounds;
    static double objectives[1000];
    make_signals(N, 4);
    dict_start(X, N, M, K, 8, D);
    cr_assert(dict_learn(X, N, M, K,
                         &(struct dict_options){.alpha = 0.1, .max_iter = 1000, .tol = 1e-3}, D, A,
                         objectives, &rounds) == SB_OK);
    cr_assert(rounds > 1 && rounds < 1000);
    cr_assert(objectives[rounds - 2] - objectives[rounds - 1] <= 1e-3 * objectives[rounds - 2]);
    for (size_t i = 1; i + 1 < rounds; i++)
        cr_assert(objectives[i - 1] - objectives[i] > 1e-3 * objectives[i - 1]);
}

Test(dict_online, same_bits_on_any_number_of_threads_and_both_fast_instruction_sets)
{
    struct dict_options o = {.alpha = 0.1, .max_iter = 2, .batch = 100, .seed = 3};
    make_signals(MANY, 5);
    for (size_t threads = 1; threads <= 4; threads++) {
        parallel_set_threads(threads);
        if (threads == 4)
            simd_set(SIMD_AVX2);
        dict_start_f(Xf, MANY, M, K, 2, Df);
        cr_assert(dict_learn_online_f(Xf, MANY, M, K, &o, Df) == SB_OK);
        if (threads == 1)
            memcpy(Df2, Df, sizeof Df);
        if (threads < 4 || simd_level() == SIMD_AVX2)
            cr_assert(memcmp(Df, Df2, sizeof Df) == 0, "%zu threads", threads);
    }
    o.seed = 4;
    dict_start_f(Xf, MANY, M, K, 2, Df);
    cr_assert(dict_learn_online_f(Xf, MANY, M, K, &o, Df) == SB_OK);
    cr_assert(memcmp(Df, Df2, sizeof Df) != 0, "another seed, another order");
}

/* Minibatch by minibatch as the header says it, the forgetting too. */
Test(dict_online, a_minibatch_at_a_time_gives_the_same_atoms)
{
    struct dict_options o = {.alpha = 0.1, .max_iter = 2, .batch = 100, .seed = 3};
    struct dict_online_f *online;
    make_signals(MANY, 5);
    dict_start_f(Xf, MANY, M, K, 2, Df);
    cr_assert(dict_online_begin_f(Xf, MANY, M, K, &o, Df, &online) == SB_OK);
    cr_assert(dict_learn_online_f(Xf, MANY, M, K, &o, Df) == SB_OK);
    for (size_t i = 0; i < 2 * ((MANY + 99) / 100); i++)
        cr_assert(dict_online_step_f(online) > 0);
    dict_online_atoms_f(online, Df2);
    cr_assert(memcmp(Df, Df2, sizeof Df) == 0);
    dict_online_end_f(online);
    dict_online_end_f(NULL);
    o.alpha = -1;
    cr_assert(dict_online_begin_f(Xf, MANY, M, K, &o, Df, &online) == SB_EINVAL && !online);
}

Test(dict_online, follows_the_plain_algorithm)
{
    enum { BATCH = 9 };
    static double S[K * K], B[K * M], a[K];
    size_t order[N], step = 0;
    uint64_t state = 6;
    make_signals(N, 11);
    dict_start(X, N, M, K, 8, D);
    memcpy(D2, D, sizeof D);
    struct dict_options o = {.alpha = 0.1, .max_iter = 2, .batch = BATCH, .seed = 6};
    cr_assert(dict_learn_online(X, N, M, K, &o, D) == SB_OK);
    for (int pass = 0; pass < 2; pass++) {
        random_order(&state, order, N);
        for (size_t first = 0; first < N; first += BATCH) {
            double t = (double)++step, b = BATCH;
            double theta = t < b ? t * b : b * b + t - b, beta = (theta + 1 - b) / (theta + 1);
            for (size_t i = 0; i < K * K; i++)
                S[i] *= beta;
            for (size_t i = 0; i < K * M; i++)
                B[i] *= beta;
            for (size_t j = first; j < first + BATCH && j < N; j++) {
                const double *x = X + order[j] * M;
                memset(a, 0, sizeof a);
                plain_lasso(D2, K, M, x, 0.1, a);
                for (size_t k = 0; k < K; k++) {
                    for (size_t l = 0; l < K; l++)
                        S[k * K + l] += a[k] * a[l];
                    for (size_t i = 0; i < M; i++)
                        B[k * M + i] += a[k] * x[i];
                }
            }
            for (size_t k = 0; k < K; k++) {
                double g[M];
                for (size_t i = 0; i < M; i++) {
                    g[i] = B[k * M + i];
                    for (size_t l = 0; l < K; l++)
                        g[i] -= l == k ? 0 : S[k * K + l] * D2[l * M + i];
                }
                double norm = sqrt(plain_dot(g, g, M));
                for (size_t i = 0; i < M; i++)
                    D2[k * M + i] = g[i] / norm;
            }
        }
    }
    for (size_t i = 0; i < K * M; i++)
        cr_assert(fabs(D[i] - D2[i]) < 1e-3, "%g, plain %g", D[i], D2[i]);
}

/* With one minibatch of everything, one pass is one round of batch learning. */
Test(dict_online, one_minibatch_of_all_signals_is_one_batch_round)
{
    make_signals(N, 6);
    dict_start(X, N, M, K, 8, D);
    memcpy(D2, D, sizeof D);
    struct dict_options o = {.alpha = 0.1, .max_iter = 1, .batch = N};
    cr_assert(dict_learn_online(X, N, M, K, &o, D) == SB_OK);
    cr_assert(dict_learn(X, N, M, K, &o, D2, A, NULL, NULL) == SB_OK);
    for (size_t i = 0; i < K * M; i++)
        cr_assert(fabs(D[i] - D2[i]) < 2e-3, "%g %g", D[i], D2[i]);
}

Test(dict_online, held_out_objective_falls_and_agrees_between_float_and_double)
{
    double before, after, in_float, plain = 0, on;
    make_signals(MANY, 7);
    dict_start(X, MANY, M, K, 2, D);
    dict_start_f(Xf, MANY, M, K, 2, Df);
    struct dict_options o = {.alpha = 0.1, .max_iter = 3, .batch = 50, .seed = 3};
    cr_assert(dict_objective(X, N, M, D, K, 0.1, &before, &on) == SB_OK);
    for (size_t t = 0; t < N; t++) {
        double a[K] = {0};
        plain_lasso(D, K, M, X + t * M, 0.1, a);
        plain += plain_lasso_cost(D, K, M, X + t * M, a, 0.1) / N;
    }
    cr_assert(fabs(before - plain) < 1e-5 * plain);
    cr_assert(on > 0 && on <= K);
    cr_assert(dict_learn_online(X + N * M, MANY - N, M, K, &o, D) == SB_OK);
    cr_assert(dict_learn_online_f(Xf + N * M, MANY - N, M, K, &o, Df) == SB_OK);
    cr_assert(dict_objective(X, N, M, D, K, 0.1, &after, NULL) == SB_OK);
    cr_assert(dict_objective_f(Xf, N, M, Df, K, 0.1, &in_float, NULL) == SB_OK);
    cr_assert(after < 0.8 * before, "%g, before %g", after, before);
    cr_assert(fabs(in_float - after) < 0.02 * after);
}

Test(dict_online, dead_atoms_come_to_life)
{
    make_signals(MANY, 9);
    /* Every signal lies in the first 9 dimensions, two atoms outside of them. */
    for (size_t t = 0; t < MANY; t++)
        memset(X + t * M + 9, 0, 9 * sizeof *X);
    dict_start(X, MANY, M, K, 2, D);
    memset(D, 0, 2 * M * sizeof *D);
    D[12] = D[M + 15] = 1;
    struct dict_options o = {.alpha = 0.05, .max_iter = 1, .batch = 200, .seed = 1};
    cr_assert(dict_learn_online(X, MANY, M, K, &o, D) == SB_OK);
    for (size_t k = 0; k < K; k++)
        cr_assert(plain_dot(D + k * M, D + k * M, 9) > 0.999, "atom %zu", k);
}

static bool stop_at_third(const struct dict_progress *now, void *data)
{
    struct dict_progress *last = data;
    cr_assert(now->round == last->round + 1 && now->round <= now->rounds);
    cr_assert(now->fraction > last->fraction && now->fraction <= 1);
    cr_assert(now->seconds_left >= 0 && isfinite(now->objective));
    *last = *now;
    return now->round < 3;
}

Test(dict_learn, stops_when_told_to_and_keeps_the_best_so_far)
{
    struct dict_progress last = {0};
    struct dict_options o = {
        .alpha = 0.1, .max_iter = 50, .batch = 20, .progress = stop_at_third, .data = &last};
    size_t rounds;
    make_signals(N, 4);
    dict_start(X, N, M, K, 8, D);
    memcpy(D2, D, sizeof D);
    cr_assert(dict_learn(X, N, M, K, &o, D, A, NULL, &rounds) == SB_ESTOPPED);
    cr_assert(rounds == 3 && last.round == 3);
    o = (struct dict_options){.alpha = 0.1, .max_iter = 3};
    cr_assert(dict_learn(X, N, M, K, &o, D2, A, NULL, NULL) == SB_OK);
    cr_assert(memcmp(D, D2, sizeof D) == 0);

    volatile sig_atomic_t stop = 1;
    o = (struct dict_options){.alpha = 0.1, .max_iter = 50, .batch = 20, .stop = &stop};
    cr_assert(dict_learn_online(X, N, M, K, &o, D) == SB_ESTOPPED);
    cr_assert(memcmp(D, D2, sizeof D) != 0);
    for (size_t k = 0; k < K; k++)
        cr_assert(fabs(plain_dot(D + k * M, D + k * M, M) - 1) < 1e-9);
}

static volatile sig_atomic_t interrupted;

static void on_interrupt(int number)
{
    (void)number;
    interrupted = 1;
}

static bool interrupt_at_fifth(const struct dict_progress *now, void *data)
{
    *(struct dict_progress *)data = *now;
    return now->round != 5 || raise(SIGINT) == 0;
}

Test(dict_learn, a_signal_ends_it_and_leaves_the_atoms_of_that_round)
{
    struct dict_progress last = {0};
    struct dict_options o = {.alpha = 0.1,
                             .max_iter = 50,
                             .batch = 20,
                             .stop = &interrupted,
                             .progress = interrupt_at_fifth,
                             .data = &last};
    size_t rounds;
    signal(SIGINT, on_interrupt);
    make_signals(N, 4);
    dict_start(X, N, M, K, 8, D);
    memcpy(D2, D, sizeof D);
    cr_assert(dict_learn(X, N, M, K, &o, D, A, NULL, &rounds) == SB_ESTOPPED);
    cr_assert(rounds == 5);
    o = (struct dict_options){.alpha = 0.1, .max_iter = 5};
    cr_assert(dict_learn(X, N, M, K, &o, D2, A, NULL, NULL) == SB_OK);
    cr_assert(memcmp(D, D2, sizeof D) == 0);

    interrupted = 0;
    dict_start(X, N, M, K, 8, D);
    o = (struct dict_options){.alpha = 0.1,
                              .max_iter = 50,
                              .batch = 20,
                              .stop = &interrupted,
                              .progress = interrupt_at_fifth,
                              .data = &last};
    cr_assert(dict_learn_online(X, N, M, K, &o, D) == SB_ESTOPPED);
    cr_assert(last.round == 5);
}

Test(dict_learn, survives_hard_cases_in_any_unit)
{
    for (int which = 0; which < HARD_CASES; which++)
        for (int power = -900; power <= 900; power += 450) {
            double unit = ldexp(1, power);
            struct dict_options o = {.alpha = 0.1 * unit, .max_iter = 2, .batch = 16};
            hard_fill(which, 31, D, K, M, X, N);
            memcpy(D2, D, sizeof D);
            for (size_t i = 0; i < N * M; i++)
                X[i] *= unit;
            cr_assert(dict_learn_online(X, N, M, K, &o, D) == SB_OK);
            for (size_t i = 0; i < K * M; i++)
                cr_assert(isfinite(D[i]), "%s, unit 2^%d", hard_name(which), power);
            cr_assert(dict_learn(X, N, M, K, &o, D2, A, NULL, NULL) == SB_OK);
            for (size_t i = 0; i < N * K; i++)
                cr_assert(isfinite(A[i]), "%s, unit 2^%d", hard_name(which), power);
        }
}

Test(dict_learn, the_unit_of_the_signals_changes_no_atom)
{
    static double codes[N * K];
    double unit = 0x1p200, in_unit[3];
    make_signals(N, 4);
    dict_start(X, N, M, K, 8, D);
    dict_learn(X, N, M, K, &(struct dict_options){.alpha = 0.1, .max_iter = 3}, D, A, objective,
               NULL);
    dict_start(X, N, M, K, 8, D2);
    for (size_t i = 0; i < N * M; i++)
        X[i] *= unit;
    dict_learn(X, N, M, K, &(struct dict_options){.alpha = 0.1 * unit, .max_iter = 3}, D2, codes,
               in_unit, NULL);
    for (size_t i = 0; i < K * M; i++)
        cr_assert(fabs(D[i] - D2[i]) < 1e-9);
    for (size_t i = 0; i < N * K; i++)
        cr_assert(fabs(A[i] - codes[i] / unit) < 1e-9);
    cr_assert(fabs(in_unit[2] / unit / unit - objective[2]) < 1e-9 * objective[2]);
}

Test(dict_learn, starts_from_distinct_unit_signals)
{
    make_signals(5, 4);
    memset(X, 0, M * sizeof *X);
    cr_assert(dict_start(X, 5, M, K, 8, D) == SB_OK);
    for (size_t k = 0; k < K; k++) {
        cr_assert(fabs(plain_dot(D + k * M, D + k * M, M) - 1) < 1e-12);
        for (size_t j = 0; j < k; j++)
            cr_assert(fabs(plain_dot(D + k * M, D + j * M, M)) < 0.999);
    }
}

Test(dict_learn, refuses_what_it_cannot_do)
{
    struct dict_options good = {.alpha = 0.1, .max_iter = 2}, o;
    make_signals(N, 4);
    dict_start(X, N, M, K, 8, D);
    cr_assert(dict_learn(X, 0, M, K, &good, D, A, NULL, NULL) == SB_EINVAL);
    cr_assert(dict_learn(X, N, 0, K, &good, D, A, NULL, NULL) == SB_EINVAL);
    cr_assert(dict_learn(X, N, M, 0, &good, D, A, NULL, NULL) == SB_EINVAL);
    o = good, o.max_iter = 0;
    cr_assert(dict_learn(X, N, M, K, &o, D, A, NULL, NULL) == SB_EINVAL);
    o = good, o.alpha = -1;
    cr_assert(dict_learn_online(X, N, M, K, &o, D) == SB_EINVAL);
    o = good, o.alpha = NAN;
    cr_assert(dict_learn_online(X, N, M, K, &o, D) == SB_ENONFINITE);
    X[7] = NAN;
    cr_assert(dict_start(X, N, M, K, 8, D) == SB_ENONFINITE);
    cr_assert(dict_learn(X, N, M, K, &good, D, A, NULL, NULL) == SB_ENONFINITE);
    cr_assert(dict_learn_online(X, N, M, K, &good, D) == SB_ENONFINITE);
    dict_start_f(Xf, N, M, K, 8, Df);
    cr_assert(dict_learn_f(Xf, N, M, 0, &good, Df, Af, NULL, NULL) == SB_EINVAL);
    Df[3] = INFINITY;
    cr_assert(dict_learn_f(Xf, N, M, K, &good, Df, Af, NULL, NULL) == SB_ENONFINITE);
    Df[3] = 0, Xf[7] = NAN;
    cr_assert(dict_learn_f(Xf, N, M, K, &good, Df, Af, NULL, NULL) == SB_ENONFINITE);
}
