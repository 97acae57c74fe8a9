internal import Runtime
internal import SQLiteStore
internal import TradingDomain
internal import WireFormat
internal import ZeroMQBus

/// Release by a clock.
extension FeederNode {
    /// Between two looks at the event clock; a cycle under way is looked at that often.
    private static let shortestPause_ms: Int64 = 10
    private static let longestPause_ms: Int64 = 1_000

    /// Releases what the event clock has reached, `run.speed` seconds of event time in a second.
    ///
    /// This clock is ours, so it slips rather than skip a cycle: a tick waits for the cycle before it, but no longer
    /// than that cycle's own deadline. While a cycle is under way the clock runs as fast as the wall: models and
    /// processes take the time they take, and the market moves by that much and not by `run.speed` times as much.
    func feedByClock() async throws {
        try resume(at: try writer.releasedBefore())
        while try releaseWarmUp() {}
        guard let start = releasedTime else {
            throw ProcessFailure(.data, "the market has no event to release; see market.from and market.to")
        }
        (lastTick, lastTickAt_ms) = (try writer.lastTickBefore(), BusLoop.monotonicMilliseconds())
        if lastTick == 0 { lastTick = released }
        let speed = context.settings.integer("run.speed")
        var clock = EventClock(start, speed: 1)
        while !isEnd {
            let isCycleOpen = isWaitingForCycle
            if !isCycleOpen { clock.run(at: speed) }
            var pause_ms = FeederNode.shortestPause_ms
            if let tick = try release(through: clock.now, ticks: !isCycleOpen) {
                clock.hold(at: tick, speed: isWaitingForCycle ? 1 : speed)
            } else if !isWaitingForCycle, let next = try nextAhead() {
                pause_ms = min(max(clock.milliseconds(until: next.time), pause_ms), FeederNode.longestPause_ms)
            }
            _ = try writer.writeAhead(of: released, at: FeederNode.page)
            try await context.loop.sleep(milliseconds: Int(pause_ms))
        }
        while isWaitingForCycle { try await context.loop.sleep(milliseconds: Int(FeederNode.shortestPause_ms)) }
        announceEnd()
        while true { try await context.loop.sleep(milliseconds: 3_600_000) }
    }

    /// The cycle of the last tick is not complete and still has time.
    private var isWaitingForCycle: Bool {
        guard completedCycle < lastTick else { return false }
        let patience_ms = context.settings.integer("cycle.deadline_ms") + 1_000
        return BusLoop.monotonicMilliseconds() - lastTickAt_ms <= patience_ms
    }

    /// Knows of completed cycles, for the clock.
    func followCycles() async throws {
        guard !context.isLockstep else {
            while true { try await context.loop.sleep(milliseconds: 3_600_000) }
        }
        let fusion = try FusionFollower(context)
        while true { completedCycle = try await fusion.completed(after: completedCycle) }
    }

    /// Releases what is due, at most one tick, and that only when it may.
    /// - Returns: the time of the tick that was released, or is due and waits: there the clock stands.
    private func release(through time: Timestamp, ticks canTick: Bool) throws -> Timestamp? {
        var batch = Batch(after: released, chain: releasedChain)
        var tick: Timestamp?
        while let row = try nextAhead(), row.time <= time {
            let event: Tandem_V1_MarketEvent = try WireFormat.decode(row.payload, what: "stored market event")
            let isTick = if case .tick? = event.kind { true } else { false }
            guard !isTick || canTick else {
                tick = row.time
                break
            }
            take(row)
            batch.events.append(event)
            if isTick {
                tick = row.time
                (lastTick, lastTickAt_ms) = (row.position, BusLoop.monotonicMilliseconds())
                break
            }
            if batch.events.count >= FeederNode.page { break }
        }
        guard !batch.events.isEmpty else { return tick }
        try writer.keep(released: released, tick: lastTick)
        publish(&batch)
        return tick
    }
}
