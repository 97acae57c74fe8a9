import TestSupport
import Testing
import TradingDomain

/// One limit: a cycle at its boundary that passes, and one just past it that is refused.
struct LimitRow: Sendable, CustomTestStringConvertible {
    /// Its row in `docs/risk.md`, such as `G13`.
    let control: String
    let testDescription: String
    let code: Refusal.Code
    /// What the boundary is refused as by a later control, where no order can pass all of them.
    let instead: Refusal.Code?
    /// For the gate, as `key=value`.
    let settings: [String]
    /// What comes before, in cycles of their own.
    let before: [Step.Change]
    let passing: Step.Change
    let refused: Step.Change

    init(
        _ control: String,
        _ name: String,
        _ code: Refusal.Code,
        _ settings: [String] = [],
        instead: Refusal.Code? = nil,
        before: [Step.Change] = [],
        passing: @escaping Step.Change = { _ in },
        refused: @escaping Step.Change
    ) {
        self.control = control
        testDescription = name
        self.code = code
        self.instead = instead
        self.settings = settings
        self.before = before
        self.passing = passing
        self.refused = refused
    }

    static let all =
        ofTheQuestion + ofTheAccount + ofWhatCameBefore + ofTheMarket + ofThePlan + ofTheSize + ofTheMethods

    static let ofTheQuestion: [LimitRow] = [
        LimitRow("E1", "a proposal of another cycle", .notComputable) { $0.proposedNumber = 49 },
        LimitRow("E2", "a repeated decision", .duplicateDecision) { $0.isDoubled = true },
        LimitRow("E3", "a late decision", .expired, passing: { $0.accountShift_ms = 300_000 }) {
            $0.accountShift_ms = 300_001
        },
        LimitRow("E3", "a cycle that is over", .expired, before: [{ $0.number = 49 }]) { $0.number = 48 },
        LimitRow("E4", "an account before the tick", .notComputable) { $0.accountLag = 1 },
        LimitRow("E5", "an order that waits", .orderPending) {
            $0.pending = [try Market.order(Market.cycle(49), "BTCUSDT", leg: .open, quantity: "1")]
        },
    ]

    static let ofTheAccount: [LimitRow] = [
        LimitRow("G1", "halted", .halted) { $0.isHalted = true },
        LimitRow(
            "G2",
            "drawdown",
            .drawdown,
            ["risk.daily_loss_percent=100"],
            before: [{ ($0.number, $0.equity) = (49, "12500") }],
            passing: { $0.equity = "10000.00000001" },
            refused: { _ in }
        ),
        LimitRow(
            "G2",
            "drawdown from a peak between two cycles",
            .drawdown,
            before: [{ $0.number = 49 }],
            passing: { $0.record = { $0.peakEquity = Money(units: 1_249_999_999_999) } },
            refused: { $0.record = { $0.peakEquity = Money(units: 1_250_000_000_000) } }
        ),
        LimitRow(
            "G4",
            "daily loss",
            .dailyLoss,
            before: [{ $0.number = 49 }],
            passing: { $0.equity = "9500.00000001" },
            refused: { $0.equity = "9500" }
        ),
        LimitRow(
            "G3",
            "the rest of a day with a loss",
            .reducingOnly,
            before: [{ $0.number = 48 }, { ($0.number, $0.equity) = (49, "9500") }],
            passing: { ($0.number, $0.equity) = (288, "9500") },
            refused: { $0.number = 287 }
        ),
        LimitRow(
            "G5",
            "no equity",
            .notComputable,
            instead: .tooSmall,
            passing: { $0.equity = "0.00000001" },
            refused: { $0.equity = "0" }
        ),
        LimitRow(
            "G6",
            "account older than its tick",
            .clockSuspect,
            passing: { $0.accountShift_ms = 0 },
            refused: { $0.accountShift_ms = -1 }
        ),
        LimitRow(
            "G6",
            "time that goes back",
            .clockSuspect,
            before: [{ $0.number = 49 }],
            passing: { ($0.cycleShift_ms, $0.wish.symbol) = (-300_000, "ETHUSDT") },
            refused: { ($0.cycleShift_ms, $0.wish.symbol) = (-300_001, "ETHUSDT") }
        ),
        LimitRow(
            "G6",
            "time that goes back and on again",
            .clockSuspect,
            before: [{ $0.number = 49 }, { ($0.number, $0.cycleShift_ms) = (50, -600_000) }],
            passing: { ($0.number, $0.cycleShift_ms, $0.wish.symbol) = (51, -600_000, "ETHUSDT") },
            refused: { ($0.number, $0.cycleShift_ms, $0.wish.symbol) = (51, -600_001, "ETHUSDT") }
        ),
        LimitRow(
            "G7",
            "losses in a row",
            .coolDown,
            passing: { $0.record = { ($0.lossStreak, $0.lastLossAt) = (4, Market.cycle(50).time) } },
            refused: { $0.record = { ($0.lossStreak, $0.lastLossAt) = (5, Market.cycle(50).time) } }
        ),
        LimitRow(
            "G7",
            "cool-down",
            .coolDown,
            passing: { $0.record = { ($0.lossStreak, $0.lastLossAt) = (5, Market.cycle(26).time) } },
            refused: {
                $0.record = {
                    ($0.lossStreak, $0.lastLossAt) = (5, Market.cycle(26).time.advanced(byMilliseconds: 1))
                }
            }
        ),
        LimitRow(
            "G8",
            "fees of a day",
            .dailyFees,
            passing: { $0.record = { $0.fees = Money(units: 9_999_999_999) } },
            refused: { $0.record = { $0.fees = Money(units: 10_000_000_000) } }
        ),
    ]

    static let ofWhatCameBefore: [LimitRow] = [
        LimitRow(
            "G22",
            "orders per minute",
            .orderRate,
            ["risk.orders_per_minute=1"],
            before: [{ ($0.number, $0.wish.symbol) = (49, "ETHUSDT") }],
            passing: { $0.cycleShift_ms = -240_000 },
            refused: { $0.cycleShift_ms = -240_001 }
        ),
        LimitRow(
            "G22",
            "orders per hour",
            .orderRate,
            ["risk.orders_per_hour=2"],
            before: [{ $0.number = 1 }, { $0.number = 2 }],
            passing: { $0.number = 13 },
            refused: { $0.number = 12 }
        ),
        LimitRow(
            "G22",
            "orders per day",
            .orderRate,
            ["risk.orders_per_hour=2", "risk.orders_per_day=2"],
            before: [{ $0.number = 1 }, { $0.number = 20 }],
            passing: { $0.number = 289 },
            refused: { $0.number = 288 }
        ),
        LimitRow(
            "G23",
            "the same order again",
            .repeatedIntent,
            ["risk.identical_orders_per_day=2"],
            before: [{ $0.number = 1 }, { $0.number = 2 }],
            passing: { $0.wish.stop = "97.99" },
            refused: { _ in }
        ),
    ]
}
