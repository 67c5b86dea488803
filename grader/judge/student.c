/* The worker with the student's code. */
#include "student.h"

#include "history.h"
#include "judge_internal.h"
#include "limits.h"

static struct worker *worker;
static size_t print_start, print_end; /* of what the last call printed; end 0: everything */

struct worker *student_worker(void)
{
    return worker;
}

enum call_end student_call(struct call *call, void *const in[CALL_ARGS], double seconds)
{
    if (!worker)
        worker = transport_start(CODE_STUDENT, judge_cpu());
    return transport_call(worker, call, in, seconds);
}

static size_t print_size(void)
{
    return worker ? transport_printed(worker, 0, NULL, 0) : 0;
}

void student_print_begin(void)
{
    print_start = print_size();
    print_end = 0;
}

void student_print_end(void)
{
    print_end = print_size();
}

void student_printed(char *text, size_t size)
{
    size_t end = print_end ? print_end : print_size();
    size_t length = end > print_start ? end - print_start : 0;
    text[0] = '\0';
    if (worker && length > 0)
        transport_printed(worker, print_start, text, length < size ? length + 1 : size);
}

bool student_answer(struct answered *a)
{
    static int started;
    if (!worker && started++ >= LIMIT_SEARCH_WORKERS)
        return false;
    if (!worker)
        worker = transport_start(CODE_STUDENT, LIMIT_LATE_CPU_SECONDS);
    if (transport_call(worker, &a->call, a->in, LIMIT_SEARCH_SECONDS) != CALL_ANSWERED) {
        transport_stop(worker);
        worker = NULL;
        return false;
    }
    if (a->call.answer != ANSWER_RETURNED)
        return false;
    history_outputs(worker, &a->call, a->out);
    return true;
}
