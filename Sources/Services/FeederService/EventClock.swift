internal import TradingDomain
internal import ZeroMQBus

/// Event time that runs `speed` times as fast as the wall.
struct EventClock {
    private var anchor: Timestamp
    private var anchor_ms: Int64
    private let speed: Int64

    init(_ start: Timestamp, speed: Int64) {
        anchor = start
        anchor_ms = BusLoop.monotonicMilliseconds()
        self.speed = speed
    }

    var now: Timestamp { anchor.advanced(byMilliseconds: milliseconds(since: anchor_ms) * speed) }

    /// Wall time until `time`, 0 when it is reached.
    func milliseconds(until time: Timestamp) -> Int64 {
        max(0, (time.milliseconds(since: now) + speed - 1) / speed)
    }

    /// Stands at `time` and runs on from there.
    mutating func hold(at time: Timestamp) {
        anchor = time
        anchor_ms = BusLoop.monotonicMilliseconds()
    }

    /// Wall time since a monotonic moment.
    func milliseconds(since moment_ms: Int64) -> Int64 { BusLoop.monotonicMilliseconds() - moment_ms }
}
