import Foundation
import GRDB
import SQLiteStore
import Testing
import TradingDomain

struct StoreFileTests {
    static let notes = AppendOnlyTable("note")
    static let schema = StoreSchema(kind: "notes", migrations: [notes.creation])

    @Test(arguments: Durability.allCases)
    func settingsAreReadBack(durability: Durability) throws {
        let folder = try TemporaryFolder()
        let file = try StoreFile(path: folder.file(), schema: Self.schema, durability: durability)
        let level = try file.read { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
        #expect(level == (durability == .full ? 2 : 1))
        for (name, value) in [("journal_mode", "wal"), ("trusted_schema", "0"), ("cell_size_check", "1")] {
            #expect(try file.read { try String.fetchOne($0, sql: "PRAGMA \(name)") } == value)
        }
    }

    @Test func aSecondOpeningIsRefused() throws {
        let folder = try TemporaryFolder()
        let file = try StoreFile(path: folder.file(), schema: Self.schema, durability: .full)
        #expect(throws: StoreError.inUse(path: folder.file())) {
            try StoreFile(path: folder.file(), schema: Self.schema, durability: .full)
        }
        try file.close()
        #expect(throws: Never.self) {
            try StoreFile(path: folder.file(), schema: Self.schema, durability: .full)
        }
    }

    @Test func aFileThatIsNoDatabaseIsLeftAlone() throws {
        let folder = try TemporaryFolder()
        let text = Data(String(repeating: "not a database ", count: 100).utf8)
        try text.write(to: URL(fileURLWithPath: folder.file()))
        #expect(throws: StoreError.notADatabase(path: folder.file())) {
            try StoreFile(path: folder.file(), schema: Self.schema, durability: .full)
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file())) == text)
        #expect(throws: StoreError.notRegularFile(path: folder.path)) {
            try StoreFile(path: folder.path, schema: Self.schema, durability: .full)
        }
    }

    @Test func anotherKindOfFileIsRefused() throws {
        let folder = try TemporaryFolder()
        try StoreFile(path: folder.file(), schema: Self.schema, durability: .full).close()
        #expect(throws: StoreError.otherKind(path: folder.file(), expected: "ledger", found: "notes")) {
            try LedgerStore(path: folder.file(), durability: .full)
        }
        let foreign = try DatabaseQueue(path: folder.file("foreign"))
        try foreign.write { try $0.execute(sql: "CREATE TABLE t (x)") }
        try foreign.close()
        #expect(throws: StoreError.self) { try LedgerStore(path: folder.file("foreign"), durability: .full) }
    }

    @Test func aNewerSchemaIsRefusedAndAnOlderOneMigrated() throws {
        let folder = try TemporaryFolder()
        let newer = StoreSchema(kind: "notes", migrations: Self.schema.migrations + ["CREATE TABLE extra (x INTEGER)"])
        try StoreFile(path: folder.file(), schema: Self.schema, durability: .full).close()
        let file = try StoreFile(path: folder.file(), schema: newer, durability: .full)
        #expect(try file.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM extra") } == 0)
        try file.close()
        #expect(throws: StoreError.newerSchema(path: folder.file(), found: 2, known: 1)) {
            try StoreFile(path: folder.file(), schema: Self.schema, durability: .full)
        }
    }

    /// Found by 5 000 random corruptions: bytes of the header, of which SQLite checks none.
    @Test(arguments: ["PRAGMA user_version = -1", "PRAGMA user_version = 0", "PRAGMA application_id = 7"])
    func aDamagedHeaderIsRefused(sql: String) throws {
        let folder = try TemporaryFolder()
        try StoreFile(path: folder.file(), schema: Self.schema, durability: .full).close()
        let queue = try DatabaseQueue(path: folder.file())
        try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
        try queue.close()
        #expect(throws: StoreError.self) {
            try StoreFile(path: folder.file(), schema: Self.schema, durability: .full)
        }
    }

    /// A folder where nobody may create a file, not even root; and one that is not there.
    @Test(
        .enabled(if: FileManager.default.fileExists(atPath: "/sys/kernel")),
        arguments: [
            "/sys/kernel/ledger.sqlite", "/nowhere/at/all/ledger.sqlite",
        ]
    )
    func aFolderThatCannotBeWrittenIsNamed(path: String) throws {
        let error = #expect(throws: StoreError.notWritable(path: path)) {
            try StoreFile(path: path, schema: Self.schema, durability: .full)
        }
        let text = try #require(error.map { "\($0)" })
        #expect(text.hasPrefix("\(path): cannot be created or written"))
        #expect(text.contains("writable") && text.contains("choose another data folder"))
    }

    /// A file that was made, then protected. Root may write it all the same.
    @Test(.enabled(if: geteuid() != 0)) func aReadOnlyFileIsNamed() throws {
        let folder = try TemporaryFolder()
        try StoreFile(path: folder.file(), schema: Self.schema, durability: .full).close()
        try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: folder.file())
        #expect(throws: StoreError.notWritable(path: folder.file())) {
            try StoreFile(path: folder.file(), schema: Self.schema, durability: .full)
        }
    }

    @Test func aFailedWriteKeepsNothing() throws {
        struct Stop: Error {}
        let folder = try TemporaryFolder()
        let file = try StoreFile(path: folder.file(), schema: Self.schema, durability: .full)
        let row = AppendOnlyTable.Entry(key: 1, time: .epoch, payload: [1])
        #expect(throws: StoreError.self) {
            try file.write { database in
                _ = try Self.notes.append([row], after: .genesis, to: database)
                throw Stop()
            }
        }
        #expect(try file.read { try Self.notes.head(in: $0) } == .genesis)
    }

    /// SQLite's page limit stands for a full disk: the same error at the same place.
    @Test func aFullDiskKeepsWhatWasCommitted() throws {
        let folder = try TemporaryFolder()
        let limited = try StoreFile(path: folder.file(), schema: Self.schema, durability: .full)
        let payload = [UInt8](repeating: 1, count: 3000)
        var head = ChainHead.genesis
        let first = AppendOnlyTable.Entry(key: 1, time: .epoch, payload: payload)
        head = try limited.write { try Self.notes.append([first], after: head, to: $0) }
        try limited.read { try $0.execute(sql: "PRAGMA max_page_count = 8") }
        let more = (2...40).map { AppendOnlyTable.Entry(key: $0, time: .epoch, payload: payload) }
        #expect(throws: StoreError.diskFull(path: folder.file())) {
            try limited.write { try Self.notes.append(more, after: head, to: $0) }
        }
        #expect(try limited.read { try Self.notes.verify(in: $0, path: limited.path) } == head)
        try limited.read { try $0.execute(sql: "PRAGMA max_page_count = 8000") }
        head = try limited.write { try Self.notes.append(more, after: head, to: $0) }
        #expect(try limited.read { try Self.notes.verify(in: $0, path: limited.path) } == head)
    }

    @Test func aTableOnlyGrowsAndItsChainIsChecked() throws {
        let folder = try TemporaryFolder()
        let file = try StoreFile(path: folder.file(), schema: Self.schema, durability: .full)
        let rows = (1...5).map { AppendOnlyTable.Entry(key: $0 * 10, time: .epoch, payload: [UInt8($0)]) }
        let head = try file.write { try Self.notes.append(rows, after: .genesis, to: $0) }
        #expect(head.key == 50)
        #expect(try file.read { try Self.notes.head(in: $0) } == head)
        #expect(
            try file.read { try Self.notes.entries(after: 20, maximum: 2, in: $0) }.map(\.entry) == Array(rows[2..<4])
        )
        #expect(try file.read { try Self.notes.verify(in: $0, path: file.path) } == head)
        #expect(throws: StoreError.self) { try file.write { try Self.notes.append([rows[0]], after: head, to: $0) } }
        #expect(throws: StoreError.self) {
            try file.write { try Self.notes.append([rows[4]], after: .genesis, to: $0) }
        }
    }

    /// `printf '\0...\0a' | sha256sum`, worked out with coreutils: 32 zero bytes, then "a"; then that hash and "b".
    @Test func theChainIsPlainSHA256() {
        let first = ChainHash.genesis.following(Array("a".utf8))
        #expect("\(first)" == "41a0370c3d9f42773a59e8e01651911cf43b1e3f66944cbb690029debc4eb647")
        #expect(
            "\(first.following(Array("b".utf8)))" == "abccbe9b24d2bbd3aa1360d605147a841dd051130131c6929d6004e1ae4796e8"
        )
    }
}
