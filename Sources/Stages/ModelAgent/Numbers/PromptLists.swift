package import TradingDomain

/// What a model is shown of one symbol in rows: levels, series and correlations. Empty where there is nothing.
package struct PromptLists: Hashable, Sendable {
    /// 4 h, nearest first.
    package var supports: [LevelNumbers] = []
    package var resistances: [LevelNumbers] = []
    /// Sorted by symbol.
    package var correlations: [CorrelationNumbers] = []
    /// Fast view, oldest first, at most 10; so are the next four.
    package var closes: [Int64] = []
    package var ema20s: [Int64] = []
    package var macds: [Int64] = []
    /// 0 to 100, in units of 1e-12.
    package var rsi7s: [Int64] = []
    /// 0 to 100, in units of 1e-12.
    package var rsi14s: [Int64] = []

    package init() {}
}

/// A support or a resistance.
package struct LevelNumbers: Hashable, Sendable {
    package var price: Int64
    package var touches: Int64
    /// 4 h ATR14 from the last close, in units of 1e-12.
    package var distance: Int64

    package init(price: Int64, touches: Int64, distance: Int64) {
        self.price = price
        self.touches = touches
        self.distance = distance
    }
}

package struct CorrelationNumbers: Hashable, Sendable {
    package var other: Symbol
    /// −1 to 1, in units of 1e-12.
    package var coefficient: Int64

    package init(other: Symbol, coefficient: Int64) {
        self.other = other
        self.coefficient = coefficient
    }
}
