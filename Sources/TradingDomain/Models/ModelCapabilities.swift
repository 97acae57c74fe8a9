/// How a model wants to be asked: what its provider's page allows, and what works.
public struct ModelCapabilities: Hashable, Sendable {
    /// How the one tool is demanded.
    public enum ToolChoice: String, Hashable, CaseIterable, Sendable {
        /// By its name; both providers allow it while thinking is off.
        case named
        /// Some tool, and there is only one; for servers that know no named choice.
        case required
        /// The model may answer in text, which is refused then.
        case auto
    }

    /// Where the decision comes back.
    public enum AnswerForm: String, Hashable, CaseIterable, Sendable {
        /// In the arguments of a tool call.
        case tool
        /// In the answer's text, in JSON object mode.
        case jsonObject = "json_object"
        /// In the answer's text, held to the tool's schema. DeepSeek refuses this mode.
        case jsonSchema = "json_schema"
    }

    /// What switches thinking off; on both providers it is on by default for new models.
    public enum ThinkingSwitch: String, Hashable, CaseIterable, Sendable {
        /// `"thinking":{"type":"disabled"}`
        case thinkingType = "thinking_type"
        /// `"enable_thinking":false`
        case enableThinking = "enable_thinking"
        /// Nothing is sent.
        case none
    }

    public var toolChoice: ToolChoice
    public var answerForm: AnswerForm
    public var thinkingSwitch: ThinkingSwitch
    public var replyLimitField: ReplyLimitField

    public init(
        toolChoice: ToolChoice = .named,
        answerForm: AnswerForm = .tool,
        thinkingSwitch: ThinkingSwitch,
        replyLimitField: ReplyLimitField = .maxTokens
    ) {
        self.toolChoice = toolChoice
        self.answerForm = answerForm
        self.thinkingSwitch = thinkingSwitch
        self.replyLimitField = replyLimitField
    }

    /// What holds for a model without a card.
    public static func standard(_ dialect: ModelDialect) -> ModelCapabilities {
        ModelCapabilities(thinkingSwitch: dialect == .deepSeek ? .thinkingType : .enableThinking)
    }
}
