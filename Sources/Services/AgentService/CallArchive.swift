internal import Foundation
internal import LanguageModels
internal import ModelAgent
internal import SQLiteStore
internal import TradingDomain

/// Stored calls, read again as they were read when they came.
enum CallArchive {
    /// The files of a slot's instances, in the order of their numbers.
    static func files(of slot: String, in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let own = names.filter { $0.hasPrefix("llm-\(slot)-") && $0.hasSuffix(".sqlite") }
        return own.sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
    }

    /// - Parameters:
    ///   - outcome: how the call ended.
    ///   - model: who was asked.
    ///   - dialect: the protocol of the body.
    ///   - table: tells in which form the model answers.
    /// - Returns: what the agent read when it came.
    static func content(
        of outcome: CallStore.Outcome,
        model: String,
        dialect: ModelDialect,
        table: ModelTable
    ) -> ReplyContent {
        guard let reply = outcome.reply else {
            let cause = outcome.failure.flatMap(AbstentionCause.init(rawValue:)) ?? .unreachable
            return .unusable(cause, detail: "stored")
        }
        // What answers in the process has no envelope.
        if model == "rules" || model.hasPrefix("simulated-") {
            return .arguments(String(decoding: reply, as: UTF8.self))
        }
        let form = table.card(model)?.capabilities.answerForm ?? .tool
        do throws(EnvelopeFailure) {
            return .arguments(try ReplyEnvelope.read(dialect, reply, tool: DecisionTool.name, form: form).toolArguments)
        } catch {
            return .unusable(error.abstention, detail: "\(error)")
        }
    }
}
