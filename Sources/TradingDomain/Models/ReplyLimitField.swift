/// What a provider calls the limit on an answer's tokens. One report says Qwen renamed it in 2026; both are kept.
public enum ReplyLimitField: String, Hashable, Sendable, CaseIterable {
    case maxTokens = "max_tokens"
    case maxCompletionTokens = "max_completion_tokens"
}
