/* lock.c: which system calls a worker may make: reading files, writing to descriptors it already
 * has, memory, time, exit. It cannot start a process, thread or program, use the network, create or
 * change a file, or signal anybody else. */
#define _GNU_SOURCE /* memfd_create, chroot */
#include "keeper.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
/* The macros of seccomp.h leave out a field, and clang warns at every use. */
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#include <seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "limits.h"

/* Placeholders in the prepared filter for the worker's own number and for the descriptor of its
 * socket to the keeper. */
#define SELF 0x5e1f5e1fu
#define KEEPER 0x6eeb6eebu
#define LENGTH 512 /* instructions of the filter, at most */

/* What is not allowed raises SIGSYS: so the filter is prepared, and lock_in has better ways. */
static struct filter {
    struct sock_filter code[LENGTH];
    size_t count; /* 0: there is none */
} rules;

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
        SCMP_SYS(read),
        SCMP_SYS(pread64),
        SCMP_SYS(readv),
        SCMP_SYS(write),
        SCMP_SYS(writev),
        SCMP_SYS(close),
        SCMP_SYS(fstat),
        SCMP_SYS(newfstatat),
        SCMP_SYS(stat),
        SCMP_SYS(lstat),
        SCMP_SYS(statx),
        SCMP_SYS(access),
        SCMP_SYS(faccessat),
        SCMP_SYS(lseek),
        SCMP_SYS(readlink),
        SCMP_SYS(readlinkat),
        SCMP_SYS(getcwd),
        SCMP_SYS(mprotect),
        SCMP_SYS(munmap),
        SCMP_SYS(mremap),
        SCMP_SYS(madvise),
        SCMP_SYS(brk),
        SCMP_SYS(rt_sigprocmask),
        SCMP_SYS(rt_sigreturn),
        SCMP_SYS(sigaltstack),
        SCMP_SYS(futex),
        SCMP_SYS(getpid),
        SCMP_SYS(gettid),
        SCMP_SYS(getppid),
        SCMP_SYS(getuid),
        SCMP_SYS(geteuid),
        SCMP_SYS(clock_gettime),
        SCMP_SYS(gettimeofday),
        SCMP_SYS(clock_getres),
        SCMP_SYS(nanosleep),
        SCMP_SYS(clock_nanosleep),
        SCMP_SYS(sched_yield),
        SCMP_SYS(sched_getaffinity),
        SCMP_SYS(getrandom),
        SCMP_SYS(getrusage),
        SCMP_SYS(exit),
        SCMP_SYS(exit_group),
        SCMP_SYS(rseq),
        SCMP_SYS(uname),
        SCMP_SYS(restart_syscall),
    };
    if (!allow(filter, plain, sizeof plain / sizeof *plain))
        return false;
    const unsigned long changes = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND;
    const scmp_datum_t self = SELF, keeper = KEEPER;
    int failed = 0;
    /* Once, to send the keeper the descriptor; then no socket has that number. */
    failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(sendmsg), 1,
                               SCMP_A0(SCMP_CMP_EQ, keeper));
    failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1,
                               SCMP_A2(SCMP_CMP_MASKED_EQ, changes, 0));
    failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(open), 1,
                               SCMP_A1(SCMP_CMP_MASKED_EQ, changes, 0));
    failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
                               SCMP_A0(SCMP_CMP_EQ, self));
    failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(kill), 1,
                               SCMP_A0(SCMP_CMP_EQ, self));
    /* Private memory counts (memory_of); shared memory may only be that of files the worker was
     * given. Huge pages are counted nowhere. */
    failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1,
                               SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_SHARED | MAP_HUGETLB, 0));
    failed |= seccomp_rule_add(
        filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1,
        SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_SHARED | MAP_ANONYMOUS | MAP_HUGETLB, MAP_SHARED));
    /* Where nobody is asked, a handler of SIGSYS tells what was tried: it stays. */
    failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(rt_sigaction), 1,
                               SCMP_A0(SCMP_CMP_NE, SIGSYS));
    /* The C library asks for these on its own: refuse them quietly. */
    failed |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOTTY), SCMP_SYS(ioctl), 0);
    failed |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(mbind), 0);
    /* qsort, too; but what else the machine does is a way from a hidden test to others. */
    failed |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(sysinfo), 0);
    /* The sanitizer asks for the stack size: reading a limit is fine. */
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

/* Takes the instructions of a filter and releases it. */
static void take_code(struct filter *to, scmp_filter_ctx filter)
{
    int file = memfd_create("filter", MFD_CLOEXEC);
    if (seccomp_export_bpf(filter, file) == 0) {
        ssize_t got = pread(file, to->code, sizeof to->code, 0);
        to->count = got > 0 && (size_t)got < sizeof to->code ? (size_t)got / sizeof *to->code : 0;
    }
    seccomp_release(filter);
    close(file);
}

/* Done once, because libseccomp takes longer than many workers live. */
void lock_prepare(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_TRAP);
    if (filter && add_rules(filter))
        take_code(&rules, filter);
    else
        seccomp_release(filter);
}

/* The filter with this action for what is not allowed. */
static struct filter refusing_by(unsigned action, int keeper)
{
    struct filter filter = rules;
    for (size_t i = 0; i < filter.count; i++) {
        struct sock_filter *c = &filter.code[i];
        if (c->code == (BPF_RET | BPF_K) && c->k == SECCOMP_RET_TRAP)
            c->k = action;
        else if (c->k == SELF)
            c->k = (unsigned)getpid();
        else if (c->k == KEEPER)
            c->k = (unsigned)keeper;
    }
    return filter;
}

/* Returns a descriptor with SECCOMP_FILTER_FLAG_NEW_LISTENER, 0 without it, -1 on failure. */
static int install(struct filter filter, unsigned flags)
{
    struct sock_fprog program = {.len = (unsigned short)filter.count, .filter = filter.code};
    return filter.count == 0 ? -1
                             : (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program);
}

static bool send_descriptor(int socket, int descriptor)
{
    char control[CMSG_SPACE(sizeof(int))] = {0}, byte = 0;
    struct iovec data = {.iov_base = &byte, .iov_len = 1};
    struct msghdr message = {.msg_iov = &data,
                             .msg_iovlen = 1,
                             .msg_control = control,
                             .msg_controllen = sizeof control};
    struct cmsghdr *c = CMSG_FIRSTHDR(&message);
    c->cmsg_level = SOL_SOCKET;
    c->cmsg_type = SCM_RIGHTS;
    c->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(c), &descriptor, sizeof(int));
    return sendmsg(socket, &message, MSG_NOSIGNAL) == 1;
}

int lock_receive(int worker)
{
    char control[CMSG_SPACE(sizeof(int))] = {0}, byte;
    struct iovec data = {.iov_base = &byte, .iov_len = 1};
    struct msghdr message = {.msg_iov = &data,
                             .msg_iovlen = 1,
                             .msg_control = control,
                             .msg_controllen = sizeof control};
    int descriptor = -1;
    if (recvmsg(worker, &message, MSG_CMSG_CLOEXEC) != 1)
        return -1;
    struct cmsghdr *c = CMSG_FIRSTHDR(&message);
    if (c && c->cmsg_type == SCM_RIGHTS)
        memcpy(&descriptor, CMSG_DATA(c), sizeof(int));
    return descriptor;
}

const char *lock_asked(int descriptor)
{
    static char name[64];
    struct seccomp_notif call = {0};
    char *found = NULL;
    if (ioctl(descriptor, SECCOMP_IOCTL_NOTIF_RECV, &call) == 0)
        found = seccomp_syscall_resolve_num_arch(call.data.arch, call.data.nr);
    snprintf(name, sizeof name, "%s", found ? found : "something");
    free(found);
    return name;
}

bool lock_in(struct worker_terms terms, int keeper)
{
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, LIMIT_PRINT_BYTES);
    limit(RLIMIT_NOFILE, LIMIT_FILES);
    /* If the keeper is late: a signal, and one second later the end even if it is blocked. */
    rlim_t most = (rlim_t)terms.cpu_seconds + 1;
    setrlimit(RLIMIT_CPU, &(struct rlimit){.rlim_cur = most, .rlim_max = most + 1});
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return false;
    int asked = install(refusing_by(SECCOMP_RET_USER_NOTIF, keeper),
                        SECCOMP_FILTER_FLAG_NEW_LISTENER);
    if (asked >= 0) {
        bool sent = send_descriptor(keeper, asked);
        close(asked);
        return sent;
    }
    /* Nobody can be asked, as in some containers. What the worker says itself is enough for make
     * check; in a class, its status has to tell. */
    unsigned action = terms.alone ? SECCOMP_RET_KILL_PROCESS : SECCOMP_RET_TRAP;
    return install(refusing_by(action, keeper), 0) == 0;
}

bool lock_see_only(const char *folder)
{
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct none[2] = {{0}};
    return chroot(folder) == 0 && chdir("/") == 0 && syscall(SYS_capset, &header, none) == 0;
}

bool lock_is_there(void)
{
    pid_t pid = fork();
    int status = 1;
    if (pid == 0)
        _exit(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && install(rules, 0) >= 0 ? 0 : 1);
    return pid > 0 && waitpid(pid, &status, 0) == pid && status == 0;
}
