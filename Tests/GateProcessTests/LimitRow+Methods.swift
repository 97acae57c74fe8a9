import TestSupport
import TradingDomain

extension LimitRow {
    /// Each method of sizing leaves the smallest order, 5 USDT at a price of 100 with lots of 0.001, or just too little.
    static let ofTheMethods: [LimitRow] = [
        LimitRow(
            "S1",
            "fixed fraction",
            .tooSmall,
            ["risk.fixed_fraction_percent=1"],
            passing: { $0.equity = "500" },
            refused: { $0.equity = "499.99" }
        ),
        // A tenth of a percent of equity over a stop 2 away.
        LimitRow(
            "S2",
            "risk per trade",
            .tooSmall,
            ["risk.per_trade_basis_points=10"],
            passing: { $0.equity = "100" },
            refused: { $0.equity = "99.99" }
        ),
        // A tenth of a percent of equity over an ATR of 4.
        LimitRow(
            "S3",
            "ATR parity",
            .tooSmall,
            ["risk.atr_risk_basis_points=10"],
            passing: { ($0.equity, $0.wish.trendATR) = ("200", 4) },
            refused: { ($0.equity, $0.wish.trendATR) = ("199.99", 4) }
        ),
        LimitRow(
            "S4",
            "Kelly without an edge",
            .tooSmall,
            ["risk.kelly_fraction_percent=100"],
            passing: { $0.wish.winFraction_ppm = 334_000 },
            refused: { $0.wish.winFraction_ppm = 333_333 }
        ),
        // p of 0.6 pulled half-way is 0.55: f is 0.1, and a hundredth of it 0.1 % of equity, over a stop 8 away.
        LimitRow(
            "S4",
            "Kelly",
            .tooSmall,
            ["risk.kelly_fraction_percent=1"],
            passing: { $0.bets("400", at: 600_000) },
            refused: { $0.bets("399.99", at: 600_000) }
        ),
        LimitRow(
            "G24",
            "Kelly without a probability",
            .notComputable,
            ["risk.kelly_fraction_percent=100"],
            passing: { $0.wish.winFraction_ppm = 600_000 },
            refused: { _ in }
        ),
        LimitRow(
            "G24",
            "parity without an ATR",
            .notComputable,
            ["risk.atr_risk_basis_points=50"],
            passing: { $0.wish.trendATR = 2 },
            refused: { _ in }
        ),
    ]
}
