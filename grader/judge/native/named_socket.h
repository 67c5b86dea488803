/* named_socket.h: the sockets that worker programs listen at, by a name in a folder. */
#ifndef SB_NAMED_SOCKET_H
#define SB_NAMED_SOCKET_H

/* A socket that listens at that name in the folder (NULL: here), instead of any that did before;
 * and one that is connected to it. Both return a descriptor, or -1 and errno. While they run, the
 * folder is the process's working directory. */
int named_socket_listen(const char *folder, const char *name);
int named_socket_connect(const char *folder, const char *name);

#endif
