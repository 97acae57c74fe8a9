import ModelAgent

/// The provider that the simulator plays.
package enum SimulatedProvider: String, Hashable, Sendable {
    case deepSeek = "deepseek"
    case qwen

    var tokenizer: Tokenizer { self == .deepSeek ? .deepSeek : .qwen }
}

/// A question as the simulated model sees it.
package struct SimulatedCall: Hashable, Sendable {
    package let provider: SimulatedProvider
    package let model: String
    /// All system messages, joined by blank lines.
    package let systemPrompt: String
    /// All other messages, joined by blank lines.
    package let userPrompt: String
    /// The tool to call, or `nil` when the answer is to be text.
    package let toolName: String?

    package init(
        provider: SimulatedProvider,
        model: String,
        systemPrompt: String,
        userPrompt: String,
        toolName: String?
    ) {
        self.provider = provider
        self.model = model
        self.systemPrompt = systemPrompt
        self.userPrompt = userPrompt
        self.toolName = toolName
    }
}
