package import TradingDomain

/// A market at 100 and an account of 10 000, to be changed by each test.
package enum Market {
    package static let tick = "0.01"

    package static func cycle(_ number: Int) -> CycleID {
        CycleID(time: Timestamp(milliseconds: Int64(number) * 300_000), position: LogPosition(number * 10))
    }

    package static func rules(_ name: String = "BTCUSDT", tick: String = Market.tick, minimum: String = "5") throws
        -> InstrumentRules
    {
        try InstrumentRules(
            symbol: Symbol(name),
            tick: Price(parsing: tick),
            lot: Quantity(parsing: "0.001"),
            minimumNotional: Money(parsing: minimum)
        )
    }

    package static func account(
        _ cycle: CycleID,
        equity: String = "10000",
        holdings: [AccountSnapshot.Holding] = [],
        pending: [Order] = [],
        cash: String? = nil,
        _ change: (inout AccountRecord) -> Void = { _ in }
    ) throws -> AccountSnapshot {
        var record = AccountRecord(equity: try Money(parsing: equity), day: cycle.time)
        change(&record)
        return AccountSnapshot(
            position: cycle.position,
            time: cycle.time,
            initialEquity: try Money(parsing: "10000"),
            cash: try Money(parsing: cash ?? equity),
            equity: try Money(parsing: equity),
            holdings: holdings,
            pendingOrders: pending,
            record: record
        )
    }

    /// What a test may change about a proposal; the defaults pass every check.
    package struct Wish {
        package var symbol = "BTCUSDT"
        package var action = TradingAction.buy
        package var price = "100"
        package var entry = "100"
        package var stop = "98"
        package var target = "104"
        package var size = 10
        package var leverage = 2
        package var age_ms: Int64 = 0
        package var freshness = Freshness.fresh
        package var correlations: [(String, Double)] = []
        package var hasGap = false
        /// 4 h ATR14; `nil` is not warm.
        package var trendATR: Double?
        package var winFraction_ppm: Int?

        package init() {}
    }

    package static func proposal(_ cycle: CycleID, _ change: (inout Wish) -> Void = { _ in }) throws -> Proposal {
        var wish = Wish()
        change(&wish)
        if wish.action == .sell, wish.stop == "98", wish.target == "104" { (wish.stop, wish.target) = ("102", "96") }
        let symbol = try Symbol(wish.symbol)
        let price = try Price(parsing: wish.price)
        var snapshot = FeatureSnapshot(
            symbol: symbol,
            cycle: cycle,
            freshness: wish.freshness,
            entryTimeframe: .threeMinutes
        )
        snapshot.price = price
        snapshot.momentum = MomentumFeatures(
            closeTime: cycle.time.advanced(byMilliseconds: -wish.age_ms),
            close: price
        )
        snapshot.correlations = try wish.correlations.map {
            FeatureSnapshot.Correlation(other: try Symbol($0.0), coefficient: $0.1)
        }
        snapshot.hasGapInWindow = wish.hasGap
        if let atr = wish.trendATR {
            var trend = TrendFeatures(closeTime: cycle.time, close: price)
            trend.atr14 = atr
            snapshot.trend = trend
        }
        let decision = try TradingDecision(
            symbol: symbol,
            action: wish.action,
            confidence: Percent(80),
            plan: TradePlan(
                action: wish.action,
                entry: Price(parsing: wish.entry),
                stopLoss: Price(parsing: wish.stop),
                takeProfit: Price(parsing: wish.target),
                positionSize: Percent(wish.size),
                leverage: wish.leverage
            ),
            reasoning: "because",
            views: .empty,
            riskLevel: .low,
            riskScore: Percent(20),
            sources: ["qwen"],
            time: cycle.time
        )
        return try Proposal(
            cycle: cycle,
            decision: decision,
            snapshot: snapshot,
            calibratedWinFraction_ppm: wish.winFraction_ppm
        )
    }

    package static func order(_ cycle: CycleID, _ name: String, leg: OrderID.Leg, quantity: String) throws -> Order {
        try Order(
            id: OrderID(decision: DecisionID(cycle: cycle.time, symbol: Symbol(name)), leg: leg),
            side: .buy,
            quantity: Quantity(parsing: quantity),
            protection: leg == .open
                ? Order.Protection(stopLoss: Price(parsing: "98"), takeProfit: Price(parsing: "104")) : nil,
            leverage: 1,
            referencePrice: Price(parsing: "100"),
            decidedAt: cycle
        )
    }

    package static func holding(_ name: String, _ side: Side, quantity: String, mark: String = "100") throws
        -> AccountSnapshot.Holding
    {
        let symbol = try Symbol(name)
        return AccountSnapshot.Holding(
            position: Position(
                symbol: symbol,
                side: side,
                quantity: try Quantity(parsing: quantity),
                averagePrice: try Price(parsing: "100"),
                protection: Order.Protection(
                    stopLoss: try Price(parsing: side == .buy ? "90" : "110"),
                    takeProfit: try Price(parsing: side == .buy ? "110" : "90")
                ),
                leverage: 2,
                openedBy: OrderID(decision: DecisionID(cycle: .epoch, symbol: symbol), leg: .open),
                openedAt: .epoch
            ),
            mark: try Price(parsing: mark),
            openProfit: .zero
        )
    }
}
