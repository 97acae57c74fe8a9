import Risk
import Testing
import TradingDomain

/// The limits once more, from their words, on what a batch has opened.
struct ExposureCheck {
    let limits: RiskLimits
    let books: OracleInput.Books
    private var parts: [Part]

    private struct Part {
        let symbol: String
        let isLong: Bool
        let value: Int128
        let leverage: Int
    }

    init(_ limits: RiskLimits, _ books: OracleInput.Books) {
        (self.limits, self.books) = (limits, books)
        parts = books.held.map {
            Part(symbol: $0.symbol, isLong: $0.isLong, value: Self.value($0.quantity, $0.mark), leverage: $0.leverage)
        }
        parts += books.waiting.filter(\.isOpening).map {
            Part(
                symbol: $0.symbol,
                isLong: $0.isLong,
                value: Self.value($0.quantity, $0.reference),
                leverage: $0.leverage
            )
        }
    }

    private static func value(_ quantity: Int64, _ price: Int64) -> Int128 {
        Int128(quantity) * Int128(price) / 100_000_000
    }

    /// - Parameters:
    ///   - order: opens; those before it in the batch were given before.
    ///   - wish: that it came of.
    /// - Throws: when it has no stop.
    mutating func opens(_ order: Order, of wish: OracleInput.Wish) throws {
        let value = Self.value(order.quantity.units, order.referencePrice.units)
        let isLong = order.side == .buy
        #expect(!parts.contains { $0.symbol == wish.symbol }, "a second position in \(wish.symbol)")
        #expect(!books.waiting.contains { $0.symbol == wish.symbol })
        #expect(!wish.isExitOnly && isLong == wish.isLong && order.leverage == wish.leverage)
        #expect(!limits.exitOnlySymbols.contains(order.symbol))
        #expect(order.leverage <= limits.maximumLeverage)
        #expect(value <= Int128(limits.maximumOrderValue_usdt) * 100_000_000)
        let protection = try #require(order.protection)
        let risk = Int128((protection.stopLoss.units - order.referencePrice.units).magnitude)
        #expect((protection.stopLoss < order.referencePrice) == isLong)
        #expect((protection.takeProfit > order.referencePrice) == isLong)
        let lost = risk * Int128(order.quantity.units) / 100_000_000
        #expect(lost * 10_000 <= Int128(books.equity) * Int128(limits.riskPerTradeBasisPoints))
        parts.append(Part(symbol: wish.symbol, isLong: isLong, value: value, leverage: order.leverage))
        let moving = parts.filter { part in
            let known = wish.correlations.first { $0.symbol == part.symbol }?.value
            return part.symbol == wish.symbol || known.map { abs($0) >= bound } ?? true
        }
        let net = parts.reduce(0) { $0 + ($1.isLong ? $1.value : -$1.value) }
        #expect(isWithin(value, limits.perSymbolPercent) && isWithin(value, limits.fixedFractionPercent))
        #expect(isWithin(value, wish.size))
        #expect(isWithin(parts.reduce(0) { $0 + $1.value }, limits.totalPercent))
        #expect(isWithin(isLong ? net : -net, limits.netPercent))
        #expect(isWithin(moving.reduce(0) { $0 + $1.value }, limits.correlatedGroupPercent))
        let margin = parts.reduce(0) { $0 + $1.value / Int128($1.leverage) }
        let reserve = value * Int128(limits.feeReserveBasisPoints) / 10_000
        #expect(margin + reserve <= Int128(min(books.cash, books.equity)))
    }

    private var bound: Double { Double(limits.correlationBoundHundredths) / 100 }

    private func isWithin(_ value: Int128, _ percent: Int) -> Bool {
        value * 100 <= Int128(books.equity) * Int128(percent)
    }
}
