import TestSupport
import TradingDomain

extension LimitRow {
    static let ofTheMarket: [LimitRow] = [
        LimitRow("unknown symbol", .unknownSymbol, passing: { $0.wish.symbol = "ETHUSDT" }) {
            $0.wish.symbol = "DOGEUSDT"
        },
        LimitRow("a candle after the tick", .notComputable) { $0.wish.age_ms = -1 },
        LimitRow("stale", .staleFeatures, passing: { $0.wish.age_ms = 360_000 }) { $0.wish.age_ms = 360_001 },
        LimitRow("stale by the worker's word", .staleFeatures) { $0.wish.freshness = .stale(age_ms: 1) },
        LimitRow("a hole in the log", .marketGap) { $0.wish.hasGap = true },
    ]

    static let ofThePlan: [LimitRow] = [
        LimitRow("collar above", .priceCollar, passing: { $0.wish.entry = "100.5" }) {
            $0.wish.entry = "100.50000001"
        },
        LimitRow("collar below", .priceCollar, passing: { $0.wish.entry = "99.5" }) { $0.wish.entry = "99.49999999" },
        LimitRow(
            "stop on the wrong side",
            .stopOnWrongSide,
            passing: { ($0.wish.entry, $0.wish.stop) = ("100.2", "99.99") },
            refused: { ($0.wish.entry, $0.wish.stop) = ("100.2", "99.991") }
        ),
        LimitRow("stop too far", .stopTooFar, passing: { ($0.wish.stop, $0.wish.target) = ("90", "120") }) {
            ($0.wish.stop, $0.wish.target) = ("89.99", "120")
        },
        LimitRow(
            "stop beyond liquidation",
            .stopBeyondLiquidation,
            ["risk.maximum_leverage=20"],
            passing: { ($0.wish.stop, $0.wish.target, $0.wish.leverage) = ("92", "120", 10) },
            refused: { ($0.wish.stop, $0.wish.target, $0.wish.leverage) = ("91.99", "120", 10) }
        ),
        LimitRow(
            "target on the wrong side",
            .targetOnWrongSide,
            passing: { ($0.wish.entry, $0.wish.stop, $0.wish.target) = ("99.8", "99.7", "100.3") },
            refused: { ($0.wish.entry, $0.wish.stop, $0.wish.target) = ("99.8", "99.7", "100.009") }
        ),
        LimitRow("reward to risk", .rewardToRisk, passing: { $0.wish.target = "102" }) { $0.wish.target = "101.99" },
        LimitRow("leverage", .leverage, passing: { $0.wish.leverage = 3 }) { $0.wish.leverage = 4 },
    ]

    private static func holds(_ quantity: String, correlation: Double?) -> Step.Change {
        { step in
            step.holdings = [try Market.holding("ETHUSDT", .buy, quantity: quantity)]
            step.wish.correlations = correlation.map { [("ETHUSDT", $0)] } ?? []
        }
    }

    static let ofTheSize: [LimitRow] = [
        LimitRow(
            "exposure of a symbol",
            .symbolExposure,
            ["risk.fixed_fraction_percent=50", "risk.per_symbol_percent=5"],
            passing: { ($0.equity, $0.wish.size) = ("100", 50) },
            refused: { ($0.equity, $0.wish.size) = ("99.99", 50) }
        ),
        LimitRow(
            "exposure of all",
            .totalExposure,
            ["risk.correlated_percent=100"],
            passing: holds("79.95", correlation: 0),
            refused: holds("79.951", correlation: 0)
        ),
        LimitRow(
            "exposure of what moves together",
            .correlatedExposure,
            passing: holds("39.95", correlation: 0.8),
            refused: holds("39.951", correlation: 0.8)
        ),
        LimitRow(
            "correlation",
            .correlatedExposure,
            passing: holds("39.951", correlation: -0.79),
            refused: holds("39.951", correlation: -0.8)
        ),
        LimitRow("a correlation that is not known", .correlatedExposure, passing: holds("39.95", correlation: nil)) {
            try holds("39.951", correlation: nil)(&$0)
        },
        LimitRow(
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
        LimitRow("too small", .tooSmall, passing: { $0.equity = "50" }) { $0.equity = "49.99" },
        LimitRow("a wish of nothing", .tooSmall, passing: { $0.wish.size = 1 }) { $0.wish.size = 0 },
        LimitRow(
            "Kelly without an edge",
            .tooSmall,
            ["risk.kelly_fraction_percent=100"],
            passing: { $0.wish.winFraction_ppm = 334_000 },
            refused: { $0.wish.winFraction_ppm = 333_333 }
        ),
        LimitRow(
            "Kelly without a probability",
            .notComputable,
            ["risk.kelly_fraction_percent=100"],
            passing: { $0.wish.winFraction_ppm = 600_000 },
            refused: { _ in }
        ),
        LimitRow(
            "parity without an ATR",
            .notComputable,
            ["risk.atr_risk_basis_points=50"],
            passing: { $0.wish.trendATR = 2 },
            refused: { _ in }
        ),
        LimitRow(
            "value of one order",
            .orderValue,
            ["risk.order_value_usdt=1000"],
            passing: { $0.equity = "10000.99" },
            refused: { $0.equity = "10001" }
        ),
    ]
}
