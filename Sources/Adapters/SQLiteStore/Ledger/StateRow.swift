internal import Crypto
internal import Foundation
internal import GRDB
internal import PaperTrading

/// The one row that a restart begins from: the broker's state, and the heads of the chains it belongs to.
struct StateRow: Hashable {
    static let table = "broker_state"
    static let creation = """
        CREATE TABLE broker_state (
            id INTEGER PRIMARY KEY CHECK (id = 1), payload BLOB NOT NULL,
            ledger_key INTEGER NOT NULL, ledger_hash BLOB NOT NULL,
            equity_key INTEGER NOT NULL, equity_hash BLOB NOT NULL, checksum BLOB NOT NULL
        ) STRICT;
        """

    /// By place, not by name: a damaged schema must be an error, and a row that lacks a name is a trap.
    private static let selection =
        "SELECT payload, checksum, ledger_key, ledger_hash, equity_key, equity_hash FROM broker_state"

    let state: BrokerState
    let ledger: ChainHead
    let equity: ChainHead

    func save(in database: Database) throws {
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO broker_state (id, payload, ledger_key, ledger_hash, equity_key, equity_hash, checksum)
                VALUES (1, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET payload = excluded.payload,
                    ledger_key = excluded.ledger_key, ledger_hash = excluded.ledger_hash,
                    equity_key = excluded.equity_key, equity_hash = excluded.equity_hash, checksum = excluded.checksum
                """
        )
        let payload = state.canonicalBytes
        statement.setUncheckedArguments([
            Blob(payload), Int64(clamping: ledger.key), Blob(ledger.hash.bytes), Int64(clamping: equity.key),
            Blob(equity.hash.bytes), Blob(Self.checksum(of: payload, ledger, equity)),
        ])
        try statement.execute()
    }

    /// - Throws: ``StoreError/corrupt(path:table:row:what:)`` for a row that is not as it was saved.
    static func load(from database: Database, completedBy books: LedgerBooks, path: String) throws -> StateRow? {
        guard let row = try Row.fetchOne(database, sql: selection) else { return nil }
        func corrupt(_ what: String) -> StoreError { .corrupt(path: path, table: table, row: 1, what: what) }
        guard let payload = Blob.fromDatabaseValue(row[0])?.bytes,
            let checksum = Blob.fromDatabaseValue(row[1])?.bytes,
            let ledger = head(at: 2, in: row), let equity = head(at: 4, in: row)
        else { throw corrupt("a value has the wrong shape") }
        guard checksum == Self.checksum(of: payload, ledger, equity) else { throw corrupt("its checksum is wrong") }
        do {
            let state = try BrokerState(canonicalBytes: payload, completedBy: books)
            return StateRow(state: state, ledger: ledger, equity: equity)
        } catch {
            throw corrupt("\(error)")
        }
    }

    private static func head(at index: Int, in row: Row) -> ChainHead? {
        guard let key = Int64.fromDatabaseValue(row[index]), key >= 0,
            let bytes = Blob.fromDatabaseValue(row[index + 1])?.bytes, let hash = ChainHash(bytes: bytes)
        else { return nil }
        return ChainHead(key: UInt64(key), hash: hash)
    }

    private static func checksum(of payload: [UInt8], _ heads: ChainHead...) -> [UInt8] {
        var digest = SHA256()
        digest.update(data: payload)
        for head in heads {
            withUnsafeBytes(of: head.key.bigEndian) { digest.update(bufferPointer: $0) }
            digest.update(data: head.hash.bytes)
        }
        return Array(digest.finalize())
    }
}
