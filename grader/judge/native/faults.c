/* faults.c: signals and sanitizer reports, turned into one sentence and the
 * place in the code. It runs in a dying worker, which may be broken: the judge shows
 * the sentence and believes nothing. */
#define _GNU_SOURCE /* register names, dl_iterate_phdr */
#include "faults.h"

#include <ctype.h>
#include <fcntl.h>
#include <link.h>
#include <seccomp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>
#include <unwind.h>

#include <sanitizer/asan_interface.h>

#include "judge/fault_words.h"
#include "limits.h"
#include "wire.h"

#define TEXT_OF(x) #x
#define TEXT(x) TEXT_OF(x)

static const struct placed *known;
static size_t known_count;
static struct last_words *words;
static struct {
    uintptr_t start, end;
} student; /* where the student's object is loaded */

void faults_know(const struct placed *arrays, size_t count)
{
    known = arrays;
    known_count = count;
}

static int find_end(struct dl_phdr_info *object, size_t size, void *unused)
{
    (void)size, (void)unused;
    if (object->dlpi_addr != student.start)
        return 0;
    for (size_t i = 0; i < object->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &object->dlpi_phdr[i];
        uintptr_t end = student.start + part->p_vaddr + part->p_memsz;
        if (part->p_type == PT_LOAD && end > student.end)
            student.end = end;
    }
    return 1;
}

void faults_know_student(const void *base)
{
    student.start = student.end = (uintptr_t)base;
    dl_iterate_phdr(find_end, NULL);
}

void last_words(const char *fmt, ...)
{
    char text[sizeof words->text];
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    if (!words)
        fprintf(stderr, "%s\n", text);
    else if (!words->text[0])
        memcpy(words->text, text, sizeof text);
}

/* The offset of pc in the student's object, or 0. */
static uint64_t offset_of(uintptr_t pc)
{
    return pc >= student.start && pc < student.end ? pc - student.start : 0;
}

/* The innermost frame that is the student's. */
static _Unwind_Reason_Code find_student(struct _Unwind_Context *frame, void *found)
{
    uintptr_t pc = _Unwind_GetIP(frame) - 1;
    if (!offset_of(pc))
        return _URC_NO_REASON;
    *(uintptr_t *)found = pc;
    return _URC_END_OF_STACK;
}

extern void *__libc_stack_end;

/* Record the place in the student's code: pc itself, or the caller in the chain of frames that
 * starts at frame. The keeper turns it into a line number. On the way it may read what the address
 * sanitizer guards: code without frames keeps anything in that register. */
__attribute__((no_sanitize_address)) static void leave_place(uintptr_t pc, uintptr_t stack,
                                                             uintptr_t frame)
{
    uintptr_t low = stack, high = (uintptr_t)__libc_stack_end;
    uint64_t found = offset_of(pc);
    for (int depth = 0; !found && depth < 64; depth++) {
        if (frame % sizeof frame != 0 || frame < low || frame >= high - 2 * sizeof frame)
            break;
        uintptr_t next, back;
        memcpy(&next, (void *)frame, sizeof next);
        memcpy(&back, (void *)(frame + sizeof next), sizeof back);
        found = offset_of(back - 1);
        low = frame + 1;
        frame = next;
    }
    if (words)
        words->place = found;
    static bool unwinding;
    uintptr_t below = 0;
    if (!found && words && !unwinding) { /* a library that keeps no chain of frames */
        unwinding = true;
        _Unwind_Backtrace(find_student, &below);
        words->place = offset_of(below);
    }
}

/* ---- leaked memory ---- */

#define WATCHED 64 /* allocations recorded at a time; the rest are ignored */

static struct {
    const volatile void *block;
    uintptr_t pc;
} allocations[WATCHED];
static bool watching;

/* The sanitizers define this; gcc has no header that declares it. */
int __sanitizer_install_malloc_and_free_hooks(void (*on_malloc)(const volatile void *, size_t),
                                              void (*on_free)(const volatile void *));

static void on_malloc(const volatile void *block, size_t size)
{
    (void)size;
    if (!watching)
        return;
    watching = false; /* unwinding allocates memory that is not the student's */
    for (size_t i = 0; i < WATCHED; i++)
        if (!allocations[i].block) {
            uintptr_t pc = 0;
            _Unwind_Backtrace(find_student, &pc);
            allocations[i].block = block;
            allocations[i].pc = pc;
            break;
        }
    watching = true;
}

static void on_free(const volatile void *block)
{
    for (size_t i = 0; i < WATCHED && block; i++)
        if (allocations[i].block == block)
            allocations[i].block = NULL;
}

void faults_watch_memory(bool on)
{
    static bool installed;
    if (!installed)
        installed = __sanitizer_install_malloc_and_free_hooks(on_malloc, on_free) != 0;
    if (on)
        memset(allocations, 0, sizeof allocations);
    watching = on;
}

_Noreturn void faults_leak(size_t bytes)
{
    for (size_t i = 0; i < WATCHED && words; i++)
        if (allocations[i].block && allocations[i].pc) {
            words->place = offset_of(allocations[i].pc);
            break;
        }
    last_words(FAULT_LEAK, bytes, bytes == 1 ? "" : "s", bytes == 1 ? "it" : "them");
    _exit(WIRE_LEAKED);
}

/* ---- faults ---- */

#define HEAP_HEADER 16 /* free() looks that far before what it is given */

/* Reports an access to one of the call's arrays or just outside it, by the student's own code or by
 * a function that it called; returns false if it is none. */
static bool array_fault(const char *at, const char *verb, bool of_student)
{
    for (size_t i = 0; i < known_count; i++) {
        const struct placed *p = &known[i];
        if (at < p->map || at >= p->map + p->size)
            continue;
        long element = (at - p->start) / 8;
        if (!of_student && at < p->start && at >= p->start - HEAP_HEADER)
            last_words(FAULT_FREED_ARRAY, p->name);
        else if (at >= p->end)
            last_words(FAULT_PAST_END, verb, p->name, element, p->count);
        else if (at < p->start)
            last_words(FAULT_BEFORE, verb, p->name);
        else
            last_words(FAULT_INPUT, p->name, element, p->count);
        return true;
    }
    return false;
}

/* Where the program was, its stack, and whether it wrote. */
struct state {
    uintptr_t pc, stack, frame;
    bool writes;
};

#if defined __aarch64__
/* Does the instruction at pc store? Linux says in the signal frame whether the access was a write,
 * but emulators do not. Source: Arm Architecture Reference Manual, C4.1, Loads and Stores. */
static bool aarch64_stores(uintptr_t pc)
{
    uint32_t word;
    memcpy(&word, (const void *)pc, sizeof word);
    bool loads_or_stores = (word & 0x0a000000) == 0x08000000;
    bool literal = (word & 0x3b000000) == 0x18000000; /* ldr from beside the code */
    if (!loads_or_stores || literal)
        return false;
    if ((word >> 27 & 7) != 7) /* pairs, exclusive access, vectors: bit 22 says load */
        return !(word >> 22 & 1);
    unsigned opc = word >> 22 & 3;
    bool whole_vector = (word >> 26 & 1) && word >> 30 == 0;
    return opc == 0 || (opc == 2 && whole_vector);
}
#endif

static struct state state_of(const ucontext_t *context)
{
#if defined __x86_64__
    const greg_t *r = context->uc_mcontext.gregs;
    return (struct state){(uintptr_t)r[REG_RIP], (uintptr_t)r[REG_RSP], (uintptr_t)r[REG_RBP],
                          (r[REG_ERR] & 2) != 0};
#elif defined __aarch64__
    return (struct state){context->uc_mcontext.pc, context->uc_mcontext.sp,
                          context->uc_mcontext.regs[29], aarch64_stores(context->uc_mcontext.pc)};
#else
    (void)context;
    return (struct state){0};
#endif
}

/* What the macro assert calls, in its C library's place: the program's own comes first. */
_Noreturn void __assert_fail(const char *condition, const char *file, unsigned line,
                             const char *function);
_Noreturn void __assert_fail(const char *condition, const char *file, unsigned line,
                             const char *function)
{
    (void)function;
    const char *name = strrchr(file, '/');
    last_words(FAULT_ASSERT, name ? name + 1 : file, line, condition);
    _exit(3);
}

static void on_signal(int sig, siginfo_t *info, void *context)
{
    struct state state = state_of(context);
    const char *at = info->si_addr;
    if (sig == SIGXCPU) { /* the judge waits no longer: where is it? */
        leave_place(state.pc, state.stack, state.frame);
        _exit(WIRE_LATE);
    } else if (sig == SIGSYS) {
        char *name = seccomp_syscall_resolve_num_arch(info->si_arch, info->si_syscall);
        last_words(WIRE_ASKED, name ? name : "something");
    } else if (sig == SIGXFSZ) {
        last_words(FAULT_FLOOD, LIMIT_PRINT_BYTES);
    } else if (sig == SIGFPE && info->si_code == FPE_INTDIV) {
        last_words(FAULT_DIVISION);
    } else if (sig == SIGFPE) {
        last_words("it enabled floating-point exceptions (feenableexcept) and raised one");
    } else if (sig == SIGILL) {
        last_words(FAULT_TRAP);
    } else if (sig == SIGABRT) {
        last_words(FAULT_ABORT);
    } else if (array_fault(at, state.writes ? "wrote" : "read", offset_of(state.pc) != 0)) {
        ;
    } else if ((uintptr_t)at + 65536 > state.stack && (uintptr_t)at < state.stack + 65536) {
        last_words(FAULT_STACK);
    } else if (sig == SIGSEGV && info->si_code == SI_KERNEL) { /* no address at all */
        last_words("it used a pointer that points nowhere: was it ever given a value?");
    } else if ((uintptr_t)at < 65536) {
        last_words(offset_of(state.pc) ? FAULT_NULL : FAULT_NULL_GIVEN);
    } else {
        last_words(FAULT_NOWHERE);
    }
    leave_place(state.pc, state.stack, state.frame);
    _exit(3);
}

static const char *asan_words(const char *kind)
{
    static const struct {
        const char *kind, *words;
    } table[] = {
        {"stack-buffer-overflow", "went past the end of a local array"},
        {"stack-buffer-underflow", "went before the start of a local array"},
        {"dynamic-stack-buffer-overflow", "went past the end of a local array"},
        {"heap-buffer-overflow", FAULT_HEAP_END},
        {"heap-use-after-free", FAULT_AFTER_FREE},
        {"global-buffer-overflow", "went past the end of a global array"},
        {"stack-use-after-scope", "used a local variable outside its block"},
        {"stack-use-after-return", "used a local variable after its function returned"},
        {"double-free", FAULT_FREED_TWICE},
        {"bad-free", FAULT_BAD_FREE},
        {"memcpy-param-overlap", "copied between places that overlap: memmove can do that"},
        {"strcpy-param-overlap", "copied between texts that overlap"},
        {"strcat-param-overlap", "copied between texts that overlap"},
        {"negative-size-param", "gave a negative size to a function of the library"},
        {"calloc-overflow", "asked for more memory than there is"},
        {"allocation-size-too-big", "asked for more memory than there is"},
        {"out-of-memory", "asked for more memory than there is"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (strcmp(kind, table[i].kind) == 0)
            return table[i].words;
    return kind; /* the sanitizer's own words are better than none */
}

/* The address sanitizer calls this to report an error. */
void __asan_on_error(void)
{
    const char *verb = __asan_get_report_access_type() ? "wrote" : "read";
    if (!array_fault(__asan_get_report_address(), verb, true))
        last_words("it %s", asan_words(__asan_get_report_description()));
    leave_place((uintptr_t)__asan_get_report_pc(), (uintptr_t)__asan_get_report_sp(),
                (uintptr_t)__asan_get_report_bp());
    _exit(3);
}

void __ubsan_on_report(void);
void __ubsan_get_current_report_data(const char **kind, const char **message, const char **file,
                                     unsigned *line, unsigned *column, char **address);

/* The undefined behaviour sanitizer, which knows the line itself, calls this. */
void __ubsan_on_report(void)
{
    const char *kind, *message, *file;
    unsigned line, column;
    char *address;
    __ubsan_get_current_report_data(&kind, &message, &file, &line, &column, &address);
    const char *name = file ? strrchr(file, '/') : NULL;
    name = name ? name + 1 : file ? file : "?";
    if (strcasecmp(message, "division by zero") == 0)
        last_words("%s line %u: " FAULT_DIVISION, name, line);
    else if (strstr(message, "declared to never be null"))
        last_words("%s line %u: " FAULT_NULL_GIVEN, name, line);
    else
        last_words("%s line %u: %c%s", name, line, tolower((unsigned char)message[0]), message + 1);
    _exit(3);
}

/* Overrides settings in the student's file or the environment. */
const char *__asan_default_options(void)
{
    return "symbolize=0:detect_leaks=0:handle_segv=0:handle_sigbus=0:handle_abort=0:"
           "handle_sigfpe=0:handle_sigill=0:allocator_may_return_null=1:exitcode=3:detect_odr_"
           "violation=0:"
           "max_allocation_size_mb=" TEXT(LIMIT_MEMORY_MB) ":intercept_tls_get_addr=0";
}

/* The undefined behaviour sanitizer has separate options. It must not look up symbols: it would
 * start another program, and the keeper finds the line anyway. */
const char *__ubsan_default_options(void);
const char *__ubsan_default_options(void)
{
    return "symbolize=0:handle_segv=0:handle_sigbus=0:handle_abort=0:handle_sigfpe=0:"
           "handle_sigill=0:exitcode=3";
}

void faults_catch(int output)
{
    if (output >= 0) {
        void *page = mmap(NULL, wire_page(), PROT_READ | PROT_WRITE, MAP_SHARED, output,
                          (off_t)(WIRE_REGION - wire_page()));
        words = page == MAP_FAILED ? NULL : page;
        /* The sanitizers' own output would look like the student's. */
        __sanitizer_set_report_fd((void *)(intptr_t)open("/dev/null", O_WRONLY | O_CLOEXEC));
    }
    static char stack[1 << 16];
    stack_t alternative = {.ss_sp = stack, .ss_size = sizeof stack};
    sigaltstack(&alternative, NULL);
    struct sigaction action = {.sa_sigaction = on_signal, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    const int signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGSYS, SIGXCPU, SIGXFSZ};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        sigaction(signals[i], &action, NULL);
}
