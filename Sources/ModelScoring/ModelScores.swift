package import TradingDomain

/// How each model's answers came out, by timeframe, horizon and regime; made of the decision record alone, so that the
/// same record gives the same scores live, after a restart, and in a backtest.
///
/// A forecast is a BUY or SELL that a slot gave when it was asked; an answer that was held and used again is not
/// another one. While a forecast of a slot, channel and horizon on a symbol is open, the next ones are not counted:
/// outcomes that overlap are not independent. The fused decision is scored like a slot of its own, by its stop and
/// target.
package struct ModelScores: Hashable, Sendable {
    package let rules: ScoringRules
    /// In ascending order of key.
    package private(set) var rows: [Row] = []
    /// Forecasts that no price settled in time.
    package private(set) var dropped = 0
    /// Sorted by symbol.
    private var open: [OpenSymbol] = []

    package struct Row: Hashable, Sendable {
        package let key: ScoreKey
        package fileprivate(set) var record = ForecastRecord()
    }

    /// One forecast that a cycle's prices settled.
    package struct Settled: Hashable, Sendable {
        package let key: ScoreKey
        package let confidence: Percent
        package let isHit: Bool

        package init(key: ScoreKey, confidence: Percent, isHit: Bool) {
            self.key = key
            self.confidence = confidence
            self.isHit = isHit
        }
    }

    private struct OpenSymbol: Hashable {
        let symbol: Symbol
        var forecasts: [OpenForecast] = []
    }

    package init(_ rules: ScoringRules = .standard) { self.rules = rules }

    /// Takes the next cycle: its prices settle what is due, its answers open new forecasts.
    ///
    /// - Returns: what was settled, in the order of symbols, then of opening.
    @discardableResult
    package mutating func add(_ record: CycleRecord) -> [Settled] {
        var settled: [Settled] = []
        for part in record.symbols where part.freshness.isFresh {
            guard let price = part.price else { continue }
            let place = place(of: part.symbol)
            settle(place, at: price, record.cycle.time, into: &settled)
            open(part, at: price, record.cycle.time, in: place)
        }
        return settled
    }

    /// The record of a slot on a channel at a horizon, over all regimes; `nil` when there is none.
    package func record(slot: String, channel: Channel, horizon_ms: Int64) -> ForecastRecord? {
        var sum: ForecastRecord?
        for row in rows
        where row.key.slot == slot && row.key.channel == channel && row.key.horizon_ms == horizon_ms {
            if sum == nil { sum = row.record } else { sum?.add(row.record) }
        }
        return sum
    }

    /// Forecasts whose outcome is not known yet.
    package var openCount: Int { open.reduce(0) { $0 + $1.forecasts.count } }

    private mutating func place(of symbol: Symbol) -> Int {
        let place = open.firstIndex { $0.symbol >= symbol } ?? open.count
        if place == open.count || open[place].symbol != symbol { open.insert(OpenSymbol(symbol: symbol), at: place) }
        return place
    }

    private mutating func settle(_ place: Int, at price: Price, _ now: Timestamp, into settled: inout [Settled]) {
        guard !open[place].forecasts.isEmpty else { return }
        var rest: [OpenForecast] = []
        for forecast in open[place].forecasts {
            switch forecast.state(at: price, now, rules) {
            case .open: rest.append(forecast)
            case .dropped: dropped += 1
            case .settled(let outcome):
                count(forecast, outcome)
                settled.append(Settled(key: forecast.key, confidence: forecast.confidence, isHit: outcome.isHit))
            }
        }
        open[place].forecasts = rest
    }

    private mutating func count(_ forecast: OpenForecast, _ outcome: OpenForecast.Outcome) {
        let row = rows.firstIndex { $0.key >= forecast.key } ?? rows.count
        if row == rows.count || rows[row].key != forecast.key { rows.insert(Row(key: forecast.key), at: row) }
        rows[row].record.add(forecast.confidence, isHit: outcome.isHit, return_e8: outcome.return_e8)
    }

    private mutating func open(
        _ part: CycleRecord.SymbolRecord,
        at price: Price,
        _ now: Timestamp,
        in place: Int
    ) {
        for answer in part.answers {
            guard let decision = answer.decision, decision.action != .hold, decision.time == now else { continue }
            for horizon_ms in rules.horizons_ms(answer.channel) {
                let key = ScoreKey(
                    slot: answer.slot,
                    channel: answer.channel,
                    horizon_ms: horizon_ms,
                    regime: part.regime
                )
                add(key, decision, plan: nil, at: price, now, in: place)
            }
        }
        guard part.decision.action != .hold, let plan = part.decision.plan else { return }
        let key = ScoreKey(
            slot: ScoreKey.fused,
            channel: .direction,
            horizon_ms: rules.fused_ms,
            regime: part.regime
        )
        add(key, part.decision, plan: plan, at: price, now, in: place)
    }

    private mutating func add(
        _ key: ScoreKey,
        _ decision: TradingDecision,
        plan: TradePlan?,
        at price: Price,
        _ now: Timestamp,
        in place: Int
    ) {
        let isOverlapping = open[place].forecasts.contains {
            $0.key.slot == key.slot && $0.key.channel == key.channel && $0.key.horizon_ms == key.horizon_ms
        }
        guard !isOverlapping else { return }
        open[place].forecasts.append(
            OpenForecast(
                key: key,
                confidence: decision.confidence,
                sign: Int64(decision.action.sign),
                price: price,
                due: now.advanced(byMilliseconds: key.horizon_ms),
                plan: plan
            )
        )
    }
}
