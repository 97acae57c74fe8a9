/// Why a question got no answer. Which of these may be asked again is ``reaction``.
package enum ChatFailure: Error, Hashable, Sendable {
    /// The last byte was not there at the deadline; the call may still be billed.
    case timedOut(after_ms: Int)
    /// Nothing that counts came for too long: blank lines and keep-alive comments do not count. The call may be billed.
    case silent(Silence)
    /// No connection, a reset, or an end before the answer's end.
    case connection(String)
    /// The body passed the limit and was cut off; the rest was never read.
    case oversized(limit_bytes: Int)
    /// 429 or 503: too much asked of the provider, by us or by all.
    case overloaded(ProviderRefusal, retryAfter_ms: Int?)
    /// 500 and its like: the provider failed.
    case serverFailed(ProviderRefusal)
    /// The key is missing, wrong, or of another region.
    case unauthorised(ProviderRefusal)
    /// No balance, or an account that is not in good standing.
    case outOfCredit(ProviderRefusal)
    /// The provider's moderation stopped the prompt.
    case filtered(ProviderRefusal)
    /// The request itself was refused: model, parameters, format.
    case refused(ProviderRefusal)
    /// An answer that no provider gives: a redirect, a page of a gateway.
    case unexpectedStatus(ProviderRefusal)
    /// The asking task was cancelled.
    case cancelled
}

/// A provider that keeps the connection and says nothing.
package enum Silence: Hashable, Sendable {
    /// Not one byte of an answer.
    case beforeFirstByte(after_ms: Int)
    /// The answer began and stopped.
    case within(after_ms: Int)
}

/// What a caller may do about a failure.
package enum ChatReaction: String, Hashable, Sendable {
    /// Ask again once, later, if deadline and budget allow.
    case retry
    /// Ask nothing more until a person has changed the key, the account or the settings.
    case stopAgent
    /// Give this question up; the next one may be asked.
    case abstain
}

extension ChatFailure {
    package var reaction: ChatReaction {
        switch self {
        case .silent, .connection, .overloaded, .serverFailed: .retry
        case .unauthorised, .outOfCredit: .stopAgent
        case .timedOut, .oversized, .filtered, .refused, .unexpectedStatus, .cancelled: .abstain
        }
    }

    /// A stable word for records and metrics, such as `timed_out`.
    package var code: String {
        switch self {
        case .timedOut: "timed_out"
        case .silent(.beforeFirstByte): "no_first_byte"
        case .silent(.within): "idle"
        case .connection: "connection"
        case .oversized: "oversized"
        case .overloaded: "overloaded"
        case .serverFailed: "server_failed"
        case .unauthorised: "unauthorised"
        case .outOfCredit: "out_of_credit"
        case .filtered: "filtered"
        case .refused: "refused"
        case .unexpectedStatus: "unexpected_status"
        case .cancelled: "cancelled"
        }
    }

    /// The provider's words, when it gave any.
    package var refusal: ProviderRefusal? {
        switch self {
        case .timedOut, .silent, .connection, .oversized, .cancelled: nil
        case .overloaded(let refusal, _), .serverFailed(let refusal), .unauthorised(let refusal),
            .outOfCredit(let refusal), .filtered(let refusal), .refused(let refusal), .unexpectedStatus(let refusal):
            refusal
        }
    }
}

extension ChatFailure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .timedOut(let deadline_ms): "no whole answer within \(deadline_ms) ms; the question is dropped"
        case .silent(.beforeFirstByte(let limit_ms)):
            "no byte of an answer within \(limit_ms) ms; see models.first_byte_ms"
        case .silent(.within(let limit_ms)): "the answer stopped for \(limit_ms) ms; see models.idle_ms"
        case .connection(let text): "the connection failed: \(text); check the base URL and the network"
        case .oversized(let limit): "the answer is larger than \(limit) bytes; it was cut off and not read"
        case .overloaded(let refusal, let retryAfter_ms):
            "the provider is too busy (\(refusal)); ask again"
                + (retryAfter_ms.map { " after \($0) ms" } ?? " later and less often")
        case .serverFailed(let refusal): "the provider failed (\(refusal)); one more try is allowed"
        case .unauthorised(let refusal): "the key was not accepted (\(refusal)); check key and region"
        case .outOfCredit(let refusal): "the account cannot pay (\(refusal)); top it up, then restart the agent"
        case .filtered(let refusal): "moderation stopped the prompt (\(refusal))"
        case .refused(let refusal): "the request was refused (\(refusal)); fix the settings"
        case .unexpectedStatus(let refusal): "no provider answers like this (\(refusal)); check the base URL"
        case .cancelled: "the question was withdrawn"
        }
    }
}
