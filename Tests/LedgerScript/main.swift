import Foundation
import PaperTrading
import SQLiteStore
import TestSupport
import TradingDomain

/// `LedgerScript FILE`: thirty orders on a ledger with full durability. Each commit is told on standard output once it is
/// on disk; a second run goes on where the file ends. What goes wrong is one line on standard error.
func say(_ text: String) throws { try FileHandle.standardOutput.write(contentsOf: Data("\(text)\n".utf8)) }

func work(on path: String) throws {
    let rounds = try Rounds()
    var store = try LedgerStore(path: path, durability: .full)
    var broker = PaperBroker(initialEquity: Money(units: 100_000_00000000), settings: rounds.settings)
    if let state = try store.load() { broker = try PaperBroker(restoring: state, settings: rounds.settings) }
    try say("resume \(store.head.key) \(store.head.hash)")
    // Points of the equity curve wait for the next entry, as they do in the process.
    var points: [EquityPoint] = []
    for round in 0..<15 {
        for event in try rounds.events(round) {
            let effects = broker.handle(event, at: .epoch)
            if let failure = effects.failure { throw failure }
            points += effects.equityPoints
            guard !effects.entries.isEmpty else { continue }
            try store.commit(effects.entries, equity: points, state: broker.state)
            points.removeAll()
            try say("ack \(store.head.key) \(store.head.hash)")
        }
    }
    let found = try store.verify()
    try store.close()
    try say("done \(found.ledger.key) \(found.ledger.hash)")
    try say("books \(found.equity.key) \(found.equity.hash) \(found.books.cash) \(found.books.fills)")
}

do {
    guard CommandLine.arguments.count == 2 else { throw CocoaError(.fileNoSuchFile) }
    try work(on: CommandLine.arguments[1])
} catch {
    FileHandle.standardError.write(Data("LedgerScript: \(error)\n".utf8))
    exit(1)
}
