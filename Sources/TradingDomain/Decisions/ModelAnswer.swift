/// What one slot says about one symbol on one channel.
///
/// It is held and repeated over many cycles, so its fields lie in one shared allocation.
public struct ModelAnswer: Hashable, Sendable {
    @usableFromInline
    final class Fields: Sendable {
        @usableFromInline let slot: String
        @usableFromInline let channel: Channel
        @usableFromInline let symbol: Symbol
        @usableFromInline let outcome: Outcome

        init(slot: String, channel: Channel, symbol: Symbol, outcome: Outcome) {
            self.slot = slot
            self.channel = channel
            self.symbol = symbol
            self.outcome = outcome
        }
    }

    @usableFromInline let fields: Fields

    @inlinable public var slot: String { fields.slot }
    @inlinable public var channel: Channel { fields.channel }
    @inlinable public var symbol: Symbol { fields.symbol }
    @inlinable public var outcome: Outcome { fields.outcome }

    public enum Outcome: Hashable, Sendable {
        case decided(TradingDecision)
        case abstained(AbstentionCause)
    }

    public init(slot: String, channel: Channel, symbol: Symbol, outcome: Outcome) {
        fields = Fields(slot: slot, channel: channel, symbol: symbol, outcome: outcome)
    }

    /// The decision, if the slot spoke.
    @inlinable public var decision: TradingDecision? {
        if case .decided(let decision) = outcome { decision } else { nil }
    }

    public static func == (left: ModelAnswer, right: ModelAnswer) -> Bool {
        left.fields === right.fields
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
    public func isTriviallyIdentical(to other: ModelAnswer) -> Bool { fields === other.fields }

    /// Whether both are copies of one decision, though maybe in different cycles; others may be equal too.
    @inlinable
    public func repeats(_ other: ModelAnswer) -> Bool {
        guard case .decided(let one) = outcome, case .decided(let two) = other.outcome else { return false }
        return one.repeats(two)
    }
}
