import Glibc

/// What belongs to the loop's thread alone: no lock guards it.
final class LoopState {
    /// Jobs enqueued from the loop's own thread: no lock, no system call.
    var localJobs: [UnownedJob] = []
    var batch: [UnownedJob] = []
    var timers = TimerHeap()
    /// Every open socket, so that the end of the loop can close what its owner forgot.
    var sockets: [ObjectIdentifier: SocketCore] = [:]
    /// The sockets somebody waits on; the only ones that are polled.
    var watched: [SocketCore] = []
    /// Who waits for a descriptor that is none of libzmq's.
    var descriptorWaiters: [LoopWaiter] = []
    var pollItems: [pollfd] = []
    /// Tasks that gave way to the sockets and the timers for one round.
    var yielded: [UnsafeContinuation<Void, Never>] = []
    /// Receives served without a suspension since the last round.
    var immediateReceives = 0
    var isTerminated = false
}
