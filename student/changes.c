/* Which files have been saved (changes.h). */
#include "changes.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/inotify.h>
#endif

int changes_open(struct watched *files, size_t count)
{
    int fd = -1;
    for (size_t i = 0; i < count; i++)
        changes_look(&files[i], true);
#ifdef __linux__
    fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    for (size_t i = 0; fd >= 0 && i < count; i++) {
        char folder[sizeof files[i].path];
        memcpy(folder, files[i].path, sizeof folder);
        *strrchr(folder, '/') = '\0';
        inotify_add_watch(fd, folder, IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_DELETE);
    }
#endif
    return fd;
}

void changes_drain(int fd)
{
    char events[4096];
    while (fd >= 0 && read(fd, events, sizeof events) > 0) {
    }
}

bool changes_look(struct watched *file, bool patient)
{
    struct stat now;
    if (stat(file->path, &now) != 0) {
        bool news = file->inode != 0 && file->gone && patient;
        file->gone = true;
        if (news)
            file->inode = 0;
        return news;
    }
    file->gone = false;
    bool same = file->seconds == (long long)now.st_mtim.tv_sec &&
                file->nanoseconds == (long long)now.st_mtim.tv_nsec &&
                file->size == (long long)now.st_size && file->inode == (long long)now.st_ino;
    file->seconds = (long long)now.st_mtim.tv_sec;
    file->nanoseconds = (long long)now.st_mtim.tv_nsec;
    file->size = (long long)now.st_size;
    file->inode = (long long)now.st_ino;
    return !same;
}
