package import TradingDomain

/// What each model's word has brought: the profit of every closed trade, to whoever wanted it opened.
///
/// A trade's profit, after fees and funding, goes in equal parts to the slots that answered with its side, on either
/// channel, in the decision that opened it. A part that 1e-8 does not divide goes to the first by name, unit by unit, so
/// that the sum of all parts is the sum of all trades. A trade without such a slot is counted under ``unknown``.
package struct ModelAttribution: Hashable, Sendable {
    /// Stands for a decision of which no answer is known.
    package static let unknown = "unknown"

    package struct Share: Hashable, Sendable {
        package let slot: String
        /// Trades that it wanted, alone or with others.
        package internal(set) var trades = 0
        /// Those with a profit above zero.
        package internal(set) var winners = 0
        /// Its parts of them.
        package internal(set) var profit = Money.zero
    }

    /// Sorted by slot.
    package private(set) var shares: [Share] = []

    package init() {}

    /// Counts a closed trade.
    ///
    /// - Parameters:
    ///   - profit: after fees and funding.
    ///   - slots: who wanted it, each once, sorted.
    package mutating func add(_ profit: Money, wantedBy slots: [String]) {
        let slots = slots.isEmpty ? [Self.unknown] : slots
        let (part, rest) = profit.units.quotientAndRemainder(dividingBy: Int64(slots.count))
        for (index, slot) in slots.enumerated() {
            let place = place(of: slot)
            let unit: Int64 = index < rest.magnitude ? rest.signum() : 0
            shares[place].profit += Money(units: part + unit)
            shares[place].trades += 1
            if profit > .zero { shares[place].winners += 1 }
        }
    }

    private mutating func place(of slot: String) -> Int {
        let place = shares.firstIndex { $0.slot >= slot } ?? shares.count
        if place == shares.count || shares[place].slot != slot { shares.insert(Share(slot: slot), at: place) }
        return place
    }
}

extension CycleRecord.SymbolRecord {
    /// The slots that answered with a side, on either channel; each once, sorted.
    package func slots(wanting side: Side) -> [String] {
        var slots: [String] = []
        for answer in answers {
            guard let action = answer.decision?.action, action == (side == .buy ? .buy : .sell),
                !slots.contains(answer.slot)
            else { continue }
            slots.append(answer.slot)
        }
        return slots.sorted()
    }
}
