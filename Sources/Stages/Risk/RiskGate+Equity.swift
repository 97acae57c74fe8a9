import TradingDomain

extension RiskGate {
    /// Follows the account's equity: high-water mark, day start, and the two limits on loss.
    ///
    /// - Parameters:
    ///   - account: as of the cycle.
    ///   - cycle: dates the day (UTC).
    /// - Returns: why nothing may open now, or `nil`.
    mutating func follow(_ account: AccountSnapshot, at cycle: CycleID) -> Refusal? {
        let day = cycle.time.floored(toMilliseconds: 86_400_000)
        if let today = state.day, day > today, state.tradingState == .reducing {
            change(to: .active, because: "a new day began after: \(state.reason)")
        }
        if state.day.map({ day > $0 }) ?? true {
            state.day = day
            state.dayStartEquity = account.equity
        }
        state.highWaterMark = max(state.highWaterMark ?? account.equity, account.equity)
        state.lastEquity = account.equity
        if state.tradingState == .halted || state.tradingState == .flattening {
            return Refusal(.halted, state.reason)
        }
        if let refusal = loss(
            from: state.highWaterMark,
            to: account.equity,
            limit_percent: limits.maximumDrawdownPercent,
            .drawdown
        ) {
            change(to: .halted, because: "drawdown limit: \(refusal.detail)")
            return refusal
        }
        if state.tradingState == .reducing { return Refusal(.reducingOnly, state.reason) }
        if let refusal = loss(
            from: state.dayStartEquity,
            to: account.equity,
            limit_percent: limits.dailyLossPercent,
            .dailyLoss
        ) {
            change(to: .reducing, because: "daily loss limit: \(refusal.detail)")
            return refusal
        }
        guard account.equity > .zero else {
            return Refusal(.notComputable, "equity is \(account.equity): no limit can be computed from it")
        }
        return nil
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
}
