/// A language model that answers one question with one tool call.
///
/// The reply comes back as bytes, so that the caller can store what was said before anything reads it.
/// Implementations: a provider over HTTP, a recording, a script in a test.
package protocol ChatModel: Sendable {
    /// Asks once. Never retries: what a second try may cost is the caller's decision.
    ///
    /// - Parameter request: the question, with its own deadline.
    /// - Returns: the provider's answer, unread, when its HTTP status was 200.
    /// - Throws: ``ChatFailure``, at the latest a few milliseconds after the request's deadline.
    func send(_ request: ChatRequest) async throws(ChatFailure) -> ChatReply
}
