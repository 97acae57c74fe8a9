internal import Foundation
internal import LanguageModels
internal import ModelAgent
internal import Ports
internal import Runtime
internal import TradingDomain

/// What answers an agent's prompt: a provider, the local simulator in its place, or a documented rule in the process.
struct ModelEngine: Sendable {
    let model: String
    /// No real model answers, as far as the settings tell; the reply itself says so too.
    let isSimulated: Bool
    let reservation_nanoUSD: Int64
    private let kind: Kind
    private let timeout_ms: Int

    private enum Kind: Sendable {
        case http(HTTPChatModel, ModelDialect, ModelCard?)
        case inProcess(SimulatedTrader)
    }

    /// What came back from one call, or why nothing did.
    enum Result: Sendable {
        case replied(RawReply, usage: TokenUsage?, isSimulated: Bool)
        /// `isTransient`: the same question may be asked again.
        case failed(AbstentionCause, detail: String, cost_nanoUSD: Int64?, isTransient: Bool)
    }

    /// - Parameters:
    ///   - slot: whose settings are read.
    ///   - model: replaces the settings' model name when given.
    ///   - settings: the run's settings.
    ///   - paths: where the local simulator listens.
    /// - Throws: ``ProcessFailure`` for a key that may not be used, or an address that is none.
    init(slot: String, model: String?, settings: Settings, paths: RunPaths) throws(ProcessFailure) {
        timeout_ms = Int(settings.integer("models.call_timeout_ms"))
        switch settings.text("\(slot).engine") {
        case "simulated", "rules":
            let persona = settings.text("\(slot).engine") == "rules" ? "rules" : slot
            guard let trader = SimulatedTrader.named(persona) else {
                throw ProcessFailure(.configuration, "slot '\(slot)' has no simulated trader; use engine rules or http")
            }
            self.model = persona == "rules" ? "rules" : "simulated-\(persona)"
            isSimulated = true
            reservation_nanoUSD = 0
            kind = .inProcess(trader)
        default:
            let name = model ?? settings.text("\(slot).model")
            let dialect = ModelDialect(rawValue: settings.text("\(slot).protocol")) ?? .deepSeek
            let (endpoint, key, isSimulated) = try Self.endpoint(slot, dialect, settings, paths)
            let card = ModelTable.standard.card(name)
            self.model = name
            self.isSimulated = isSimulated
            reservation_nanoUSD = card == nil ? 20_000_000 : 5_000_000
            kind = .http(HTTPChatModel(endpoint: endpoint, key: key, transport: HTTPTransport()), dialect, card)
        }
    }

    private static func endpoint(
        _ slot: String,
        _ dialect: ModelDialect,
        _ settings: Settings,
        _ paths: RunPaths
    ) throws(ProcessFailure) -> (ProviderEndpoint, APIKey, isSimulated: Bool) {
        let key: APIKey?
        do throws(APIKeyError) {
            if let file = settings.optional("\(slot).key_file") {
                key = try APIKey.file(file)
            } else {
                key = try APIKey.environment(settings.text("\(slot).key_variable"))
            }
        } catch {
            throw ProcessFailure(.configuration, "\(slot): \(error)")
        }
        do throws(ProviderEndpointError) {
            if let url = settings.optional("\(slot).base_url") {
                let endpoint = try ProviderEndpoint(dialect: dialect, baseURL: url)
                return (endpoint, key ?? .simulator, isSimulated: false)
            }
            if let key { return (try ProviderEndpoint(dialect: dialect), key, isSimulated: false) }
            let path = URL(fileURLWithPath: paths.simulatorSocket).path
            return (try ProviderEndpoint.simulator(socket: path, dialect: dialect), .simulator, isSimulated: true)
        } catch {
            throw ProcessFailure(.configuration, "\(slot): \(error)")
        }
    }

    /// Asks once.
    func ask(_ prompt: ChatPrompt) async -> Result {
        switch kind {
        case .inProcess(let trader):
            do throws(PromptTextError) {
                let arguments = try trader.arguments(forPrompt: prompt.user)
                let content = ReplyContent.arguments(arguments)
                let body = Array(arguments.utf8)
                return .replied(
                    RawReply(id: prompt.id, httpStatus: 200, body: body, content: content, cost_nanoUSD: 0),
                    usage: nil,
                    isSimulated: true
                )
            } catch {
                return .failed(.malformed, detail: "\(error)", cost_nanoUSD: 0, isTransient: false)
            }
        case .http(let model, let dialect, let card):
            return await ask(prompt, model, dialect, card)
        }
    }

    private func ask(
        _ prompt: ChatPrompt,
        _ chat: HTTPChatModel,
        _ dialect: ModelDialect,
        _ card: ModelCard?
    ) async -> Result {
        let reply: ChatReply
        do {
            let request = try ChatRequest(
                model: prompt.model,
                system: prompt.system,
                user: prompt.user,
                tool: ToolSchema(
                    name: DecisionTool.name,
                    description: DecisionTool.description,
                    parametersJSON: DecisionTool.parametersJSON
                ),
                maximumReplyTokens: 4_000,
                deadline_ms: timeout_ms,
                cacheScope: "tandem"
            )
            reply = try await chat.send(request)
        } catch let failure as ChatFailure {
            return .failed(
                failure.abstention,
                detail: "\(failure)",
                cost_nanoUSD: failure.costsNothing ? 0 : nil,
                isTransient: failure.reaction == .retry || failure.code == "timed_out"
            )
        } catch {
            return .failed(.refused, detail: "\(error)", cost_nanoUSD: 0, isTransient: false)
        }
        var usage: TokenUsage?
        let content: ReplyContent
        do throws(EnvelopeFailure) {
            let envelope = try ReplyEnvelope.read(dialect, reply.rawBody, tool: DecisionTool.name)
            usage = envelope.usage
            content = .arguments(envelope.toolArguments)
        } catch {
            content = .unusable(error.abstention, detail: "\(error)")
        }
        let cost = usage.flatMap { usage in card.map { $0.cost(of: usage, at: prompt.id.cycle.time) } }
        return .replied(
            RawReply(
                id: prompt.id,
                httpStatus: reply.httpStatus,
                body: reply.rawBody,
                content: content,
                cost_nanoUSD: isSimulated ? cost ?? 0 : cost
            ),
            usage: usage,
            isSimulated: reply.isSimulated
        )
    }

    /// Reads a stored body again, as it was read when it came.
    func content(of body: [UInt8]) -> ReplyContent {
        switch kind {
        case .inProcess: return .arguments(String(decoding: body, as: UTF8.self))
        case .http(_, let dialect, _): return CallArchive.content(of: body, dialect: dialect)
        }
    }
}

extension ChatFailure {
    var abstention: AbstentionCause {
        switch self {
        case .timedOut: .timedOut
        case .connection, .overloaded, .serverFailed, .unexpectedStatus, .cancelled: .unreachable
        case .oversized: .oversized
        case .unauthorised, .outOfCredit, .filtered, .refused: .refused
        }
    }

    /// The provider bills nothing for a call that it refused or never got.
    var costsNothing: Bool {
        switch self {
        case .unauthorised, .outOfCredit, .overloaded, .refused: true
        case .timedOut, .connection, .oversized, .serverFailed, .filtered, .unexpectedStatus, .cancelled: false
        }
    }
}

extension EnvelopeFailure {
    var abstention: AbstentionCause {
        switch self {
        case .emptyBody, .noChoices: .empty
        case .cutAtLimit: .truncated
        case .filtered: .refused
        case .errorInside, .interrupted: .unreachable
        case .notJSON, .malformed, .severalChoices, .unknownFinish, .noToolCall, .severalToolCalls, .wrongTool,
            .argumentsNotText:
            .malformed
        }
    }
}
