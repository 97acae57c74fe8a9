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
        SettingKey(
            "models.masked",
            .flag,
            "false",
            "prompts hide the symbols' names and the date, and rescale prices: what a model remembers does not help it"
        ),
        SettingKey("models.language", .choice(["en", "zh"]), "en", "language of the prompts"),
        SettingKey("models.call_timeout_ms", .integer(100...120_000), "2500", "total time of one call"),
        SettingKey(
            "models.first_byte_ms",
            .integer(0...120_000),
            "30000",
            "longest wait for an answer's first byte; keep-alive lines do not count; 0 is the call's time"
        ),
        SettingKey(
            "models.idle_ms",
            .integer(0...120_000),
            "10000",
            "longest silence within an answer; keep-alive lines do not count; 0 is the call's time"
        ),
        SettingKey(
            "models.breaker_seconds",
            .integer(1...900),
            "60",
            "pause after five failures in a minute, doubled by each failed try"
        ),
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
            "cost.near_stop_atr_tenths",
            .integer(0...100),
            "5",
            "a position is urgent from so many tenths of the 4 h ATR14 to its stop on; 0 is never"
        ),
        SettingKey(
            "cost.rules_when_spent",
            .flag,
            "true",
            "documented rules answer when the budget is spent; false is HOLD"
        ),
        SettingKey("cost.repair", .flag, "true", "ask once more, with the reasons, when a reply is refused"),
    ]

    static let surface: [SettingKey] = [
        SettingKey("monitor.host", .choice(["127.0.0.1", "::1"]), "127.0.0.1", "where the page is served"),
        SettingKey("monitor.port", .integer(0...65_535), "8080", "port of the page; 0 serves none"),
        SettingKey(
            "monitor.shadow_books",
            .flag,
            "true",
            "the page shows what each model alone, the rules alone, and holding would have earned"
        ),
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
