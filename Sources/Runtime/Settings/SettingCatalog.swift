/// Every setting there is. Unknown keys are refused, so this list is the manual.
package enum SettingCatalog {
    package static let keys: [SettingKey] = run + market + cycle + fusion + models + cost + risk + broker + surface

    static let run: [SettingKey] = [
        SettingKey(
            "run.mode",
            .choice(["paced", "lockstep"]),
            "paced",
            "paced follows a clock; lockstep waits for each cycle"
        ),
        SettingKey("run.speed", .integer(1...1_000_000), "1800", "event seconds per second of wall time, when paced"),
        SettingKey(
            "run.durability",
            .choice(["full", "normal"]),
            "full",
            "full survives a power cut; normal kill -9 only"
        ),
        SettingKey(
            "run.log_level",
            .choice(["trace", "debug", "info", "notice", "warning", "error"]),
            "info",
            "least level that is logged"
        ),
    ]

    static let market: [SettingKey] = [
        SettingKey("market.source", .choice(["synthetic", "files"]), "synthetic", "where candles come from"),
        SettingKey("market.path", .text, "", "file or folder of SYMBOL-INTERVAL*.csv[.gz], for files"),
        SettingKey("market.symbols", .list, "BTCUSDT,ETHUSDT,SOLUSDT,BNBUSDT,XRPUSDT,DOGEUSDT", "instruments"),
        SettingKey("market.interval", .choice(["1m", "3m", "5m"]), "3m", "timeframe of the entry view"),
        SettingKey(
            "market.instruments",
            .text,
            "",
            "the venue's filters as SYMBOL:TICK:STEP:MIN_QUANTITY:MIN_NOTIONAL, by commas; others keep the built-in ones"
        ),
        SettingKey("market.from", .text, "", "first open time, ISO 8601; empty is the first there is"),
        SettingKey("market.to", .text, "", "open times before it, ISO 8601; empty is the last there is"),
        SettingKey("market.seed", .integer(0...Int64.max), "7", "seed of the synthetic market"),
        SettingKey("market.start", .text, "2026-01-01", "first open time of the synthetic market"),
        SettingKey(
            "market.warm_up_days",
            .integer(0...60),
            "20",
            "synthetic history that is there before the first cycle"
        ),
    ]

    static let cycle: [SettingKey] = [
        SettingKey("cycle.interval_seconds", .integer(60...86_400), "300", "event time between decision cycles"),
        SettingKey("cycle.deadline_ms", .integer(50...120_000), "3000", "wall time for one cycle, when paced"),
        SettingKey(
            "cycle.trigger_basis_points",
            .integer(0...5000),
            "0",
            "price move since the last cycle that opens an extra one; 0 is off"
        ),
        SettingKey("features.shards", .integer(1...64), "1", "feature workers that share the instruments"),
    ]

    static let models: [SettingKey] = [
        SettingKey(
            "deepseek.engine",
            .choice(["http", "simulated", "rules"]),
            "http",
            "http asks a server; the others answer in the process"
        ),
        SettingKey("deepseek.model", .text, "deepseek-flash", "model name"),
        SettingKey(
            "deepseek.knowledge_until",
            .text,
            "",
            "last day of the model's training data, ISO 8601; empty is not known"
        ),
        SettingKey(
            "deepseek.base_url",
            .text,
            "",
            "server; empty is the provider when a key is set, else the local simulator"
        ),
        SettingKey(
            "deepseek.protocol",
            .choice(["deepseek", "qwen-compatible", "qwen-native"]),
            "deepseek",
            "wire protocol"
        ),
        SettingKey("deepseek.key_variable", .variable, "DEEPSEEK_API_KEY", "environment variable that holds the key"),
        SettingKey("deepseek.key_file", .text, "", "0600 file that holds the key, instead of the variable"),
        SettingKey("deepseek.strong_model", .text, "", "model for urgent questions; empty is the same one"),
        SettingKey("deepseek.budget_usd_per_day", .decimal, "1", "hard cap on one agent's spending per event day"),
        SettingKey(
            "deepseek.budget_usd_per_month",
            .decimal,
            "15",
            "hard cap on one agent's spending per calendar month"
        ),
        SettingKey(
            "qwen.engine",
            .choice(["http", "simulated", "rules"]),
            "http",
            "http asks a server; the others answer in the process"
        ),
        SettingKey("qwen.model", .text, "qwen-flash", "model name"),
        SettingKey(
            "qwen.knowledge_until",
            .text,
            "",
            "last day of the model's training data, ISO 8601; empty is not known"
        ),
        SettingKey(
            "qwen.base_url",
            .text,
            "",
            "server; empty is the provider when a key is set, else the local simulator"
        ),
        SettingKey(
            "qwen.protocol",
            .choice(["deepseek", "qwen-compatible", "qwen-native"]),
            "qwen-compatible",
            "wire protocol"
        ),
        SettingKey("qwen.key_variable", .variable, "DASHSCOPE_API_KEY", "environment variable that holds the key"),
        SettingKey("qwen.key_file", .text, "", "0600 file that holds the key, instead of the variable"),
        SettingKey("qwen.strong_model", .text, "", "model for urgent questions; empty is the same one"),
        SettingKey("qwen.budget_usd_per_day", .decimal, "1", "hard cap on one agent's spending per event day"),
        SettingKey("qwen.budget_usd_per_month", .decimal, "15", "hard cap on one agent's spending per calendar month"),
        SettingKey("models.table", .text, "", "file of models and prices; empty uses the built-in config/models.yaml"),
        SettingKey(
            "models.mode",
            .choice(["live", "replay"]),
            "live",
            "live asks the models; replay answers from an earlier run's recorded calls"
        ),
        SettingKey("models.recorded", .text, "", "for replay: the earlier run's folder, such as data/default"),
        SettingKey("models.prompts", .text, "", "folder of prompt files; empty uses the built-in English ones"),
        SettingKey("models.language", .choice(["en", "zh"]), "en", "language of the prompts"),
        SettingKey("models.call_timeout_ms", .integer(100...120_000), "2500", "total time of one call"),
        SettingKey("models.calls_per_minute", .integer(1...60_000), "600", "calls that one agent may make in a minute"),
        SettingKey("simulator.latency_ms", .integer(0...60_000), "0", "how long the local simulator takes to answer"),
    ]

    static let cost: [SettingKey] = [
        SettingKey("cost.usd_per_call", .decimal, "0.05", "hard cap on the reservation of one call"),
        SettingKey("cost.usd_per_hour", .decimal, "0.25", "hard cap on one agent's spending per event hour"),
        SettingKey(
            "cost.skip_quiet",
            .flag,
            "true",
            "do not ask whether to enter a symbol that shows nothing to decide"
        ),
        SettingKey(
            "cost.cache_minutes",
            .integer(0...1440),
            "60",
            "event time for which a reply to equal numbers stands"
        ),
        SettingKey("cost.symbols_per_call", .integer(1...32), "32", "symbols that one call asks about"),
        SettingKey(
            "cost.choose_model",
            .flag,
            "true",
            "only urgent questions go to strong_model; false sends all to it"
        ),
        SettingKey(
            "cost.rules_when_spent",
            .flag,
            "true",
            "documented rules answer when the budget is spent; false is HOLD"
        ),
        SettingKey("cost.repair", .flag, "true", "ask once more, with the reasons, when a reply is refused"),
    ]

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
            "maintenance margin by position value: FROM_USDT-MILLIONTHS of it"
        ),
        SettingKey(
            "broker.ceiling_percent",
            .integer(1...1000),
            "25",
            "the broker's own limit for one order, of equity"
        ),
    ]

    static let surface: [SettingKey] = [
        SettingKey("monitor.host", .choice(["127.0.0.1", "::1"]), "127.0.0.1", "where the page is served"),
        SettingKey("monitor.port", .integer(0...65_535), "8080", "port of the page; 0 serves none"),
    ]

    package static func key(_ name: String) -> SettingKey? { keys.first { $0.name == name } }

    /// Keys of the same section, so that a misspelt name is mended without the manual.
    static func suggestion(for name: String) -> String {
        let section = name.prefix { $0 != "." }
        let near = keys.filter { $0.name.hasPrefix("\(section).") }.map(\.name)
        if near.isEmpty {
            let sections = Set(keys.map { String($0.name.prefix { $0 != "." }) }).sorted()
            return "sections are \(sections.joined(separator: ", "))"
        }
        return "known are \(near.joined(separator: ", "))"
    }
}
