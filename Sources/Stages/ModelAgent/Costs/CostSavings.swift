/// What an agent does to be asked less and to pay less; each can be turned off.
package struct CostSavings: Hashable, Sendable {
    /// A symbol whose fast view shows nothing to decide is not asked about.
    package var skipsQuiet = true
    /// A question whose numbers were asked about already is answered by the same reply, for that many milliseconds of
    /// event time; 0 asks again.
    package var cacheAge_ms: Int64 = 3_600_000
    /// Symbols in one call, 1 to 32.
    package var symbolsPerCall = PromptText.mostSymbols
    /// What is urgent goes to the strong model, all else to the cheap one; else everything to the strong one.
    package var choosesModel = true
    /// An open position is urgent from so many tenths of the 4 h ATR14 to its stop on; 0 is never.
    package var nearStop_atrTenths = 5
    /// When no call can be paid for, the documented rules answer; else the symbols abstain.
    package var rulesWhenSpent = true

    package init() {}

    /// Every symbol of every question in a call of its own to the strong model.
    package static var none: CostSavings {
        var savings = CostSavings()
        savings.skipsQuiet = false
        savings.cacheAge_ms = 0
        savings.symbolsPerCall = 1
        savings.choosesModel = false
        return savings
    }
}
