internal import Backtesting
internal import Performance
internal import TradingDomain

extension Figures {
    /// What each slot's calls cost, for a decision and for a dollar of profit, and how long they took.
    mutating func addCosts(_ evaluation: Evaluation) {
        guard !evaluation.calls.isEmpty else { return }
        let profit = evaluation.fused.report.finalEquity.value - evaluation.fused.report.initialEquity.value
        let slots = Set(evaluation.calls.map(\.slot)).sorted()
        for slot in slots {
            let calls = evaluation.calls.filter { $0.slot == slot }.map(\.call)
            let said = evaluation.models.filter { $0.slot == slot }.reduce(0) { $0 + $1.actions.reduce(0, +) }
            add(calls, as: "cost.\(slot)", decisions: said, profit: profit)
        }
        let said = evaluation.models.reduce(0) { $0 + $1.actions.reduce(0, +) }
        add(evaluation.calls.map(\.call), as: "cost.all", decisions: said, profit: profit)
    }

    private mutating func add(_ calls: [PaidCall], as key: String, decisions: Int, profit: Double) {
        let cost = Double(calls.reduce(0) { $0 + $1.cost_nanoUSD }) / 1e9
        set("\(key).calls", calls.count)
        set("\(key).failed", calls.count { $0.failure != nil })
        set("\(key).usd", cost)
        set("\(key).decisions", decisions)
        if decisions > 0 { set("\(key).usd_per_decision", cost / Double(decisions)) }
        if profit > 0 { set("\(key).usd_per_profit", cost / profit) }
        let prompts = calls.reduce(0) { $0 + $1.promptTokens }
        set("\(key).prompt_tokens", prompts)
        set("\(key).reply_tokens", calls.reduce(0) { $0 + $1.completionTokens })
        if prompts > 0 {
            set("\(key).cached_share", Double(calls.reduce(0) { $0 + $1.cachedTokens }) / Double(prompts))
        }
        let durations = calls.compactMap(\.duration_ms).sorted()
        guard !durations.isEmpty else { return }
        for percent in [50, 95] {
            set("\(key).p\(percent)_ms", Double(durations[(durations.count - 1) * percent / 100]))
        }
    }
}
