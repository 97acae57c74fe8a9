#pragma once
#include <sys/eventfd.h>
#include <zmq.h>

/// A non-blocking counter that wakes a poll from another thread; eventfd(2) is not in Swift's Glibc module.
static inline int czmq_eventfd(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }
