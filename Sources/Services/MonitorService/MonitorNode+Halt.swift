internal import Runtime
internal import WireFormat
internal import ZeroMQBus

extension MonitorNode {
    /// Tells the gate of a halt that the file has brought about already.
    /// - Returns: what is so now, in words.
    func tellGate(_ reason: String) async -> String {
        let file = AccountHaltFile(context.paths).path
        do throws(ServiceError) {
            let gate = try ServiceClient(context, to: .riskGate)
            defer { gate.close() }
            let request = Tandem_V1_Request.OneOf_Body.halt(by: "the page", reason: reason)
            let deadline_ms = BusLoop.monotonicMilliseconds() + 1_000
            if case .risk(let risk) = try await gate.ask(request, attemptTimeout_ms: 300, deadline_ms: deadline_ms) {
                return "\(risk.state): \(risk.reason)"
            }
            return "halted by the file \(file)"
        } catch {
            return "halted by the file \(file); the risk gate does not answer and will obey it"
        }
    }
}
