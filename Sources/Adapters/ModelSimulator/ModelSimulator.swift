package import HTTPServing
import JSONText
import ModelAgent
import Synchronization

/// Plays both providers on this machine: their endpoints, checks, words, token counts and faults.
///
/// What a model would decide comes from outside as a function of the prompt. Everything else follows from the request's
/// bytes, except the cache counters, which follow from the requests before it. Every answer carries
/// `x-tandem-simulator: 1`: nothing here is a real model's view.
///
/// Keys: any is good, except those that begin with `sk-invalid` (401) and `sk-no-balance` (402, or Qwen's `Arrearage`).
package final class ModelSimulator: Sendable {
    /// Bytes of a request that are read.
    package static let maximumRequestBytes = 2 << 20

    private struct State {
        var cache = PrefixCache()
        var requests = 0
        var open = 0
    }

    private let settings: SimulatorSettings
    private let decide: @Sendable (SimulatedCall) -> String
    private let state = Mutex(State())

    /// - Parameters:
    ///   - settings: latency, limits and the script of faults.
    ///   - decide: the tool's arguments as JSON, or the text when no tool is called.
    package init(
        settings: SimulatorSettings = SimulatorSettings(),
        decide: @escaping @Sendable (SimulatedCall) -> String
    ) {
        self.settings = settings
        self.decide = decide
    }

    /// Requests answered so far, faults included.
    package var requestCount: Int { state.withLock(\.requests) }

    /// Answers one HTTP request.
    ///
    /// - Parameter request: the request as served.
    /// - Returns: the provider's answer, or 404 on a path that neither provider has.
    package func respond(to request: ServedRequest) async -> ServedResponse {
        guard request.method == "POST", let dialect = SimulatedDialect(path: request.path) else {
            return ServedResponse(status: 404, headers: Self.headers, body: .bytes(Array("{}".utf8)))
        }
        let (index, open) = state.withLock { state in
            defer { (state.requests, state.open) = (state.requests + 1, state.open + 1) }
            return (state.requests, state.open)
        }
        defer { state.withLock { $0.open -= 1 } }
        var names = StableHash(request.body)
        let requestID = names.uuid()
        let fault = fault(for: request, index: index)
        settings.whenAsked?(index + 1, request.path, fault?.rawValue ?? "ok")
        let injector = fault.map {
            FaultInjector(fault: $0, dialect: dialect, requestID: requestID, duration: settings.faultDuration)
        }
        do throws(SimulatedRefusal) {
            if let refusal = injector?.withoutModel { throw refusal }
            try checkKey(request, dialect, requestID)
            if let limit = settings.maximumConcurrency, open >= limit {
                throw dialect.refusal(.tooManyRequests, requestID: requestID)
            }
            let question = try question(request, dialect, requestID)
            if settings.latency_ms > 0 { try? await Task.sleep(for: .milliseconds(settings.latency_ms)) }
            let answer = answer(question)
            if let injector {
                return await injector.response(
                    spoiling: Self.whole(answer),
                    stream: Array(Self.events(answer).joined()),
                    headers: Self.headers(answer)
                )
            }
            return Self.response(answer)
        } catch {
            let wait = fault == .tooManyRequestsRetryAfter ? [(name: "retry-after", value: "1")] : []
            return ServedResponse(status: error.status, headers: Self.headers + wait, body: .bytes(error.body))
        }
    }

    private func fault(for request: ServedRequest, index: Int) -> SimulatorFault? {
        if index < settings.script.entries.count { return settings.script.entries[index] }
        return request.header("x-simulator-fault").flatMap(SimulatorFault.init(rawValue:))
    }

    private func checkKey(
        _ request: ServedRequest,
        _ dialect: SimulatedDialect,
        _ requestID: String
    ) throws(SimulatedRefusal) {
        guard let header = request.header("authorization"), header.lowercased().hasPrefix("bearer "),
            header.utf8.count > 7
        else { throw dialect.refusal(.noKey, requestID: requestID) }
        let key = String(header.dropFirst(7))
        if key.hasPrefix("sk-invalid") { throw dialect.refusal(.wrongKey(key), requestID: requestID) }
        if key.hasPrefix("sk-no-balance") { throw dialect.refusal(.noBalance, requestID: requestID) }
    }

    private func question(
        _ request: ServedRequest,
        _ dialect: SimulatedDialect,
        _ requestID: String
    ) throws(SimulatedRefusal) -> SimulatedQuestion {
        switch dialect {
        case .deepSeek(let isBeta):
            return try DeepSeekRequestReader(settings: settings).read(
                request.body,
                isBeta: isBeta,
                requestID: requestID
            )
        case .qwenCompatible, .qwenNative:
            let reader = QwenRequestReader(
                settings: settings,
                dialect: dialect,
                requestID: requestID,
                streamsByHeader: request.header("x-dashscope-sse") == "enable"
            )
            return try reader.read(request.body)
        }
    }

    private func answer(_ question: SimulatedQuestion) -> SimulatedAnswer {
        let provider = question.dialect.provider
        let text = decide(
            SimulatedCall(
                provider: provider,
                model: question.model,
                systemPrompt: question.systemPrompt,
                userPrompt: question.userPrompt,
                toolName: question.calledTool
            )
        )
        let scope = "\(provider.rawValue)\n\(question.model)\n\(question.cacheScope)"
        let prompt = question.promptBytes
        let tokenizer = provider.tokenizer
        let known = state.withLock { $0.cache.hit(scope: scope, prompt: prompt) }
        let promptTokens = tokenizer.count(prompt) + 8
        // Providers count hits in units of 64 tokens.
        var cached = min(tokenizer.count(prompt[..<known]), promptTokens) / 64 * 64
        // Qwen's implicit cache begins at 256 tokens.
        if provider == .qwen, cached < 256 { cached = 0 }
        return SimulatedAnswer(question: question, text: text, promptTokens: promptTokens, cachedTokens: cached)
    }

    private static func whole(_ answer: SimulatedAnswer) -> [UInt8] {
        switch answer.question.dialect {
        case .deepSeek: DeepSeekReply.whole(answer)
        case .qwenCompatible: QwenCompatibleReply.whole(answer)
        case .qwenNative: QwenNativeReply.whole(answer)
        }
    }

    private static func events(_ answer: SimulatedAnswer) -> [[UInt8]] {
        switch answer.question.dialect {
        case .deepSeek: DeepSeekReply.events(answer)
        case .qwenCompatible: QwenCompatibleReply.events(answer)
        case .qwenNative: QwenNativeReply.events(answer)
        }
    }

    private static func response(_ answer: SimulatedAnswer) -> ServedResponse {
        guard answer.question.streams else {
            return ServedResponse(status: 200, headers: headers(answer), body: .bytes(whole(answer)))
        }
        let events = events(answer)
        let (stream, continuation) = AsyncStream.makeStream(
            of: [UInt8].self,
            bufferingPolicy: .bufferingOldest(events.count)
        )
        for event in events { continuation.yield(event) }
        continuation.finish()
        return ServedResponse(
            status: 200,
            headers: [
                ("content-type", "text/event-stream; charset=utf-8"), ("cache-control", "no-cache"),
                ("x-tandem-simulator", "1"),
            ],
            body: .stream(stream)
        )
    }

    private static let headers: [(name: String, value: String)] = [
        ("content-type", "application/json"), ("x-tandem-simulator", "1"),
    ]

    private static func headers(_ answer: SimulatedAnswer) -> [(name: String, value: String)] {
        switch answer.question.dialect {
        case .deepSeek: headers + [("x-ds-trace-id", answer.name.filter { $0 != "-" })]
        case .qwenCompatible, .qwenNative: headers + [("x-request-id", answer.name)]
        }
    }
}
