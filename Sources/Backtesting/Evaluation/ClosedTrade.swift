package import TradingDomain

/// A position from its first fill to its last, both ends of which are known.
package struct ClosedTrade: Hashable, Sendable {
    package let symbol: Symbol
    /// `buy` is long.
    package let side: Side
    package let openedAt: Timestamp
    package let closedAt: Timestamp
    package let quantity: Quantity
    /// Notional of the opening fills, in the account's currency.
    package let notional: Money
    /// Volume-weighted, in the quote currency.
    package let entryPrice: Double
    package let exitPrice: Double
    /// Realised profit less the fees of all fills, and the funding while it was open.
    package let profit: Money
    package let fees: Money
    /// Received when above zero.
    package let funding: Money
    /// Of the last fill.
    package let cause: Fill.Cause

    /// - Parameter kinds: of entries in the ledger's order; what is neither a fill nor funding is passed over.
    /// - Returns: the closed trades in the order of their ends.
    package static func all(in kinds: some Sequence<LedgerTransaction.Kind>) -> [ClosedTrade] {
        var open: [OpenTrade] = []
        var closed: [ClosedTrade] = []
        for kind in kinds {
            if case .funded(let payment) = kind,
                let index = open.firstIndex(where: { $0.first.symbol == payment.symbol })
            {
                open[index].funding += payment.amount
            }
            guard case .fill(let fill) = kind else { continue }
            if let index = open.firstIndex(where: { $0.first.symbol == fill.symbol }) {
                open[index].add(fill)
                guard open[index].isFlat else { continue }
                closed.append(open.remove(at: index).closed(by: fill))
            } else if fill.cause == .open {
                open.append(OpenTrade(first: fill))
            }
        }
        return closed
    }

    private struct OpenTrade {
        let first: Fill
        var (bought, sold) = (0.0, 0.0)
        var (opened, closed): (Int64, Int64) = (0, 0)
        var profit = Money.zero
        var fees = Money.zero
        var funding = Money.zero

        init(first: Fill) {
            self.first = first
            add(first)
        }

        var isFlat: Bool { opened > 0 && opened == closed }

        mutating func add(_ fill: Fill) {
            let notional = fill.price.value * fill.quantity.value
            if fill.side == first.side {
                opened += fill.quantity.units
                bought += notional
            } else {
                closed += fill.quantity.units
                sold += notional
            }
            profit += fill.realisedProfit - fill.fee
            fees += fill.fee
        }

        func closed(by last: Fill) -> ClosedTrade {
            let quantity = Double(opened) / 1e8
            return ClosedTrade(
                symbol: first.symbol,
                side: first.side,
                openedAt: first.time,
                closedAt: last.time,
                quantity: (try? Quantity(units: opened)) ?? .zero,
                notional: Money(units: Int64((bought * 1e8).rounded())),
                entryPrice: bought / quantity,
                exitPrice: sold / quantity,
                profit: profit + funding,
                fees: fees,
                funding: funding,
                cause: last.cause
            )
        }
    }
}
