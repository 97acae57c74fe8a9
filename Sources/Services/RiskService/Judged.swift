internal import SQLiteStore
internal import TradingDomain
internal import WireFormat

/// The word on one cycle, as it is stored and as it travels.
struct Judged {
    var verdicts: Tandem_V1_Verdicts
    var orders: Tandem_V1_Execute

    init(verdicts: Tandem_V1_Verdicts, orders: Tandem_V1_Execute) {
        self.verdicts = verdicts
        self.orders = orders
    }

    /// - Throws: ``WireFormat/WireError`` for bytes that are not what was stored.
    init(_ stored: RiskStore.Judged) throws(WireError) {
        verdicts = try WireFormat.decode(stored.verdicts, what: "stored verdicts")
        orders = try WireFormat.decode(stored.orders, what: "stored orders")
    }

    var stored: RiskStore.Judged {
        RiskStore.Judged(verdicts: WireFormat.encode(verdicts), orders: WireFormat.encode(orders))
    }

    /// Refuses every opening order in it.
    ///
    /// - Parameter reason: why nothing may open now.
    /// - Returns: how many were withdrawn.
    mutating func withdrawOpenings(because reason: String) -> Int {
        let ids = orders.orders.map(\.order.id).filter { $0.hasSuffix("/open") }
        guard !ids.isEmpty else { return 0 }
        orders.orders.removeAll { ids.contains($0.order.id) }
        for index in verdicts.verdicts.indices {
            guard case .approved(let order) = verdicts.verdicts[index].outcome, ids.contains(order.id) else { continue }
            verdicts.verdicts[index].refuse(
                code: Refusal.Code.halted.rawValue,
                "approved, but withdrawn before it was sent: \(reason)"
            )
        }
        return ids.count
    }
}
