package import TradingDomain

/// What is committed before a call leaves: the reservation of its cost and all that is needed to repeat it.
package struct CallIntent: Hashable, Sendable {
    package let id: CallID
    package let model: String
    /// Why it is this model; `nil` when there is one alone.
    package let choice: ModelChoice?
    package let promptVersion: String
    /// ``PromptTemplate/digest``.
    package let promptDigest: String
    /// The changing part of the prompt; the rest follows from version and digest.
    package let user: String
    /// What is asked about, sorted.
    package let symbols: [Symbol]
    /// 1e-9 US dollars, 0 or more.
    package let reserved_nanoUSD: Int64
}

/// The call to make, once its intent is committed.
package struct ChatPrompt: Hashable, Sendable {
    package let id: CallID
    package let model: String
    package let system: String
    package let user: String
    /// How many are asked about.
    package let symbols: Int
    /// Tokens that the answer may have.
    package let maximumReplyTokens: Int
    package let capabilities: ModelCapabilities?
    /// 1e-9 US dollars that are set aside for it.
    package let reserved_nanoUSD: Int64
}

/// What the provider's envelope held.
package enum ReplyContent: Hashable, Sendable {
    /// The tool's arguments, word for word.
    case arguments(String)
    case unusable(AbstentionCause, detail: String)
}

/// A provider's answer: the body as it came, and what its envelope says.
package struct RawReply: Hashable, Sendable {
    package let id: CallID
    package let httpStatus: Int
    package let body: [UInt8]
    package let content: ReplyContent
    /// What the provider will bill, in 1e-9 US dollars; `nil` when it did not say, and the reservation stays spent.
    package let cost_nanoUSD: Int64?

    package init(id: CallID, httpStatus: Int, body: [UInt8], content: ReplyContent, cost_nanoUSD: Int64?) {
        self.id = id
        self.httpStatus = httpStatus
        self.body = body
        self.content = content
        self.cost_nanoUSD = cost_nanoUSD
    }
}

/// How a call ended, to be committed before anybody hears of it.
package enum CallOutcome: Hashable, Sendable {
    /// `cost_nanoUSD` is the bill, or the reservation where the bill is unknown.
    case replied(RawReply, cost_nanoUSD: Int64)
    case failed(CallID, AbstentionCause, detail: String, cost_nanoUSD: Int64)

    package var id: CallID {
        switch self {
        case .replied(let reply, _): reply.id
        case .failed(let id, _, _, _): id
        }
    }
}

/// What the agent's file knows of a call when its question comes, or comes again.
package struct StoredCall: Hashable, Sendable {
    package enum State: Hashable, Sendable {
        /// The process ended while the call was under way: it may be made again on the same reservation.
        case reserved(nanoUSD: Int64)
        /// The stored body's content, or why there was none.
        case ended(ReplyContent)
    }

    package let part: Int
    package let isRepair: Bool
    package let state: State
    /// For a replay: the changing part of the prompt that an earlier run asked with.
    package let prompt: String?

    package init(_ state: State, part: Int = 0, isRepair: Bool = false, prompt: String? = nil) {
        self.state = state
        self.prompt = prompt
        self.part = part
        self.isRepair = isRepair
    }
}
