/// What an agent says of itself when it registers.
package struct AgentRegistration: Hashable, Sendable {
    package let agent: AgentID
    /// The vote it wants to give, such as `qwen`.
    package let slot: String
    /// Its name within the slot, such as `1`; the same after a restart.
    package let instance: String
    package let model: String
    package let promptVersion: String
    package let mode: Mode
    /// Whether it becomes active at once, from the next request on.
    package let takeOver: Bool
    /// Rises with each start of the instance; 0 when it does not say.
    package let epoch: UInt64

    package enum Mode: String, Hashable, CaseIterable, Sendable {
        case vote
        /// Votes beside the slot's other active agents: each is asked about some of the symbols.
        case share
        /// Asked and recorded, but without weight until promoted.
        case shadow
    }

    package init(
        agent: AgentID,
        slot: String,
        instance: String,
        model: String,
        promptVersion: String,
        mode: Mode,
        takeOver: Bool,
        epoch: UInt64 = 0
    ) {
        self.agent = agent
        self.slot = slot
        self.instance = instance
        self.model = model
        self.promptVersion = promptVersion
        self.mode = mode
        self.takeOver = takeOver
        self.epoch = epoch
    }
}

extension AgentRegistration {
    /// Whether it is of the same process; the link may be another one.
    func isSameStart(as other: AgentRegistration) -> Bool {
        slot == other.slot && instance == other.instance && mode == other.mode && epoch == other.epoch
    }
}
