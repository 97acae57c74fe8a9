import TradingDomain
import WireFormat

/// Fixed words of the books.
struct BookExamples {
    let id: OrderID
    let order: Order

    init() throws {
        id = OrderID(decision: DecisionID(cycle: Examples.cycle.time, symbol: try Examples.symbol()), leg: .open)
        order = try Order(
            id: id,
            side: .buy,
            quantity: try Quantity(parsing: "0.25"),
            protection: Order.Protection(
                stopLoss: try Price(parsing: "34500"),
                takeProfit: try Price(parsing: "36500")
            ),
            leverage: 2,
            referencePrice: try Price(parsing: "35050.25"),
            decidedAt: Examples.cycle
        )
    }

    func change() throws -> OrderChange {
        let protection = Order.Protection(
            stopLoss: try Price(parsing: "34600"),
            takeProfit: try Price(parsing: "36600")
        )
        return try OrderChange(
            order: id,
            decidedAt: Examples.cycle,
            action: .amend(quantity: try Quantity(parsing: "0.2"), level: nil, protection: protection)
        )
    }

    func verdict() -> Verdict { Verdict(decision: id.decision, outcome: .approved(order)) }

    func record() throws -> CycleRecord {
        let decision = try Examples.decision()
        let vote = Vote(outcome: .agreed, score: 7_200, voters: 2)
        return CycleRecord(
            cycle: Examples.cycle,
            symbols: [
                CycleRecord.SymbolRecord(
                    symbol: decision.symbol,
                    price: try Price(parsing: "35050.25"),
                    freshness: .fresh,
                    answers: [try Examples.answer()],
                    ballot: Boxed(
                        Ballot(
                            direction: vote,
                            entry: vote,
                            fusedScore: 7_200
                        )
                    ),
                    decision: decision,
                    outcome: .trade,
                    regime: .up
                ).judged(verdict())
            ]
        )
    }

    func entry() throws -> LedgerTransaction {
        let fill = Fill(
            order: id,
            cause: .open,
            side: .buy,
            quantity: order.quantity,
            price: order.referencePrice,
            fee: Money(units: 438_128_125),
            realisedProfit: .zero,
            time: Examples.cycle.time,
            position: 78
        )
        let postings = [(LedgerTransaction.Account.cash, Int64(-438_128_125)), (.fees, 438_128_125)]
        return try LedgerTransaction(
            sequence: 5,
            time: Examples.cycle.time,
            kind: .fill(fill),
            postings: postings.map { .init(account: $0.0, asset: .currency, amount: $0.1) }
        )
    }

    func account() throws -> AccountSnapshot {
        let position = Position(
            symbol: order.symbol,
            side: .buy,
            quantity: order.quantity,
            averagePrice: order.referencePrice,
            protection: Order.Protection(
                stopLoss: try Price(parsing: "34500"),
                takeProfit: try Price(parsing: "36500")
            ),
            leverage: 2,
            openedBy: id,
            openedAt: Examples.cycle.time
        )
        return AccountSnapshot(
            position: 78,
            time: Examples.cycle.time,
            initialEquity: Money(units: 10_000_000_000_000),
            cash: Money(units: 9_999_561_871_875),
            equity: Money(units: 9_999_600_000_000),
            holdings: [.init(position: position, mark: order.referencePrice, openProfit: Money(units: 38_128_125))],
            pendingOrders: [order],
            record: record()
        )
    }

    private func record() -> AccountRecord {
        var record = AccountRecord(
            equity: Money(units: 10_000_000_000_000),
            day: Examples.cycle.time,
            fees: Money(units: 438_128_125)
        )
        record.feesAtDayStart = .zero
        record.lossStreak = 2
        record.transfers = Money(units: 50_000_000_000)
        record.lastLossAt = Examples.cycle.time
        return record
    }

    func point() -> EquityPoint {
        EquityPoint(
            position: 78,
            time: Examples.cycle.time,
            cash: Money(units: 9_999_561_871_875),
            equity: Money(units: 9_999_600_000_000),
            exposure: Money(units: 876_256_250_000)
        )
    }

    func report() -> BooksReport {
        var report = BooksReport()
        report.isVerified = true
        report.hash = (0..<32).map { UInt8($0) }
        report.entries = 5
        report.cursor = 78
        report.orders = 1
        report.fills = 1
        report.initialEquity = Money(units: 10_000_000_000_000)
        report.equity = Money(units: 9_999_600_000_000)
        report.cash = Money(units: 9_999_561_871_875)
        return report
    }
}
