internal import Foundation
package import TradingDomain

/// The broker's word on its books.
package struct BooksReport: Hashable, Sendable {
    package var isVerified = false
    /// The ledger chain's last hash, 32 bytes.
    package var hash: [UInt8] = []
    package var entries: UInt64 = 0
    /// Log position up to which the broker has worked.
    package var cursor: LogPosition = 0
    package var orders: UInt64 = 0
    package var fills: UInt64 = 0
    package var initialEquity = Money.zero
    package var equity = Money.zero
    package var cash = Money.zero

    package init() {}
}

extension Tandem_V1_Books {
    package init(_ report: BooksReport) {
        verified = report.isVerified
        hash = Data(report.hash)
        entries = report.entries
        cursor = report.cursor
        orders = report.orders
        fills = report.fills
        initialEquityE8 = report.initialEquity.units
        equityE8 = report.equity.units
        cashE8 = report.cash.units
    }

    package func domain() throws(WireError) -> BooksReport {
        var report = BooksReport()
        report.isVerified = try required(hasVerified ? verified : nil, "books.verified")
        report.hash = [UInt8](try required(hasHash ? hash : nil, "books.hash"))
        guard report.hash.count == 32 else {
            throw .refused(field: "books.hash", reason: "\(report.hash.count) bytes, a chain's hash has 32")
        }
        report.entries = try required(hasEntries ? entries : nil, "books.entries")
        report.cursor = try required(hasCursor ? cursor : nil, "books.cursor")
        report.orders = try required(hasOrders ? orders : nil, "books.orders")
        report.fills = try required(hasFills ? fills : nil, "books.fills")
        report.initialEquity = try readMoney(hasInitialEquityE8 ? initialEquityE8 : nil, "books.initial_equity_e8")
        report.equity = try readMoney(hasEquityE8 ? equityE8 : nil, "books.equity_e8")
        report.cash = try readMoney(hasCashE8 ? cashE8 : nil, "books.cash_e8")
        return report
    }
}
