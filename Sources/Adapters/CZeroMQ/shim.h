#pragma once
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <pthread.h>
#include <sys/eventfd.h>
#include <zmq.h>

/// A non-blocking counter that wakes a poll from another thread; eventfd(2) is not in Swift's Glibc module.
static inline int czmq_eventfd(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }

/// Names a thread for ps, top and the debugger: at most 15 bytes. Not in Swift's Glibc module either.
int pthread_setname_np(pthread_t thread, const char *name);
static inline int czmq_name_thread(const char *name) { return pthread_setname_np(pthread_self(), name); }
