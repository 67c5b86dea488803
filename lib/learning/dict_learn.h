/* dict_learn.h: learning the atoms themselves.
 *
 *   minimise over D and A:  1/2 ||X - A D||^2 + alpha sum |A_tk| ,   ||d_k|| = 1
 *
 * Rows are items: signals X[n x m], atoms D[K x m], codes A[n x K]. Both learners
 * start from atoms that the caller gives (dict_start makes some), so that the
 * same start gives the same atoms, bit for bit, on any number of threads. */
#ifndef SB_DICT_LEARN_H
#define SB_DICT_LEARN_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "status.h"

/* What a learner reports while it works. */
struct dict_progress {
    size_t round, rounds; /* rounds done, of at most so many (minibatches when online) */
    double fraction;      /* of the work that is done, 0..1 */
    double objective;     /* batch: of all signals; online: mean per signal, of this minibatch */
    double seconds_left;  /* estimated; less when tol ends the work earlier */
};

struct dict_options {
    double alpha;    /* the price of a code's magnitude, in the unit of X */
    size_t max_iter; /* batch: rounds; online: passes over all signals */
    double tol;      /* batch: stop when a round lowers the objective by no more
                        than tol times itself; 0 goes on while it falls */
    size_t batch;    /* online: signals in a minibatch; 0 means 64 */
    uint64_t seed;   /* online: the order of the signals, and what replaces dead atoms */
    /* Called after every round (NULL: never); false stops the work, as does a
     * signal handler that sets *stop (NULL: none). */
    bool (*progress)(const struct dict_progress *now, void *data);
    void *data;
    const volatile sig_atomic_t *stop;
};

/* Atoms to start from: K distinct signals chosen by the seed, each divided by its norm
 * (signals that are zero, and atoms beyond the n-th, become random directions).
 * In: X[n x m]. Out: D[K x m]. SB_OK; SB_EINVAL when n, m or K is 0;
 * SB_ENONFINITE; SB_ENOMEM. */
enum sb_status dict_start(const double *X, size_t n, size_t m, size_t K, uint64_t seed, double *D);
enum sb_status dict_start_f(const float *X, size_t n, size_t m, size_t K, uint64_t seed, float *D);

/* Batch learning: in turn code all signals and improve all atoms,
 *
 *   A   = codes of X by coordinate descent, from the last codes (at first 0)
 *   d_k = g / ||g||,  g = sum_t A_tk (r_t + A_tk d_k),  r = X - A D,  k = 0 .. K-1 in order
 *         (left as it is when g = 0),
 *
 * for max_iter rounds or until tol. Codes are as exact as tol 1e-6 of lasso.h makes them, in single
 * precision 1e-5, 84 times its epsilon. The objective never increases, but for rounding: some
 * epsilons of itself. Where atoms are the same, rounding decides which of them is used.
 * In: X[n x m]; K atoms; options alpha >= 0, max_iter >= 1, tol >= 0.
 * In/out: D[K x m], where to start (any norm but 0 is made 1); then the learned
 * atoms. Out: A[n x K], codes; objective[max_iter] (may be NULL), after every
 * round; *rounds (may be NULL), how many were done.
 * Returns SB_OK; SB_ESTOPPED when stopped: D and A are then the last round's, valid;
 * SB_EINVAL; SB_ENONFINITE; SB_ENOMEM.
 * Source: the tutorial's parameters; Friedman et al. 2007, Ann. Appl. Stat. 1,
 * 302-332 (codes); Mairal, Bach, Ponce & Sapiro 2010, JMLR 11, 19-60 (atoms). */
enum sb_status dict_learn(const double *X, size_t n, size_t m, size_t K,
                          const struct dict_options *options, double *D, double *A,
                          double *objective, size_t *rounds);
enum sb_status dict_learn_f(const float *X, size_t n, size_t m, size_t K,
                            const struct dict_options *options, float *D, float *A,
                            double *objective, size_t *rounds);

/* Online learning: atoms improve after every minibatch,
 *
 *   codes a_t of the minibatch;   S = beta S + sum_t a_t a_t^T ,  B = beta B + sum_t a_t x_t^T
 *   d_k = g / ||g||,  g = B_k - sum_{j != k} S_kj d_j,   k = 0 .. K-1 in order
 *
 * where beta forgets the codes of earlier, worse atoms, as in the source. An
 * atom that nothing uses becomes a signal of the minibatch, the worst coded first.
 * In: X[n x m], K, options as above; max_iter passes over X, each in a new order.
 * In/out: D[K x m], as above.
 * Returns as dict_learn.
 * Source: Mairal, Bach, Ponce & Sapiro 2010, JMLR 11, 19-60, algorithms 1 and 2. */
enum sb_status dict_learn_online(const double *X, size_t n, size_t m, size_t K,
                                 const struct dict_options *options, double *D);
enum sb_status dict_learn_online_f(const float *X, size_t n, size_t m, size_t K,
                                   const struct dict_options *options, float *D);

/* The same a minibatch at a time, for as long as one likes: begin, step, look at the atoms, step.
 * begin: arguments and returns as dict_learn_online, max_iter aside; X has to stay as it is until
 * the end. step returns the mean objective of the minibatch's signals, as the atoms were before.
 * atoms copies them to D[K x m]. end frees; NULL is allowed. */
struct dict_online;
struct dict_online_f;
enum sb_status dict_online_begin(const double *X, size_t n, size_t m, size_t K,
                                 const struct dict_options *options, const double *D,
                                 struct dict_online **begun);
enum sb_status dict_online_begin_f(const float *X, size_t n, size_t m, size_t K,
                                   const struct dict_options *options, const float *D,
                                   struct dict_online_f **begun);
double dict_online_step(struct dict_online *o);
double dict_online_step_f(struct dict_online_f *o);
void dict_online_atoms(const struct dict_online *o, double *D);
void dict_online_atoms_f(const struct dict_online_f *o, float *D);
void dict_online_end(struct dict_online *o);
void dict_online_end_f(struct dict_online_f *o);

/* Mean over the signals of 1/2 ||x - a D||^2 + alpha sum |a_k|, a the best code for
 * these atoms: how well D does on signals it was not trained on.
 * on (may be NULL): mean number of atoms that are not 0 in a code.
 * SB_OK, SB_EINVAL when n, m or K is 0 or alpha < 0, SB_ENONFINITE, SB_ENOMEM. */
enum sb_status dict_objective(const double *X, size_t n, size_t m, const double *D, size_t K,
                              double alpha, double *mean, double *on);
enum sb_status dict_objective_f(const float *X, size_t n, size_t m, const float *D, size_t K,
                                double alpha, double *mean, double *on);

#endif
