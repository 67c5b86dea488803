/* big_pages.c: a kernel with pages of PAGE bytes, for programs linked with --wrap: it refuses what
 * that kernel refuses, and maps what it would map. The machine's own pages have to be smaller. */
#include <errno.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

void *__real_mmap(void *at, size_t bytes, int access, int flags, int fd, off_t offset);
int __real_munmap(void *at, size_t bytes);
int __real_mprotect(void *at, size_t bytes, int access);
long __real_sysconf(int name);

void *__wrap_mmap(void *at, size_t bytes, int access, int flags, int fd, off_t offset);
int __wrap_munmap(void *at, size_t bytes);
int __wrap_mprotect(void *at, size_t bytes, int access);
long __wrap_sysconf(int name);

static size_t whole(size_t bytes)
{
    return (bytes + PAGE - 1) / PAGE * PAGE;
}

long __wrap_sysconf(int name)
{
    return name == _SC_PAGESIZE ? PAGE : __real_sysconf(name);
}

void *__wrap_mmap(void *at, size_t bytes, int access, int flags, int fd, off_t offset)
{
    if (offset % PAGE != 0 || ((flags & MAP_FIXED) && (uintptr_t)at % PAGE != 0)) {
        errno = EINVAL;
        return MAP_FAILED;
    }
    if (flags & MAP_FIXED)
        return __real_mmap(at, whole(bytes), access, flags, fd, offset);
    /* Anywhere: at a multiple of PAGE, in a reservation that has one. */
    char *start = __real_mmap(NULL, whole(bytes) + PAGE, PROT_NONE,
                              MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (start == MAP_FAILED)
        return start;
    size_t before = (size_t)(-(uintptr_t)start % PAGE);
    if (before > 0)
        __real_munmap(start, before);
    __real_munmap(start + before + whole(bytes), PAGE - before);
    return __real_mmap(start + before, whole(bytes), access, flags | MAP_FIXED, fd, offset);
}

int __wrap_munmap(void *at, size_t bytes)
{
    if ((uintptr_t)at % PAGE == 0)
        return __real_munmap(at, whole(bytes));
    errno = EINVAL;
    return -1;
}

int __wrap_mprotect(void *at, size_t bytes, int access)
{
    if ((uintptr_t)at % PAGE == 0)
        return __real_mprotect(at, whole(bytes), access);
    errno = EINVAL;
    return -1;
}
