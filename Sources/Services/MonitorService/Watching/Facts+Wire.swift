internal import Runtime
internal import TradingDomain
internal import WebDashboard
internal import WireFormat

/// Wire messages as the facts of the page. Texts are cut, so that no peer can fill memory.
extension ProcessFacts {
    init(_ status: Tandem_V1_Status) {
        self.init(
            role: String(status.role.prefix(40)),
            instance: String(status.instance.prefix(40)),
            pid: status.pid,
            epoch: status.epoch,
            state: String(status.state.prefix(20)),
            position: status.cursor,
            eventTime: status.hasEventTimeMs ? Timestamp(milliseconds: status.eventTimeMs) : nil,
            detail: String(status.detail.prefix(300)),
            handled: status.handled
        )
    }
}

extension AgentFacts {
    init(_ agent: Tandem_V1_Agent) {
        self.init(
            slot: String(agent.slot.prefix(40)),
            instance: String(agent.instance.prefix(40)),
            model: String(agent.model.prefix(128)),
            state: String(agent.state.prefix(20)),
            isSimulated: agent.isSimulated,
            answers: agent.answers
        )
    }
}

extension CallFacts {
    /// - Throws: ``WireError`` for a call without its cycle or cost.
    init(_ call: Tandem_V1_ModelCall) throws(WireError) {
        guard call.hasSlot, call.hasModel else { throw .missing(field: "call.slot") }
        self.init(
            slot: String(call.slot.prefix(40)),
            model: String(call.model.prefix(128)),
            isSimulated: call.isSimulated,
            time: try readCycle(call.hasCycle ? call.cycle : nil).time,
            cost_nanoUSD: call.costNanoUsd,
            duration_ms: call.durationMs,
            isFailure: call.hasFailure
        )
    }
}

extension RunFacts {
    /// Takes over what the feeder says of the market.
    mutating func take(_ source: Tandem_V1_MarketSource) {
        self.source = String(source.label.prefix(200))
        isSynthetic = source.isSynthetic
        symbols = source.symbols.prefix(32).compactMap { try? Symbol($0) }
        entryTimeframe = Timeframe(rawValue: source.entryTimeframe) ?? entryTimeframe
        gaps = Int(source.gaps)
    }
}
