internal import Runtime
internal import WireFormat
internal import ZeroMQBus

extension MonitorNode {
    /// Halts by the file first, which works with every other process down, then tells the gate.
    func halt(_ reason: String) async -> (isDone: Bool, text: String) {
        let reason = reason.isEmpty ? "asked on the page" : reason
        let file = AccountHaltFile(context.paths)
        do {
            try file.write(by: "the page", reason: reason)
        } catch {
            return (false, "\(error)")
        }
        do throws(ServiceError) {
            let gate = try ServiceClient(context, to: .riskGate)
            defer { gate.close() }
            let request = Tandem_V1_Request.OneOf_Body.halt(by: "the page", reason: reason)
            let deadline_ms = BusLoop.monotonicMilliseconds() + 1_000
            if case .risk(let risk) = try await gate.ask(request, attemptTimeout_ms: 300, deadline_ms: deadline_ms) {
                return (true, "\(risk.state): \(risk.reason)")
            }
            return (true, "halted by the file \(file.path)")
        } catch {
            return (true, "halted by the file \(file.path); the risk gate does not answer and will obey it")
        }
    }
}
