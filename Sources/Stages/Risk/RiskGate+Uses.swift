package import TradingDomain

extension RiskGate {
    /// Every limit with what is used of it now.
    ///
    /// - Parameter account: as of now; without it only what the gate remembers is known.
    /// - Returns: limits on the account first, then on each symbol, then on a single order.
    package func uses(of account: AccountSnapshot?) -> [LimitUse] {
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
            use("orders_per_hour", limits.ordersPerHour, Double(orders(within_ms: 3_600_000, of: now))),
            use("orders_per_day", limits.ordersPerDay, Double(orders(within_ms: 86_400_000, of: now))),
            use("total_percent", limits.totalPercent, percent(exposures?.total)),
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
        return uses + limitsOnOneOrder
    }

    private var limitsOnOneOrder: [LimitUse] {
        let rows: [(String, Int64)] = [
            ("correlated_percent", Int64(limits.correlatedGroupPercent)),
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
