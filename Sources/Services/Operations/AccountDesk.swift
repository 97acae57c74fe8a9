internal import Foundation
internal import PaperTrading
internal import Performance
package import Runtime
internal import SQLiteStore
internal import StageSettings
internal import TradingDomain

/// `tandem account`: accounts side by side, each in a folder of its own. Only while its broker is stopped: a file has one
/// process.
package struct AccountDesk {
    private let options: ProcessOptions
    private var path: String { options.paths.store("ledger") }

    package init(_ options: ProcessOptions) { self.options = options }

    /// The accounts of the data folder, a line each.
    package func list() -> String {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: options.dataDirectory)) ?? []
        var rows = [["account", "entries", "cash USDT", "state"]]
        for name in names.sorted() {
            let file = RunPaths(data: "\(options.dataDirectory)/\(name)", run: "").store("ledger")
            guard FileManager.default.fileExists(atPath: file) else { continue }
            do throws(StoreError) {
                let store = try LedgerStore(path: file, durability: .full)
                let found = try store.verify()
                try store.close()
                rows.append([name, "\(found.ledger.key)", "\(found.books.cash)", "verified"])
            } catch {
                var state = "does not verify: see tandem verify --account \(name)"
                if case .inUse = error { state = "running" }
                rows.append([name, "-", "-", state])
            }
        }
        return rows.count > 1 ? TextTable.text(rows) : "no account in \(options.dataDirectory)"
    }

    /// Makes an account whose initial equity never changes.
    ///
    /// - Parameter equity: decimal text in USDT; `nil` takes the settings'.
    /// - Returns: one line for a person.
    /// - Throws: ``ProcessFailure`` for an account that is there, or an amount that is none.
    package func make(equity: String?) throws(ProcessFailure) -> String {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw ProcessFailure(.usage, "account '\(options.account)' is there already, at \(path)")
        }
        let amount: Money
        if let equity {
            guard let read = try? Money(parsing: equity), read > .zero else {
                throw ProcessFailure(.usage, "--initial-equity was '\(equity)'; allowed is an amount above zero")
            }
            amount = read
        } else {
            amount = try options.settings().initialEquity()
        }
        do {
            try FileManager.default.createDirectory(atPath: options.paths.data, withIntermediateDirectories: true)
        } catch {
            throw ProcessFailure(.cannotCreate, "folder \(options.paths.data) cannot be made")
        }
        try stored { () throws(StoreError) in
            var store = try LedgerStore(path: path, durability: .full)
            try store.commit([], equity: [], state: BrokerState(initialEquity: amount))
            try store.close()
        }
        return "account '\(options.account)' has \(amount) USDT; they are booked with its first market event"
    }

    /// The books of the account, for a person.
    ///
    /// - Throws: ``ProcessFailure`` for books that are not there, do not verify or are in use.
    package func show() throws(ProcessFailure) -> String {
        try opened { store, state throws(StoreError) in
            let fills = try store.fills(after: 0, maximum: .max)
            var meter = PerformanceMeter(initialEquity: state.initialEquity)
            var (book, attribution) = (TradeBook(), ModelAttribution())
            let backers = Backers(options)
            defer { backers.close() }
            try AccountReader(store).each(
                { entry in
                    meter.add(entry)
                    guard let trade = book.add(entry) else { return }
                    attribution.add(trade.profit, wantedBy: backers.slots(of: trade.decision, wanting: trade.side))
                },
                { meter.add($0) }
            )
            var rows = [
                ["initial equity", "\(state.initialEquity) USDT"], ["cash", "\(state.cash) USDT"],
                ["equity", "\(meter.report.finalEquity) USDT at the last tick"],
                ["realised", "\(state.counters.realisedProfit) USDT"], ["fees", "\(state.counters.fees) USDT"],
                ["funding", "\(state.counters.funding) USDT"], ["transfers", "\(state.counters.transfers) USDT"],
                ["orders", "\(state.counters.ordersAccepted), \(state.counters.ordersExpired) expired"],
                ["fills", "\(fills.count), \(state.counters.liquidations) liquidations"],
                [
                    "closed trades",
                    "\(meter.report.trades), \(meter.report.bySymbol.reduce(0) { $0 + $1.winners }) with a profit",
                ],
                ["event time", "\(meter.report.to ?? state.time)"],
                ["ledger", "\(store.head.key) entries, \(store.head.hash)"],
            ]
            for position in state.books.compactMap(\.position) {
                let side = position.side == .buy ? "long" : "short"
                rows.append([
                    "position",
                    "\(side) \(position.quantity) \(position.symbol) at \(position.averagePrice), "
                        + "stop \(position.protection.stopLoss), target \(position.protection.takeProfit)",
                ])
            }
            for pending in state.books.compactMap(\.pending) {
                let order = pending.order
                rows.append(["waiting", "\(order.id) \(order.side.rawValue) \(pending.filled) of \(order.quantity)"])
            }
            rows += Self.rows(attribution, areKnown: backers.areKnown)
            for repair in try store.repairs() {
                rows.append([
                    "repair", "\(repair.at) by \(repair.by): entries 1...\(repair.kept) kept, \(repair.reason)",
                ])
            }
            return TextTable.text(rows)
        }
    }

    /// What each model brought, a row each.
    private static func rows(_ attribution: ModelAttribution, areKnown: Bool) -> [[String]] {
        guard areKnown else {
            return attribution.shares.isEmpty ? [] : [["models", "their answers are not in this folder"]]
        }
        return attribution.shares.map { share in
            [
                share.slot,
                "\(share.profit) USDT of \(share.trades) trades that it wanted, \(share.winners) with a profit",
            ]
        }
    }

    /// Puts money in (above zero) or takes some out (below), as an entry of the ledger.
    ///
    /// - Throws: ``ProcessFailure`` for an amount that is none or is not free.
    package func transfer(_ text: String, isOut: Bool, note: String) throws(ProcessFailure) -> String {
        guard let amount = try? Money(parsing: text), amount > .zero,
            let transfer = try? Transfer(amount: isOut ? -amount : amount, note: "\(NSUserName()): \(note)")
        else {
            throw ProcessFailure(
                .usage,
                "'\(text)' is no amount above zero, or the note is not plain text of at most 400 characters"
            )
        }
        let settings = try options.settings().broker()
        var failure: BrokerError?
        let done = try opened { store, state throws(StoreError) in
            let effects: [PaperBroker.Effect]
            let after: BrokerState
            do throws(BrokerError) {
                var broker = try PaperBroker(restoring: state, settings: settings)
                effects = broker.handle(.transferred(transfer), at: state.time)
                if let refusal = effects.failure { throw refusal }
                after = broker.state
            } catch {
                failure = error
                return ""
            }
            try store.commit(effects, after)
            return "\(isOut ? "took out" : "put in") \(amount) USDT, entry \(store.head.key)"
        }
        if let failure { throw ProcessFailure(.usage, "\(failure)") }
        return done
    }

    /// Writes trades, orders, ledger, equity and what each model brought as CSV and JSON.
    ///
    /// - Returns: the files, a line each.
    /// - Throws: ``ProcessFailure`` for a folder that cannot be written.
    package func export(to folder: String) throws(ProcessFailure) -> String {
        let backers = Backers(options)
        defer { backers.close() }
        let export = try opened { store, _ throws(StoreError) in try AccountExport(store, backers) }
        do { return try export.write(to: folder).joined(separator: "\n") } catch {
            throw ProcessFailure(.cannotCreate, "\(folder): \(error.localizedDescription)")
        }
    }

    /// `tandem verify --repair-to`.
    ///
    /// - Throws: ``ProcessFailure`` when a row up to it does not verify; the file is then as it was.
    package func repair(to row: UInt64, reason: String) throws(ProcessFailure) -> String {
        try checkIsThere()
        let settings = try options.settings().broker()
        let now = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        return try stored { () throws(StoreError) in
            let act = (by: NSUserName(), reason: reason, at: now)
            let repair = try LedgerStore.repair(path: path, to: row, settings: settings, act)
            return
                "REPAIRED  entries 1...\(repair.kept) are kept, \(repair.removed) are gone; the books stand at the tick of "
                + "\(repair.time) and go on from there. The file as it was: \(repair.copy)"
        }
    }

    private func checkIsThere() throws(ProcessFailure) {
        guard FileManager.default.fileExists(atPath: path) else {
            throw ProcessFailure(
                .data,
                "account '\(options.account)' has no books at \(path); see --account and --data-dir"
            )
        }
    }

    /// Opens and verifies the books; nothing is read from books that do not verify.
    private func opened<Value>(
        _ body: (inout LedgerStore, BrokerState) throws(StoreError) -> Value
    ) throws(ProcessFailure) -> Value {
        try checkIsThere()
        return try stored { () throws(StoreError) in
            var store = try LedgerStore(path: path, durability: .full)
            guard let state = try store.load() else {
                throw .refused(path: path, what: "the account has no first commit yet: start the pipeline once")
            }
            let value = try body(&store, state)
            try store.close()
            return value
        }
    }

    private func stored<Value>(_ body: () throws(StoreError) -> Value) throws(ProcessFailure) -> Value {
        do throws(StoreError) { return try body() } catch {
            if case .inUse = error {
                throw ProcessFailure(.unavailable, "\(error) (`tandem stop paper-broker` first)")
            }
            throw ProcessFailure(.data, "\(error)")
        }
    }
}

extension LedgerStore {
    fileprivate mutating func commit(_ effects: [PaperBroker.Effect], _ state: BrokerState) throws(StoreError) {
        try commit(effects.entries, equity: effects.equityPoints, state: state)
    }
}
