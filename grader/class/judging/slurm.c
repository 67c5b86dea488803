/* Talks to Slurm through its own commands. */
#include "slurm.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "class/text/text.h"
#include "limits.h"

/* What a shell script says, errors as well; its status in *status. To be freed. */
static char *ask(int *status, const char *script, const char *const *words)
{
    const char *argv[32] = {"sh", "-c", script, "sh"};
    for (size_t i = 4; i < 31 && words && *words; i++)
        argv[i] = *words++;
    int ends[2];
    *status = 127;
    fflush(stdout);
    pid_t pid = pipe(ends) == 0 ? fork() : -1;
    if (pid < 0)
        return text_need(strdup("no new process"));
    if (pid == 0) {
        dup2(ends[1], 1);
        dup2(ends[1], 2);
        close(ends[0]);
        close(ends[1]);
        execv("/bin/sh", (char *const *)argv);
        _exit(127);
    }
    close(ends[1]);
    char *path = text_format("/proc/self/fd/%d", ends[0]),
         *text = file_read(path, LIMIT_OWN_FILE_BYTES, NULL);
    free(path);
    close(ends[0]);
    waitpid(pid, status, 0);
    *status = WIFEXITED(*status) ? WEXITSTATUS(*status) : 128;
    return text ? text : text_need(strdup(""));
}

bool judging_slurm_is_there(void)
{
    int status;
    free(ask(&status, "command -v sbatch && command -v squeue", NULL));
    if (status != 0)
        fputs("class: ENGINE=slurm needs Slurm's sbatch and squeue, and they are not here; "
              "without ENGINE=, this machine judges\n",
              stderr);
    return status == 0;
}

long judging_slurm_setting(const char *name, long otherwise)
{
    int status;
    char *text = ask(&status,
                     "scontrol show config | sed -n \"s/^$1 *= *\\([0-9][0-9]*\\).*/\\1/p\"",
                     (const char *const[]){name, NULL});
    char *end;
    long value = strtol(text, &end, 10);
    bool good = end > text && *end == '\n';
    free(text);
    return good ? value : otherwise;
}

bool judging_slurm_submit(const struct slurm_array *a)
{
    static const char script[] =
        "set -f; name=$1 array=$2 time=$3 memory=$4 exclude=$5; shift 5\n"
        "exec sbatch --export=ALL --job-name=\"$name\" --array=\"$array\" --time=\"$time\" "
        "--mem=\"$memory\" "
        "${exclude:+--exclude=\"$exclude\"} $SLURM_OPTIONS \"$@\"";
    char *array = text_format("0-%zu", a->count - 1), *minutes = text_format("%ld", a->minutes);
    char *memory = text_format("%dM", LIMIT_TASK_MEMORY_MB);
    if (a->at_once > 0) {
        free(array);
        array = text_format("0-%zu%%%ld", a->count - 1, a->at_once);
    }
    const char *words[16] = {a->name, array, minutes, memory, a->exclude, a->script};
    for (size_t i = 0; a->words[i]; i++)
        words[6 + i] = a->words[i];
    int status;
    char *text = ask(&status, script, words);
    if (status != 0)
        fprintf(stderr, "class: sbatch refuses the array: %s", *text ? text : "it says nothing\n");
    free(text);
    free(array);
    free(minutes);
    free(memory);
    return status == 0;
}

bool judging_slurm_look(const char *prefix,
                        void (*found)(void *to, long number, const char *id, const char *reason),
                        void *to)
{
    int status;
    char *text = ask(&status, "exec squeue --me -h -r -o '%j %K %F_%K %t %r'", NULL), *rest = text;
    for (char *line; status == 0 && (line = strsep(&rest, "\n")) != NULL;) {
        long offset, task;
        char id[64], state[32], reason[64], *end;
        size_t n = strlen(prefix);
        if (strncmp(line, prefix, n) != 0)
            continue;
        offset = strtol(line + n, &end, 10);
        if (end > line + n && sscanf(end, " %ld %63s %31s %63s", &task, id, state, reason) == 4)
            found(to, offset + task, id, strcmp(state, "PD") == 0 ? reason : "");
    }
    free(text);
    return status == 0;
}

void judging_slurm_cancel(const char *ids)
{
    int status;
    free(ask(&status, "exec scancel $1", (const char *const[]){ids, NULL}));
}
