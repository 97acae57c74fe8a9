internal import Runtime
internal import TradingDomain

extension Settings {
    /// The hard cap on one agent's spending per event day, in 1e-9 US dollars.
    /// - Throws: ``ProcessFailure`` for an amount that is below zero or above a million.
    func dailyBudget_nanoUSD(_ slot: String) throws(ProcessFailure) -> Int64 {
        let name = "\(slot).budget_usd_per_day"
        guard let dollars = try? Money(parsing: text(name)), (0...100_000_000_000_000).contains(dollars.units) else {
            throw ProcessFailure(.configuration, "\(name) was '\(text(name).prefix(40))', allowed is 0 to 1000000")
        }
        return dollars.units * 10
    }
}
