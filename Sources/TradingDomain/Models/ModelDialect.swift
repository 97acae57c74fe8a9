/// The wire protocols that a model may be asked in.
public enum ModelDialect: String, Hashable, Sendable, CaseIterable {
    /// DeepSeek's chat completions.
    case deepSeek = "deepseek"
    /// Qwen on DashScope's OpenAI-compatible endpoint, which serves every current Qwen model, and any server that
    /// speaks chat completions.
    case qwenCompatible = "qwen-compatible"
    /// Qwen on DashScope's own text-generation endpoint, which serves the models before Qwen3.5.
    case qwenNative = "qwen-native"
}
