/* Makes one call that writes below a folder fail, fall short or end the process: put before the C library with LD_PRELOAD.
   FAIL_BELOW: the folder. FAIL_AT: which of the calls that count. FAIL_WITH: ENOSPC, EIO, EACCES, short or kill.
   FAIL_TOLD: the file in which it tells that it did so. An error counts only the calls that can give it. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAMES = 1, BYTES = 2, SYNC = 4 };
static atomic_int counted;

static int is_below(const char *path) {
    const char *below = getenv("FAIL_BELOW");
    return below && path && strncmp(path, below, strlen(below)) == 0;
}

static int is_fd_below(int fd) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return is_below(path);
}

static const char *fault(void) { return getenv("FAIL_WITH") ? getenv("FAIL_WITH") : ""; }

/* Whether this call is the one that goes wrong; it tells so first. */
static int is_the_one(int kind, const char *name) {
    const char *with = fault();
    int can = !strcmp(with, "EACCES") ? NAMES : !strcmp(with, "short") ? BYTES : NAMES | BYTES | SYNC;
    if (!(kind & can) || atomic_fetch_add(&counted, 1) + 1 != atoi(getenv("FAIL_AT"))) return 0;
    int (*plain_open)(const char *, int, ...) = dlsym(RTLD_NEXT, "open");
    ssize_t (*plain_write)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
    int told = plain_open(getenv("FAIL_TOLD"), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (told >= 0) { (void)!plain_write(told, name, strlen(name)); close(told); }
    if (!strcmp(with, "kill")) raise(SIGKILL);
    errno = !strcmp(with, "EIO") ? EIO : !strcmp(with, "EACCES") ? EACCES : ENOSPC;
    return 1;
}

#define FAILS(kind, name, below) ((below) && is_the_one(kind, name))

ssize_t write(int fd, const void *data, size_t size) {
    ssize_t (*plain)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
    if (FAILS(BYTES, "write", is_fd_below(fd))) return !strcmp(fault(), "short") ? plain(fd, data, size / 2) : -1;
    return plain(fd, data, size);
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t offset) {
    ssize_t (*plain)(int, const void *, size_t, off64_t) = dlsym(RTLD_NEXT, "pwrite64");
    if (FAILS(BYTES, "pwrite", is_fd_below(fd))) return !strcmp(fault(), "short") ? plain(fd, data, size / 2, offset) : -1;
    return plain(fd, data, size, offset);
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t offset) { return pwrite64(fd, data, size, offset); }

int fsync(int fd) {
    int (*plain)(int) = dlsym(RTLD_NEXT, "fsync");
    return FAILS(SYNC, "fsync", is_fd_below(fd)) ? -1 : plain(fd);
}

int fdatasync(int fd) {
    int (*plain)(int) = dlsym(RTLD_NEXT, "fdatasync");
    return FAILS(SYNC, "fdatasync", is_fd_below(fd)) ? -1 : plain(fd);
}

int ftruncate64(int fd, off64_t size) {
    int (*plain)(int, off64_t) = dlsym(RTLD_NEXT, "ftruncate64");
    return FAILS(BYTES, "ftruncate", is_fd_below(fd)) && strcmp(fault(), "short") ? -1 : plain(fd, size);
}

int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

#define OPENS(NAME)                                                                                             \
    int NAME(const char *path, int flags, ...) {                                                                \
        va_list more;                                                                                           \
        va_start(more, flags);                                                                                  \
        mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;                                               \
        va_end(more);                                                                                           \
        int (*plain)(const char *, int, ...) = dlsym(RTLD_NEXT, #NAME);                                         \
        if (FAILS(NAMES, "open", (flags & (O_WRONLY | O_RDWR)) && is_below(path))) return -1;                   \
        return plain(path, flags, mode);                                                                        \
    }
OPENS(open)
OPENS(open64)

int rename(const char *from, const char *to) {
    int (*plain)(const char *, const char *) = dlsym(RTLD_NEXT, "rename");
    return FAILS(NAMES, "rename", is_below(to)) ? -1 : plain(from, to);
}

int unlink(const char *path) {
    int (*plain)(const char *) = dlsym(RTLD_NEXT, "unlink");
    return FAILS(NAMES, "unlink", is_below(path)) ? -1 : plain(path);
}

int mkdir(const char *path, mode_t mode) {
    int (*plain)(const char *, mode_t) = dlsym(RTLD_NEXT, "mkdir");
    return FAILS(NAMES, "mkdir", is_below(path)) ? -1 : plain(path, mode);
}
