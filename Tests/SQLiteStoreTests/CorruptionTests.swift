import Foundation
import GRDB
import PaperTrading
import SQLiteStore
import TestSupport
import Testing
import TradingDomain

/// Whatever happens to the file between two runs is found before anything trades, and named.
struct CorruptionTests {
    struct Damage: CustomTestStringConvertible {
        let testDescription: String
        let sql: String
        let names: [String]
        /// Whether the file beside the ledger is lost as well.
        var losesHead = false
    }

    @Test(arguments: [
        Damage(
            testDescription: "a byte of an entry",
            sql:
                "UPDATE ledger SET payload = CAST(substr(payload, 1, 30) || x'07' || substr(payload, 32) AS BLOB) WHERE key = 5",
            names: ["ledger row 5", "hash"]
        ),
        Damage(
            testDescription: "a lost entry",
            sql: "DELETE FROM ledger WHERE key = 5",
            names: ["ledger row 6", "hash"]
        ),
        Damage(
            testDescription: "the last entry lost",
            sql: "DELETE FROM ledger WHERE key = (SELECT max(key) FROM ledger)",
            names: ["ledger ends at row 24", "row 25 was seen"]
        ),
        Damage(
            testDescription: "the last entry and the head lost",
            sql: "DELETE FROM ledger WHERE key = (SELECT max(key) FROM ledger)",
            names: ["broker_state", "ledger row"],
            losesHead: true
        ),
        Damage(
            testDescription: "an entry added",
            sql: "INSERT INTO ledger SELECT key + 1, time_ms, payload, hash FROM ledger ORDER BY key DESC LIMIT 1",
            names: ["ledger row 26", "hash"]
        ),
        Damage(
            testDescription: "two entries swapped",
            sql: "UPDATE ledger SET key = -1 WHERE key = 5; UPDATE ledger SET key = 5 WHERE key = 6;"
                + "UPDATE ledger SET key = 6 WHERE key = -1",
            names: ["ledger row 5", "hash"]
        ),
        Damage(
            testDescription: "a hash",
            sql: "UPDATE ledger SET hash = zeroblob(32) WHERE key = 7",
            names: ["ledger row 7", "hash"]
        ),
        Damage(
            testDescription: "a short hash",
            sql: "UPDATE ledger SET hash = zeroblob(31) WHERE key = 7",
            names: ["ledger row 7", "wrong shape"]
        ),
        Damage(
            testDescription: "a time",
            sql: "UPDATE ledger SET time_ms = time_ms + 1 WHERE key = 4",
            names: ["ledger row 4", "the columns say"]
        ),
        Damage(
            testDescription: "an equity point",
            sql: "UPDATE equity SET payload = zeroblob(40) WHERE key = 6",
            names: ["equity row 6", "hash"]
        ),
        Damage(
            testDescription: "the last equity point lost",
            sql: "DELETE FROM equity WHERE key = (SELECT max(key) FROM equity)",
            names: ["broker_state", "equity row"],
            losesHead: true
        ),
        Damage(
            testDescription: "the last equity point lost, the head kept",
            sql: "DELETE FROM equity WHERE key = (SELECT max(key) FROM equity)",
            names: ["equity ends at row 46", "row 48 was seen"]
        ),
        Damage(
            testDescription: "the state",
            sql: "UPDATE broker_state SET payload = CAST(x'ff' || substr(payload, 2) AS BLOB)",
            names: ["broker_state row 1", "checksum"]
        ),
        Damage(testDescription: "the state lost", sql: "DELETE FROM broker_state", names: ["broker_state", "missing"]),
        Damage(
            testDescription: "an order forgotten",
            sql: "DELETE FROM order_index WHERE accepted = 2",
            names: ["ledger row 2", "order index"]
        ),
        Damage(
            testDescription: "an order invented",
            sql: "INSERT INTO order_index (id, accepted) VALUES (x'00', 2)",
            names: ["order_index"]
        ),
    ])
    func damageIsNamed(_ damage: Damage) throws {
        let folder = try TemporaryFolder()
        try Self.fill(folder.file())
        try Self.execute(damage.sql, on: folder.file())
        if damage.losesHead { try FileManager.default.removeItem(atPath: "\(folder.file()).head") }
        let error = #expect(throws: StoreError.self) {
            try LedgerStore(path: folder.file(), durability: .full).load()
        }
        let text = error.map { "\($0)" } ?? "no error"
        for name in damage.names + [folder.file()] { #expect(text.contains(name), "\(text)") }
    }

    /// Someone who changes an entry and every hash after it still contradicts the state, or the witness.
    @Test func anOldCopyIsFoundByItsWitness() throws {
        let folder = try TemporaryFolder()
        let day = try TradingDay(rounds: 8)
        var store = try LedgerStore(path: folder.file(), durability: .full)
        for work in day.work.prefix(20) { try store.commit(work) }
        let old = store.head
        try store.close()
        try FileManager.default.copyItem(atPath: folder.file(), toPath: folder.file("old"))
        store = try LedgerStore(path: folder.file(), durability: .full, witness: old)
        for work in day.work.dropFirst(20) { try store.commit(work) }
        let head = store.head
        try store.close()

        // By itself the old copy is a valid file; only a neighbour knows that it is old.
        let copy = try LedgerStore(path: folder.file("old"), durability: .full, witness: old)
        #expect(try copy.load() == day.work[19].state)
        try copy.close()
        let lost = StoreError.lostTail(path: folder.file("old"), table: "ledger", last: old.key, expected: head.key)
        #expect(throws: lost) { try LedgerStore(path: folder.file("old"), durability: .full, witness: head) }

        let forged = ChainHead(key: old.key, hash: .genesis)
        let error = #expect(throws: StoreError.self) {
            try LedgerStore(path: folder.file("old"), durability: .full, witness: forged)
        }
        #expect(error.map { "\($0)" }?.contains("ledger row \(old.key)") == true)
    }

    @discardableResult
    private static func fill(_ path: String) throws -> LedgerStore.Verification {
        var store = try LedgerStore(path: path, durability: .full)
        for work in try TradingDay(rounds: 8).work { try store.commit(work) }
        let verified = try store.verify()
        try store.close()
        return verified
    }

    private static func execute(_ sql: String, on path: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: sql) }
        try queue.close()
    }
}
