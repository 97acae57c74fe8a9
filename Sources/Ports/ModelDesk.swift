package import ModelAgent

/// Asks a slot's real model for a backtest, and keeps what was asked and said.
///
/// One thread asks one thing at a time. What is written here before a call leaves is what a later run of the same
/// backtest finds, so that nothing is paid twice.
package protocol ModelDesk: AnyObject, Sendable {
    /// What is known of the question's calls.
    func stored(_ id: CallID) throws(ModelDeskError) -> [StoredCall]

    /// Commits what is about to be asked.
    /// - Throws: ``ModelDeskError/budgetSpent(spent_nanoUSD:budget_nanoUSD:)`` when it would cost too much.
    func reserve(_ intent: CallIntent) throws(ModelDeskError)

    /// Asks, and waits.
    /// - Returns: ``ModelAgent/AgentEvent/replied(_:)`` or
    ///   ``ModelAgent/AgentEvent/callFailed(_:_:detail:cost_nanoUSD:)``.
    /// - Throws: ``ModelDeskError/unavailable(_:)`` when no further call can succeed.
    func ask(_ prompt: ChatPrompt) throws(ModelDeskError) -> AgentEvent

    /// Commits what came back.
    func settle(_ outcome: CallOutcome) throws(ModelDeskError)
}
