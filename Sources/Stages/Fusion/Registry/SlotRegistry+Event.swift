extension SlotRegistry {
    package enum Event: Hashable, Sendable {
        case registered(AgentRegistration)
        case heartbeat(AgentID)
        /// It said good-bye, or its link closed.
        case left(AgentID)
        /// A person's act; slot and instance as registered.
        case promoteRequested(slot: String, instance: String)
        /// A person's act: to shadow; a stand-by takes over.
        case demoteRequested(slot: String, instance: String)
        /// A person's act: no more requests; it finishes what it has.
        case drainRequested(slot: String, instance: String)
        /// The shell sent a request to an agent.
        case requestSent(AgentID)
        /// An agent answered a request.
        case replyArrived(AgentID)
        /// Time passed; send it at least every half of the loss time.
        case checked
    }

    package enum Effect: Hashable, Sendable {
        case activated(AgentID)
        case stoodBy(AgentID)
        case shadowed(AgentID)
        /// Will get no more requests.
        case drainStarted(AgentID)
        /// Has finished what it had; it may go.
        case drained(AgentID)
        /// Gone: silent for too long, left, or replaced by its own restart.
        case lost(AgentID)
        /// Send the slot's open requests to the active agent: the one that had them is gone.
        case reask(slot: String)
        /// No agent is left to answer for the slot.
        case vacated(slot: String)
        /// Somebody unknown sent a heartbeat or a reply: it must register again.
        case registrationNeeded(AgentID)
        /// A request that cannot be met; for the person who made it.
        case refused(reason: String)
    }
}
