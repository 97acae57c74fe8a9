package import TradingDomain

extension RiskGate {
    /// Every limit with what is used of it now.
    ///
    /// - Parameters:
    ///   - account: as of now; without it only what the gate remembers is known.
    ///   - snapshots: whose correlations say what moves together; a symbol without one moves with all.
    /// - Returns: limits on the account first, then on each symbol and its group, then on a single order.
    package func uses(of account: AccountSnapshot?, snapshots: [FeatureSnapshot] = []) -> [LimitUse] {
        let exposures = account.map(Exposures.init)
        let equity = account?.equity ?? state.lastEquity
        let now = account?.time ?? state.lastJudged?.time
        func percent(_ units: Int128?) -> Double? {
            guard let units, let equity, equity > .zero else { return nil }
            return Double(units) * 100 / Double(equity.units)
        }
        let record = account?.record
        var uses = [
            use(
                "maximum_drawdown_percent",
                limits.maximumDrawdownPercent,
                Self.loss(from: state.highWaterMark, to: equity)
            ),
            use("daily_loss_percent", limits.dailyLossPercent, Self.loss(from: state.dayStartEquity, to: equity)),
            use("losses_in_a_row", limits.lossesInARow, record.map { Double($0.lossStreak) }),
            use("fees_per_day_basis_points", Int(limits.feesPerDayBasisPoints), record.flatMap(Self.feeShare)),
            use("orders_per_minute", limits.ordersPerMinute, Double(orders(within_ms: 60_000, of: now))),
            use("orders_per_hour", limits.ordersPerHour, Double(orders(within_ms: 3_600_000, of: now))),
            use("orders_per_day", limits.ordersPerDay, Double(orders(within_ms: 86_400_000, of: now))),
            use("total_percent", limits.totalPercent, percent(exposures?.total)),
            use("net_percent", limits.netPercent, percent(exposures.map { Int128($0.net.magnitude) })),
            // What free cash covers: the margin in use, of the cash that there is.
            use(
                "free_cash_percent",
                100,
                account.flatMap { account in
                    let cash = min(account.cash, account.equity)
                    guard let exposures, cash > .zero else { return nil }
                    return Double(exposures.margin) * 100 / Double(cash.units)
                }
            ),
        ]
        for rules in instruments {
            let units = exposures?.ofSymbol(rules.symbol)
            uses.append(use("per_symbol_percent", limits.perSymbolPercent, percent(units), of: rules.symbol))
        }
        for rules in instruments {
            let known = snapshots.first { $0.symbol == rules.symbol }
            uses.append(groupUse(of: rules.symbol, known, exposures, percent))
        }
        return uses + limitsOnOneOrder
    }

    private func groupUse(
        of symbol: Symbol,
        _ known: FeatureSnapshot?,
        _ exposures: Exposures?,
        _ percent: (Int128?) -> Double?
    ) -> LimitUse {
        let nowhere = CycleID(time: .epoch, position: 0)
        let snapshot =
            known
            ?? FeatureSnapshot(symbol: symbol, cycle: nowhere, freshness: .warmingUp, entryTimeframe: .threeMinutes)
        let bound = limits.correlationBoundHundredths
        let units = exposures?.ofGroup(snapshot, boundHundredths: bound)
        var group = use("correlated_percent", limits.correlatedGroupPercent, percent(units), of: symbol)
        group.members = exposures?.members(snapshot, boundHundredths: bound).map(\.description) ?? []
        return group
    }

    private var limitsOnOneOrder: [LimitUse] {
        let rows: [(String, Int64)] = [
            ("maximum_leverage", Int64(limits.maximumLeverage)),
            ("maximum_stop_basis_points", limits.maximumStopDistanceBasisPoints),
            ("maximum_margin_loss_percent", Int64(limits.maximumMarginLossPercent)),
            ("minimum_reward_to_risk_hundredths", limits.minimumRewardToRiskHundredths),
            ("collar_basis_points", limits.priceCollarBasisPoints),
            ("maximum_feature_age_ms", limits.maximumFeatureAge_ms),
            ("maximum_decision_age_ms", limits.maximumDecisionAge_ms),
            ("identical_orders_per_day", Int64(limits.identicalOrdersPerDay)),
            ("order_value_usdt", limits.maximumOrderValue_usdt),
            ("per_trade_basis_points", limits.riskPerTradeBasisPoints),
            ("fixed_fraction_percent", Int64(limits.fixedFractionPercent)),
            ("kelly_fraction_percent", Int64(limits.kellyFractionPercent)),
            ("atr_risk_basis_points", limits.atrRiskBasisPoints),
        ]
        return rows.map { LimitUse(name: $0.0, subject: "", limit: Double($0.1), used: nil) }
    }

    private func use(_ name: String, _ limit: Int, _ used: Double?, of symbol: Symbol? = nil) -> LimitUse {
        LimitUse(name: name, subject: symbol?.description ?? "", limit: Double(limit), used: used)
    }

    private func orders(within_ms: Int64, of now: Timestamp?) -> Int {
        guard let now else { return state.recentOrders.count }
        return state.recentOrders.count { now.milliseconds(since: $0.time) < within_ms }
    }

    private static func loss(from start: Money?, to equity: Money?) -> Double? {
        guard let start, let equity, start > .zero else { return nil }
        return max(0, Double(start.units - equity.units)) * 100 / Double(start.units)
    }

    private static func feeShare(_ record: AccountRecord) -> Double? {
        guard record.dayStartEquity > .zero else { return nil }
        return Double(record.fees.units - record.feesAtDayStart.units) * 10_000 / Double(record.dayStartEquity.units)
    }
}
