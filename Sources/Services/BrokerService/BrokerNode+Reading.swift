internal import PaperTrading
internal import Runtime
internal import SQLiteStore
internal import TradingDomain
internal import WireFormat

/// Questions that change nothing.
extension BrokerNode {
    func answerReading(_ asker: ServiceServer.Asker, _ request: Tandem_V1_Request.OneOf_Body) throws {
        switch request {
        case .booksWanted:
            server.reply(to: asker, .books(Tandem_V1_Books(try booksReport())))
        case .ledgerWanted(let wanted):
            let limit = Int(min(max(wanted.limit, 1), 1_000))
            let entries = try store.entries(after: wanted.after, maximum: limit)
            server.reply(
                to: asker,
                .ledger(
                    try entries.map { entry in
                        Tandem_V1_Execution(entry, hash: try store.hash(at: entry.sequence)?.bytes ?? [])
                    }
                )
            )
        case .equityWanted(let wanted):
            let limit = Int(min(max(wanted.limit, 1), 10_000))
            server.reply(to: asker, .equity(try store.equity(after: wanted.after, maximum: limit)))
        case .statusWanted:
            server.reply(to: asker, .status(report.message(context)))
        default:
            server.refuse(
                asker,
                code: "UNKNOWN",
                "the paper broker answers account, execute, books, ledger, equity, status"
            )
        }
    }

    private func booksReport() throws -> BooksReport {
        var books = BooksReport()
        // After a repair the market log is read again first; nothing trades meanwhile.
        let account = broker.isCaughtUp ? try broker.account(at: broker.state.cursor) : nil
        books.isVerified = account != nil
        books.hash = store.head.hash.bytes
        books.entries = store.head.key
        books.cursor = broker.state.cursor
        books.orders = broker.state.counters.ordersAccepted
        books.fills = broker.state.counters.fills
        books.initialEquity = broker.state.initialEquity
        books.equity = account?.equity ?? broker.state.cash
        books.cash = broker.state.cash
        return books
    }
}
