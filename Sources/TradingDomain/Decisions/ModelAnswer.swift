/// What one slot says about one symbol on one channel.
///
/// It is held and repeated over many cycles, so its fields, but for the decision's time, lie in one shared allocation.
public struct ModelAnswer: Hashable, Sendable {
    @usableFromInline
    final class Fields: Sendable {
        @usableFromInline let slot: String
        @usableFromInline let channel: Channel
        @usableFromInline let symbol: Symbol
        /// As it was first given.
        @usableFromInline let outcome: Outcome

        init(slot: String, channel: Channel, symbol: Symbol, outcome: Outcome) {
            self.slot = slot
            self.channel = channel
            self.symbol = symbol
            self.outcome = outcome
        }
    }

    @usableFromInline let fields: Fields
    /// The decision's; zero for an abstention.
    @usableFromInline let time: Timestamp

    @inlinable public var slot: String { fields.slot }
    @inlinable public var channel: Channel { fields.channel }
    @inlinable public var symbol: Symbol { fields.symbol }
    @inlinable public var outcome: Outcome {
        if case .decided(let decision) = fields.outcome { .decided(decision.at(time)) } else { fields.outcome }
    }

    public enum Outcome: Hashable, Sendable {
        case decided(TradingDecision)
        case abstained(AbstentionCause)
    }

    public init(slot: String, channel: Channel, symbol: Symbol, outcome: Outcome) {
        fields = Fields(slot: slot, channel: channel, symbol: symbol, outcome: outcome)
        if case .decided(let decision) = outcome { time = decision.time } else { time = .epoch }
    }

    @usableFromInline
    init(_ fields: Fields, time: Timestamp) {
        self.fields = fields
        self.time = time
    }

    /// The same answer in the cycle of another event time.
    @inlinable
    public func at(_ time: Timestamp) -> ModelAnswer {
        if case .decided = fields.outcome { ModelAnswer(fields, time: time) } else { self }
    }

    /// The decision, if the slot spoke.
    @inlinable public var decision: TradingDecision? {
        if case .decided(let decision) = outcome { decision } else { nil }
    }

    public static func == (left: ModelAnswer, right: ModelAnswer) -> Bool {
        left.isTriviallyIdentical(to: right)
            || left.slot == right.slot && left.channel == right.channel && left.symbol == right.symbol
                && left.outcome == right.outcome
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(slot)
        hasher.combine(channel)
        hasher.combine(symbol)
        hasher.combine(outcome)
    }

    /// Whether both are copies of one answer; equal ones need not be.
    @inlinable
    public func isTriviallyIdentical(to other: ModelAnswer) -> Bool {
        fields === other.fields && time == other.time
    }

    /// Whether both are copies of one answer or of one decision, though maybe in different cycles; others may be equal too.
    @inlinable
    public func repeats(_ other: ModelAnswer) -> Bool {
        if fields === other.fields { return true }
        guard case .decided(let one) = fields.outcome, case .decided(let two) = other.fields.outcome else {
            return false
        }
        return one.repeats(two)
    }
}
