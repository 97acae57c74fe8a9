package import TradingDomain

/// What happens to an agent.
package enum AgentEvent: Hashable, Sendable {
    /// A question came; `stored` is what the agent's file knows of its calls, by rising part, repairs last.
    case asked(ModelRequest, CallMode, stored: [StoredCall])
    /// The provider answered.
    case replied(RawReply)
    /// There will be no reply, or none in time. A cost of `nil` leaves the reservation spent; 0 means that nothing
    /// was sent.
    case callFailed(CallID, AbstentionCause, detail: String, cost_nanoUSD: Int64?)
    /// The outcome of ``AgentEffect/record(_:)`` is committed. `mayRepair`: there is time for one more call.
    case recorded(CallID, mayRepair: Bool)
}

/// What an agent's process must do, in order.
package enum AgentEffect: Hashable, Sendable {
    /// Commit what was not asked and why.
    case note(QuestionNote)
    /// Commit a reservation, before the call that follows.
    case reserve(CallIntent)
    /// Ask the provider, and come back with ``AgentEvent/replied(_:)`` or ``AgentEvent/callFailed(_:_:detail:cost_nanoUSD:)``.
    case call(ChatPrompt)
    /// Commit an outcome, and come back with ``AgentEvent/recorded(_:mayRepair:)``. A call's first outcome stays.
    case record(CallOutcome)
    /// Answer everyone who asks for this call.
    case answer(CallID, ReplyReading)
    /// End the run: what is to be repeated is not what was recorded.
    case fail(CallID, String)
}
