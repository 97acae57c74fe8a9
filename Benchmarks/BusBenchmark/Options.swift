import ZeroMQBus

/// What to measure, how large, how often.
struct Options: Sendable {
    enum Mode: String, Sendable {
        /// One request at a time over a `PeerSocket`.
        case latency
        /// ``Options/window`` requests at a time over a `PeerSocket`.
        case inflight
        /// A lossless publisher and one subscriber.
        case pubsub
        /// One request at a time over a `Caller`, with identifiers, attempt timer and cancellation.
        case call
    }

    let mode: Mode
    let bytes: Int
    let count: Int
    /// Set in the process that is the other side.
    let peerEndpoint: String?

    /// Requests before the first one that counts.
    static let warmUp = 2_000
    /// Requests in flight in ``Mode/inflight``.
    static let window = 64
    static let topic = "price.BTCUSDT"
    static let greeting = "price.hello"
    /// For who sends: the last messages must leave before the process does.
    static let limits = limits(linger_ms: 30_000)
    /// For the subscriber, whose unsent goodbye to a publisher that has gone is not worth waiting for.
    static let subscriberLimits = limits(linger_ms: 0)

    private static func limits(linger_ms: Int) -> SocketLimits {
        SocketLimits(
            sendHighWaterMark: 1_000,
            receiveHighWaterMark: 1_000,
            maximumMessageBytes: 1 << 20,
            linger_ms: linger_ms,
            reconnectInterval_ms: 5
        )
    }

    /// Where the subscriber tells the publisher to begin.
    static func goEndpoint(of endpoint: Endpoint) throws -> Endpoint { try Endpoint(parsing: "\(endpoint).go") }

    /// `nil` unless the arguments are MODE BYTES COUNT, or those and `peer ENDPOINT`.
    init?(_ arguments: [String]) {
        guard arguments.count == 4 || (arguments.count == 6 && arguments[4] == "peer"),
            let mode = Mode(rawValue: arguments[1]),
            let bytes = Int(arguments[2]), (1...(1 << 20)).contains(bytes),
            let count = Int(arguments[3]), (100...100_000_000).contains(count)
        else { return nil }
        self.mode = mode
        self.bytes = bytes
        self.count = count
        peerEndpoint = arguments.count == 6 ? arguments[5] : nil
    }
}
