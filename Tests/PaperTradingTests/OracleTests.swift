import Foundation
import PaperTrading
import Testing
import TradingDomain

/// The broker against an account written from the page alone, to the last unit.
struct OracleTests {
    /// `TANDEM_ORACLE_HISTORIES=10000` draws them all.
    static let histories = ProcessInfo.processInfo.environment["TANDEM_ORACLE_HISTORIES"].flatMap(UInt64.init) ?? 800
    private static let blocks: UInt64 = 8

    @Test(.timeLimit(.minutes(30)), arguments: 0..<blocks)
    func anAccountWrittenFromThePageAgreesToTheUnit(block: UInt64) throws {
        var tally: [String: Int] = [:]
        let perBlock = Self.histories / Self.blocks
        for seed in block * perBlock..<(block + 1) * perBlock {
            let history = try RandomHistory(seed: 1_000_000 + seed, steps: 40)
            var broker = PaperBroker(initialEquity: ConservationTests.initial, settings: history.settings)
            var oracle = AccountOracle(initialEquity: ConservationTests.initial, settings: history.settings)
            var entries: [LedgerTransaction] = []
            var points: [EquityPoint] = []
            for (index, event) in history.events.enumerated() {
                let effects = broker.handle(event, at: .epoch)
                oracle.handle(event)
                entries += effects.entries
                points += effects.equityPoints
                guard broker.state.cash.units == oracle.cash else {
                    Issue.record("seed \(seed), event \(index): cash \(broker.state.cash), oracle \(oracle.cash)")
                    return
                }
            }
            let trades = entries.compactMap(Self.trade)
            if trades != oracle.trades { Issue.record("seed \(seed): trades") }
            if points.map(\.equity.units) != oracle.equities { Issue.record("seed \(seed): equity curve") }
            Self.compare(broker, oracle, "seed \(seed)")
            for trade in trades { tally[trade.cause, default: 0] += 1 }
            tally["histories", default: 0] += 1
            tally["short", default: 0] += trades.count { $0.cause == "open" && $0.side == .sell }
            tally["funding", default: 0] += oracle.fundings.count { $0 != 0 }
            tally["changed", default: 0] += oracle.changed
            tally["leveraged", default: 0] += entries.count { Self.isLeveraged($0) }
        }
        if Self.histories > 1000 { print(tally.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }) }
        for name in [
            "open", "close", "stop_loss", "take_profit", "liquidation", "short", "leveraged", "funding", "changed",
        ] {
            #expect(tally[name, default: 0] > 3, "\(name): \(tally)")
        }
    }

    private static func compare(_ broker: PaperBroker, _ oracle: AccountOracle, _ name: String) {
        let state = broker.state
        for book in state.books {
            let held = oracle.held[book.symbol]
            if book.position?.quantity.units != held?.quantity || book.position?.averagePrice.units != held?.average
                || book.position?.protection.stopLoss.units != held?.stop
            {
                Issue.record("\(name): position in \(book.symbol)")
            }
            let waiting = oracle.waiting[book.symbol]
            if book.pending?.order != waiting?.order || book.pending?.filled.units != waiting?.filled {
                Issue.record("\(name): waiting order in \(book.symbol)")
            }
        }
        if state.counters.fees.units != oracle.fees || state.counters.realisedProfit.units != oracle.profits {
            Issue.record("\(name): sums")
        }
    }

    private static func isLeveraged(_ entry: LedgerTransaction) -> Bool {
        if case .orderAccepted(let order) = entry.kind { order.protection != nil && order.leverage > 1 } else { false }
    }

    private static func trade(_ entry: LedgerTransaction) -> AccountOracle.Trade? {
        guard case .fill(let fill) = entry.kind else { return nil }
        return AccountOracle.Trade(
            order: "\(fill.order)",
            cause: fill.cause.rawValue,
            side: fill.side,
            quantity: fill.quantity.units,
            price: fill.price.units,
            fee: fill.fee.units,
            profit: fill.realisedProfit.units
        )
    }
}
