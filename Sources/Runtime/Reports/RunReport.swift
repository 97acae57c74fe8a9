internal import Foundation
package import TradingDomain

/// What a run over history prints with `--json`: one object on one line, the same from a replay and a backtest.
package struct RunReport: Codable, Hashable, Sendable {
    /// Of the ledger's last entry: 64 hexadecimal digits.
    package var ledgerHash: String
    package var cycles: UInt64
    package var decisions: UInt64
    /// Orders that the broker took.
    package var orders: UInt64
    package var fills: UInt64
    /// Decimal text, such as `100000.00`; so is the next.
    package var initialEquity: String
    package var finalEquity: String
    /// ISO 8601, UTC; `nil` without an event.
    package var firstEvent: String?
    package var lastEvent: String?
    package var wallSeconds: Double
    package var candles: UInt64?
    package var candlesPerSecond: Double?
    /// Ticks without a cycle, which only a clock leaves behind; `nil` where there was none.
    package var missedCycles: UInt64?
    /// Gaps that the market log tells.
    package var gaps: UInt64
    /// Recorded answers that had been given to another account; `nil` where none is recorded or it is not counted.
    package var otherAccounts: Int?
    /// Empty where no account was kept.
    package var account: String?
    package var isInterrupted: Bool

    enum CodingKeys: String, CodingKey {
        case ledgerHash = "ledger_hash"
        case cycles, decisions, orders, fills
        case initialEquity = "initial_equity"
        case finalEquity = "final_equity"
        case firstEvent = "first_event"
        case lastEvent = "last_event"
        case wallSeconds = "wall_seconds"
        case candles
        case candlesPerSecond = "candles_per_second"
        case missedCycles = "missed_cycles"
        case gaps, account
        case otherAccounts = "other_accounts"
        case isInterrupted = "is_interrupted"
    }

    /// - Parameters:
    ///   - ledgerHash: the head of the ledger's chain.
    ///   - cycles: completed ones.
    ///   - decisions: one for each symbol of a cycle.
    ///   - orders: that the broker took.
    ///   - fills: of any cause.
    ///   - equity: at the start and at the end.
    ///   - events: times of the first and last event of the market log.
    ///   - wallSeconds: how long it took.
    ///   - gaps: that the market log tells.
    package init(
        ledgerHash: String,
        cycles: UInt64,
        decisions: UInt64,
        orders: UInt64,
        fills: UInt64,
        equity: (initial: Money, final: Money),
        events: (first: Timestamp?, last: Timestamp?),
        wallSeconds: Double,
        gaps: UInt64
    ) {
        self.ledgerHash = ledgerHash
        self.cycles = cycles
        self.decisions = decisions
        self.orders = orders
        self.fills = fills
        initialEquity = equity.initial.description
        finalEquity = equity.final.description
        firstEvent = events.first?.description
        lastEvent = events.last?.description
        self.wallSeconds = wallSeconds
        self.gaps = gaps
        isInterrupted = false
    }

    /// One line, keys sorted.
    package var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self) else { return "{}" }
        return String(decoding: data, as: UTF8.self)
    }
}
