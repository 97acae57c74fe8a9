internal import PaperTrading
internal import SQLiteStore
internal import TradingDomain

/// Where the ledger of a backtest goes: into an account's file, or nowhere, for its hash alone.
struct BacktestBooks: Sendable {
    /// Equity points that wait for one commit: a transaction costs as much as some hundred rows.
    static let mostWaiting = 8_192

    private var chain = LedgerChain()
    private var store: LedgerStore?

    /// - Parameter path: the account's ledger, new or empty; `nil` keeps no file.
    /// - Throws: ``BacktestError/accountExists(path:entries:)``, ``BacktestError/store(_:)``.
    init(path: String?) throws(BacktestError) {
        guard let path else { return }
        let entries: UInt64
        do throws(StoreError) {
            let store = try LedgerStore(path: path, durability: .normal)
            self.store = store
            entries = store.head.key
            if entries > 0 { try store.close() }
        } catch {
            throw .store(error)
        }
        guard entries == 0 else { throw .accountExists(path: path, entries: entries) }
    }

    var hash: String { "\(chain.head.hash)" }

    mutating func write(
        _ entries: [LedgerTransaction],
        _ points: [EquityPoint],
        _ state: BrokerState
    ) throws(BacktestError) {
        for entry in entries {
            do { try chain.append(entry) } catch { throw .inconsistent(what: "entry \(entry.sequence): \(error)") }
        }
        do { try store?.commit(entries, equity: points, state: state) } catch { throw .store(error) }
        guard store == nil || store?.head == chain.head else {
            throw .inconsistent(what: "the ledger's file ends with \(String(describing: store?.head)), not \(hash)")
        }
    }

    func close() throws(BacktestError) {
        do { try store?.close() } catch { throw .store(error) }
    }
}
