import CZeroMQ
import Glibc

/// The kinds of libzmq socket this bus uses.
enum SocketKind: Sendable {
    case publish, lossless, subscribe, dealer, router

    var code: Int32 {
        switch self {
        case .publish: ZMQ_PUB
        case .lossless: ZMQ_XPUB
        case .subscribe: ZMQ_SUB
        case .dealer: ZMQ_DEALER
        case .router: ZMQ_ROUTER
        }
    }
}

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
    private(set) var isDrained = false
    /// Called when the socket may be readable, by owners that hand messages out themselves.
    var onReadable: (() -> Void)?
    private var waiters: [LoopWaiter] = []
    private var boundFile: BoundFile?
    private let frames: UnsafeMutablePointer<zmq_msg_t>

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
        loop.state.watched.removeAll { $0 === self }
        loop.state.sockets[ObjectIdentifier(self)] = nil
        boundFile?.removeIfOurs()
        zmq_close(handle)
    }

    /// Closes from whatever thread lets go of the last reference to the owner.
    func closeFromAnywhere() {
        if loop.isOnThread { close() } else { loop.post(.close(SocketReference(socket: self))) }
    }

    private func openHandle() throws(BusError) -> UnsafeMutableRawPointer {
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

extension SocketCore {
    /// Sends one frame without waiting.
    ///
    /// - Parameters:
    ///   - bytes: copied by libzmq.
    ///   - more: another frame of the same message follows.
    /// - Throws: ``BusError/full``, ``BusError/unroutable``, ``BusError/terminated``, ``BusError/closed``.
    func send(_ bytes: UnsafeRawBufferPointer, more: Bool) throws(BusError) {
        let handle = try openHandle()
        isDrained = false
        let flags = ZMQ_DONTWAIT | (more ? ZMQ_SNDMORE : 0)
        while zmq_send(handle, bytes.baseAddress, bytes.count, flags) == -1 {
            let code = zmq_errno()
            if code != EINTR { throw BusError(code: code, operation: "sending on the bus") }
        }
    }

    func send(_ bytes: [UInt8], more: Bool) throws(BusError) {
        let result = bytes.withUnsafeBytes { buffer in
            Result { () throws(BusError) in try send(buffer, more: more) }
        }
        try result.get()
    }

    func send(_ id: UInt64, more: Bool) throws(BusError) {
        let result = withUnsafeBytes(of: id.bigEndian) { buffer in
            Result { () throws(BusError) in try send(buffer, more: more) }
        }
        try result.get()
    }

    /// - Throws: ``BusError/tooLarge(bytes:limit:)``; called before the first frame goes out.
    func checkSize(_ body: [UInt8]) throws(BusError) {
        if body.count > limits.maximumMessageBytes {
            throw .tooLarge(bytes: body.count, limit: limits.maximumMessageBytes)
        }
    }

    /// What ``tryReceive(frames:)`` found.
    enum Reception {
        case nothing
        /// Read and discarded: not the wanted number of frames, or the last one over the size limit.
        case malformed
        /// Read with ``frame(_:)`` before the next receive.
        case whole
    }

    /// Takes one message from the socket without waiting, whatever its shape.
    ///
    /// - Parameter wanted: frames of a well-formed message, 1 to 3.
    /// - Returns: what was found; the last frame of a whole message is within the size limit.
    /// - Throws: ``BusError/terminated``, ``BusError/closed``, ``BusError/system(code:operation:)``.
    func tryReceive(frames wanted: Int) throws(BusError) -> Reception {
        let handle = try openHandle()
        isDrained = false
        var count = 0
        while true {
            let slot = frames + min(count, wanted)
            if zmq_msg_recv(slot, handle, ZMQ_DONTWAIT) == -1 {
                let code = zmq_errno()
                if code == EINTR { continue }
                guard code == EAGAIN && count == 0 else {
                    throw BusError(code: code, operation: "receiving on the bus")
                }
                isDrained = true
                return .nothing
            }
            count += 1
            if zmq_msg_more(slot) == 0 { break }
        }
        guard count == wanted, frame(wanted - 1).count <= limits.maximumMessageBytes else { return .malformed }
        return .whole
    }

    /// The bytes of a frame of the last whole message; valid until the next receive or close.
    func frame(_ index: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: zmq_msg_data(frames + index), count: zmq_msg_size(frames + index))
    }

    /// A frame of eight bytes as a number, most significant byte first; `nil` for any other size.
    func identifier(_ index: Int) -> UInt64? {
        let bytes = frame(index)
        return bytes.count == 8 ? UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)) : nil
    }

    /// Suspends until the socket may be readable.
    ///
    /// - Parameter deadline_ms: monotonic milliseconds; `nil` waits without an end.
    /// - Throws: ``BusError/timedOut``, ``BusError/cancelled``, ``BusError/terminated``, ``BusError/closed``.
    func waitUntilReadable(deadline_ms: Int64?) async throws(BusError) {
        if let error = await loop.wait(LoopWaiter(socket: self, deadline_ms: deadline_ms)).error { throw error }
    }

    func watch() {
        if handle != nil && !loop.state.watched.contains(where: { $0 === self }) { loop.state.watched.append(self) }
    }

    func unwatch() {
        loop.state.watched.removeAll { $0 === self }
    }

    func add(_ waiter: LoopWaiter) {
        waiters.append(waiter)
        watch()
    }

    func remove(_ waiter: LoopWaiter) {
        waiters.removeAll { $0 === waiter }
        if waiters.isEmpty && onReadable == nil { unwatch() }
    }

    /// Asks libzmq whether a message is there, unless that was answered with no and only the descriptor can tell more.
    func hasUnseenMessage() -> Bool {
        guard let handle, !isDrained else { return false }
        var events: Int32 = 0
        var size = MemoryLayout<Int32>.size
        let isKnown = zmq_getsockopt(handle, ZMQ_EVENTS, &events, &size) == 0
        isDrained = isKnown && events & ZMQ_POLLIN == 0
        return !isDrained
    }

    func wakeReaders() {
        isDrained = false
        for waiter in waiters { loop.finish(waiter, .ready) }
        onReadable?()
    }

    func endWaits(_ wake: LoopWake) {
        for waiter in waiters { loop.finish(waiter, wake) }
    }
}
