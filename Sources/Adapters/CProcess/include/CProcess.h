#pragma once
#include <signal.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/types.h>

/// Asks the kernel to send `signal` to this process when the thread that started it ends; prctl(2) is variadic,
/// so Swift cannot call it.
static inline int cprocess_die_with_parent(int signal) { return prctl(PR_SET_PDEATHSIG, signal, 0, 0, 0); }

/// Lets nobody but root look into this process, and no core be made of it, until it executes another file. 0, or -1 with
/// errno.
static inline int cprocess_hide_memory(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

/// Forbids core files of this process and of those it starts. 0, or -1 with errno.
static inline int cprocess_forbid_cores(void) {
    struct rlimit none = {0, 0};
    return setrlimit(RLIMIT_CORE, &none);
}

/// Gives back the memory that only the start needed: free pages of the heap, and the mapped pages of code. What is needed
/// again comes from the page cache.
void cprocess_give_back_memory(void);

/// Names the calling thread as `ps -T` shows it (15 bytes at most).
static inline int cprocess_name_thread(const char *name) { return prctl(PR_SET_NAME, name, 0, 0, 0); }

/// What to start, and with which descriptors. Every descriptor not named here is closed in the child.
struct cprocess_launch {
    /// Absolute or relative path of the executable; no search along PATH, no shell.
    const char *path;
    /// Argument array and environment, both ended by NULL.
    char *const *arguments;
    char *const *environment;
    /// Become the child's descriptors 0, 1 and 2.
    int input, output, errors;
    /// Becomes the child's descriptor `CPROCESS_NOTIFY_DESCRIPTOR`; -1 for none.
    int notify;
};

enum { CPROCESS_NOTIFY_DESCRIPTOR = 3 };

/// Starts a process in its own group, with default signal handlers and none blocked, that gets SIGTERM when the
/// calling *thread* ends: call it from a thread that lives as long as the child shall.
///
/// posix_spawn(3) cannot set the parent-death signal, so a child that does not ask for it itself would outlive a
/// supervisor killed with SIGKILL. Between fork and exec only async-signal-safe calls are made.
///
/// Returns 0 and the pid, or the errno of fork or exec (then there is no child).
int cprocess_start(const struct cprocess_launch *launch, pid_t *pid);

/// 1 when `pid`, a child of this process, has ended and been reaped (`code` is its exit status, or -1 and `signal` is
/// what ended it); 0 while it runs; -1 with errno otherwise.
int cprocess_reap(pid_t pid, int *code, int *signal);

/// A pipe closed on exec (`ends[0]` is read, and never blocks), or -1 with errno.
int cprocess_pipe(int ends[2]);

/// Takes a connection that never blocks and is closed on exec, or -1 with errno.
int cprocess_accept(int listener);

/// The pid at the other end of a Unix socket when it was bound or connected, or -1.
pid_t cprocess_peer(int descriptor);

/// A descriptor that polls readable when `pid` has ended, or -1 with errno (Linux 5.3 and later).
int cprocess_watch(pid_t pid);

/// Turns signals into bytes: each of `signals` is written as one byte to a pipe whose reading end is returned (-1 with
/// errno). A handler, not signalfd(2): that would need the signals blocked in every thread a library may have made.
int cprocess_signals_to_pipe(const int *signals, int count);
