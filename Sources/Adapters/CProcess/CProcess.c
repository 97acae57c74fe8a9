#define _GNU_SOURCE
#include "CProcess.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/// Descriptors the child keeps are first moved above this, so that no dup2 overwrites one still needed.
enum { FIRST_FREE_DESCRIPTOR = 64 };

static void close_from_to(unsigned first, unsigned last) {
    if (first > last) return;
    if (syscall(SYS_close_range, first, last, 0) == 0) return;
    unsigned end = last < 65536 ? last : 65536;
    for (unsigned descriptor = first; descriptor <= end; descriptor++) close((int)descriptor);
}

static void default_signals(void) {
    struct sigaction action = {.sa_handler = SIG_DFL};
    for (int number = 1; number < NSIG; number++) sigaction(number, &action, NULL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

/// Runs in the child. Returns only when it failed, with errno set.
static void become(const struct cprocess_launch *launch, pid_t parent, int *report) {
    int wanted[4] = {launch->input, launch->output, launch->errors, launch->notify};
    int moved[4];
    for (int target = 0; target < 4; target++) {
        moved[target] = wanted[target] < 0 ? -1 : fcntl(wanted[target], F_DUPFD_CLOEXEC, FIRST_FREE_DESCRIPTOR);
        if (wanted[target] >= 0 && moved[target] < 0) return;
    }
    int high = fcntl(*report, F_DUPFD_CLOEXEC, FIRST_FREE_DESCRIPTOR);
    if (high < 0) return;
    *report = high;
    for (int target = 0; target < 4; target++)
        if (moved[target] >= 0 && dup2(moved[target], target) < 0) return;
    close_from_to(launch->notify >= 0 ? 4 : 3, (unsigned)high - 1);
    close_from_to((unsigned)high + 1, ~0U);

    if (setpgid(0, 0) != 0) return;
    if (prctl(PR_SET_PDEATHSIG, SIGTERM, 0, 0, 0) != 0) return;
    if (getppid() != parent) _exit(0);  // The parent ended before the line above could take effect.
    default_signals();
    execve(launch->path, launch->arguments, launch->environment);
}

int cprocess_start(const struct cprocess_launch *launch, pid_t *pid) {
    int report[2];
    if (pipe2(report, O_CLOEXEC) != 0) return errno;
    pid_t parent = getpid();
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid_t child = fork();
    if (child == 0) {
        int writer = report[1];
        become(launch, parent, &writer);
        int cause = errno;
        (void)!write(writer, &cause, sizeof cause);
        _exit(127);
    }
    int cause = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    close(report[1]);
    if (child < 0) {
        close(report[0]);
        return cause;
    }
    ssize_t count;
    do count = read(report[0], &cause, sizeof cause);
    while (count < 0 && errno == EINTR);
    close(report[0]);
    if (count == (ssize_t)sizeof cause) {
        while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {}
        return cause;
    }
    *pid = child;
    return 0;
}

int cprocess_reap(pid_t pid, int *code, int *signal) {
    int status;
    pid_t found;
    do found = waitpid(pid, &status, WNOHANG);
    while (found < 0 && errno == EINTR);
    if (found <= 0) return (int)found;
    *code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    *signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    return 1;
}

int cprocess_pipe(int ends[2]) {
    if (pipe2(ends, O_CLOEXEC) != 0) return -1;
    if (fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0) return 0;
    int cause = errno;
    close(ends[0]);
    close(ends[1]);
    errno = cause;
    return -1;
}

int cprocess_accept(int listener) { return accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK); }

pid_t cprocess_peer(int descriptor) {
    struct ucred peer;
    socklen_t size = sizeof peer;
    return getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 ? peer.pid : -1;
}

int cprocess_watch(pid_t pid) {
#ifdef SYS_pidfd_open
    return (int)syscall(SYS_pidfd_open, pid, 0);
#else
    errno = ENOSYS;
    return -1;
#endif
}

static volatile sig_atomic_t signal_writer = -1;

static void write_signal(int number) {
    int saved = errno;
    unsigned char byte = (unsigned char)number;
    if (signal_writer >= 0) (void)!write(signal_writer, &byte, 1);
    errno = saved;
}

int cprocess_signals_to_pipe(const int *signals, int count) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return -1;
    signal_writer = ends[1];
    struct sigaction action = {.sa_handler = write_signal, .sa_flags = SA_RESTART};
    sigfillset(&action.sa_mask);
    for (int index = 0; index < count; index++)
        if (sigaction(signals[index], &action, NULL) != 0) return -1;
    return ends[0];
}

void cprocess_give_back_memory(void) {
    malloc_trim(0);
    FILE *maps = fopen("/proc/self/maps", "re");
    if (!maps) return;
    char line[4352];
    while (fgets(line, sizeof line, maps)) {
        unsigned long from, to, inode;
        char access[5];
        if (sscanf(line, "%lx-%lx %4s %*s %*s %lu", &from, &to, access, &inode) != 4) continue;
        // Code of a file is never written to, so that dropping its pages loses nothing.
        if (inode != 0 && strcmp(access, "r-xp") == 0) madvise((void *)from, to - from, MADV_DONTNEED);
    }
    fclose(maps);
}
