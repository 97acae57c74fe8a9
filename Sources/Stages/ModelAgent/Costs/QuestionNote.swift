package import TradingDomain

/// What was not asked of a question, and why: goes on record beside the calls.
package struct QuestionNote: Hashable, Sendable {
    package let cycle: CycleID
    package let channel: Channel
    /// Skipped: nothing to decide.
    package var quiet: [Symbol] = []
    /// Answered by a reply to the same numbers.
    package var cached: [Symbol] = []
    /// Answered by the rules, since no call could be paid for.
    package var ruled: [Symbol] = []
    package var step = DegradeStep.none
    /// What asking about the quiet and cached symbols would have cost, about, in 1e-9 US dollars.
    package var saved_nanoUSD: Int64 = 0

    init(_ request: ModelRequest) {
        cycle = request.cycle
        channel = request.channel
    }

    var isEmpty: Bool { quiet.isEmpty && cached.isEmpty && ruled.isEmpty && step == .none }
}
