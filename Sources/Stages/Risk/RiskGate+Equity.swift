import TradingDomain

extension RiskGate {
    /// Follows the account: high-water mark, day start, and the limits on the account as a whole.
    ///
    /// - Parameters:
    ///   - account: as of the cycle.
    ///   - cycle: dates the day (UTC).
    /// - Returns: why nothing may open now, or `nil`.
    mutating func follow(_ account: AccountSnapshot, at cycle: CycleID) -> Refusal? {
        remember(account, at: cycle)
        if state.tradingState == .halted || state.tradingState == .flattening {
            return Refusal(.halted, state.reason)
        }
        if let refusal = loss(
            from: state.highWaterMark,
            to: account.equity,
            limit_percent: limits.maximumDrawdownPercent,
            .drawdown
        ) {
            state.change(to: .halted, because: "drawdown limit: \(refusal.detail)")
            return refusal
        }
        if state.tradingState == .reducing { return Refusal(.reducingOnly, state.reason) }
        if let refusal = loss(
            from: state.dayStartEquity,
            to: account.equity,
            limit_percent: limits.dailyLossPercent,
            .dailyLoss
        ) {
            state.hasReachedDailyLoss = true
            state.change(to: .reducing, because: "daily loss limit: \(refusal.detail)")
            return refusal
        }
        guard account.equity > .zero else {
            return Refusal(.notComputable, "equity is \(account.equity): no limit can be computed from it")
        }
        return clock(account, cycle) ?? coolDown(account.record, at: cycle) ?? fees(account.record)
    }

    private mutating func remember(_ account: AccountSnapshot, at cycle: CycleID) {
        let day = cycle.time.floored(toMilliseconds: AccountRecord.day_ms)
        if let today = state.day, day > today, state.tradingState == .reducing {
            state.change(to: .active, because: "a new day began after: \(state.reason)")
        }
        let record = account.record
        followTransfers(of: account)
        if state.day.map({ day > $0 }) ?? true {
            state.day = day
            state.hasReachedDailyLoss = false
            state.dayStartEquity = record.day == day ? record.dayStartEquity : account.equity
        }
        if state.highWaterMark == nil || state.seenPeak.map({ record.peakEquity > $0 }) == true {
            state.highWaterMark = max(state.highWaterMark ?? record.peakEquity, record.peakEquity)
        }
        state.seenPeak = max(state.seenPeak ?? record.peakEquity, record.peakEquity)
        state.highWaterMark = max(state.highWaterMark ?? account.equity, account.equity)
        state.lastEquity = account.equity
    }

    /// Money that came or went is neither a gain nor a loss: what falls are measured from moves in proportion to it.
    private mutating func followTransfers(of account: AccountSnapshot) {
        let record = account.record
        let amount = record.transfers - state.seenTransfers
        guard amount != .zero else { return }
        let before = account.equity - amount
        // Unless a person set the mark, it is the account's own peak.
        let isPeak = state.highWaterMark == state.seenPeak
        state.highWaterMark = isPeak ? record.peakEquity : state.highWaterMark?.moved(by: amount, from: before)
        state.seenPeak = record.peakEquity
        state.dayStartEquity =
            record.day == state.day
            ? record.dayStartEquity : state.dayStartEquity?.moved(by: amount, from: before)
        state.seenTransfers = record.transfers
    }

    /// A loss that reaches the limit.
    private func loss(
        from start: Money?,
        to equity: Money,
        limit_percent: Int,
        _ code: Refusal.Code
    ) -> Refusal? {
        guard let start, start > equity else { return nil }
        let lost = Int128(start.units) - Int128(equity.units)
        guard lost * 100 >= Int128(start.units) * Int128(limit_percent) else { return nil }
        return Refusal(code, "equity fell from \(start) to \(equity), the limit is \(limit_percent) %")
    }

    /// Event time never goes back; where it seems to, no age can be trusted.
    private func clock(_ account: AccountSnapshot, _ cycle: CycleID) -> Refusal? {
        if account.time < cycle.time {
            return Refusal(.clockSuspect, "the account is of \(account.time), before the cycle at \(cycle.time)")
        }
        if let last = state.lastJudged, cycle.position > last.position, cycle.time < last.time {
            return Refusal(.clockSuspect, "cycle \(cycle.time) comes after \(last.time) in the log")
        }
        if let order = state.recentOrders.last, cycle.time < order.time {
            return Refusal(.clockSuspect, "cycle \(cycle.time) comes after an order of \(order.time)")
        }
        return nil
    }

    private func coolDown(_ record: AccountRecord, at cycle: CycleID) -> Refusal? {
        guard Int(record.lossStreak) >= limits.lossesInARow else { return nil }
        guard let last = record.lastLossAt else {
            return Refusal(.notComputable, "\(record.lossStreak) losses in a row without the time of the last")
        }
        guard cycle.time.milliseconds(since: last) < limits.coolDown_ms else { return nil }
        let end = last.advanced(byMilliseconds: limits.coolDown_ms)
        return Refusal(
            .coolDown,
            "\(record.lossStreak) closings in a row lost, the limit is \(limits.lossesInARow); opens again at \(end)"
        )
    }

    private func fees(_ record: AccountRecord) -> Refusal? {
        let paid = Int128(record.fees.units) - Int128(record.feesAtDayStart.units)
        let start = Int128(record.dayStartEquity.units)
        guard paid * 10_000 >= start * Int128(limits.feesPerDayBasisPoints) else { return nil }
        return Refusal(
            .dailyFees,
            "\(Money(units: Int64(clamping: paid))) paid in fees this day, which began with \(record.dayStartEquity); "
                + "the limit is \(limits.feesPerDayBasisPoints) bp"
        )
    }
}
