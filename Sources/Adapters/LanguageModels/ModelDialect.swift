package import TradingDomain

/// Where each protocol is spoken.
extension ModelDialect {
    /// What follows the base URL.
    package var path: String {
        switch self {
        case .deepSeek, .qwenCompatible: "/chat/completions"
        case .qwenNative: "/services/aigc/text-generation/generation"
        }
    }

    /// The provider's public base URL. Qwen's is Beijing; keys are per region.
    package var defaultBaseURL: String {
        switch self {
        case .deepSeek: "https://api.deepseek.com"
        case .qwenCompatible: "https://dashscope.aliyuncs.com/compatible-mode/v1"
        case .qwenNative: "https://dashscope.aliyuncs.com/api/v1"
        }
    }

    /// The environment variable that the provider's own tools read the key from.
    package var keyVariable: String {
        switch self {
        case .deepSeek: "DEEPSEEK_API_KEY"
        case .qwenCompatible, .qwenNative: "DASHSCOPE_API_KEY"
        }
    }

    /// What follows a simulator's address in place of the provider's host.
    package var simulatorPath: String {
        switch self {
        case .deepSeek: ""
        case .qwenCompatible: "/compatible-mode/v1"
        case .qwenNative: "/api/v1"
        }
    }
}
