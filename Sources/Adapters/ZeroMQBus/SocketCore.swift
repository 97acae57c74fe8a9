import CZeroMQ
import Glibc

/// One libzmq socket on its loop: options, whole messages in and out, and who waits for it.
///
/// The unit is a whole message: no `await` stands between two frames, or another task could come between them.
final class SocketCore {
    let loop: BusLoop
    let limits: SocketLimits
    /// `nil` once closed.
    private(set) var handle: UnsafeMutableRawPointer?
    /// Readable when something happened inside libzmq; polled, never read.
    let descriptor: Int32
    /// The last receive found nothing and the socket was not used since: only its descriptor can bring news.
    var isDrained = false
    /// Called when the socket may be readable, by owners that hand messages out themselves.
    var onReadable: (() -> Void)?
    var waiters: [LoopWaiter] = []
    /// In the loop's list of polled sockets; the loop takes it out when nobody wants it any more.
    var isWatched = false
    private var boundFile: BoundFile?
    let frames: UnsafeMutablePointer<zmq_msg_t>

    /// The most frames a message of ours has, plus one slot into which surplus frames are read.
    private static var frameSlots: Int { 4 }

    /// - Parameters:
    ///   - loop: the loop whose thread this is.
    ///   - kind: what the socket does.
    ///   - limits: applied before anything is bound or connected.
    /// - Throws: ``BusError/terminated`` after a shutdown, ``BusError/system(code:operation:)``.
    init(loop: BusLoop, kind: SocketKind, limits: SocketLimits) throws(BusError) {
        loop.requireThread()
        if loop.state.isTerminated { throw .terminated }
        guard let handle = zmq_socket(loop.context, kind.code) else {
            throw BusError(code: zmq_errno(), operation: "making a bus socket")
        }
        var descriptor: Int32 = -1
        var size = MemoryLayout<Int32>.size
        guard zmq_getsockopt(handle, ZMQ_FD, &descriptor, &size) == 0 else {
            let code = zmq_errno()
            zmq_close(handle)
            throw BusError(code: code, operation: "making a bus socket")
        }
        self.loop = loop
        self.limits = limits
        self.handle = handle
        self.descriptor = descriptor
        frames = .allocate(capacity: Self.frameSlots)
        for slot in 0..<Self.frameSlots { zmq_msg_init(frames + slot) }
        loop.state.sockets[ObjectIdentifier(self)] = self
        do {
            try apply(limits)
        } catch {
            close()
            throw error
        }
    }

    deinit {
        for slot in 0..<Self.frameSlots { zmq_msg_close(frames + slot) }
        frames.deallocate()
    }

    private func apply(_ limits: SocketLimits) throws(BusError) {
        try set(ZMQ_SNDHWM, Int32(limits.sendHighWaterMark))
        try set(ZMQ_RCVHWM, Int32(limits.receiveHighWaterMark))
        try set(ZMQ_LINGER, Int32(limits.linger_ms))
        try set(ZMQ_RECONNECT_IVL, Int32(limits.reconnectInterval_ms))
        var bytes = limits.transportFrameBytes
        if zmq_setsockopt(handle, ZMQ_MAXMSGSIZE, &bytes, MemoryLayout<Int64>.size) == -1 {
            throw BusError(code: zmq_errno(), operation: "limiting a bus socket")
        }
    }

    func set(_ option: Int32, _ value: Int32) throws(BusError) {
        var value = value
        if zmq_setsockopt(handle, option, &value, MemoryLayout<Int32>.size) == -1 {
            throw BusError(code: zmq_errno(), operation: "setting option \(option) of a bus socket")
        }
    }

    func set(_ option: Int32, _ text: String) throws(BusError) {
        if zmq_setsockopt(handle, option, text, text.utf8.count) == -1 {
            throw BusError(code: zmq_errno(), operation: "setting option \(option) of a bus socket")
        }
    }

    func bind(_ endpoint: Endpoint) throws(BusError) {
        let handle = try openHandle()
        try endpoint.checkBeforeBinding()
        if zmq_bind(handle, endpoint.address) == -1 {
            let code = zmq_errno()
            throw code == ETERM ? .terminated : endpoint.refusal("cannot be bound: \(BusError.text(of: code))")
        }
        boundFile = endpoint.path.flatMap(BoundFile.init(path:))
    }

    func connect(_ endpoint: Endpoint) throws(BusError) {
        let handle = try openHandle()
        try endpoint.checkBeforeConnecting()
        if zmq_connect(handle, endpoint.address) == -1 {
            let code = zmq_errno()
            throw code == ETERM ? .terminated : endpoint.refusal("cannot be connected: \(BusError.text(of: code))")
        }
    }

    /// Closes at once; what is queued is sent in the background for at most ``SocketLimits/linger_ms``. Waiting
    /// receives end with ``BusError/closed``. Closing again is harmless.
    func close() {
        loop.requireThread()
        guard let handle else { return }
        self.handle = nil
        onReadable = nil
        endWaits(.closed)
        loop.state.sockets[ObjectIdentifier(self)] = nil
        boundFile?.removeIfOurs()
        zmq_close(handle)
    }

    /// Closes from whatever thread lets go of the last reference to the owner.
    func closeFromAnywhere() {
        if loop.isOnThread { close() } else { loop.post(.close(SocketReference(socket: self))) }
    }

    func openHandle() throws(BusError) -> UnsafeMutableRawPointer {
        loop.requireThread()
        if let handle { return handle }
        throw loop.state.isTerminated ? .terminated : .closed
    }
}

/// Carries a socket to its own thread to be closed.
///
/// `@unchecked`: other threads only pass it on; what is inside is read and written by the loop's thread alone.
struct SocketReference: @unchecked Sendable {
    let socket: SocketCore
}
