import Foundation
import PaperTrading
import SQLiteStore
import Testing
import TradingDomain

struct LedgerStoreTests {
    @Test func aNewFileIsEmptyAndValid() throws {
        let folder = try TemporaryFolder()
        let store = try LedgerStore(path: folder.file(), durability: .full)
        #expect(try store.load() == nil)
        #expect(store.head == .genesis)
        #expect("\(store.head.hash)" == String(repeating: "0", count: 64))
    }

    /// Every commit closes and opens the file again, and the broker goes on from what it finds.
    @Test(.timeLimit(.minutes(2))) func whatWasCommittedIsThereAfterARestart() throws {
        let folder = try TemporaryFolder()
        let day = try TradingDay(rounds: 6)
        var chain = LedgerChain()
        for work in day.work {
            var store = try LedgerStore(path: folder.file(), durability: .normal)
            _ = try store.load()
            try store.commit(work)
            for entry in work.entries { try chain.append(entry) }
            #expect(store.head == chain.head)
            try store.close()
        }
        let store = try LedgerStore(path: folder.file(), durability: .full, witness: chain.head)
        #expect(try store.load() == day.work.last?.state)
        #expect(try store.entries(after: 0, maximum: 10_000) == day.work.flatMap(\.entries))
        #expect(try store.equity(after: 0, maximum: 10_000) == day.work.flatMap(\.equity))
        let verified = try store.verify()
        #expect(verified.ledger == chain.head)
        #expect(verified.books.fills == day.work.last?.state.counters.fills)
    }

    /// One commit of everything and one for each event make the same chain.
    @Test func theHashDoesNotDependOnTheCommits() throws {
        let folder = try TemporaryFolder()
        let day = try TradingDay(rounds: 20)
        var one = try LedgerStore(path: folder.file("one"), durability: .normal)
        for work in day.work { try one.commit(work) }
        var all = try LedgerStore(path: folder.file("all"), durability: .normal)
        let last = try #require(day.work.last)
        try all.commit(day.work.flatMap(\.entries), equity: day.work.flatMap(\.equity), state: last.state)
        #expect(one.head == all.head)
        #expect(one.equityHead == all.equityHead)
        #expect(try one.verify() == all.verify())
    }

    @Test func pagesAreInOrderAndComplete() throws {
        let folder = try TemporaryFolder()
        let day = try TradingDay(rounds: 20)
        var store = try LedgerStore(path: folder.file(), durability: .normal)
        for work in day.work { try store.commit(work) }
        let entries = day.work.flatMap(\.entries)
        #expect(try store.entries(after: 3, maximum: 2) == Array(entries[3..<5]))
        #expect(try store.entries(after: UInt64(entries.count), maximum: 5) == [])
        let fills = entries.compactMap { if case .fill(let fill) = $0.kind { fill } else { nil } }
        #expect(try store.fills(after: 0, maximum: 1000).map(\.fill) == fills)
        #expect(try store.fills(after: 4, maximum: 1).map(\.fill) == Array(fills.dropFirst().prefix(1)))
        #expect(try store.equity(after: 2, maximum: 1).map(\.position) == [4])
        #expect(try store.hash(at: 0) == .genesis)
        #expect(try store.hash(at: store.head.key) == store.head.hash)
        #expect(try store.hash(at: store.head.key + 1) == nil)
    }

    @Test func aRepeatedOrderFindsItsAnswer() throws {
        let folder = try TemporaryFolder()
        let day = try TradingDay(rounds: 2)
        var store = try LedgerStore(path: folder.file(), durability: .normal)
        var asked = 0
        for work in day.work {
            try store.commit(work)
            for case .orderAccepted(let order) in work.entries.map(\.kind) {
                let answer = try #require(try store.order(order.id))
                #expect(answer.accepted.kind == .orderAccepted(order))
                #expect(answer.outcome == nil)
                asked += 1
            }
        }
        #expect(asked == 3)
        for case (let entry, .fill(let fill)) in day.work.flatMap(\.entries).map({ ($0, $0.kind) }) {
            #expect(try store.order(fill.order)?.outcome == entry)
        }
        #expect(try store.order(OrderID(parsing: "2023-03-24T12:05:00Z/BTCUSDT/open")) == nil)
    }

    /// Nothing of a refused commit is kept.
    @Test func whatDoesNotFollowIsRefusedWhole() throws {
        let folder = try TemporaryFolder()
        let day = try TradingDay(rounds: 3)
        var store = try LedgerStore(path: folder.file(), durability: .normal)
        for work in day.work.prefix(3) { try store.commit(work) }
        let before = try store.verify()
        let again = day.work[2]
        #expect(throws: StoreError.self) { try store.commit(again) }
        let later = try #require(day.work[3...].first { !$0.entries.isEmpty })
        #expect(throws: StoreError.self) { try store.commit(later.entries, equity: [], state: again.state) }
        #expect(throws: StoreError.self) { try store.commit([], equity: [], state: later.state) }
        #expect(throws: StoreError.self) {
            try store.commit([], equity: again.equity + day.work[4].equity, state: again.state)
        }
        #expect(try store.verify() == before)
        #expect(store.head == before.ledger)
        for work in day.work.dropFirst(3) { try store.commit(work) }
        #expect(try store.load() == day.work.last?.state)
    }
}
