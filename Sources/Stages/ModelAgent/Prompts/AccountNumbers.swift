package import TradingDomain

/// What an entry question shows of the account, as the integers that the prompt prints.
package struct AccountNumbers: Hashable, Sendable {
    package struct Position: Hashable, Sendable {
        /// `buy` is long, `sell` is short.
        package var side: Side
        package var size_percent: Int64
        /// Units of 1e-8, rounded to the position's ``PriceGrid``; so are the next two.
        package var entry: Int64
        package var stop: Int64
        package var target: Int64
    }

    /// Of all positions, asked about or not.
    package var used_percent: Int64
    /// One for each symbol of the question, in its order; `nil` is flat.
    package var positions: [Position?]

    /// `nil` for a price that is too large to be shown.
    ///
    /// - Parameters:
    ///   - account: as the question has it.
    ///   - symbols: of the question.
    package init?(_ account: AccountView, symbols: [Symbol]) {
        used_percent = Int64(account.used_percent)
        positions = []
        positions.reserveCapacity(symbols.count)
        for symbol in symbols {
            guard let held = account.position(in: symbol) else {
                positions.append(nil)
                continue
            }
            let grid = PriceGrid(price: held.averagePrice.units)
            let prices = [held.averagePrice, held.protection.stopLoss, held.protection.takeProfit].map(\.units)
            guard prices.allSatisfy({ $0 <= PromptNumbers.largest - grid.step }) else { return nil }
            positions.append(
                Position(
                    side: held.side,
                    size_percent: Int64(held.size_percent),
                    entry: grid.rounded(prices[0]),
                    stop: grid.rounded(prices[1]),
                    target: grid.rounded(prices[2])
                )
            )
        }
    }

    init(used_percent: Int64, positions: [Position?]) {
        self.used_percent = used_percent
        self.positions = positions
    }
}
