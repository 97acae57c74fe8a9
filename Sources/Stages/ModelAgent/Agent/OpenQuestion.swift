import TradingDomain

/// A question from its first call to its answer: one part a call.
struct OpenQuestion: Sendable {
    /// Some of the question's symbols, and how the answer to them stands.
    struct Part: Sendable {
        let request: ModelRequest
        var id: CallID
        let model: ModelOffer
        /// Why it is this model; `nil` when there is one alone.
        let choice: ModelChoice?
        let prompt: PromptText
        /// Of the call under way, in 1e-9 US dollars.
        var reserved_nanoUSD: Int64
        /// How the call under way ended, while that is being committed.
        var content: ReplyContent?
        /// The reading of the first reply, while the repair is asked for.
        var first: ReplyReading?
        var reading: ReplyReading?
    }

    /// The question as it came last.
    var request: ModelRequest
    let mode: CallMode
    var parts: [Part] = []
    /// Symbols that nobody is asked about.
    var abstentions: [ModelAnswer] = []

    var isDone: Bool { parts.allSatisfy { $0.reading != nil } }

    /// One answer for each snapshot, in order, from the parts and the abstentions.
    func reading(slot: String) -> ReplyReading {
        let given = parts.flatMap { $0.reading?.answers ?? [] } + abstentions
        let answers = request.abstentions(slot: slot, cause: .schema).map { missing in
            given.first { $0.symbol == missing.symbol } ?? missing
        }
        return ReplyReading(answers: answers, refusals: parts.flatMap { $0.reading?.refusals ?? [] })
    }
}
