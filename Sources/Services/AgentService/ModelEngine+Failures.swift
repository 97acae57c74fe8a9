internal import LanguageModels
internal import ModelAgent
internal import Ports
internal import TradingDomain

extension ModelEngine.Failure {
    /// Nothing was sent.
    init(_ cause: AbstentionCause, _ detail: String) {
        self.init(cause: cause, detail: detail, cost_nanoUSD: 0, reaction: .abstain, isTransient: false)
    }

    init(_ failure: ChatFailure) {
        self.init(
            cause: failure.abstention,
            detail: "\(failure)",
            cost_nanoUSD: failure.costsNothing ? 0 : nil,
            reaction: failure.reaction,
            isTransient: failure.reaction == .retry || failure.code == "timed_out"
        )
        if case .overloaded(_, let wait_ms) = failure { retryAfter_ms = wait_ms }
    }

    /// What it says about the provider.
    var sign: CallGate.Sign {
        switch reaction {
        case .stopAgent: .stop(detail)
        case .retry: .ill
        case .abstain: cause == .timedOut ? .ill : .well
        }
    }
}

extension ChatFailure {
    var abstention: AbstentionCause {
        switch self {
        case .timedOut, .silent: .timedOut
        case .connection, .overloaded, .serverFailed, .unexpectedStatus, .cancelled: .unreachable
        case .oversized: .oversized
        case .unauthorised, .outOfCredit, .filtered, .refused: .refused
        }
    }

    /// The provider bills nothing for a call that it refused or never got.
    var costsNothing: Bool {
        switch self {
        case .unauthorised, .outOfCredit, .overloaded, .refused: true
        case .timedOut, .silent, .connection, .oversized, .serverFailed, .filtered, .unexpectedStatus, .cancelled: false
        }
    }
}

extension EnvelopeFailure {
    var abstention: AbstentionCause {
        switch self {
        case .emptyBody, .noChoices: .empty
        case .cutAtLimit: .truncated
        case .filtered: .refused
        case .errorInside, .interrupted: .unreachable
        case .notJSON, .malformed, .severalChoices, .unknownFinish, .noToolCall, .severalToolCalls, .wrongTool,
            .argumentsNotText:
            .malformed
        }
    }
}
