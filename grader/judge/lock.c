/* lock.c: what the worker may ask of the kernel: to read files, to write to
 * descriptors it already has, memory, time, its own end. No new process or
 * thread, no other program, no network, no file made or changed, no signal to
 * anybody else. */
#define _GNU_SOURCE /* memfd_create */
#include "keeper.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
/* The macros of seccomp.h leave out a field, which clang tells at each use. */
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "limits.h"

#define SELF 0x5e1f5e1fu       /* stands for the worker's own number in the prepared filter */
#define LENGTH 512             /* instructions of the filter, at most */

static struct sock_filter prepared[LENGTH];
static size_t length; /* bytes of it */

static bool allow(scmp_filter_ctx filter, const int *calls, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 0) != 0)
            return false;
    return true;
}

static bool add_rules(scmp_filter_ctx filter)
{
    static const int plain[] = {
        SCMP_SYS(read), SCMP_SYS(pread64), SCMP_SYS(readv), SCMP_SYS(write), SCMP_SYS(writev),
        SCMP_SYS(close), SCMP_SYS(fstat), SCMP_SYS(newfstatat), SCMP_SYS(stat), SCMP_SYS(lstat),
        SCMP_SYS(statx), SCMP_SYS(access), SCMP_SYS(faccessat), SCMP_SYS(lseek),
        SCMP_SYS(readlink), SCMP_SYS(readlinkat), SCMP_SYS(getcwd), SCMP_SYS(mmap),
        SCMP_SYS(mprotect), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise),
        SCMP_SYS(brk), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn),
        SCMP_SYS(sigaltstack), SCMP_SYS(futex), SCMP_SYS(getpid), SCMP_SYS(gettid),
        SCMP_SYS(getppid), SCMP_SYS(getuid), SCMP_SYS(geteuid), SCMP_SYS(clock_gettime),
        SCMP_SYS(gettimeofday), SCMP_SYS(clock_getres), SCMP_SYS(nanosleep),
        SCMP_SYS(clock_nanosleep), SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity),
        SCMP_SYS(getrandom), SCMP_SYS(getrusage), SCMP_SYS(exit), SCMP_SYS(exit_group),
        SCMP_SYS(rseq), SCMP_SYS(sysinfo), SCMP_SYS(uname), SCMP_SYS(restart_syscall),
    };
    if (!allow(filter, plain, sizeof plain / sizeof *plain))
        return false;
    const unsigned long changes = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND;
    const scmp_datum_t self = SELF;
    int failed = 0;
    failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1,
                               SCMP_A2(SCMP_CMP_MASKED_EQ, changes, 0));
    failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(open), 1,
                               SCMP_A1(SCMP_CMP_MASKED_EQ, changes, 0));
    failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
                               SCMP_A0(SCMP_CMP_EQ, self));
    failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(kill), 1,
                               SCMP_A0(SCMP_CMP_EQ, self));
    /* SIGSYS tells what was tried, so its handler stays ours. */
    failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(rt_sigaction), 1,
                               SCMP_A0(SCMP_CMP_NE, SIGSYS));
    /* Asked for by the C library on its own: refused without a fuss. */
    failed |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOTTY), SCMP_SYS(ioctl), 0);
    failed |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(mbind), 0);
    /* The sanitizer asks for the size of the stack: reading a limit is fine. */
    failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1,
                               SCMP_A2(SCMP_CMP_EQ, 0));
    failed |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(prctl), 0);
    failed |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(fcntl), 0);
    return failed == 0;
}

static void limit(int resource, rlim_t most)
{
    struct rlimit r = {.rlim_cur = most, .rlim_max = most};
    setrlimit((__rlimit_resource_t)resource, &r);
}

/* The library takes longer for it than many a worker lives. */
void lock_prepare(void)
{
    int file = memfd_create("filter", MFD_CLOEXEC);
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_TRAP);
    if (filter && add_rules(filter) && seccomp_export_bpf(filter, file) == 0) {
        ssize_t got = pread(file, prepared, sizeof prepared, 0);
        length = got > 0 && (size_t)got < sizeof prepared ? (size_t)got : 0;
    }
    seccomp_release(filter);
    close(file);
}

bool lock_in(double cpu_seconds)
{
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, LIMIT_PRINT_BYTES);
    limit(RLIMIT_NOFILE, LIMIT_FILES);
    /* Should the keeper be late: a signal, and one second later the end of those who do not listen. */
    rlim_t most = (rlim_t)cpu_seconds + 1;
    setrlimit(RLIMIT_CPU, &(struct rlimit){.rlim_cur = most, .rlim_max = most + 1});
    size_t count = length / sizeof *prepared;
    for (size_t i = 0; i < count; i++)
        if (prepared[i].k == SELF)
            prepared[i].k = (unsigned)getpid();
    struct sock_fprog program = {.len = (unsigned short)count, .filter = prepared};
    return count > 0 && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}
