package import TradingDomain

/// What two slots said to the same question, counted.
package struct Agreement: Hashable, Sendable {
    package let first: String
    package let second: String
    package let channel: Channel
    /// Rows for what the first said, columns for the second: BUY, SELL, HOLD, abstained.
    package internal(set) var counts = [[Int]](repeating: [0, 0, 0, 0], count: 4)

    package static let words = ["BUY", "SELL", "HOLD", "abstained"]

    static func index(of action: TradingAction?) -> Int {
        switch action {
        case .buy: 0
        case .sell: 1
        case .hold: 2
        case nil: 3
        }
    }
}
