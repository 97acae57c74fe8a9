package import MarketData
package import PaperTrading
package import Ports
package import SQLiteStore

/// Why a backtest cannot begin or go on.
package enum BacktestError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The account's ledger has entries: a backtest begins a new account.
    case accountExists(path: String, entries: UInt64)
    /// The source of candles failed; the text names file and line.
    case candles(String)
    case market(MarketLogError)
    /// What is to be repeated is not what was recorded; the text names slot and question.
    case recording(String)
    /// A real model cannot be asked.
    case models(ModelDeskError)
    case broker(BrokerError)
    case store(StoreError)
    /// A stage did what it never may: a bug.
    case inconsistent(what: String)

    package var description: String {
        switch self {
        case .accountExists(let path, let entries):
            "\(path) holds \(entries) entries already; a backtest begins a new account: choose another --account, "
                + "or move that one away"
        case .candles(let text): text
        case .market(let error): "\(error)"
        case .recording(let text): text
        case .models(let error): "\(error)"
        case .broker(let error): "\(error)"
        case .store(let error): "\(error)"
        case .inconsistent(let what): "\(what); this is a bug, report it"
        }
    }
}
