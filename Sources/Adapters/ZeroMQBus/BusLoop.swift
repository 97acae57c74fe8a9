import CZeroMQ
import Glibc
import Synchronization

/// One thread that owns every socket of the process and runs every task that uses them.
///
/// It is a serial executor (an actor names it as its `unownedExecutor`) and a task executor (tasks prefer it, see
/// ``run(name:_:)``). Both are needed: a continuation resumes on the task's preferred executor first, and without the
/// preference that is the global pool, one thread switch a message.
///
/// Rules for what runs here:
/// - Sockets are made, used and closed on this thread; every primitive checks it.
/// - Long computations and blocking calls stop the bus: give them `Task(executorPreference: globalConcurrentExecutor)`.
/// - An unstructured `Task {}` does not inherit the preference: write `Task(executorPreference: loop)`.
/// - A process that has a loop never calls `fork`; `posix_spawn` is safe.
package final class BusLoop: SerialExecutor, TaskExecutor {
    /// Thread-safe by libzmq's contract; freed by the loop's thread as the last thing it does.
    nonisolated(unsafe) let context: UnsafeMutableRawPointer
    let wakeDescriptor: Int32
    let inbox = Mutex(LoopInbox())
    /// `pthread_self()` of the running loop, 0 before and after.
    let threadID = Atomic<UInt>(0)
    /// Safe because only the loop's thread touches it.
    nonisolated(unsafe) let state = LoopState()
    private let name: String
    /// Safe because `init` writes it before the object is shared.
    private nonisolated(unsafe) var thread = pthread_t()
    private let isJoined = Atomic<Bool>(false)

    /// Starts the thread and a libzmq context with one I/O thread.
    ///
    /// - Parameter name: shown by `ps -L`, `top -H` and debuggers; cut to 15 bytes.
    /// - Throws: ``BusError/system(code:operation:)`` when the kernel refuses a thread or a descriptor.
    package init(name: String) throws(BusError) {
        guard let context = zmq_ctx_new() else { throw .system(code: zmq_errno(), operation: "making a bus context") }
        zmq_ctx_set(context, ZMQ_IO_THREADS, 1)
        zmq_ctx_set(context, ZMQ_BLOCKY, 0)
        let descriptor = czmq_eventfd()
        guard descriptor >= 0 else {
            let code = errno
            zmq_ctx_term(context)
            throw .system(code: code, operation: "making the bus loop's wake descriptor")
        }
        self.context = context
        self.wakeDescriptor = descriptor
        self.name = name
        var thread = pthread_t()
        let code = BusLoop.startThread(&thread) { [self] in runUntilStopped() }
        guard code == 0 else {
            zmq_ctx_term(context)
            throw .system(code: code, operation: "starting the bus thread")
        }
        self.thread = thread
    }

    deinit {
        if !isJoined.load(ordering: .acquiring) { pthread_detach(thread) }
        Glibc.close(wakeDescriptor)
    }

    /// Milliseconds of a clock that only moves forward and is the same for every process of this machine.
    package static func monotonicMilliseconds() -> Int64 {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return Int64(now.tv_sec) * 1_000 + Int64(now.tv_nsec) / 1_000_000
    }

    package var isOnThread: Bool { threadID.load(ordering: .relaxed) == UInt(pthread_self()) }

    /// Stops the process when called from another thread: a libzmq socket used by two threads corrupts memory.
    func requireThread() {
        precondition(isOnThread, "the bus was used off its thread: run this under BusLoop.run or an actor on the loop")
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        if isOnThread {
            state.localJobs.append(job)
            return
        }
        let (wake, late) = inbox.withLock { inbox in
            inbox.jobs.append(job)
            let late = inbox.isEnded && !inbox.isRunningLateJobs
            if late { inbox.isRunningLateJobs = true }
            return (inbox.takeSleep(), late)
        }
        if wake { signal() }
        if late { startLateJobs() }
    }

    package func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }
    package func asUnownedTaskExecutor() -> UnownedTaskExecutor { UnownedTaskExecutor(ordinary: self) }
    package func checkIsolated() { requireThread() }
    package func isIsolatingCurrentContext() -> Bool? { isOnThread }

    /// Hands a request to the loop's thread, from any thread.
    func post(_ request: LoopRequest) {
        let wake = inbox.withLock { inbox in
            inbox.requests.append(request)
            return inbox.takeSleep()
        }
        if wake { signal() }
    }

    /// Makes a blocked `poll` return.
    func signal() {
        var one: UInt64 = 1
        _ = write(wakeDescriptor, &one, 8)
    }

    func nameThread() {
        czmq_name_thread(String(decoding: name.utf8.prefix(15), as: UTF8.self))
    }

    /// Collects the thread once it has ended, so that it leaves nothing behind.
    func joinThread() {
        if !isJoined.exchange(true, ordering: .acquiringAndReleasing) { pthread_join(thread, nil) }
    }
}
