/// What a provider answered with HTTP 200, before anything has read it.
package struct ChatReply: Hashable, Sendable {
    /// The body as it came, up to the client's size limit. Store it first, read it then.
    package let rawBody: [UInt8]
    package let httpStatus: Int
    /// The body is server-sent events, not one JSON object.
    package let isEventStream: Bool
    /// The provider's name of this call, for its support desk: `x-ds-trace-id` or `x-request-id`.
    package let traceID: String?
    /// The answer was made by `llm-simulator`; nothing that comes of it may be shown as a real model's view.
    package let isSimulated: Bool
    /// Milliseconds from the call to the last byte.
    package let elapsed_ms: Double

    package init(
        rawBody: [UInt8],
        httpStatus: Int,
        isEventStream: Bool = false,
        traceID: String?,
        isSimulated: Bool,
        elapsed_ms: Double
    ) {
        self.rawBody = rawBody
        self.httpStatus = httpStatus
        self.isEventStream = isEventStream
        self.traceID = traceID
        self.isSimulated = isSimulated
        self.elapsed_ms = elapsed_ms
    }
}
