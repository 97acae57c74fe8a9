/// Limits of the gate, and how the paper account trades.
extension SettingCatalog {
    static let risk: [SettingKey] = [
        SettingKey("risk.per_symbol_percent", .integer(1...100), "10", "largest exposure in one instrument, of equity"),
        SettingKey("risk.total_percent", .integer(1...100), "80", "largest exposure in all, of equity"),
        SettingKey(
            "risk.correlated_percent",
            .integer(1...100),
            "40",
            "largest exposure of instruments that move together"
        ),
        SettingKey(
            "risk.correlation_bound_hundredths",
            .integer(1...100),
            "80",
            "correlation from which instruments move together"
        ),
        SettingKey("risk.maximum_leverage", .integer(1...125), "3", "refused above"),
        SettingKey("risk.maximum_stop_basis_points", .integer(1...5000), "1000", "farthest stop from the market"),
        SettingKey(
            "risk.minimum_reward_to_risk_hundredths",
            .integer(0...10_000),
            "100",
            "target distance over stop distance, from the market"
        ),
        SettingKey("risk.collar_basis_points", .integer(0...1000), "50", "farthest entry from the market"),
        SettingKey(
            "risk.maximum_feature_age_ms",
            .integer(1...86_400_000),
            "360000",
            "oldest features that are traded on"
        ),
        SettingKey(
            "risk.net_percent",
            .integer(1...100),
            "80",
            "largest excess of longs over shorts or the reverse, of equity"
        ),
        SettingKey("risk.exit_only_symbols", .text, "", "such as XRPUSDT,DOGEUSDT: closed, and never opened"),
        SettingKey("risk.orders_per_minute", .integer(1...10_000), "10", "opening orders per minute of event time"),
        SettingKey("risk.orders_per_hour", .integer(1...10_000), "20", "opening orders per hour of event time"),
        SettingKey("risk.daily_loss_percent", .integer(1...100), "5", "loss of a day from which only exits pass"),
        SettingKey("risk.maximum_drawdown_percent", .integer(1...100), "20", "loss from the peak that halts"),
        SettingKey("risk.per_trade_basis_points", .integer(1...10_000), "100", "equity lost when a stop is hit"),
        SettingKey("risk.fixed_fraction_percent", .integer(1...100), "10", "largest size of one trade, of equity"),
        SettingKey(
            "risk.kelly_fraction_percent",
            .integer(0...100),
            "0",
            "share of the Kelly stake that sizes a trade; 0 is off, else a trade without a calibrated probability is refused"
        ),
        SettingKey(
            "risk.kelly_shrinkage_percent",
            .integer(0...100),
            "50",
            "how far a probability above one half is pulled towards it"
        ),
        SettingKey(
            "risk.atr_risk_basis_points",
            .integer(0...10_000),
            "0",
            "equity that a move of one 4 h ATR14 may cost; 0 is off"
        ),
        SettingKey(
            "risk.order_value_usdt",
            .integer(1...1_000_000_000),
            "1000000",
            "largest value of one order, whatever the equity"
        ),
        SettingKey(
            "risk.fee_reserve_basis_points",
            .integer(0...1000),
            "20",
            "share of an order that free cash covers beside the margin"
        ),
        SettingKey(
            "risk.maximum_margin_loss_percent",
            .integer(1...100),
            "80",
            "most of the margin that a stop may lose; beyond it lies liquidation"
        ),
        SettingKey(
            "risk.maximum_decision_age_ms",
            .integer(1...86_400_000),
            "300000",
            "oldest decision that is judged"
        ),
        SettingKey("risk.refuse_gaps", .flag, "true", "nothing opens while a hole of the log lies in the indicators"),
        SettingKey("risk.orders_per_day", .integer(1...10_000), "100", "opening orders within 24 h of event time"),
        SettingKey(
            "risk.identical_orders_per_day",
            .integer(1...10_000),
            "5",
            "opening orders with the same side, stop and target; the next one halts"
        ),
        SettingKey("risk.losses_in_a_row", .integer(1...1000), "5", "losing closings that start a cool-down"),
        SettingKey(
            "risk.cool_down_ms",
            .integer(1...604_800_000),
            "7200000",
            "event time without openings after the last of them"
        ),
        SettingKey(
            "risk.fees_per_day_basis_points",
            .integer(1...10_000),
            "100",
            "fees of a day, of the equity it began with, that stop opening"
        ),
    ]

    static let broker: [SettingKey] = [
        SettingKey("broker.initial_equity", .decimal, "100000", "start of a new account, in USDT"),
        SettingKey("broker.latency_ms", .integer(0...3_600_000), "2000", "modelled time from decision to market"),
        SettingKey(
            "broker.expiry_ms",
            .integer(1...86_400_000),
            "600000",
            "event time after which an unfilled order expires"
        ),
        SettingKey("broker.slippage_basis_points", .integer(0...1000), "2", "slippage against the trader"),
        SettingKey("broker.half_spread_basis_points", .integer(0...1000), "1", "half the spread, against the trader"),
        SettingKey(
            "broker.taker_fee_hundredths_basis_point",
            .integer(0...100_000),
            "500",
            "fee on notional; 500 is 0.05 %"
        ),
        SettingKey(
            "broker.impact_basis_points",
            .integer(0...1000),
            "20",
            "price impact of an order as large as an average candle's volume"
        ),
        SettingKey(
            "broker.participation_percent",
            .integer(1...1_000_000),
            "20",
            "share of a candle's volume that one order may take; the rest waits"
        ),
        SettingKey(
            "broker.maker_fee_hundredths_basis_point",
            .integer(0...100_000),
            "200",
            "fee of a limit order that rested"
        ),
        SettingKey(
            "broker.liquidation_fee_hundredths_basis_point",
            .integer(0...100_000),
            "5000",
            "fee of a liquidation, on top of the taker's"
        ),
        SettingKey(
            "broker.margin_tiers",
            .list,
            "0-4000,50000-5000,250000-10000,1000000-25000,10000000-50000,20000000-100000",
            "maintenance margin by position value, FROM_USDT-MILLIONTHS: an example, check your venue's"
        ),
        SettingKey(
            "broker.ceiling_percent",
            .integer(1...1000),
            "25",
            "the broker's own limit for one order, of equity"
        ),
    ]
}
