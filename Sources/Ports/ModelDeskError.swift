/// Why a real model cannot be asked during a backtest.
package enum ModelDeskError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The next call would cost more than is left. All in units of 1e-9 USD.
    case budgetSpent(spent_nanoUSD: Int64, budget_nanoUSD: Int64)
    /// No further call can succeed; the text names the slot and says why.
    case unavailable(String)
    /// The file of calls failed.
    case store(String)
    /// Asked for a baseline, which pays nothing; the text names slot and question.
    case notAsked(String)

    package var description: String {
        switch self {
        case .budgetSpent(let spent, let budget):
            "the budget of \(Self.dollars(budget)) USD is spent: \(Self.dollars(spent)) USD, and the next call would be "
                + "more. Run the same command with a larger --budget to go on; nothing is paid twice"
        case .unavailable(let text):
            "\(text). Run the same command again to go on; nothing is paid twice"
        case .store(let text), .notAsked(let text): text
        }
    }

    /// Four decimals, rounded down.
    private static func dollars(_ nanoUSD: Int64) -> String {
        let decimals = String(nanoUSD.magnitude / 100_000 % 10_000)
        return "\(nanoUSD / 1_000_000_000)." + String(repeating: "0", count: 4 - decimals.count) + decimals
    }
}
