internal import TradingDomain
internal import ZeroMQBus

/// Event time that runs so many times as fast as the wall.
struct EventClock {
    private var anchor: Timestamp
    private var anchor_ms: Int64
    private var speed: Int64

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

    /// Stands at `time` and runs on from there at a speed.
    mutating func hold(at time: Timestamp, speed: Int64) {
        anchor = time
        anchor_ms = BusLoop.monotonicMilliseconds()
        self.speed = speed
    }

    /// Goes on from now at another speed.
    mutating func run(at speed: Int64) {
        guard speed != self.speed else { return }
        hold(at: now, speed: speed)
    }

    /// Wall time since a monotonic moment.
    private func milliseconds(since moment_ms: Int64) -> Int64 { BusLoop.monotonicMilliseconds() - moment_ms }
}
