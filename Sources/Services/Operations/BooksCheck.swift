internal import Foundation
internal import PaperTrading
package import Runtime
internal import SQLiteStore
internal import TradingDomain

/// `tandem verify`: the books recomputed from the entries alone.
package struct BooksCheck: Sendable {
    package let isOK: Bool
    /// What was found, for a person.
    package let text: String
    /// The same as one JSON object.
    package let json: String

    /// - Parameter options: which account.
    /// - Throws: ``ProcessFailure`` for an account that is not there or whose file another process holds.
    package init(_ options: ProcessOptions) throws(ProcessFailure) {
        let path = options.paths.store("ledger")
        guard FileManager.default.fileExists(atPath: path) else {
            throw ProcessFailure(
                .data,
                "account '\(options.account)' has no books at \(path); see --account and --data-dir"
            )
        }
        do throws(StoreError) {
            let store = try LedgerStore(path: path, durability: .full)
            let found = try store.verify()
            try store.close()
            let hash = found.ledger.hash
            isOK = true
            text = "OK  \(found.ledger.key) entries, \(found.books.fills) fills, cash \(found.books.cash), hash \(hash)"
            json = #"{"ok":true,"ledger_hash":"\#(hash)","entries":\#(found.ledger.key),"fills":\#(found.books.fills)}"#
        } catch {
            if case .inUse = error {
                throw ProcessFailure(.unavailable, "\(error) (`tandem stop paper-broker` first, or `monitor status`)")
            }
            isOK = false
            let detail = error.description.replacing("\\", with: "\\\\").replacing("\"", with: "'")
            text = "NOT OK  \(error)"
            json = #"{"ok":false,"difference":"\#(detail)"}"#
        }
    }
}
