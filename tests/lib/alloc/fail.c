/* The linker puts __wrap_NAME in the place of NAME (-Wl,--wrap) in the library and in
 * these tests: for memory itself, for streams and folders, for starting a program or a
 * thread, and for what KISS FFT and LAPACK take memory for. The C library's own calls
 * of malloc are not replaced, nor are those of OpenBLAS, which ends the program when
 * there is no memory for its one work space. */
#define _GNU_SOURCE /* fopencookie */
#include "fail.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <lapacke.h>
#include <pthread.h>
#include <spawn.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SITES = 1000 };

extern const char __executable_start[];
static atomic_ulong countdown; /* 0: nothing fails */
static atomic_bool failed;
static atomic_long pieces, streams;
static uintptr_t sites[MOST_SITES];
static size_t site_count;

void fail_arm(unsigned long n)
{
    failed = false;
    countdown = n;
}

bool fail_disarm(void)
{
    countdown = 0;
    return failed;
}

static void note_site(const void *caller)
{
    uintptr_t site = (uintptr_t)caller - (uintptr_t)__executable_start - 1;
    for (size_t i = 0; i < site_count; i++)
        if (sites[i] == site)
            return;
    if (site_count < MOST_SITES)
        sites[site_count++] = site;
}

static bool fails(const void *caller)
{
    unsigned long before = countdown;
    while (before > 0 && !atomic_compare_exchange_weak(&countdown, &before, before - 1))
        ;
    if (before != 1)
        return false;
    failed = true;
    errno = ENOMEM;
    note_site(caller);
    return true;
}
#define FAILS() fails(__builtin_return_address(0))

struct kept fail_kept(void)
{
    struct kept now = {pieces, streams, 0};
    for (int fd = 0; fd < 256; fd++)
        now.descriptors += fcntl(fd, F_GETFD) != -1;
    return now;
}

void fail_sites(const char *path)
{
    FILE *f = fopen(path, "w");
    if (!f)
        abort();
    for (size_t i = 0; i < site_count; i++)
        fprintf(f, "0x%jx\n", (uintmax_t)sites[i]);
    fclose(f);
}

/* ---- memory ---- */

static void *counted(void *p)
{
    if (p)
        pieces++;
    return p;
}

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *old, size_t size);
void *__real_aligned_alloc(size_t alignment, size_t size);
void __real_free(void *p);
char *__real_strdup(const char *text);

void *__wrap_malloc(size_t size)
{
    return FAILS() ? NULL : counted(__real_malloc(size));
}

void *__wrap_calloc(size_t n, size_t size)
{
    return FAILS() ? NULL : counted(__real_calloc(n, size));
}

void *__wrap_realloc(void *old, size_t size)
{
    if (FAILS())
        return NULL;
    void *p = __real_realloc(old, size);
    return old ? p : counted(p);
}

void *__wrap_aligned_alloc(size_t alignment, size_t size)
{
    return FAILS() ? NULL : counted(__real_aligned_alloc(alignment, size));
}

char *__wrap_strdup(const char *text)
{
    return FAILS() ? NULL : counted(__real_strdup(text));
}

void __wrap_free(void *p)
{
    if (p)
        pieces--;
    __real_free(p);
}

/* ---- streams and folders ---- */

static void *opened(void *stream)
{
    if (stream)
        streams++;
    return stream;
}

FILE *__real_fopen(const char *path, const char *mode);
FILE *__real_fopencookie(void *cookie, const char *mode, cookie_io_functions_t functions);
FILE *__real_fdopen(int fd, const char *mode);
FILE *__real_tmpfile(void);
FILE *__real_open_memstream(char **text, size_t *size);
DIR *__real_opendir(const char *path);
int __real_fclose(FILE *f);
int __real_closedir(DIR *dir);

FILE *__wrap_fopen(const char *path, const char *mode)
{
    return FAILS() ? NULL : opened(__real_fopen(path, mode));
}

FILE *__wrap_fopencookie(void *cookie, const char *mode, cookie_io_functions_t functions)
{
    return FAILS() ? NULL : opened(__real_fopencookie(cookie, mode, functions));
}

FILE *__wrap_fdopen(int fd, const char *mode)
{
    return FAILS() ? NULL : opened(__real_fdopen(fd, mode));
}

FILE *__wrap_tmpfile(void)
{
    return FAILS() ? NULL : opened(__real_tmpfile());
}

FILE *__wrap_open_memstream(char **text, size_t *size)
{
    if (FAILS())
        return NULL;
    pieces++; /* the text, which the caller frees */
    return opened(__real_open_memstream(text, size));
}

DIR *__wrap_opendir(const char *path)
{
    return FAILS() ? NULL : opened(__real_opendir(path));
}

int __wrap_fclose(FILE *f)
{
    streams--;
    return __real_fclose(f);
}

int __wrap_closedir(DIR *dir)
{
    streams--;
    return __real_closedir(dir);
}

/* ---- programs and threads ---- */

int __real_posix_spawnp(pid_t *pid, const char *file, const posix_spawn_file_actions_t *actions,
                        const posix_spawnattr_t *attr, char *const argv[], char *const envp[]);
int __real_posix_spawn_file_actions_adddup2(posix_spawn_file_actions_t *actions, int from, int to);
int __real_posix_spawn_file_actions_addopen(posix_spawn_file_actions_t *actions, int fd,
                                            const char *path, int flags, mode_t mode);
int __real_pthread_create(pthread_t *id, const pthread_attr_t *attr, void *(*run)(void *),
                          void *arg);

int __wrap_posix_spawnp(pid_t *pid, const char *file, const posix_spawn_file_actions_t *actions,
                        const posix_spawnattr_t *attr, char *const argv[], char *const envp[])
{
    return FAILS() ? ENOMEM : __real_posix_spawnp(pid, file, actions, attr, argv, envp);
}

int __wrap_posix_spawn_file_actions_adddup2(posix_spawn_file_actions_t *actions, int from, int to)
{
    return FAILS() ? ENOMEM : __real_posix_spawn_file_actions_adddup2(actions, from, to);
}

int __wrap_posix_spawn_file_actions_addopen(posix_spawn_file_actions_t *actions, int fd,
                                            const char *path, int flags, mode_t mode)
{
    return FAILS() ? ENOMEM
                   : __real_posix_spawn_file_actions_addopen(actions, fd, path, flags, mode);
}

int __wrap_pthread_create(pthread_t *id, const pthread_attr_t *attr, void *(*run)(void *),
                          void *arg)
{
    return FAILS() ? EAGAIN : __real_pthread_create(id, attr, run, arg);
}

/* ---- other libraries ---- */

void *__real_kiss_fftnd_alloc(const int *dims, int n, int inverse, void *memory, size_t *size);
lapack_int __real_LAPACKE_dgelsy(int order, lapack_int m, lapack_int n, lapack_int right, double *a,
                                 lapack_int lda, double *b, lapack_int ldb, lapack_int *pivots,
                                 double condition, lapack_int *rank);
lapack_int __real_LAPACKE_dsyevr(int order, char job, char range, char half, lapack_int n,
                                 double *a, lapack_int lda, double vl, double vu, lapack_int il,
                                 lapack_int iu, double tolerance, lapack_int *m, double *w,
                                 double *z, lapack_int ldz, lapack_int *support);

void *__wrap_kiss_fftnd_alloc(const int *dims, int n, int inverse, void *memory, size_t *size)
{
    return FAILS() ? NULL : counted(__real_kiss_fftnd_alloc(dims, n, inverse, memory, size));
}

lapack_int __wrap_LAPACKE_dgelsy(int order, lapack_int m, lapack_int n, lapack_int right, double *a,
                                 lapack_int lda, double *b, lapack_int ldb, lapack_int *pivots,
                                 double condition, lapack_int *rank)
{
    return FAILS()
               ? LAPACK_WORK_MEMORY_ERROR
               : __real_LAPACKE_dgelsy(order, m, n, right, a, lda, b, ldb, pivots, condition, rank);
}

lapack_int __wrap_LAPACKE_dsyevr(int order, char job, char range, char half, lapack_int n,
                                 double *a, lapack_int lda, double vl, double vu, lapack_int il,
                                 lapack_int iu, double tolerance, lapack_int *m, double *w,
                                 double *z, lapack_int ldz, lapack_int *support)
{
    return FAILS() ? LAPACK_WORK_MEMORY_ERROR
                   : __real_LAPACKE_dsyevr(order, job, range, half, n, a, lda, vl, vu, il, iu,
                                           tolerance, m, w, z, ldz, support);
}
