/// How answers become decisions.
extension SettingCatalog {
    static let fusion: [SettingKey] = [
        SettingKey("fusion.slots", .list, "deepseek,qwen", "who votes"),
        SettingKey("fusion.quorum", .integer(1...16), "1", "fewest slots that must speak"),
        SettingKey("fusion.entry_threshold", .integer(1...100), "50", "points that the fused score must reach"),
        SettingKey(
            "fusion.direction_weight",
            .integer(0...100),
            "70",
            "weight of the 4 h view; the entry view has the rest"
        ),
        SettingKey(
            "fusion.reask_after_atr_tenths",
            .integer(0...100),
            "10",
            "price move since the 4 h answer that asks again, in tenths of its ATR14; 0 asks every time"
        ),
        SettingKey("fusion.lone_voter_halves", .flag, "true", "a lone voter trades half the size"),
        SettingKey(
            "fusion.minimum_hold_seconds",
            .integer(0...604_800),
            "1800",
            "event time before an opposite signal closes an entry; 0 is off"
        ),
        SettingKey(
            "fusion.cool_down_seconds",
            .integer(0...604_800),
            "1800",
            "event time after a symbol's last order in which nothing is opened in it; 0 is off"
        ),
        SettingKey(
            "fusion.minimum_move_to_cost_tenths",
            .integer(0...1000),
            "20",
            "expected move that an entry needs, in tenths of the round trip's cost; 0 is off"
        ),
        SettingKey(
            "fusion.decision_ttl_seconds",
            .integer(0...86_400),
            "600",
            "how long an entry answer answers the same question again; 0 asks every time"
        ),
        SettingKey("fusion.adaptive_weights", .flag, "false", "weights follow each slot's record"),
        SettingKey(
            "fusion.adaptive_rate_permille",
            .integer(1...1000),
            "100",
            "how fast they follow: 100 moves one by at most 7.5 % a forecast"
        ),
        SettingKey("fusion.adaptive_floor_percent", .integer(1...100), "50", "least weight, of the static one"),
        SettingKey("fusion.adaptive_ceiling_percent", .integer(100...1000), "200", "largest weight, of the static one"),
        SettingKey(
            "fusion.adaptive_samples",
            .integer(1...1_000_000),
            "30",
            "settled forecasts of a slot and timeframe before its weight adapts"
        ),
        SettingKey(
            "fusion.calibration",
            .flag,
            "false",
            "proposals carry the fraction of wins that such decisions had"
        ),
        SettingKey(
            "fusion.calibration_samples",
            .integer(20...1_000_000),
            "100",
            "settled fused decisions before there is such a fraction"
        ),
        SettingKey(
            "fusion.agent_silence_ms",
            .integer(600...60_000),
            "1000",
            "silence after which an agent counts as lost"
        ),
    ]
}
