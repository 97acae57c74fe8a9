import TestSupport
import TradingDomain

extension LimitRow {
    static let ofTheMarket: [LimitRow] = [
        LimitRow("G9", "unknown symbol", .unknownSymbol, passing: { $0.wish.symbol = "ETHUSDT" }) {
            $0.wish.symbol = "DOGEUSDT"
        },
        LimitRow(
            "G10",
            "exit only by configuration",
            .restrictedSymbol,
            ["risk.exit_only_symbols=SOLUSDT"],
            passing: { $0.wish.symbol = "ETHUSDT" },
            refused: { $0.wish.symbol = "SOLUSDT" }
        ),
        LimitRow("G11", "no price", .notComputable) { $0.isBlank = true },
        LimitRow("G11", "a candle after the tick", .notComputable) { $0.wish.age_ms = -1 },
        LimitRow("G12", "stale", .staleFeatures, passing: { $0.wish.age_ms = 360_000 }) { $0.wish.age_ms = 360_001 },
        LimitRow("G12", "stale by the worker's word", .staleFeatures) { $0.wish.freshness = .stale(age_ms: 1) },
        LimitRow("G13", "a hole in the log", .marketGap) { $0.wish.hasGap = true },
    ]

    static let ofThePlan: [LimitRow] = [
        LimitRow("G14", "collar above", .priceCollar, passing: { $0.wish.entry = "100.5" }) {
            $0.wish.entry = "100.50000001"
        },
        LimitRow("G14", "collar below", .priceCollar, passing: { $0.wish.entry = "99.5" }) {
            $0.wish.entry = "99.49999999"
        },
        LimitRow(
            "G15",
            "a stop that is no price in ticks",
            .noStop,
            ["market.instruments=BTCUSDT:1000:0.001:0.001:5"],
            instead: .targetOnWrongSide,
            passing: { $0.sells(at: "950", stop: "1000", target: "500") },
            refused: { $0.sells(at: "950", stop: "999.99999999", target: "500") }
        ),
        LimitRow(
            "G15",
            "a target that is no price in ticks",
            .noStop,
            ["market.instruments=BTCUSDT:1000:0.001:0.001:5"],
            instead: .stopOnWrongSide,
            passing: { ($0.wish.stop, $0.wish.target) = ("98", "1000") },
            refused: { ($0.wish.stop, $0.wish.target) = ("98", "999.99999999") }
        ),
        LimitRow(
            "G16",
            "stop on the wrong side",
            .stopOnWrongSide,
            passing: { ($0.wish.entry, $0.wish.stop) = ("100.2", "99.99") },
            refused: { ($0.wish.entry, $0.wish.stop) = ("100.2", "99.991") }
        ),
        LimitRow("G17", "stop too far", .stopTooFar, passing: { ($0.wish.stop, $0.wish.target) = ("90", "120") }) {
            ($0.wish.stop, $0.wish.target) = ("89.99", "120")
        },
        LimitRow(
            "G18",
            "stop beyond liquidation",
            .stopBeyondLiquidation,
            ["risk.maximum_leverage=20"],
            passing: { ($0.wish.stop, $0.wish.target, $0.wish.leverage) = ("92", "120", 10) },
            refused: { ($0.wish.stop, $0.wish.target, $0.wish.leverage) = ("91.99", "120", 10) }
        ),
        LimitRow(
            "G19",
            "target on the wrong side",
            .targetOnWrongSide,
            passing: { ($0.wish.entry, $0.wish.stop, $0.wish.target) = ("99.8", "99.7", "100.3") },
            refused: { ($0.wish.entry, $0.wish.stop, $0.wish.target) = ("99.8", "99.7", "100.009") }
        ),
        LimitRow("G20", "reward to risk", .rewardToRisk, passing: { $0.wish.target = "102" }) {
            $0.wish.target = "101.99"
        },
        LimitRow("G21", "leverage", .leverage, passing: { $0.wish.leverage = 3 }) { $0.wish.leverage = 4 },
    ]

    private static func holds(_ quantity: String, correlation: Double?) -> Step.Change {
        { step in
            step.holdings = [try Market.holding("ETHUSDT", .buy, quantity: quantity)]
            step.wish.correlations = correlation.map { [("ETHUSDT", $0)] } ?? []
        }
    }

    static let ofTheSize: [LimitRow] = [
        LimitRow(
            "G25",
            "exposure of a symbol",
            .symbolExposure,
            ["risk.fixed_fraction_percent=50", "risk.per_symbol_percent=5"],
            passing: { ($0.equity, $0.wish.size) = ("100", 50) },
            refused: { ($0.equity, $0.wish.size) = ("99.99", 50) }
        ),
        LimitRow(
            "G26",
            "exposure of all",
            .totalExposure,
            ["risk.correlated_percent=100"],
            passing: holds("79.95", correlation: 0),
            refused: holds("79.951", correlation: 0)
        ),
        LimitRow(
            "G27",
            "net exposure",
            .netExposure,
            ["risk.net_percent=30"],
            passing: holds("29.95", correlation: 0),
            refused: holds("29.951", correlation: 0)
        ),
        LimitRow(
            "G28",
            "exposure of what moves together",
            .correlatedExposure,
            passing: holds("39.95", correlation: 0.8),
            refused: holds("39.951", correlation: 0.8)
        ),
        LimitRow(
            "G28",
            "correlation",
            .correlatedExposure,
            passing: holds("39.951", correlation: -0.79),
            refused: holds("39.951", correlation: -0.8)
        ),
        LimitRow(
            "G28",
            "a correlation that is not known",
            .correlatedExposure,
            passing: holds("39.95", correlation: nil)
        ) {
            try holds("39.951", correlation: nil)(&$0)
        },
        LimitRow(
            "G29",
            "free cash",
            .freeCash,
            passing: {
                try holds("40", correlation: 0)(&$0)
                ($0.cash, $0.wish.leverage) = ("2005.01", 1)
            },
            refused: {
                try holds("40", correlation: 0)(&$0)
                ($0.cash, $0.wish.leverage) = ("2005.00999999", 1)
            }
        ),
        LimitRow("G30", "too small", .tooSmall, passing: { $0.equity = "50" }) { $0.equity = "49.99" },
        LimitRow("G30", "a wish of nothing", .tooSmall, passing: { $0.wish.size = 1 }) { $0.wish.size = 0 },
        LimitRow(
            "G30",
            "smallest quantity",
            .tooSmall,
            ["market.instruments=BTCUSDT:0.01:0.001:0.5:5"],
            passing: { $0.equity = "500" },
            refused: { $0.equity = "499.99" }
        ),
        LimitRow(
            "G31",
            "value of one order",
            .orderValue,
            ["risk.order_value_usdt=1000"],
            passing: { $0.equity = "10000.99" },
            refused: { $0.equity = "10001" }
        ),
    ]
}
