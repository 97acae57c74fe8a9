/// A decision for one symbol: what a model returns for one channel, and what the fusion makes of all of them.
///
/// It passes through many hands and never changes, so its fields, but for the time, lie in one shared allocation.
public struct TradingDecision: Hashable, Sendable {
    @usableFromInline
    struct Fields: Hashable, Sendable {
        @usableFromInline let symbol: Symbol
        @usableFromInline let action: TradingAction
        @usableFromInline let confidence: Percent
        @usableFromInline let plan: TradePlan?
        @usableFromInline let reasoning: String
        @usableFromInline let views: ChannelViews
        @usableFromInline let riskLevel: RiskLevel
        @usableFromInline let riskScore: Percent
        @usableFromInline let sources: [String]
    }

    @usableFromInline
    final class Storage: Sendable {
        @usableFromInline let fields: Fields

        init(_ fields: Fields) { self.fields = fields }
    }

    @usableFromInline let storage: Storage

    @inlinable public var symbol: Symbol { storage.fields.symbol }
    @inlinable public var action: TradingAction { storage.fields.action }
    @inlinable public var confidence: Percent { storage.fields.confidence }
    /// Entry, stop, target, size and leverage; present exactly when the action is BUY or SELL.
    @inlinable public var plan: TradePlan? { storage.fields.plan }
    /// One or two sentences for a person; at most ``longestReasoning`` characters; no program reads it.
    @inlinable public var reasoning: String { storage.fields.reasoning }
    /// The view per channel: one for a model's answer, up to two after fusion.
    @inlinable public var views: ChannelViews { storage.fields.views }
    @inlinable public var riskLevel: RiskLevel { storage.fields.riskLevel }
    @inlinable public var riskScore: Percent { storage.fields.riskScore }
    /// Slots whose answers went in, sorted, such as `["deepseek", "qwen"]`.
    @inlinable public var sources: [String] { storage.fields.sources }
    /// Event time of the cycle that asked.
    public let time: Timestamp

    public static let longestReasoning = 600

    /// - Throws: ``ValueError`` when a BUY or SELL has no plan, a HOLD has one, or the reasoning is too long.
    public init(
        symbol: Symbol,
        action: TradingAction,
        confidence: Percent,
        plan: TradePlan?,
        reasoning: String,
        views: ChannelViews,
        riskLevel: RiskLevel,
        riskScore: Percent,
        sources: [String],
        time: Timestamp
    ) throws(ValueError) {
        guard (action == .hold) == (plan == nil) else {
            throw .inconsistent(what: "\(action.rawValue) \(plan == nil ? "without" : "with") a trade plan")
        }
        guard reasoning.utf8.count <= Self.longestReasoning || reasoning.count <= Self.longestReasoning else {
            throw .outOfRange(
                what: "reasoning",
                was: "\(reasoning.count) characters",
                allowed: "at most \(Self.longestReasoning)"
            )
        }
        storage = Storage(
            Fields(
                symbol: symbol,
                action: action,
                confidence: confidence,
                plan: plan,
                reasoning: reasoning,
                views: views,
                riskLevel: riskLevel,
                riskScore: riskScore,
                sources: sources
            )
        )
        self.time = time
    }

    @usableFromInline
    init(_ storage: Storage, time: Timestamp) {
        self.storage = storage
        self.time = time
    }

    public static func == (left: TradingDecision, right: TradingDecision) -> Bool {
        left.time == right.time && (left.storage === right.storage || left.storage.fields == right.storage.fields)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(storage.fields)
        hasher.combine(time)
    }

    /// The same decision in the cycle of another event time.
    @inlinable
    public func at(_ time: Timestamp) -> TradingDecision { TradingDecision(storage, time: time) }

    /// Whether one was made of the other by ``at(_:)``; others may say the same too.
    @inlinable
    public func repeats(_ other: TradingDecision) -> Bool { storage === other.storage }

    /// BUY +confidence, SELL −confidence, HOLD 0; range −100 ... 100.
    @inlinable public var signedConfidence: Int { storage.fields.action.sign * storage.fields.confidence.value }
}
