package import TradingDomain

extension CallStore {
    /// Which call of a slot.
    package struct Key: Hashable, Sendable {
        package let cycle: CycleID
        package let channel: Channel
        package let part: Int
        package let isRepair: Bool

        package init(_ cycle: CycleID, _ channel: Channel, part: Int = 0, isRepair: Bool = false) {
            self.cycle = cycle
            self.channel = channel
            self.part = part
            self.isRepair = isRepair
        }
    }

    /// What is known before the call leaves.
    package struct Intent: Hashable, Sendable {
        package let key: Key
        package let model: String
        package let promptDigest: String
        package let prompt: String
        /// What is asked about, sorted.
        package let symbols: [Symbol]
        /// No real model answers.
        package let isSimulated: Bool
        package let reserved_nanoUSD: Int64
        /// Why it is this model; `nil` when there is one alone.
        package let choice: ModelChoice?

        package init(
            key: Key,
            model: String,
            promptDigest: String,
            prompt: String,
            symbols: [Symbol],
            isSimulated: Bool,
            reserved_nanoUSD: Int64,
            choice: ModelChoice? = nil
        ) {
            self.key = key
            self.model = model
            self.promptDigest = promptDigest
            self.prompt = prompt
            self.symbols = symbols
            self.isSimulated = isSimulated
            self.reserved_nanoUSD = reserved_nanoUSD
            self.choice = choice
        }
    }

    /// What came back, raw, or why nothing did.
    package struct Outcome: Hashable, Sendable {
        package var status: Int?
        package var reply: [UInt8]?
        /// An ``AbstentionCause``; `nil` when a reply came.
        package var failure: String?
        package var cost_nanoUSD: Int64
        package var promptTokens: Int
        package var cachedTokens: Int
        package var completionTokens: Int
        /// Wall time from the call to its end; `nil` where it was not measured.
        package var duration_ms: Int64?

        package init(
            status: Int?,
            reply: [UInt8]?,
            failure: String?,
            cost_nanoUSD: Int64,
            promptTokens: Int = 0,
            cachedTokens: Int = 0,
            completionTokens: Int = 0,
            duration_ms: Int64? = nil
        ) {
            self.status = status
            self.reply = reply
            self.failure = failure
            self.cost_nanoUSD = cost_nanoUSD
            self.promptTokens = promptTokens
            self.cachedTokens = cachedTokens
            self.completionTokens = completionTokens
            self.duration_ms = duration_ms
        }
    }

    /// One call as it is stored: what was asked, and what came back, if anything did.
    package struct Recorded: Hashable, Sendable {
        package let intent: Intent
        package let outcome: Outcome?
    }

    /// What was not asked of a question.
    package struct Unasked: Hashable, Sendable {
        package let cycle: CycleID
        package let channel: Channel
        package let quiet: [Symbol]
        package let cached: [Symbol]
        package let ruled: [Symbol]
        package let step: String
        package let saved_nanoUSD: Int64

        package init(
            cycle: CycleID,
            channel: Channel,
            quiet: [Symbol],
            cached: [Symbol],
            ruled: [Symbol],
            step: String,
            saved_nanoUSD: Int64
        ) {
            self.cycle = cycle
            self.channel = channel
            self.quiet = quiet
            self.cached = cached
            self.ruled = ruled
            self.step = step
            self.saved_nanoUSD = saved_nanoUSD
        }
    }
}
