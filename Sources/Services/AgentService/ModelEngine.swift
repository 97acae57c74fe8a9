internal import Foundation
internal import LanguageModels
internal import ModelAgent
internal import Ports
internal import ProcessNotification
internal import Runtime
internal import SQLiteStore
internal import TradingDomain

/// What answers an agent's prompt: a provider, the local simulator in its place, or a documented rule in the process.
struct ModelEngine: Sendable {
    let model: String
    /// No real model answers, as far as the settings tell; the reply itself says so too.
    let isSimulated: Bool
    let offer: ModelOffer
    let strongOffer: ModelOffer?
    let table: ModelTable
    private let kind: Kind
    let timeout_ms: Int

    /// The engine that answers by documented rules, and the name that it has as a model.
    static let rules = "rules"

    private enum Kind: Sendable {
        case http(HTTPChatModel, ModelDialect)
        case inProcess(SimulatedTrader)
    }

    /// What came back from one call, or why nothing did.
    enum Result: Sendable {
        case replied(RawReply, usage: TokenUsage?, isSimulated: Bool)
        case failed(Failure)
    }

    /// Why nothing came back.
    struct Failure: Sendable {
        let cause: AbstentionCause
        let detail: String
        /// `nil` when the provider may bill it all the same.
        let cost_nanoUSD: Int64?
        let reaction: ChatReaction
        var retryAfter_ms: Int?
        /// A lockstep replay may wait for a server that is being restarted.
        var isTransient: Bool
    }

    /// - Parameters:
    ///   - slot: whose settings are read.
    ///   - model: replaces the settings' model name when given; ``rules`` replaces their engine.
    ///   - settings: the run's settings.
    ///   - paths: where the local simulator listens.
    /// - Throws: ``ProcessFailure`` for a key that may not be used, or an address that is none.
    init(slot: String, model: String?, settings: Settings, paths: RunPaths) throws(ProcessFailure) {
        timeout_ms = Int(settings.integer("models.call_timeout_ms"))
        table = try settings.knownModels()
        let choice = model == Self.rules ? Self.rules : settings.text("\(slot).engine")
        switch choice {
        case "simulated", Self.rules:
            let persona = choice == Self.rules ? Self.rules : slot
            guard let trader = SimulatedTrader.named(persona) else {
                throw ProcessFailure(.configuration, "slot '\(slot)' has no simulated trader; use engine rules or http")
            }
            self.model = persona == Self.rules ? Self.rules : "simulated-\(persona)"
            isSimulated = true
            offer = ModelOffer(name: self.model, card: nil, unknown_nanoUSD: 0)
            strongOffer = nil
            kind = .inProcess(trader)
        default:
            (offer, strongOffer) = try settings.models(slot, named: model)
            let dialect = ModelDialect(rawValue: settings.text("\(slot).protocol")) ?? .deepSeek
            let (endpoint, key, isSimulated) = try Self.endpoint(slot, dialect, settings, paths)
            self.model = offer.name
            self.isSimulated = isSimulated
            let (firstByte_ms, idle_ms) = (settings.integer("models.first_byte_ms"), settings.integer("models.idle_ms"))
            let patience = ReplyPatience(
                firstByte_ms: firstByte_ms > 0 ? Int(firstByte_ms) : nil,
                idle_ms: idle_ms > 0 ? Int(idle_ms) : nil
            )
            kind = .http(
                HTTPChatModel(endpoint: endpoint, key: key, transport: HTTPTransport(), patience: patience),
                dialect
            )
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
                CrashPrivacy.forgetKey()
                key = try APIKey.file(file)
            } else {
                key = try APIKey.environment(settings.text("\(slot).key_variable"))
                if key != nil { CrashPrivacy.forgetKey() }
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

    /// Nothing leaves this process.
    var isInProcess: Bool { if case .inProcess = kind { true } else { false } }

    private func card(_ model: String) -> ModelCard? {
        strongOffer?.name == model ? strongOffer?.card : offer.card
    }

    /// Asks once.
    ///
    /// - Parameters:
    ///   - prompt: the question.
    ///   - deadline_ms: from now to the last byte.
    /// - Returns: what came back.
    func ask(_ prompt: ChatPrompt, deadline_ms: Int) async -> Result {
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
                return .failed(Failure(.malformed, "\(error)"))
            }
        case .http(let model, let dialect):
            return await ask(prompt, model, dialect, deadline_ms)
        }
    }

    private func ask(
        _ prompt: ChatPrompt,
        _ chat: HTTPChatModel,
        _ dialect: ModelDialect,
        _ deadline_ms: Int
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
                maximumReplyTokens: prompt.maximumReplyTokens,
                deadline_ms: max(1, deadline_ms),
                cacheScope: "tandem",
                capabilities: prompt.capabilities
            )
            reply = try await chat.send(request)
        } catch let failure as ChatFailure {
            return .failed(Failure(failure))
        } catch {
            return .failed(Failure(.refused, "\(error)"))
        }
        var usage: TokenUsage?
        let content: ReplyContent
        do throws(EnvelopeFailure) {
            let envelope = try ReplyEnvelope.read(
                dialect,
                reply,
                tool: DecisionTool.name,
                form: prompt.capabilities?.answerForm ?? .tool
            )
            usage = envelope.usage
            content = .arguments(envelope.toolArguments)
        } catch {
            content = .unusable(error.abstention, detail: "\(error)")
        }
        let cost = usage.flatMap { usage in card(prompt.model).map { $0.cost(of: usage, at: prompt.id.cycle.time) } }
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

    /// Reads what is stored of a call again, as it was read when it came.
    func content(of outcome: CallStore.Outcome, model: String) -> ReplyContent {
        let dialect: ModelDialect = if case .http(_, let dialect) = kind { dialect } else { .deepSeek }
        return CallArchive.content(of: outcome, model: model, dialect: dialect, table: table)
    }
}
