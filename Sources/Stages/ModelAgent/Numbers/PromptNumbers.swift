package import TradingDomain

/// All that a model is shown of one symbol for one question, as the integers that the prompt prints.
///
/// A simulated model reads nothing else, so that it says the same in process, in a backtest, as behind HTTP, where
/// it reads them back from the prompt's text. An absent value is absent and printed as `n/a`.
///
/// Prices, and what is compared with them, are in units of 1e-8, rounded to the symbol's ``PriceGrid``; what is not a price,
/// but for the open interest, in units of 1e-12, rounded by ``FineAmount``.
package struct PromptNumbers: Hashable, Sendable {
    package var symbol: Symbol
    /// The 4 h block; absent before the first 4 h candle.
    package var trend: TrendNumbers?
    package var market = MarketNumbers()
    /// The fast block; always absent in a ``Channel/direction`` question.
    package var entry: EntryNumbers?
    /// Empty or one: in an allocation of its own, so that numbers without lists are plain integers to copy.
    private var boxedLists: [PromptLists] = []

    package init(symbol: Symbol) { self.symbol = symbol }

    /// Levels, series and correlations.
    package var lists: PromptLists {
        get { boxedLists.first ?? PromptLists() }
        set { boxedLists = newValue == PromptLists() ? [] : [newValue] }
    }

    /// The greatest magnitude of any number here: the difference of two still fits 64 bits. What is larger is absent.
    static let largest: Int64 = 4_000_000_000_000_000_000
}

/// The slow 4 h block.
package struct TrendNumbers: Hashable, Sendable {
    /// Milliseconds since 1970.
    package var closeTime: Int64?
    package var close: Int64?
    package var direction: TrendFeatures.Direction?
    package var strength: TrendFeatures.Strength?
    package var ema20: Int64?
    package var ema50: Int64?
    package var macd = MACDNumbers()
    /// 0 to 100, in units of 1e-12.
    package var rsi14: Int64?
    /// 0 to 100, in units of 1e-12.
    package var adx14: Int64?
    package var atr3: Int64?
    package var atr14: Int64?
    package var bandUpper: Int64?
    package var bandMiddle: Int64?
    package var bandLower: Int64?
    /// In units of 1e-12.
    package var volumeRatio: Int64?
    /// Percent over 10 candles, in units of 1e-12.
    package var momentum: Int64?

    package init() {}
}

/// What changes with every price, whatever the question.
package struct MarketNumbers: Hashable, Sendable {
    /// The last closed entry candle's close, exact.
    package var price: Int64?
    /// Percent a year, in units of 1e-12.
    package var volatility: Int64?
    package var hasGap = false
    /// Percent per interval, in units of 1e-12.
    package var funding: Int64?
    /// Ten-thousandths of the base asset.
    package var openInterest: Int64?

    package init() {}
}

/// The fast block of the entry timeframe.
package struct EntryNumbers: Hashable, Sendable {
    package var timeframe: Timeframe?
    /// Milliseconds since 1970.
    package var closeTime: Int64?
    package var close: Int64?
    package var ema20: Int64?
    package var ema50: Int64?
    package var macd = MACDNumbers()
    /// 0 to 100, in units of 1e-12.
    package var rsi7: Int64?
    /// 0 to 100, in units of 1e-12.
    package var rsi14: Int64?
    package var atr14: Int64?
    /// Present together with level and excess.
    package var breakoutSide: Side?
    package var breakoutLevel: Int64?
    /// ATR14, in units of 1e-12.
    package var breakoutExcess: Int64?
    /// In units of 1e-12.
    package var volumeRatio: Int64?
    /// Percent over 10 candles, in units of 1e-12.
    package var momentum: Int64?
    package var condition: MomentumFeatures.Condition?
    package var microTrend: TrendFeatures.Direction?

    package init() {}
}

package struct MACDNumbers: Hashable, Sendable {
    package var line: Int64?
    package var signal: Int64?
    package var histogram: Int64?

    package init() {}
}
