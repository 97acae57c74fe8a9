/// An agent as the fusion node knows it.
package struct AgentFacts: Hashable, Sendable {
    package var slot: String
    package var instance: String
    package var model: String
    /// `active`, `standby`, `shadow` or `draining`.
    package var state: String
    /// No model was asked: the answers are made up by a program.
    package var isSimulated: Bool
    package var answers: UInt64

    package init(slot: String, instance: String, model: String, state: String, isSimulated: Bool, answers: UInt64) {
        self.slot = slot
        self.instance = instance
        self.model = model
        self.state = state
        self.isSimulated = isSimulated
        self.answers = answers
    }
}
