import Foundation
import PaperTrading
import SQLiteStore
import TestSupport
import Testing
import TradingDomain

/// Bytes of the files themselves: whatever SQLite does not notice, the chain, the books or the head beside them do.
struct DamageTests {
    /// How many damaged files must be found; `TANDEM_CORRUPTIONS=5000` draws them all, and a fifth as many clean ones.
    static let corruptions = ProcessInfo.processInfo.environment["TANDEM_CORRUPTIONS"].flatMap(Int.init) ?? 240

    /// An account's files, byte by byte, at one moment of its life.
    struct Files {
        var ledger = Data()
        /// Commits that are not in the ledger's file yet; empty after a close.
        var log = Data()
        var head = Data()

        /// What is there now.
        init(of path: String) throws {
            ledger = try Data(contentsOf: URL(filePath: path))
            if FileManager.default.fileExists(atPath: "\(path)-wal") {
                log = try Data(contentsOf: URL(filePath: "\(path)-wal"))
            }
            head = try Data(contentsOf: URL(filePath: "\(path).head"))
        }

        func write(to path: String) throws {
            for (suffix, bytes) in [("", ledger), ("-wal", log), (".head", head)] {
                try? FileManager.default.removeItem(atPath: path + suffix)
                if !bytes.isEmpty { try bytes.write(to: URL(filePath: path + suffix)) }
            }
        }
    }

    /// Files of one account: closed and open, whole and older, and what is in them.
    struct Life {
        var old: [Files] = []
        let closed: Files
        /// As `kill -9` leaves them: most commits are in the log.
        let open: Files
        let books: LedgerStore.Verification

        init(in folder: TemporaryFolder) throws {
            let path = folder.file("life")
            let day = try TradingDay(rounds: 8)
            var store = try LedgerStore(path: path, durability: .normal)
            for (number, work) in day.work.enumerated() {
                if number % 9 == 8 { old.append(try Files(of: path)) }
                if number == day.work.count / 2 {
                    try store.close()
                    old.append(try Files(of: path))
                    store = try LedgerStore(path: path, durability: .normal)
                }
                // As the process does it: the state alone is no commit.
                if !work.entries.isEmpty || !work.equity.isEmpty { try store.commit(work) }
            }
            open = try Files(of: path)
            books = try store.verify()
            try store.close()
            closed = try Files(of: path)
            // Before the last entry: a copy that has them all is no old copy.
            old = old.filter { $0.head != closed.head }
        }
    }

    enum Kind: CaseIterable {
        case flip, flipInLog, truncate, truncateLog, lostTail, lostLog, swappedPages, oldCopy, oldLog, otherAccount
    }

    @Test(.timeLimit(.minutes(20))) func damageAnywhereIsFoundBeforeTheFirstOrder() throws {
        let folder = try TemporaryFolder()
        let life = try Life(in: folder)
        let other = try Self.otherAccount(folder.file("other"))
        var generator = SeededGenerator(seed: 11)
        var (found, harmless): ([Kind: Int], [Kind: Int]) = ([:], [:])
        while found.values.reduce(0, +) < Self.corruptions {
            guard let kind = Kind.allCases.randomElement(using: &generator) else { break }
            let damaged = Self.damage(life, other, kind, &generator)
            try damaged.write(to: folder.file("damaged"))
            do {
                let store = try LedgerStore(path: folder.file("damaged"), durability: .normal)
                let books = try store.verify()
                try store.close()
                // A byte that nothing is made of: free space. Then nothing at all may have changed.
                if books != life.books { Issue.record("\(kind): \(books.ledger), \(books.equity)") }
                harmless[kind, default: 0] += 1
            } catch { found[kind, default: 0] += 1 }
        }
        for kind in Kind.allCases { #expect(found[kind, default: 0] > 0, "\(kind): \(found)") }
        for kind in [Kind.oldCopy, .lostLog, .otherAccount] { #expect(harmless[kind] == nil, "\(kind)") }
        if Self.corruptions > 1000 { print("found \(found), changed nothing \(harmless)") }
    }

    private static func damage(
        _ life: Life,
        _ other: Files,
        _ kind: Kind,
        _ generator: inout SeededGenerator
    ) -> Files {
        var files = kind == .flip || kind == .truncate || kind == .swappedPages ? life.closed : life.open
        let (ledger, log) = (files.ledger.count, files.log.count)
        switch kind {
        case .flip:
            files.ledger[.random(in: 0..<ledger, using: &generator)] ^= .random(in: 1...255, using: &generator)
        case .flipInLog: files.log[.random(in: 0..<log, using: &generator)] ^= .random(in: 1...255, using: &generator)
        case .truncate: files.ledger = files.ledger.prefix(.random(in: 1..<ledger, using: &generator))
        case .truncateLog: files.log = files.log.prefix(.random(in: 1..<log, using: &generator))
        case .lostTail:
            let kept = Int.random(in: 0..<log, using: &generator)
            files.log.replaceSubrange(kept..., with: Data(count: log - kept))
        case .lostLog: files.log = Data()
        case .swappedPages: files.ledger = swapped(files.ledger, &generator)
        case .oldCopy:
            files = life.old.randomElement(using: &generator) ?? files
            files.head = life.closed.head
        case .oldLog: files.log = life.old.filter { !$0.log.isEmpty }.randomElement(using: &generator)?.log ?? Data()
        case .otherAccount:
            files = other
            files.head = life.closed.head
        }
        return files
    }

    private static func swapped(_ bytes: Data, _ generator: inout SeededGenerator) -> Data {
        let pages = bytes.count / 4096
        let one = Int.random(in: 0..<pages, using: &generator)
        let other = (one + .random(in: 1..<pages, using: &generator)) % pages
        func range(_ page: Int) -> Range<Int> { page * 4096..<(page + 1) * 4096 }
        var swapped = bytes
        swapped.replaceSubrange(range(one), with: bytes[range(other)])
        swapped.replaceSubrange(range(other), with: bytes[range(one)])
        return swapped
    }

    /// A longer account with another history from its second round on.
    private static func otherAccount(_ path: String) throws -> Files {
        var store = try LedgerStore(path: path, durability: .normal)
        for work in try TradingDay(rounds: 12, equity: "10001").work { try store.commit(work) }
        try store.close()
        return try Files(of: path)
    }

    /// Accounts of any length, closed or killed, are never taken for damaged.
    @Test(.timeLimit(.minutes(10))) func aCleanFileIsNeverRefused() throws {
        let folder = try TemporaryFolder()
        for number in 0..<max(20, Self.corruptions / 5) {
            let path = folder.file("clean\(number)")
            let day = try TradingDay(rounds: 1 + number % 13)
            let commits = day.work.prefix(day.work.count - number % 5)
            var store = try LedgerStore(path: path, durability: .normal)
            for work in commits { try store.commit(work) }
            if number % 2 == 0 { try store.close() }
            try Files(of: path).write(to: folder.file("copy"))
            let again = try LedgerStore(path: folder.file("copy"), durability: .full, witness: store.head)
            #expect(try again.load() == commits.last?.state)
            try again.close()
            if number % 2 == 1 { try store.close() }
        }
    }
}
