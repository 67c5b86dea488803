/* The sandbox: bubblewrap shows a program what any program needs and nothing else: no home, no
 * /etc/passwd, no /proc, no network. */
#include "run.h"

#include <linux/seccomp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

void sandbox_add(struct words *w)
{
    static const char *const folders[] = {"/bin", "/sbin", "/lib", "/lib64"};
    words_split(w,
                "bwrap --unshare-all --hostname sandbox --die-with-parent --new-session --clearenv"
                " --setenv PATH /usr/bin:/bin --setenv LC_ALL C --setenv OPENBLAS_NUM_THREADS 1"
                " --ro-bind /usr /usr --dev /dev --tmpfs /tmp"
                " --ro-bind-try /etc/alternatives /etc/alternatives"
                " --ro-bind-try /etc/ld.so.cache /etc/ld.so.cache");
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        char *in_usr = text_format("/usr%s", folders[i]);
        struct stat link, here, there;
        /* Mostly links, to folders of the same name in /usr. */
        if (lstat(folders[i], &link) == 0 && S_ISLNK(link.st_mode) &&
            stat(folders[i], &here) == 0 && stat(in_usr, &there) == 0 &&
            here.st_ino == there.st_ino && here.st_dev == there.st_dev) {
            words_add_all(w, (const char *const[]){"--symlink", in_usr + 1, folders[i], NULL});
        } else if (stat(folders[i], &here) == 0 && S_ISDIR(here.st_mode)) {
            words_add_all(w, (const char *const[]){"--ro-bind", folders[i], folders[i], NULL});
        }
        free(in_usr);
    }
}

int sandbox_run(const char *const *command)
{
    struct words w = {0};
    sandbox_add(&w);
    words_add_all(&w, command);
    execvp(w.word[0], w.word);
    perror(w.word[0]);
    return 127;
}

static bool is_in_path(const char *program)
{
    char *path = text_need(strdup(getenv("PATH") ? getenv("PATH") : "")), *rest = NULL;
    bool found = false;
    for (char *s = strtok_r(path, ":", &rest); s && !found; s = strtok_r(NULL, ":", &rest)) {
        char *file = text_format("%s/%s", s, program);
        found = access(file, X_OK) == 0;
        free(file);
    }
    free(path);
    return found;
}

/* The worker forbids itself what no exercise needs. An emulator's kernel, for one, can't. */
static bool calls_can_be_filtered(void)
{
    uint32_t action = SECCOMP_RET_TRAP;
    return syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
}

bool sandbox_is_ready(bool unsafe)
{
    static const char rest[] =
        "\n  Or say UNSAFE=1: then submissions can read your files, and every result is marked.\n";
    if (unsafe) {
        fputs("UNSAFE=1: no sandbox. Submissions can read your files; every result is marked.\n",
              stderr);
        return true;
    }
    if (!is_in_path("bwrap")) {
        fprintf(stderr,
                "grade: bubblewrap is not installed, and foreign code is not run without it. "
                "Install it: ./setup.sh grade%s",
                rest);
        return false;
    }
    if (!calls_can_be_filtered()) {
        fputs("grade: no sandbox here: this kernel filters no system calls (seccomp), and foreign "
              "code is not run without that. Grade on another machine, or say UNSAFE=1: then "
              "submissions can read your files, and every result is marked.\n",
              stderr);
        return false;
    }
    FILE *f = popen("bwrap --unshare-all --ro-bind / / --proc /proc true 2>&1", "r");
    char why[1000] = "";
    size_t n = f ? fread(why, 1, sizeof why - 1, f) : 0;
    if (f && pclose(f) == 0)
        return true;
    why[n && why[n - 1] == '\n' ? n - 1 : n] = '\0';
    fprintf(
        stderr,
        "grade: the sandbox does not start: %s\n"
        "  User namespaces seem to be off. In a container: start it with --security-opt "
        "seccomp=unconfined\n  --security-opt apparmor=unconfined --security-opt "
        "systempaths=unconfined (podman: unmask=ALL\n  for the last). On the machine itself, as "
        "root: sysctl kernel.unprivileged_userns_clone=1 (Debian),\n  sysctl "
        "kernel.apparmor_restrict_unprivileged_userns=0 (Ubuntu).%s",
        why, rest);
    return false;
}
