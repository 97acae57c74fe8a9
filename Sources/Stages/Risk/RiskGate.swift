package import TradingDomain

/// Sizes or refuses, by the market and the books and never by a model's words. Rejects, never repairs; a control that
/// cannot be computed refuses. `now` is event time: of the newest market fact that the shell knows.
///
/// Every proposal, in the order of symbols, meets the checks in this order; the first that fails is the verdict:
///
/// 1. `NOT_COMPUTABLE` (another cycle), `DUPLICATE_DECISION`, `EXPIRED`, `NOT_COMPUTABLE` (an account older than the cycle)
/// 2. the wanted side is held: satisfied
/// 3. `ORDER_PENDING`
/// 4. the other side is held: the whole of it is closed. Exits pass in every state; what follows is for opening.
/// 5. the account: `HALTED`, `DRAWDOWN`, `REDUCING_ONLY`, `DAILY_LOSS`, `NOT_COMPUTABLE`, `CLOCK_SUSPECT`, `COOL_DOWN`,
///    `DAILY_FEES`
/// 6. the market: `UNKNOWN_SYMBOL`, `RESTRICTED_SYMBOL`, `NOT_COMPUTABLE`, `STALE_FEATURES`, `MARKET_GAP`
/// 7. the plan: `PRICE_COLLAR`, `NO_STOP`, `STOP_ON_WRONG_SIDE`, `STOP_TOO_FAR`, `STOP_BEYOND_LIQUIDATION`,
///    `TARGET_ON_WRONG_SIDE`, `REWARD_TO_RISK`, `LEVERAGE`
/// 8. what came before: `ORDER_RATE`, `REPEATED_INTENT`
/// 9. the size: `NOT_COMPUTABLE`; `SYMBOL_EXPOSURE`, `TOTAL_EXPOSURE`, `NET_EXPOSURE`, `CORRELATED_EXPOSURE`, `FREE_CASH`
///    when that limit leaves less than the smallest order, else `TOO_SMALL`; then `ORDER_VALUE`
package struct RiskGate: Stage {
    package let limits: RiskLimits
    package let gateEpoch: UInt64
    /// Commit it with the verdicts of the same event.
    package internal(set) var state: RiskState
    /// Sorted by symbol.
    let instruments: [InstrumentRules]
    private var areBooksVerified = false

    /// - Parameters:
    ///   - limits: checked.
    ///   - instruments: the rules of every symbol that may be traded, in any order; of two alike the first counts.
    ///   - gateEpoch: which life of the gate this is.
    ///   - state: as last committed; `nil` for a new account.
    package init(limits: RiskLimits, instruments: [InstrumentRules], gateEpoch: UInt64, restoring state: RiskState?) {
        self.limits = limits
        self.instruments = instruments.sorted { $0.symbol < $1.symbol }
        self.gateEpoch = gateEpoch
        self.state = state ?? RiskState()
    }

    /// The state that counts now: halted until the books are verified.
    package var tradingState: TradingState { areBooksVerified ? state.tradingState : .halted }

    package var reason: String {
        areBooksVerified ? state.reason : "starting: the books are not verified yet"
    }

    package mutating func handle(_ event: Event, at now: Timestamp) -> [Effect] {
        switch event {
        case .booksVerified:
            areBooksVerified = true
            return [.announce(tradingState, reason: reason)]
        case .proposed(let cycle, let proposals, let account):
            return judge(proposals, of: cycle, with: account, at: now)
        case .haltRequested(let by, let reason):
            if state.tradingState == .flattening { return [] }
            state.change(to: .halted, because: "halted by \(by): \(reason)")
            return [.announce(tradingState, reason: self.reason)]
        case .flattenRequested(let by, let reason):
            state.change(to: .flattening, because: "flattened by \(by): \(reason)")
            return [.announce(tradingState, reason: self.reason)]
        case .accountSeen(let account): return flatten(account)
        case .resumeRequested(let by, let reason):
            guard reason.contains(where: { !$0.isWhitespace }) else { return [] }
            resume(because: "resumed by \(by): \(reason)")
            return [.announce(tradingState, reason: self.reason)]
        }
    }

    /// Opens again after a halt, and measures drawdown from the present equity on: the person has seen the loss. A
    /// day's loss limit is not lifted: it ends with the day.
    private mutating func resume(because reason: String) {
        guard state.tradingState == .halted || state.tradingState == .flattening else { return }
        state.highWaterMark = state.lastEquity
        state.repeatsForgivenUntil = state.lastJudged?.time
        state.change(to: state.hasReachedDailyLoss ? .reducing : .active, because: reason)
    }

    private mutating func judge(
        _ proposals: [Proposal],
        of cycle: CycleID,
        with account: AccountSnapshot,
        at now: Timestamp
    ) -> [Effect] {
        let before = (tradingState, reason)
        let closure = areBooksVerified ? follow(account, at: cycle) : Refusal(.halted, reason)
        var batch = RiskBatch(
            cycle: cycle,
            account: account,
            now: max(now, account.time),
            closure: closure,
            instruments: instruments,
            limits: limits
        )
        var verdicts: [Verdict] = []
        verdicts.reserveCapacity(proposals.count)
        var orders: [ApprovedOrder] = []
        for proposal in proposals.sorted(by: { $0.decision.symbol < $1.decision.symbol }) {
            let outcome = batch.judge(proposal, remembering: &state)
            verdicts.append(Verdict(decision: proposal.id, outcome: outcome))
            if case .approved(let order) = outcome { orders.append(ApprovedOrder(order: order, gateEpoch: gateEpoch)) }
        }
        let judged = Effect.judge(cycle, verdicts, orders)
        guard before != (tradingState, reason) else { return [judged] }
        return [judged, .announce(tradingState, reason: reason)]
    }
}
