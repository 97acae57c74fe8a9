package import TradingDomain

extension Sequence<PaperBroker.Effect> {
    /// What goes into the ledger, in order.
    package var entries: [LedgerTransaction] {
        compactMap { if case .post(let entry) = $0 { entry } else { nil } }
    }

    /// What goes into the equity curve, in order.
    package var equityPoints: [EquityPoint] {
        compactMap { if case .mark(let point) = $0 { point } else { nil } }
    }

    /// The orders that were known already.
    package var repeatedOrders: [OrderID] {
        compactMap { if case .repeated(let id) = $0 { id } else { nil } }
    }

    /// Why the process has to end, or `nil`.
    package var failure: BrokerError? {
        for case .fail(let error) in self { return error }
        return nil
    }
}
