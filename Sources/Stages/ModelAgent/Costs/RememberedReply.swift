package import TradingDomain

/// A reply of an earlier life of the agent, as its file has it.
package struct RememberedReply: Sendable {
    package let model: String
    /// ``PromptTemplate/name`` of the rules that it was given under.
    package let rules: String
    /// The changing part of the prompt.
    package let user: String
    package let content: ReplyContent
    /// Of the cycle that asked.
    package let time: Timestamp

    package init(model: String, rules: String, user: String, content: ReplyContent, time: Timestamp) {
        self.model = model
        self.rules = rules
        self.user = user
        self.content = content
        self.time = time
    }
}
