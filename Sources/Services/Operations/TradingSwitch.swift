internal import Foundation
package import Runtime
internal import WireFormat

/// `tandem halt` and `tandem resume`.
package enum TradingSwitch {
    /// Halts by the file first, which works with every process down, then tells the gate.
    /// - Returns: what is so now.
    /// - Throws: ``ProcessFailure`` when the file cannot be written.
    package static func halt(by: String, reason: String, _ context: ProcessContext) async throws -> String {
        let file = context.paths.haltFile
        let text = "\(reason) (by \(by))\n"
        guard FileManager.default.createFile(atPath: file, contents: Data(text.utf8)) else {
            throw ProcessFailure(.cannotCreate, "halt file \(file) cannot be written; does the account exist?")
        }
        do {
            guard case .risk(let risk) = try await Question.ask(.riskGate, .halt(by: by, reason: reason), context)
            else {
                return "halted by the file \(file)"
            }
            return "\(risk.state): \(risk.reason)"
        } catch is ProcessFailure {
            return "halted by the file \(file); the risk gate is not running and will obey it when it starts"
        }
    }

    /// A person's act: removes the halt file and opens the gate.
    /// - Returns: what is so now.
    /// - Throws: ``ProcessFailure`` when the gate is not running or does not open.
    package static func resume(by: String, reason: String, _ context: ProcessContext) async throws -> String {
        let file = context.paths.haltFile
        if FileManager.default.fileExists(atPath: file) {
            do { try FileManager.default.removeItem(atPath: file) } catch {
                throw ProcessFailure(
                    .cannotCreate,
                    "halt file \(file) cannot be removed: \(error.localizedDescription)"
                )
            }
        }
        guard case .risk(let risk) = try await Question.ask(.riskGate, .resume(by: by, reason: reason), context) else {
            throw ProcessFailure(.failure, "the risk gate answered something that is no state")
        }
        return risk.reason.isEmpty ? risk.state : "\(risk.state): \(risk.reason)"
    }
}
