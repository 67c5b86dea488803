/* coverage_hook.c: linked into the programs of make coverage, so that what a process ran is
 * counted that ends by _exit, or is killed. The linker puts the functions here in the place
 * of those they are named after.
 *
 * A worker is locked in and can write no file: here it may, which is the only thing in which
 * it differs from the worker that judges. */
#define _GNU_SOURCE
#include <errno.h>
#include <seccomp.h>
#include <signal.h>
#include <stdarg.h>
#include <string.h>
#include <sys/socket.h>

void __gcov_dump(void);
void __gcov_reset(void);
_Noreturn void __real__exit(int status);
_Noreturn void __wrap__exit(int status);
ssize_t __real_send(int fd, const void *data, size_t size, int flags);
ssize_t __wrap_send(int fd, const void *data, size_t size, int flags);
int __real_seccomp_load(const scmp_filter_ctx filter) __attribute__((weak));
int __wrap_seccomp_load(const scmp_filter_ctx filter);
int __wrap_seccomp_rule_add(scmp_filter_ctx filter, uint32_t action, int call, unsigned count, ...);
int seccomp_rule_add_array(scmp_filter_ctx filter, uint32_t action, int call, unsigned count,
                           const struct scmp_arg_cmp *compared) __attribute__((weak));

static void write_counts(void)
{
    static volatile sig_atomic_t busy; /* a signal may come while it writes */
    int kept = errno;
    if (busy)
        return;
    busy = 1;
    __gcov_dump();
    __gcov_reset();
    busy = 0;
    errno = kept;
}

_Noreturn void __wrap__exit(int status)
{
    write_counts();
    __real__exit(status);
}

/* The keeper tells of each worker's end, and is killed at last. */
ssize_t __wrap_send(int fd, const void *data, size_t size, int flags)
{
    if (strncmp(program_invocation_short_name, "worker", 6) == 0)
        write_counts();
    return __real_send(fd, data, size, flags);
}

/* Writing a file takes these calls. */
int __wrap_seccomp_rule_add(scmp_filter_ctx filter, uint32_t action, int call, unsigned count, ...)
{
    struct scmp_arg_cmp compared[6];
    va_list args;
    if (call == SCMP_SYS(open) || call == SCMP_SYS(openat) || call == SCMP_SYS(fcntl))
        return seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, call, 0, NULL);
    va_start(args, count);
    for (unsigned i = 0; i < count && i < 6; i++)
        compared[i] = va_arg(args, struct scmp_arg_cmp);
    va_end(args);
    return seccomp_rule_add_array(filter, action, call, count, compared);
}

int __wrap_seccomp_load(const scmp_filter_ctx filter)
{
    seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(ftruncate), 0, NULL);
    return __real_seccomp_load(filter);
}
