/// The bounds of one socket. Every one is written down where the socket is made; libzmq's own defaults
/// (no size cap, 100 ms reconnects, waiting for ever at exit) are never used.
package struct SocketLimits: Hashable, Sendable {
    /// Messages queued towards one peer before a send is refused (or, by a ``Publisher``, dropped). At least 1.
    package let sendHighWaterMark: Int
    /// Messages queued from one peer before that peer is held back. At least 1.
    package let receiveHighWaterMark: Int
    /// The largest body, in bytes. A larger one is never sent, and is refused on arrival.
    ///
    /// A frame of more than twice this (and 64 KiB) makes libzmq drop the connection that sent it, so that a peer
    /// cannot make this process buffer it; the peer may connect again.
    package let maximumMessageBytes: Int
    /// How long unsent messages may delay the end of the process after `close`, in milliseconds.
    package let linger_ms: Int
    /// The pause between two attempts to connect, in milliseconds.
    package let reconnectInterval_ms: Int

    /// - Parameters:
    ///   - sendHighWaterMark: messages, 1 to 1,000,000.
    ///   - receiveHighWaterMark: messages, 1 to 1,000,000.
    ///   - maximumMessageBytes: 1 to 256 MiB.
    ///   - linger_ms: 0 to 60,000.
    ///   - reconnectInterval_ms: 1 to 60,000.
    package init(
        sendHighWaterMark: Int,
        receiveHighWaterMark: Int,
        maximumMessageBytes: Int,
        linger_ms: Int,
        reconnectInterval_ms: Int
    ) {
        precondition((1...1_000_000).contains(sendHighWaterMark), "sendHighWaterMark must be 1 to 1,000,000")
        precondition((1...1_000_000).contains(receiveHighWaterMark), "receiveHighWaterMark must be 1 to 1,000,000")
        precondition((1...(256 << 20)).contains(maximumMessageBytes), "maximumMessageBytes must be 1 to 256 MiB")
        precondition((0...60_000).contains(linger_ms), "linger_ms must be 0 to 60,000")
        precondition((1...60_000).contains(reconnectInterval_ms), "reconnectInterval_ms must be 1 to 60,000")
        self.sendHighWaterMark = sendHighWaterMark
        self.receiveHighWaterMark = receiveHighWaterMark
        self.maximumMessageBytes = maximumMessageBytes
        self.linger_ms = linger_ms
        self.reconnectInterval_ms = reconnectInterval_ms
    }

    /// For `events`: deep queues of small messages, because what overflows must be fetched again from the log.
    package static let events = SocketLimits(
        sendHighWaterMark: 10_000,
        receiveHighWaterMark: 10_000,
        maximumMessageBytes: 1 << 20,
        linger_ms: 100,
        reconnectInterval_ms: 5
    )

    /// For `service`: bodies of up to 8 MiB (a page of history), few of them queued, because each sender waits.
    package static let service = SocketLimits(
        sendHighWaterMark: 1_000,
        receiveHighWaterMark: 1_000,
        maximumMessageBytes: 8 << 20,
        linger_ms: 100,
        reconnectInterval_ms: 5
    )

    /// What libzmq itself accepts as one frame, in bytes; see ``maximumMessageBytes``.
    var transportFrameBytes: Int64 { Int64(max(2 * maximumMessageBytes, 64 << 10)) }
}
