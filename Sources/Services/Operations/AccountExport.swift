internal import Foundation
internal import PaperTrading
internal import Performance
internal import SQLiteStore
internal import TradingDomain

/// An account's trades, orders, ledger and equity as rows of text; every figure is the books' own decimal.
struct AccountExport {
    private struct Table {
        let name: String
        let columns: [String]
        var rows: [[String]] = []
    }

    private var trades = Table(
        name: "trades",
        columns: [
            "symbol", "side", "opened_at", "closed_at", "quantity", "entry_value", "exit_value", "exit", "profit",
            "fees", "funding", "decision", "models",
        ]
    )
    private var orders = Table(
        name: "orders",
        columns: ["id", "accepted_at", "side", "quantity", "execution", "filled", "state", "ended_at", "reason"]
    )
    private var ledger = Table(
        name: "ledger",
        columns: ["sequence", "time", "kind", "subject", "account", "asset", "amount"]
    )
    private var equity = Table(name: "equity", columns: ["position", "time", "cash", "equity", "exposure"])
    private var models = Table(name: "models", columns: ["slot", "trades", "winners", "profit"])
    private var book = TradeBook()
    private var attribution = ModelAttribution()
    private let backers: Backers

    init(_ store: LedgerStore, _ backers: Backers) throws(StoreError) {
        self.backers = backers
        var (entries, points): ([LedgerTransaction], [EquityPoint]) = ([], [])
        try AccountReader(store).each({ entries.append($0) }, { points.append($0) })
        for entry in entries {
            add(entry)
            if let trade = book.add(entry) { add(trade) }
        }
        models.rows = attribution.shares.map { [$0.slot, "\($0.trades)", "\($0.winners)", "\($0.profit)"] }
        equity.rows = points.map {
            ["\($0.position)", "\($0.time)", "\($0.cash)", "\($0.equity)", "\($0.exposure)"]
        }
    }

    private mutating func add(_ entry: LedgerTransaction) {
        var (kind, subject) = ("deposit", "")
        switch entry.kind {
        case .deposit: break
        case .orderAccepted(let order):
            (kind, subject) = ("order_accepted", "\(order.id)")
            orders.rows.append([
                "\(order.id)", "\(entry.time)", order.side.rawValue, "\(order.quantity)", order.execution.name, "0",
                "\(Order.State.working.rawValue)", "", "",
            ])
        case .orderExpired(let id, let reason):
            (kind, subject) = ("order_expired", "\(id)")
            end(id, .expired, entry.time, reason)
        case .orderChanged(let change):
            (kind, subject) = ("order_changed", "\(change.order)")
            if change.action == .cancel { end(change.order, .cancelled, entry.time, "cancelled") }
        case .fill(let fill):
            (kind, subject) = ("fill_\(fill.cause.rawValue)", "\(fill.order)")
            add(fill, at: entry.time)
        case .funded(let payment): (kind, subject) = ("funding", "\(payment.symbol)")
        case .transferred(let transfer): (kind, subject) = ("transfer", transfer.note)
        }
        let head = ["\(entry.sequence)", "\(entry.time)", kind, subject]
        if entry.postings.isEmpty { ledger.rows.append(head + ["", "", ""]) }
        for posting in entry.postings {
            let asset = if case .contracts(let symbol) = posting.asset { "\(symbol)" } else { "USDT" }
            ledger.rows.append(head + ["\(posting.account)", asset, FixedPoint.text(units: posting.amount)])
        }
    }

    private mutating func end(_ id: OrderID, _ state: Order.State, _ time: Timestamp, _ reason: String) {
        guard let index = orders.rows.lastIndex(where: { $0[0] == "\(id)" }) else { return }
        orders.rows[index][6] = state.rawValue
        orders.rows[index][7] = "\(time)"
        orders.rows[index][8] = reason
    }

    private mutating func add(_ fill: Fill, at time: Timestamp) {
        if fill.cause == .open || fill.cause == .close,
            let index = orders.rows.lastIndex(where: { $0[0] == "\(fill.order)" })
        {
            let filled = (FixedPoint.units(parsing: orders.rows[index][5]) ?? 0) + fill.quantity.units
            let isWhole = FixedPoint.text(units: filled) == orders.rows[index][3]
            orders.rows[index][5] = FixedPoint.text(units: filled)
            orders.rows[index][6] = (isWhole ? Order.State.filled : .partiallyFilled).rawValue
            orders.rows[index][7] = "\(time)"
        }
    }

    private mutating func add(_ trade: TradeBook.Trade) {
        let slots = backers.slots(of: trade.decision, wanting: trade.side)
        attribution.add(trade.profit, wantedBy: slots)
        trades.rows.append([
            "\(trade.symbol)", trade.side == .buy ? "long" : "short", "\(trade.openedAt)", "\(trade.closedAt)",
            FixedPoint.text(units: trade.quantity), String(format: "%.8f", trade.entryValue),
            String(format: "%.8f", trade.exitValue), trade.cause.rawValue, "\(trade.profit)", "\(trade.fees)",
            "\(trade.funding)", "\(trade.decision)", slots.joined(separator: "+"),
        ])
    }

    /// - Returns: the names of the files.
    func write(to folder: String) throws -> [String] {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var written: [String] = []
        for table in [trades, orders, ledger, equity, models] {
            for (ending, text) in [("csv", Self.csv(table)), ("json", try Self.json(table))] {
                let path = "\(folder)/\(table.name).\(ending)"
                try Data(text.utf8).write(to: URL(filePath: path))
                written.append("\(path)  \(table.rows.count) rows")
            }
        }
        return written
    }

    private static func csv(_ table: Table) -> String {
        ([table.columns] + table.rows).map { row in
            row.map { cell in
                cell.contains { $0 == "," || $0 == "\"" } ? "\"\(cell.replacing("\"", with: "\"\""))\"" : cell
            }.joined(separator: ",") + "\n"
        }.joined()
    }

    private static func json(_ table: Table) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let lines = try table.rows.map { row in
            let pairs = Dictionary(zip(table.columns, row)) { first, _ in first }
            return String(decoding: try encoder.encode(pairs), as: UTF8.self)
        }
        return "[\n\(lines.joined(separator: ",\n"))\n]\n"
    }
}

extension Order.Execution {
    fileprivate var name: String {
        switch self {
        case .market: "market"
        case .limit(let price, let isPostOnly): "\(isPostOnly ? "post_only" : "limit") \(price)"
        case .stopMarket(let trigger): "stop_market \(trigger)"
        case .takeProfit(let trigger): "take_profit \(trigger)"
        }
    }
}
