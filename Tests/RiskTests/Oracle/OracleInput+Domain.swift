import TradingDomain

extension OracleInput.Cycle {
    var domain: CycleID { CycleID(time: Timestamp(milliseconds: time), position: position) }
}

extension OracleInput.Rules {
    func domain() throws -> InstrumentRules {
        try InstrumentRules(
            symbol: Symbol(symbol),
            tick: Price(units: tick),
            lot: Quantity(units: lot),
            minimumNotional: Money(units: minimumNotional),
            minimumQuantity: Quantity(units: minimumQuantity)
        )
    }
}

extension OracleInput.Books {
    func domain() throws -> AccountSnapshot {
        var record = AccountRecord(equity: Money(units: dayStart), day: Timestamp(milliseconds: day))
        record.peakEquity = Money(units: peak)
        record.fees = Money(units: fees)
        record.feesAtDayStart = Money(units: feesAtDayStart)
        record.lossStreak = UInt32(losses)
        record.lastLossAt = lastLoss.map(Timestamp.init(milliseconds:))
        return AccountSnapshot(
            position: position,
            time: Timestamp(milliseconds: time),
            initialEquity: Money(units: equity),
            cash: Money(units: cash),
            equity: Money(units: equity),
            holdings: try held.map { try $0.domain() },
            pendingOrders: try waiting.map { try $0.domain() },
            record: record
        )
    }
}

extension OracleInput.Held {
    func domain() throws -> AccountSnapshot.Holding {
        let symbol = try Symbol(symbol)
        return AccountSnapshot.Holding(
            position: Position(
                symbol: symbol,
                side: isLong ? .buy : .sell,
                quantity: try Quantity(units: quantity),
                averagePrice: try Price(units: mark),
                protection: Order.Protection(stopLoss: try Price(units: 1), takeProfit: try Price(units: 2)),
                leverage: leverage,
                openedBy: OrderID(decision: DecisionID(cycle: .epoch, symbol: symbol), leg: .open),
                openedAt: .epoch
            ),
            mark: try Price(units: mark),
            openProfit: .zero
        )
    }
}

extension OracleInput.Waiting {
    func domain() throws -> Order {
        let symbol = try Symbol(symbol)
        let id = OrderID(decision: DecisionID(cycle: .epoch, symbol: symbol), leg: isOpening ? .open : .close)
        let (low, high) = (try Price(units: reference / 2), try Price(units: reference * 2))
        return try Order(
            id: id,
            side: isLong ? .buy : .sell,
            quantity: Quantity(units: quantity),
            protection: isOpening
                ? Order.Protection(stopLoss: isLong ? low : high, takeProfit: isLong ? high : low) : nil,
            leverage: leverage,
            referencePrice: Price(units: reference),
            decidedAt: CycleID(time: .epoch, position: 0)
        )
    }
}

extension OracleInput.Wish {
    func domain() throws -> Proposal {
        let symbol = try Symbol(symbol)
        var snapshot = FeatureSnapshot(
            symbol: symbol,
            cycle: cycle.domain,
            freshness: isFresh ? .fresh : .warmingUp,
            entryTimeframe: .threeMinutes
        )
        if let price = try price.map(Price.init(units:)) {
            snapshot.price = price
            let closeTime = Timestamp(milliseconds: candleAt)
            snapshot.momentum = MomentumFeatures(closeTime: closeTime, close: price)
            var trend = TrendFeatures(closeTime: closeTime, close: price)
            trend.atr14 = atr
            snapshot.trend = trend
        }
        snapshot.hasGapInWindow = hasGap
        snapshot.correlations = try correlations.map {
            FeatureSnapshot.Correlation(other: try Symbol($0.symbol), coefficient: $0.value)
        }
        let action: TradingAction = isLong ? .buy : .sell
        let decision = try TradingDecision(
            symbol: symbol,
            action: action,
            confidence: Percent(80),
            plan: TradePlan(
                action: action,
                entry: Price(units: entry),
                stopLoss: Price(units: stop),
                takeProfit: Price(units: target),
                positionSize: Percent(size),
                leverage: leverage
            ),
            reasoning: "",
            views: .empty,
            riskLevel: .low,
            riskScore: .zero,
            sources: [],
            time: cycle.domain.time
        )
        return try Proposal(
            cycle: cycle.domain,
            decision: decision,
            snapshot: snapshot,
            calibratedWinFraction_ppm: probability_ppm,
            isExitOnly: isExitOnly
        )
    }
}
