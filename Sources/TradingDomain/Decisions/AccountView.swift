/// What a model is told of the account: the open positions as they were opened.
///
/// It changes when a position changes. Open profit is left out, since it follows from entry and price.
public struct AccountView: Hashable, Sendable {
    /// An open position.
    public struct Position: Hashable, Sendable {
        public let symbol: Symbol
        /// `buy` is long, `sell` is short.
        public let side: Side
        /// Value at the average price over the settled money, in whole percent, 1 to ``AccountView/largest_percent``.
        public let size_percent: Int
        public let averagePrice: Price
        public let protection: Order.Protection

        /// - Throws: ``ValueError/outOfRange(what:was:allowed:)`` for the size.
        public init(
            symbol: Symbol,
            side: Side,
            size_percent: Int,
            averagePrice: Price,
            protection: Order.Protection
        ) throws(ValueError) {
            try AccountView.check(size_percent, "size of \(symbol) in percent", from: 1)
            self.symbol = symbol
            self.side = side
            self.size_percent = size_percent
            self.averagePrice = averagePrice
            self.protection = protection
        }
    }

    /// What is larger counts as this, and so does any position of an account without settled money.
    public static let largest_percent = 10_000

    /// All open positions together, as ``Position/size_percent``, 0 to ``largest_percent``.
    public let used_percent: Int
    /// Sorted by symbol, each once.
    public let positions: [Position]

    /// - Throws: ``ValueError`` for a percentage out of its range, or positions that are not in order.
    public init(used_percent: Int, positions: [Position]) throws(ValueError) {
        try Self.check(used_percent, "used percent", from: 0)
        for (position, next) in zip(positions, positions.dropFirst()) where position.symbol >= next.symbol {
            throw .inconsistent(what: "positions in \(position.symbol) and \(next.symbol) are not in order, each once")
        }
        self.used_percent = used_percent
        self.positions = positions
    }

    /// The same of an account as the broker has it.
    ///
    /// - Throws: ``ValueError`` for a position whose value does not fit 64 bits.
    public init(_ account: AccountSnapshot) throws(ValueError) {
        var positions: [Position] = []
        positions.reserveCapacity(account.holdings.count)
        var total: Int64 = 0
        for holding in account.holdings {
            let position = holding.position
            let value = try position.averagePrice.notional(of: position.quantity)
            let (sum, isTooBig) = total.addingReportingOverflow(value.units)
            guard !isTooBig else { throw .tooLarge(what: "the value of all positions") }
            total = sum
            positions.append(
                try Position(
                    symbol: position.symbol,
                    side: position.side,
                    size_percent: max(1, Self.percent(value.units, of: account.cash)),
                    averagePrice: position.averagePrice,
                    protection: position.protection
                )
            )
        }
        try self.init(used_percent: Self.percent(total, of: account.cash), positions: positions)
    }

    /// The open position in a symbol; `nil` is flat.
    public func position(in symbol: Symbol) -> Position? { positions.first { $0.symbol == symbol } }

    /// To the nearest whole percent.
    private static func percent(_ value: Int64, of cash: Money) -> Int {
        guard value > 0 else { return 0 }
        guard cash.units > 0, let percent = FixedPoint.multiply(value, 100, dividedBy: cash.units) else {
            return largest_percent
        }
        return Int(clamping: min(percent, Int64(largest_percent)))
    }

    private static func check(_ percent: Int, _ what: String, from least: Int) throws(ValueError) {
        guard (least...largest_percent).contains(percent) else {
            throw .outOfRange(what: what, was: "\(percent)", allowed: "\(least) to \(largest_percent)")
        }
    }
}
