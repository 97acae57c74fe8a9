internal import JSONText
internal import TradingDomain

/// Positions and the ledger's last entries.
extension DashboardModel {
    func write(positions writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("cash", account?.cash.description ?? "")
            writer.arrayMember("open") { writer in
                for holding in account?.holdings ?? [] { DashboardModel.write(holding, to: &writer) }
            }
            writer.arrayMember("pending") { writer in
                for order in account?.pendingOrders ?? [] {
                    writer.object { writer in
                        writer.member("symbol", order.symbol.description)
                        writer.member("side", order.side.rawValue)
                        writer.member("leg", order.id.leg.rawValue)
                        writer.member("quantity", order.quantity.description)
                    }
                }
            }
        }
    }

    private static func write(_ holding: AccountSnapshot.Holding, to writer: inout JSONWriter) {
        let position = holding.position
        writer.object { writer in
            writer.member("symbol", position.symbol.description)
            writer.member("side", position.side == .buy ? "long" : "short")
            writer.member("quantity", position.quantity.description)
            writer.member("entry", position.averagePrice.description)
            writer.member("mark", holding.mark.description)
            writer.member("profit", holding.openProfit.description)
            writer.member("stop", position.protection.stopLoss.description)
            writer.member("target", position.protection.takeProfit.description)
            writer.member("leverage", position.leverage)
            writer.member("since", position.openedAt.description)
        }
    }

    func write(ledger writer: inout JSONWriter) {
        writer.array { writer in
            for entry in entries.reversed() {
                writer.object { writer in
                    writer.member("sequence", entry.sequence)
                    writer.member("time", entry.time.description)
                    DashboardModel.write(entry.kind, to: &writer)
                }
            }
        }
    }

    private static func write(_ kind: LedgerTransaction.Kind, to writer: inout JSONWriter) {
        switch kind {
        case .deposit:
            writer.member("kind", "deposit")
        case .orderAccepted(let order):
            writer.member("kind", "order")
            writer.member("symbol", order.symbol.description)
            writer.member("detail", "\(order.id.leg.rawValue) \(order.side.rawValue) \(order.quantity)")
        case .fill(let fill):
            writer.member("kind", "fill")
            writer.member("symbol", fill.symbol.description)
            writer.member("detail", "\(fill.cause.rawValue) \(fill.side.rawValue) \(fill.quantity) at \(fill.price)")
            writer.member("fee", fill.fee.description)
            writer.member("profit", fill.realisedProfit.description)
        case .orderChanged(let change):
            writer.member("kind", change.action == .cancel ? "cancelled" : "amended")
            writer.member("symbol", change.order.decision.symbol.description)
            writer.member("detail", "\(change.order.leg.rawValue)")
        case .funded(let payment):
            writer.member("kind", "funding")
            writer.member("symbol", payment.symbol.description)
            writer.member("detail", "rate \(payment.rate) at \(payment.mark)")
            writer.member("profit", payment.amount.description)
        case .transferred(let transfer):
            writer.member("kind", transfer.amount > .zero ? "deposit" : "withdrawal")
            writer.member("detail", "\(transfer.amount) \(transfer.note)")
        case .orderExpired(let order, let reason):
            writer.member("kind", "expired")
            writer.member("symbol", order.decision.symbol.description)
            writer.member("detail", reason)
        }
    }
}
