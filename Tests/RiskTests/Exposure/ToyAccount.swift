import TestSupport
import TradingDomain

/// An account that trades what the gate lets through: prices walk, orders wait and then fill, money moves. Units of 1e-8.
struct ToyAccount {
    static let names = ["ADAUSDT", "BTCUSDT", "ETHUSDT", "SOLUSDT", "XRPUSDT"]
    static let unit: Int64 = 100_000_000

    private(set) var cash = 10_000 * unit
    private(set) var held: [Position] = []
    private(set) var waiting: [Order] = []
    private(set) var prices = names.indices.map { Int64(20 + 60 * $0) * unit }
    private var record = AccountRecord(equity: Money(units: 10_000 * unit), day: .epoch)

    struct Position {
        let symbol: String
        let isLong: Bool
        let (quantity, entry): (Int64, Int64)
        let leverage: Int
    }

    func price(of symbol: String) -> Int64 { prices[Self.names.firstIndex(of: symbol) ?? 0] }

    var equity: Int64 {
        held.reduce(cash) { sum, one in
            let move = Int128(one.isLong ? price(of: one.symbol) - one.entry : one.entry - price(of: one.symbol))
            return sum + Int64(move * Int128(one.quantity) / Int128(Self.unit))
        }
    }

    /// The market goes on to a time, and some of what waits is filled.
    mutating func pass(to time: Timestamp, _ random: inout SeededGenerator) {
        for index in prices.indices {
            let isWild = Int.random(in: 0..<15, using: &random) == 0
            let step = Int64.random(in: isWild ? -2500...2500 : -80...80, using: &random)
            prices[index] = max(Self.unit, prices[index] + prices[index] / 10_000 * step)
        }
        for order in waiting where Int.random(in: 0..<10, using: &random) < 7 {
            waiting.removeAll { $0.id == order.id }
            fill(order, at: time)
        }
        record.look(at: Money(units: equity), time: time)
    }

    private mutating func fill(_ order: Order, at time: Timestamp) {
        let symbol = order.symbol.description
        let price = price(of: symbol)
        let fee = Int64(Int128(order.quantity.units) * Int128(price) / Int128(Self.unit) * 5 / 10_000)
        cash -= fee
        record.fees = Money(units: record.fees.units + fee)
        if order.id.leg == .open {
            let isLong = order.side == .buy
            held.append(
                Position(
                    symbol: symbol,
                    isLong: isLong,
                    quantity: order.quantity.units,
                    entry: price,
                    leverage: order.leverage
                )
            )
        } else {
            let before = equity
            held.removeAll { $0.symbol == symbol }
            record.close(gaining: Money(units: before - equity - fee), at: time)
            // What it had gained becomes cash; the others' profit stays open.
            cash += before - equity
        }
    }

    mutating func take(_ orders: [Order]) { waiting += orders }

    func books(at cycle: CycleID) -> OracleInput.Books {
        var books = OracleInput.Books(
            time: cycle.time.milliseconds,
            position: cycle.position,
            cash: cash,
            equity: equity,
            peak: record.peakEquity.units,
            day: record.day.milliseconds,
            dayStart: record.dayStartEquity.units,
            fees: record.fees.units,
            feesAtDayStart: record.feesAtDayStart.units,
            losses: Int(record.lossStreak),
            lastLoss: record.lastLossAt?.milliseconds
        )
        books.held = held.sorted { $0.symbol < $1.symbol }.map {
            .init(
                symbol: $0.symbol,
                isLong: $0.isLong,
                quantity: $0.quantity,
                mark: price(of: $0.symbol),
                leverage: $0.leverage
            )
        }
        books.waiting = waiting.sorted { $0.symbol < $1.symbol }.map {
            .init(
                symbol: $0.symbol.description,
                isOpening: $0.id.leg == .open,
                isLong: $0.side == .buy,
                quantity: $0.quantity.units,
                reference: $0.referencePrice.units,
                leverage: $0.leverage
            )
        }
        return books
    }
}
