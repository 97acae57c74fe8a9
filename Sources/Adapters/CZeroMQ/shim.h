#pragma once
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <pthread.h>
#include <sys/eventfd.h>
#include <linux/sched.h>
#include <sched.h>
#include <zmq.h>

/// A non-blocking counter that wakes a poll from another thread; eventfd(2) is not in Swift's Glibc module.
static inline int czmq_eventfd(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }

/// Names a thread for ps, top and the debugger: at most 15 bytes. Not in Swift's Glibc module either.
int pthread_setname_np(pthread_t thread, const char *name);
static inline int czmq_name_thread(const char *name) { return pthread_setname_np(pthread_self(), name); }

/// Lets the calling thread, and those it starts from now on, wait for a processor instead of taking it from the thread that
/// woke them: SCHED_BATCH of sched(7), which needs no privilege. Another policy than the default was somebody's choice, and
/// stays. 0, or -1 with errno.
static inline int czmq_wait_for_waker(void) {
    if (sched_getscheduler(0) != SCHED_NORMAL) return 0;
    struct sched_param none = {0};
    return sched_setscheduler(0, SCHED_BATCH, &none);
}
