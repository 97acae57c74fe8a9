import CZeroMQ

/// The binding end of requests: many peers, each known by its ``PeerID``.
///
/// A message is two frames beside the routing: an identifier of eight bytes, most significant first, and the body.
/// An answer carries its request's identifier; identifier 0 is a message that wants no answer.
///
/// Keep receiving, also while nothing is expected: a full queue to a dead peer is only cleared by a receive.
package final class ServiceSocket {
    /// A message from a peer.
    package struct Inbound: Sendable {
        package let peer: PeerID
        package let id: UInt64
        package let body: [UInt8]
    }

    /// Messages that were not ours: wrong number of frames, an identifier of another size, or a body over the limit.
    package private(set) var refused: UInt64 = 0

    private let core: SocketCore
    /// The last sender: most messages in a row come from one peer, and its bytes need not be copied again.
    private var lastPeer = PeerID(bytes: [])

    /// - Parameters:
    ///   - loop: the loop this runs on.
    ///   - endpoint: where peers connect.
    ///   - limits: see ``SocketLimits``.
    /// - Throws: ``BusError/address(_:)``, ``BusError/terminated``, ``BusError/system(code:operation:)``.
    package init(loop: BusLoop, bind endpoint: Endpoint, limits: SocketLimits) throws(BusError) {
        core = try SocketCore(loop: loop, kind: .router, limits: limits)
        do {
            try core.set(ZMQ_ROUTER_MANDATORY, 1)
            try core.set(ZMQ_ROUTER_HANDOVER, 0)
            try core.bind(endpoint)
        } catch {
            core.close()
            throw error
        }
    }

    deinit { core.closeFromAnywhere() }

    /// Waits for a message.
    ///
    /// - Parameter deadline_ms: monotonic milliseconds; `nil` waits without an end.
    /// - Returns: the message. Malformed ones are counted in ``refused`` and skipped.
    /// - Throws: ``BusError/timedOut``, ``BusError/cancelled``, ``BusError/terminated``, ``BusError/closed``.
    package func receive(until deadline_ms: Int64? = nil) async throws(BusError) -> Inbound {
        while true {
            if try core.loop.isTurnOver() { try await core.loop.giveWay() }
            if let message = try tryReceive() { return message }
            try await core.waitUntilReadable(deadline_ms: deadline_ms)
        }
    }

    /// Takes a message that has already arrived.
    ///
    /// - Returns: the message, or `nil` when there is none now.
    /// - Throws: ``BusError/terminated``, ``BusError/closed``.
    package func tryReceive() throws(BusError) -> Inbound? {
        while true {
            switch try core.tryReceive(frames: 3) {
            case .nothing: return nil
            case .malformed: refused += 1
            case .whole:
                if let id = core.identifier(1) {
                    return Inbound(peer: sender(), id: id, body: [UInt8](core.frame(2)))
                }
                refused += 1
            }
        }
    }

    /// Sends one message and returns at once.
    ///
    /// - Parameters:
    ///   - peer: from ``Inbound/peer``.
    ///   - id: that of the request it answers; 0 for a message that wants no answer.
    ///   - body: at most ``SocketLimits/maximumMessageBytes``.
    /// - Throws: ``BusError/unroutable`` when the peer has gone, ``BusError/full`` when it does not read,
    ///   ``BusError/tooLarge(bytes:limit:)``, ``BusError/terminated``, ``BusError/closed``.
    package func send(to peer: PeerID, id: UInt64, body: [UInt8]) throws(BusError) {
        try core.checkSize(body)
        try core.send(peer.bytes, more: true)
        try core.send(id, more: true)
        try core.send(body, more: false)
    }

    /// Sends one message, waiting for room while the peer's queue is full.
    ///
    /// Nothing else of the service waits meanwhile but the calling task, so this suits a long answer; a request that
    /// would delay the others is better refused.
    ///
    /// - Parameters:
    ///   - peer: from ``Inbound/peer``.
    ///   - id: that of the request it answers; 0 for a message that wants no answer.
    ///   - body: at most ``SocketLimits/maximumMessageBytes``.
    ///   - deadline_ms: monotonic milliseconds.
    /// - Throws: ``BusError/full`` when there is no room until the deadline, ``BusError/cancelled``, and what
    ///   ``send(to:id:body:)`` throws.
    package func send(to peer: PeerID, id: UInt64, body: [UInt8], until deadline_ms: Int64) async throws(BusError) {
        while true {
            do throws(BusError) {
                return try send(to: peer, id: id, body: body)
            } catch .full where BusLoop.monotonicMilliseconds() < deadline_ms {
                try await core.loop.sleep(milliseconds: 1)
            }
        }
    }

    /// Closes at once; see ``SocketLimits/linger_ms`` for what is still queued.
    package func close() {
        core.close()
    }

    private func sender() -> PeerID {
        let bytes = core.frame(0)
        if !bytes.elementsEqual(lastPeer.bytes) { lastPeer = PeerID(bytes: [UInt8](bytes)) }
        return lastPeer
    }
}
