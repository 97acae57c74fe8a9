internal import Foundation

extension RunReport {
    /// Two columns for a person.
    package var table: String {
        var rows = [
            ("cycles", "\(cycles)"), ("decisions", "\(decisions)"), ("orders", "\(orders)"), ("fills", "\(fills)"),
            ("first event", firstEvent ?? "none"), ("last event", lastEvent ?? "none"), ("gaps", "\(gaps)"),
            ("initial equity", initialEquity), ("final equity", finalEquity),
            ("wall seconds", String(format: "%.1f", wallSeconds)), ("ledger hash", ledgerHash),
        ]
        if let missedCycles { rows.insert(("missed cycles", "\(missedCycles)"), at: 1) }
        if let account { rows.append(("account", account)) }
        return rows.map { $0.0.padding(toLength: 16, withPad: " ", startingAt: 0) + $0.1 }.joined(separator: "\n")
    }
}
