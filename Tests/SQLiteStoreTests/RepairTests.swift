import Foundation
import GRDB
import PaperTrading
import SQLiteStore
import Testing
import TradingDomain

/// A person may give up the tail of damaged books; the rest verifies, and goes on as if the tail had never been written.
struct RepairTests {
    private static let act = (by: "ann", reason: "disk", at: Timestamp(milliseconds: 1_700_000_000_000))

    private static func fill(_ path: String, _ day: TradingDay) throws {
        var store = try LedgerStore(path: path, durability: .normal)
        for work in day.work { try store.commit(work) }
        try store.close()
    }

    private static func execute(_ sql: String, on path: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: sql) }
        try queue.close()
    }

    @Test(arguments: [5, 12, 20, 23]) func theBooksGoOnFromTheRowBeforeTheDamage(row: UInt64) throws {
        let folder = try TemporaryFolder()
        let day = try TradingDay(rounds: 8)
        try Self.fill(folder.file(), day)
        try Self.execute("UPDATE ledger SET payload = zeroblob(30) WHERE key = \(row + 1)", on: folder.file())
        let damaged = try LedgerStore(path: folder.file(), durability: .full)
        #expect(throws: StoreError.self) { try damaged.load() }
        try damaged.close()

        let repair = try LedgerStore.repair(path: folder.file(), to: row, settings: day.settings, Self.act)
        #expect(repair.kept <= row && repair.kept + repair.removed == UInt64(day.work.flatMap(\.entries).count))
        #expect(FileManager.default.fileExists(atPath: repair.copy))
        var store = try LedgerStore(path: folder.file(), durability: .full)
        #expect(try store.repairs() == [repair])
        let state = try #require(try store.load())
        var broker = try PaperBroker(restoring: state, settings: day.settings)
        #expect(!broker.isCaughtUp)

        // The market comes again from its beginning; orders of cycles behind the tick come again as well.
        for event in day.events {
            let effects: [PaperBroker.Effect]
            switch event {
            case .market: effects = broker.handle(event, at: .epoch)
            default:
                guard broker.isCaughtUp else { continue }
                effects = broker.handle(event, at: .epoch)
            }
            #expect(effects.failure == nil)
            guard !effects.entries.isEmpty || !effects.equityPoints.isEmpty else { continue }
            try store.commit(effects.entries, equity: effects.equityPoints, state: broker.state)
        }
        let verified = try store.verify()
        #expect(verified.ledger.hash == (try Self.undisturbed(day)))
        try store.close()
    }

    private static func undisturbed(_ day: TradingDay) throws -> ChainHash {
        let folder = try TemporaryFolder()
        try fill(folder.file(), day)
        let store = try LedgerStore(path: folder.file(), durability: .normal)
        let hash = try store.verify().ledger.hash
        try store.close()
        return hash
    }

    @Test func aRowThatDoesNotVerifyIsNotKept() throws {
        let folder = try TemporaryFolder()
        let day = try TradingDay(rounds: 8)
        try Self.fill(folder.file(), day)
        try Self.execute("UPDATE ledger SET hash = zeroblob(32) WHERE key = 7", on: folder.file())
        let error = #expect(throws: StoreError.self) {
            try LedgerStore.repair(path: folder.file(), to: 9, settings: day.settings, Self.act)
        }
        #expect(error.map { "\($0)" }?.contains("row 7 does not verify") == true)
        let store = try LedgerStore(path: folder.file(), durability: .normal)
        #expect(try store.repairs() == [])
        try store.close()
    }

    /// A lost state alone: every entry stays.
    @Test func aLostStateIsMadeAgainFromTheEntries() throws {
        let folder = try TemporaryFolder()
        let day = try TradingDay(rounds: 8)
        try Self.fill(folder.file(), day)
        try Self.execute("DELETE FROM broker_state", on: folder.file())
        let count = UInt64(day.work.flatMap(\.entries).count)
        let repair = try LedgerStore.repair(path: folder.file(), to: count, settings: day.settings, Self.act)
        #expect(repair.kept == count)
        #expect(repair.removed == 0)
    }
}
