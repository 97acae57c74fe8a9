import TradingDomain

/// One cycle's proposals under judgement, in the order of symbols; what was approved before counts.
struct RiskBatch {
    let cycle: CycleID
    let account: AccountSnapshot
    /// The newest event time that the gate knows.
    let now: Timestamp
    /// Why nothing may open, or `nil`.
    private(set) var closure: Refusal?
    let instruments: [InstrumentRules]
    let limits: RiskLimits
    private(set) var exposures: Exposures

    init(
        cycle: CycleID,
        account: AccountSnapshot,
        now: Timestamp,
        closure: Refusal?,
        instruments: [InstrumentRules],
        limits: RiskLimits
    ) {
        self.cycle = cycle
        self.account = account
        self.now = now
        self.closure = closure
        self.instruments = instruments
        self.limits = limits
        exposures = Exposures(of: account)
    }

    mutating func judge(_ proposal: Proposal, remembering state: inout RiskState) -> Verdict.Outcome {
        if let refusal = refusalOfRepeat(proposal, state) { return .refused(refusal) }
        if state.lastJudged != cycle {
            state.lastJudged = cycle
            state.judgedSymbols = []
        }
        let symbol = proposal.decision.symbol
        state.judgedSymbols.append(symbol)
        guard account.position >= cycle.position else {
            return .refused(
                Refusal(.notComputable, "the account is as of \(account.position), before \(cycle.position)")
            )
        }
        let side: Side = proposal.decision.action == .buy ? .buy : .sell
        let holding = account.holdings.first { $0.position.symbol == symbol }
        if let holding, holding.position.side == side { return .satisfied }
        if let pending = account.pendingOrders.first(where: { $0.symbol == symbol }) {
            return .refused(Refusal(.orderPending, "order \(pending.id) is not executed yet"))
        }
        if let holding { return closing(holding, by: proposal) }
        if proposal.isExitOnly { return .satisfied }
        return opening(side, by: proposal, remembering: &state)
    }

    private func refusalOfRepeat(_ proposal: Proposal, _ state: RiskState) -> Refusal? {
        guard proposal.cycle == cycle else {
            return Refusal(.notComputable, "a proposal of \(proposal.cycle) came with those of \(cycle)")
        }
        if let last = state.lastJudged {
            if last == cycle, state.judgedSymbols.contains(proposal.decision.symbol) {
                return Refusal(.duplicateDecision, "\(proposal.id) was judged before: its stored verdict stands")
            }
            if cycle.position < last.position || (cycle.position == last.position && cycle != last) {
                return Refusal(.expired, "\(last) was judged already: a cycle before it is over")
            }
        }
        let age_ms = now.milliseconds(since: cycle.time)
        guard age_ms <= limits.maximumDecisionAge_ms else {
            return Refusal(.expired, "decided \(age_ms) ms ago, at most \(limits.maximumDecisionAge_ms) ms are allowed")
        }
        return nil
    }

    /// Closes the whole position. It never grows exposure, so no limit applies.
    private func closing(_ holding: AccountSnapshot.Holding, by proposal: Proposal) -> Verdict.Outcome {
        approved(
            leg: .close,
            of: proposal,
            side: holding.position.side.opposite,
            quantity: holding.position.quantity,
            protection: nil,
            leverage: holding.position.leverage,
            referencePrice: proposal.snapshot.price ?? holding.mark
        )
    }

    private mutating func opening(
        _ side: Side,
        by proposal: Proposal,
        remembering state: inout RiskState
    ) -> Verdict.Outcome {
        if let closure { return .refused(closure) }
        let snapshot = proposal.snapshot
        guard let rules = instruments.first(where: { $0.symbol == snapshot.symbol }) else {
            return .refused(Refusal(.unknownSymbol, "\(snapshot.symbol) is not among the instruments to trade"))
        }
        if let refusal = refusalOfMarket(snapshot) { return .refused(refusal) }
        guard let price = snapshot.price else {
            return .refused(Refusal(.notComputable, "no price of \(snapshot.symbol)"))
        }
        guard let plan = proposal.decision.plan else { return .refused(Refusal(.noStop, "the decision has no plan")) }
        let protection: Order.Protection
        let distances: (stop: Int64, target: Int64)
        switch ProtectionCheck(limits: limits, side: side, market: price, tick: rules.tick).check(plan) {
        case .failed(let refusal): return .refused(refusal)
        case .passed(let checked, let stop, let target): (protection, distances) = (checked, (stop, target))
        }
        let order = RiskState.RecentOrder(time: cycle.time, symbol: snapshot.symbol, side: side, protection: protection)
        if let refusal = rate(state) ?? repeats(of: order, &state) { return .refused(refusal) }
        let sizing = OrderSizing(limits: limits, rules: rules, account: account, price: price, exposures: exposures)
        let size = sizing.size(
            proposal,
            side,
            plan: plan,
            stopDistance: distances.stop,
            targetDistance: distances.target
        )
        switch size {
        case .failed(let refusal): return .refused(refusal)
        case .passed(let quantity):
            let outcome = approved(
                leg: .open,
                of: proposal,
                side: side,
                quantity: quantity,
                protection: protection,
                leverage: plan.leverage,
                referencePrice: price
            )
            if case .approved = outcome {
                exposures.add(snapshot.symbol, side, quantity, at: price, leverage: plan.leverage)
                // Forgotten here only: nothing opens at a time before the newest of them (`CLOCK_SUSPECT`).
                state.recentOrders.removeAll { !isWithinDay($0) }
                state.recentOrders.append(order)
            }
            return outcome
        }
    }

    private func refusalOfMarket(_ snapshot: FeatureSnapshot) -> Refusal? {
        if limits.exitOnlySymbols.contains(snapshot.symbol) {
            return Refusal(.restrictedSymbol, "\(snapshot.symbol) is exit only by configuration")
        }
        guard snapshot.price != nil, let momentum = snapshot.momentum else {
            return Refusal(.notComputable, "no price or no entry candle of \(snapshot.symbol)")
        }
        if let refusal = staleness(of: snapshot, closedAt: momentum.closeTime) { return refusal }
        guard limits.refusesGaps, snapshot.hasGapInWindow else { return nil }
        return Refusal(.marketGap, "a hole of the market log lies in the candles of \(snapshot.symbol)")
    }

    private func staleness(of snapshot: FeatureSnapshot, closedAt closeTime: Timestamp) -> Refusal? {
        let age_ms = cycle.time.milliseconds(since: closeTime)
        guard age_ms >= 0 else {
            return Refusal(.notComputable, "the last candle of \(snapshot.symbol) closed after the tick: \(closeTime)")
        }
        guard snapshot.freshness.isFresh else {
            return Refusal(.staleFeatures, "features of \(snapshot.symbol) are not fresh: \(snapshot.freshness)")
        }
        guard age_ms <= limits.maximumFeatureAge_ms else {
            let allowed = "\(limits.maximumFeatureAge_ms) ms"
            return Refusal(
                .staleFeatures,
                "the last candle closed \(age_ms) ms before the tick, allowed are \(allowed)"
            )
        }
        return nil
    }

    private func isWithinDay(_ order: RiskState.RecentOrder) -> Bool {
        cycle.time.milliseconds(since: order.time) < 86_400_000
    }

    private func rate(_ state: RiskState) -> Refusal? {
        rate(limits.ordersPerDay, within_ms: 86_400_000, "24 h", state)
            ?? rate(limits.ordersPerHour, within_ms: 3_600_000, "an hour", state)
            ?? rate(limits.ordersPerMinute, within_ms: 60_000, "a minute", state)
    }

    private func rate(_ limit: Int, within_ms: Int64, _ span: StaticString, _ state: RiskState) -> Refusal? {
        let count = state.recentOrders.count { cycle.time.milliseconds(since: $0.time) < within_ms }
        guard count >= limit else { return nil }
        return Refusal(.orderRate, "\(count) orders opened within \(span), the limit is reached")
    }

    /// The same order again and again is a fault, not a trade: it halts until a person has looked.
    private mutating func repeats(of order: RiskState.RecentOrder, _ state: inout RiskState) -> Refusal? {
        let forgiven = state.repeatsForgivenUntil
        let count = state.recentOrders.count { earlier in
            earlier.isLike(order) && isWithinDay(earlier) && (forgiven.map { earlier.time > $0 } ?? true)
        }
        guard count >= limits.identicalOrdersPerDay else { return nil }
        let refusal = Refusal(
            .repeatedIntent,
            "\(order.symbol) \(order.side.rawValue) with stop \(order.protection.stopLoss) and target "
                + "\(order.protection.takeProfit) was opened \(count) times within 24 h, the limit is reached"
        )
        state.change(to: .halted, because: "repeated order: \(refusal.detail)")
        closure = Refusal(.halted, state.reason)
        return refusal
    }

    private func approved(
        leg: OrderID.Leg,
        of proposal: Proposal,
        side: Side,
        quantity: Quantity,
        protection: Order.Protection?,
        leverage: Int,
        referencePrice: Price
    ) -> Verdict.Outcome {
        do {
            return .approved(
                try Order(
                    id: OrderID(decision: proposal.id, leg: leg),
                    side: side,
                    quantity: quantity,
                    protection: protection,
                    leverage: leverage,
                    referencePrice: referencePrice,
                    decidedAt: cycle
                )
            )
        } catch {
            return .refused(Refusal(.notComputable, "no valid order: \(error)"))
        }
    }
}
