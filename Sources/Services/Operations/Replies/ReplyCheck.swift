internal import JSONText
internal import LanguageModels
internal import ModelAgent
internal import Ports
package import TradingDomain

/// `tandem reply check`: one reply through the reader that the agents use, and its verdict.
package struct ReplyCheck: Sendable {
    package enum Verdict: String, Sendable {
        case accept
        case refuse
    }

    /// What a reply is.
    package enum Form: Sendable {
        /// The decision text alone: what the model put into the tool call.
        case arguments
        /// A whole body as it came with HTTP 200. DashScope's own protocol and event streams are told by their look.
        case body(Provider)
        /// The same of a model that is asked for JSON text instead of a tool call.
        case textBody(Provider)
    }

    package enum Provider: String, CaseIterable, Sendable {
        case deepseek
        case qwen
    }

    /// More bytes are refused unread.
    package static let mostBytes = HTTPChatModel.maximumReplyBytes

    package let verdict: Verdict
    /// A stable word, such as `duplicate_key`; `nil` when accepted.
    package let reason: String?
    /// For a person: what was, and what is allowed; for an accepted reply, what in it was not used.
    package let detail: String?
    /// What the reader understood, present exactly when accepted.
    package let decision: TradingDecision?

    /// - Parameters:
    ///   - bytes: the reply as it came.
    ///   - form: what of it these are.
    ///   - symbol: the one that was asked about.
    ///   - price: the market's, which prices in the reply are judged by.
    ///   - channel: which question was asked.
    package init(_ bytes: [UInt8], as form: Form, symbol: Symbol, price: Price, channel: Channel) {
        let cycle = CycleID(time: .epoch, position: 1)
        var snapshot = FeatureSnapshot(symbol: symbol, cycle: cycle, freshness: .fresh, entryTimeframe: .threeMinutes)
        snapshot.price = price
        let request = ModelRequest(cycle: cycle, channel: channel, snapshots: [snapshot])
        do throws(Refusal) {
            let reading = ReplyReader().read(try Self.arguments(in: bytes, form), request: request, slot: "checked")
            guard let decision = reading.answers.first?.decision else {
                let refusal = reading.refusals.last
                throw Refusal(reason: refusal?.reason.rawValue ?? "no_reply", detail: refusal?.detail ?? "no answer")
            }
            verdict = .accept
            reason = nil
            let unused = reading.refusals.map(\.description).joined(separator: "; ")
            detail = unused.isEmpty ? nil : "not used: \(unused)"
            self.decision = decision
        } catch {
            verdict = .refuse
            reason = error.reason
            detail = error.detail
            decision = nil
        }
    }

    private struct Refusal: Error {
        let reason: String
        let detail: String
    }

    private static func arguments(in bytes: [UInt8], _ form: Form) throws(Refusal) -> String {
        guard bytes.count <= mostBytes else {
            throw Refusal(reason: "oversized", detail: "more than \(mostBytes) bytes; an agent cuts such a reply off")
        }
        switch form {
        case .arguments:
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw Refusal(reason: ReplyRefusal.Reason.json.rawValue, detail: "the text is not UTF-8")
            }
            return text
        case .body(let provider), .textBody(let provider):
            let reply = ChatReply(
                rawBody: bytes,
                httpStatus: 200,
                isEventStream: isEventStream(bytes),
                traceID: nil,
                isSimulated: false,
                elapsed_ms: 0
            )
            do throws(EnvelopeFailure) {
                let answer: ModelCapabilities.AnswerForm = if case .textBody = form { .jsonObject } else { .tool }
                return try ReplyEnvelope.read(
                    dialect(of: bytes, provider),
                    reply,
                    tool: DecisionTool.name,
                    form: answer
                ).toolArguments
            } catch {
                throw Refusal(reason: error.code, detail: "\(error)")
            }
        }
    }

    /// DashScope's own protocol puts the answer under `output`, the compatible ones at the top.
    private static func dialect(of bytes: [UInt8], _ provider: Provider) -> ModelDialect {
        guard provider == .qwen else { return .deepSeek }
        var body = bytes
        if isEventStream(bytes) {
            // The first event with an object in it tells; a broken one tells nothing.
            let start = bytes.firstIndex(of: UInt8(ascii: "{")) ?? bytes.endIndex
            body = Array(bytes[start...].prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") })
        } else if body.starts(with: [0xef, 0xbb, 0xbf]) {
            body.removeFirst(3)
        }
        let value = try? JSONReader.read(body)
        return value?["output"] == nil ? .qwenCompatible : .qwenNative
    }

    /// A stream begins with a field or a comment, a whole body with a brace.
    private static func isEventStream(_ bytes: [UInt8]) -> Bool {
        var text = bytes[...]
        if text.starts(with: [0xef, 0xbb, 0xbf]) { text = text.dropFirst(3) }
        text = text.drop { $0 == 0x0a || $0 == 0x0d }
        return ["data:", "event:", "id:", "retry:", ":"].contains { text.starts(with: $0.utf8) }
    }
}

extension ReplyCheck {
    /// One object: `verdict`, `reason`, `detail`, `decision`; numbers as the reader holds them, exact.
    package var json: String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("verdict", verdict.rawValue)
            writer.optionalMember("reason", reason)
            writer.optionalMember("detail", detail)
            guard let decision else { return writer.nullMember("decision") }
            writer.objectMember("decision") { decision.write(into: &$0) }
        }
        return writer.text
    }
}
