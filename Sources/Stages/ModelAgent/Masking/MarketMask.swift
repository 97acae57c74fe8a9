package import TradingDomain

/// A question that does not say which market it is about, or when: whoever remembers the market cannot tell.
///
/// Symbols are `MARKET01`, `MARKET02`... by their place in the question, the cycle's day is 2000-01-01 and its time of day
/// stays, the last price is 100 and every other price is rescaled with it, and the open interest is left out. Of the account,
/// positions in other symbols are left out. What has no unit is shown as it is. A decision is carried back by the same factor.
package struct MarketMask: Sendable {
    private let original: ModelRequest
    /// What is shown instead.
    package let request: ModelRequest

    /// 2000-01-01.
    private static let day_ms: Int64 = 946_684_800_000
    private static let shownPrice_units: Int64 = 10_000_000_000

    /// - Parameter request: at most 99 symbols, sorted; so are their masks.
    package init(_ request: ModelRequest) {
        original = request
        let shift_ms = Self.day_ms - request.cycle.time.floored(toMilliseconds: 86_400_000).milliseconds
        let cycle = CycleID(
            time: request.cycle.time.advanced(byMilliseconds: shift_ms),
            position: request.cycle.position
        )
        let names = request.snapshots.map(\.symbol)
        self.request = ModelRequest(
            cycle: cycle,
            channel: request.channel,
            snapshots: request.snapshots.enumerated().map { place, snapshot in
                let scale = Self.scale(of: snapshot)
                var shown = snapshot
                shown.symbol = Self.name(place) ?? snapshot.symbol
                shown.cycle = cycle
                shown.price = snapshot.price.flatMap { scale?.shown($0) }
                shown.openInterest = nil
                shown.trend = snapshot.trend.flatMap { trend in scale.map { trend.masked(by: $0, shift_ms) } }
                shown.momentum = snapshot.momentum.flatMap { view in scale.map { view.masked(by: $0, shift_ms) } }
                shown.last = scale.map { snapshot.last.masked(by: $0) } ?? LastValues()
                shown.correlations = snapshot.correlations.compactMap { correlation in
                    guard let other = names.firstIndex(of: correlation.other), let name = Self.name(other) else {
                        return nil
                    }
                    return FeatureSnapshot.Correlation(other: name, coefficient: correlation.coefficient)
                }
                return shown
            },
            account: request.account.flatMap { Self.shown($0, request.snapshots) }
        )
    }

    /// The positions in the question's symbols under their masks; `nil` for one whose scale is not known.
    private static func shown(_ account: AccountView, _ snapshots: [FeatureSnapshot]) -> AccountView? {
        var positions: [AccountView.Position] = []
        for (place, snapshot) in snapshots.enumerated() {
            guard let held = account.position(in: snapshot.symbol) else { continue }
            guard let scale = scale(of: snapshot), let name = name(place), let shown = held.masked(as: name, by: scale)
            else { return nil }
            positions.append(shown)
        }
        return try? AccountView(used_percent: account.used_percent, positions: positions)
    }

    private static func name(_ place: Int) -> Symbol? { try? Symbol("MARKET\(place < 9 ? "0" : "")\(place + 1)") }

    private static func scale(of snapshot: FeatureSnapshot) -> PriceScale? {
        let reference = snapshot.price ?? snapshot.trend?.close ?? snapshot.momentum?.close
        return reference.map { PriceScale(from: $0.units, to: shownPrice_units) }
    }

    /// Carries the answers to ``request`` back to the question as it was asked.
    ///
    /// - Parameter answers: one for each snapshot, in order.
    /// - Returns: the same; a decision whose prices cannot be told apart at their real scale abstains as
    ///   ``TradingDomain/AbstentionCause/schema``.
    package func unmasked(_ answers: [ModelAnswer]) -> [ModelAnswer] {
        zip(original.snapshots, answers).map { snapshot, answer in
            let outcome: ModelAnswer.Outcome =
                switch answer.outcome {
                case .abstained: answer.outcome
                case .decided(let decision):
                    unmasked(decision, of: snapshot).map(ModelAnswer.Outcome.decided) ?? .abstained(.schema)
                }
            return ModelAnswer(slot: answer.slot, channel: answer.channel, symbol: snapshot.symbol, outcome: outcome)
        }
    }

    private func unmasked(_ decision: TradingDecision, of snapshot: FeatureSnapshot) -> TradingDecision? {
        var plan: TradePlan?
        if let shown = decision.plan {
            guard let scale = Self.scale(of: snapshot), let entry = scale.real(shown.entry),
                let stop = scale.real(shown.stopLoss), let target = scale.real(shown.takeProfit)
            else { return nil }
            plan = try? TradePlan(
                action: decision.action,
                entry: entry,
                stopLoss: stop,
                takeProfit: target,
                positionSize: shown.positionSize,
                leverage: shown.leverage
            )
        }
        return try? TradingDecision(
            symbol: snapshot.symbol,
            action: decision.action,
            confidence: decision.confidence,
            plan: plan,
            reasoning: decision.reasoning,
            views: decision.views,
            riskLevel: decision.riskLevel,
            riskScore: decision.riskScore,
            sources: decision.sources,
            time: original.cycle.time
        )
    }
}
