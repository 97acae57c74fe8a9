import CZeroMQ
import Glibc

extension SocketCore {
    /// Sends one frame without waiting; libzmq copies it.
    ///
    /// - Parameters:
    ///   - bytes: the frame.
    ///   - more: another frame of the same message follows.
    /// - Throws: ``BusError/full``, ``BusError/unroutable``, ``BusError/terminated``, ``BusError/closed``.
    func send(_ bytes: [UInt8], more: Bool) throws(BusError) {
        let handle = try openHandle()
        try check(bytes.withUnsafeBytes { transmit($0, more: more, over: handle) })
    }

    func send(_ text: String, more: Bool) throws(BusError) {
        let handle = try openHandle()
        var text = text
        try check(text.withUTF8 { transmit(UnsafeRawBufferPointer($0), more: more, over: handle) })
    }

    /// Sends a number as eight bytes, most significant first.
    func send(_ id: UInt64, more: Bool) throws(BusError) {
        let handle = try openHandle()
        try check(withUnsafeBytes(of: id.bigEndian) { transmit($0, more: more, over: handle) })
    }

    /// - Returns: 0, or libzmq's error number.
    private func transmit(
        _ bytes: UnsafeRawBufferPointer,
        more: Bool,
        over handle: UnsafeMutableRawPointer
    ) -> Int32 {
        isDrained = false
        let flags = ZMQ_DONTWAIT | (more ? ZMQ_SNDMORE : 0)
        while zmq_send(handle, bytes.baseAddress, bytes.count, flags) == -1 {
            let code = zmq_errno()
            if code != EINTR { return code }
        }
        return 0
    }

    private func check(_ code: Int32) throws(BusError) {
        if code != 0 { throw BusError(code: code, operation: "sending on the bus") }
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
}
