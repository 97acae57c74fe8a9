internal import Runtime
internal import WireFormat
internal import ZeroMQBus

/// While trading is halted, no call leaves that somebody would pay for.
extension AgentNode {
    /// Why nothing is asked; `nil` while trading is not halted, or when the local simulator answers.
    var haltReason: String? {
        guard !engine.isSimulated else { return nil }
        return haltFile.reason.map { "trading is halted: \($0)" } ?? gateHalt
    }

    /// Hears the gate's state: when it changes, and once a second with its heartbeat. A person's halt is also a file.
    func followGate() async throws {
        let subscriber = try Subscriber(loop: context.loop, limits: .events)
        try subscriber.connect(try .ipc(path: context.paths.socket(.riskGate, "1", "events")))
        try subscriber.subscribe(Topic.status.rawValue)
        try subscriber.subscribe(Topic.state.rawValue)
        while true {
            let body = try await subscriber.receive().body
            // A frame that cannot be read says nothing about the gate.
            switch try? WireFormat.event(body).body {
            case .status(let status):
                let isHalted = status.state == "halted" && !status.detail.hasPrefix("reducing")
                gateHalt = isHalted ? "the risk gate is \(status.detail)" : nil
            case .tradingState(let change):
                let isHalted = ["halted", "flattening"].contains(change.state)
                gateHalt = isHalted ? "the risk gate is \(change.state): \(change.reason)" : nil
            default: break
            }
        }
    }
}
