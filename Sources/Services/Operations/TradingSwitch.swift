package import Runtime
internal import WireFormat

/// `tandem halt` and `tandem resume`.
package enum TradingSwitch {
    /// Halts by the file: works with every process down, and with a configuration that cannot be read.
    ///
    /// - Parameters:
    ///   - by: who.
    ///   - reason: why; it is kept on record.
    ///   - paths: of the account.
    /// - Throws: ``ProcessFailure`` when the file cannot be written.
    package static func halt(by: String, reason: String, _ paths: RunPaths) throws(ProcessFailure) {
        try AccountHaltFile(paths).write(by: by, reason: reason)
    }

    /// Tells the gate of a halt that the file has brought about already.
    ///
    /// - Parameters:
    ///   - by: who.
    ///   - reason: why; it is kept on record.
    ///   - flatten: also close every position; only a running gate can.
    ///   - context: the account.
    /// - Returns: what is so now.
    /// - Throws: ``ProcessFailure`` when the process stops.
    package static func tellGate(
        by: String,
        reason: String,
        flatten: Bool,
        _ context: ProcessContext
    ) async throws -> String {
        let file = AccountHaltFile(context.paths)
        do {
            let request = Tandem_V1_Request.OneOf_Body.halt(by: by, reason: reason, flatten: flatten)
            guard case .risk(let risk) = try await Question.ask(.riskGate, request, context) else {
                return "halted by the file \(file.path)"
            }
            return "\(risk.state): \(risk.reason)"
        } catch is ProcessFailure {
            let rest = flatten ? "; positions stay open: repeat it when the gate runs" : ""
            return
                "halted by the file \(file.path); the risk gate is not running and will obey it when it starts\(rest)"
        }
    }

    /// A person's act: removes the halt file and opens the gate.
    /// - Returns: what is so now.
    /// - Throws: ``ProcessFailure`` when the gate is not running or does not open.
    package static func resume(by: String, reason: String, _ context: ProcessContext) async throws -> String {
        guard reason.contains(where: { !$0.isWhitespace }) else {
            throw ProcessFailure(.usage, "--reason was empty; say why it is safe to trade again, it is kept on record")
        }
        try AccountHaltFile(context.paths).remove()
        guard case .risk(let risk) = try await Question.ask(.riskGate, .resume(by: by, reason: reason), context) else {
            throw ProcessFailure(.failure, "the risk gate answered something that is no state")
        }
        return risk.reason.isEmpty ? risk.state : "\(risk.state): \(risk.reason)"
    }
}
