package import TradingDomain

/// A part of the page that is pushed by itself when it has changed.
package enum DashboardSection: Hashable, Sendable {
    case run
    case figures
    case agents
    case books
    case equity
    case positions
    case decisions
    case verdicts
    case processes
    case ledger
    case candles(Symbol)

    /// The name of the server-sent event, and the key in `/api/state`.
    package var name: String {
        switch self {
        case .run: "run"
        case .figures: "figures"
        case .agents: "agents"
        case .books: "books"
        case .equity: "equity"
        case .positions: "positions"
        case .decisions: "decisions"
        case .verdicts: "verdicts"
        case .processes: "processes"
        case .ledger: "ledger"
        case .candles: "candles"
        }
    }

    /// Sections that every browser gets, in the order of the page.
    package static let common: [DashboardSection] = [
        .run, .figures, .agents, .books, .equity, .positions, .decisions, .verdicts, .processes, .ledger,
    ]
}
