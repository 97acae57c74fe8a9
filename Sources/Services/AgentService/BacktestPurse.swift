internal import Ports
internal import Synchronization

/// What the real models of a backtest may cost together, over all its runs.
package final class BacktestPurse: Sendable {
    package let budget_nanoUSD: Int64
    private let state = Mutex<(spent: Int64, reserved: Int64)>((0, 0))

    /// - Parameter budget_nanoUSD: 0 or more.
    package init(budget_nanoUSD: Int64) { self.budget_nanoUSD = budget_nanoUSD }

    /// Settled costs, and the reservations of what never came back.
    package var spent_nanoUSD: Int64 { state.withLock { $0.spent } }

    /// Counts what earlier runs cost.
    func add(spent_nanoUSD: Int64) { state.withLock { $0.spent += spent_nanoUSD } }

    /// Sets the cost of the next call aside.
    func reserve(_ cost_nanoUSD: Int64) throws(ModelDeskError) {
        let refusal: ModelDeskError? = state.withLock { state in
            guard state.spent + cost_nanoUSD <= budget_nanoUSD else {
                return .budgetSpent(spent_nanoUSD: state.spent, budget_nanoUSD: budget_nanoUSD)
            }
            state.reserved = cost_nanoUSD
            return nil
        }
        if let refusal { throw refusal }
    }

    /// The call has ended.
    func settle(_ cost_nanoUSD: Int64) {
        state.withLock { $0 = ($0.spent + cost_nanoUSD, 0) }
    }
}
