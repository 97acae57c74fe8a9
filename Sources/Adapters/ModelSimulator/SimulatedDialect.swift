/// The wire protocols of the simulator, by path.
enum SimulatedDialect: Hashable, Sendable {
    /// DeepSeek's chat completions; the beta base URL checks strict tools.
    case deepSeek(isBeta: Bool)
    case qwenCompatible
    case qwenNative

    init?(path: String) {
        switch path {
        case "/chat/completions", "/v1/chat/completions": self = .deepSeek(isBeta: false)
        case "/beta/chat/completions", "/beta/v1/chat/completions": self = .deepSeek(isBeta: true)
        case "/compatible-mode/v1/chat/completions": self = .qwenCompatible
        case "/api/v1/services/aigc/text-generation/generation": self = .qwenNative
        default: return nil
        }
    }

    var provider: SimulatedProvider {
        switch self {
        case .deepSeek: .deepSeek
        case .qwenCompatible, .qwenNative: .qwen
        }
    }

    /// A refusal in this protocol's shape, for reasons that both providers share.
    func refusal(_ reason: CommonRefusal, requestID: String) -> SimulatedRefusal {
        switch self {
        case .deepSeek: reason.deepSeek
        case .qwenCompatible: reason.qwenCompatible(requestID: requestID)
        case .qwenNative: reason.qwenNative(requestID: requestID)
        }
    }
}
