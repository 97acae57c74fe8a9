import PaperTrading
import TestSupport
import Testing
import TradingDomain

struct CanonicalLedgerTests {
    /// An entry of each kind, from a script.
    static func entries() throws -> [LedgerTransaction] {
        var script = try Script(fills: HandComputedTests.costs)
        try script.candle(0, "100", "100", "100", "100")
        script.tick(3)
        try script.order(.buy, "10", stop: "95", target: "110")
        try script.candle(3, "100", "101", "99", "100")
        try script.candle(6, "100", "101", "94", "95")
        script.tick(9)
        try script.close(.sell, "1")
        return script.entries
    }

    /// The bytes of an account's first entries, worked out from docs/broker.md by hand.
    @Test func theDepositIsAsDocumented() throws {
        let deposit = try #require(try Self.entries().first)
        let expected: [UInt8] =
            [1]  // version
            + [0, 0, 0, 0, 0, 0, 0, 1]  // sequence 1
            + [0, 0, 1, 0x87, 0x10, 0xEC, 0xFF, 0x20]  // 2023-03-24T00:03:00Z
            + [1, 0, 2]  // deposit, two postings
            + [1, 1, 0, 0, 0, 0xE8, 0xD4, 0xA5, 0x10, 0]  // cash, currency, 10 000
            + [2, 1, 0xFF, 0xFF, 0xFF, 0x17, 0x2B, 0x5A, 0xF0, 0]  // capital, currency, −10 000
        #expect(try CanonicalLedger.bytes(of: deposit) == expected)
    }

    @Test func everyKindComesBack() throws {
        let entries = try Self.entries()
        #expect(entries.count == 6)
        for entry in entries {
            #expect(try CanonicalLedger.entry(from: CanonicalLedger.bytes(of: entry)) == entry)
        }
    }

    @Test func everyPrefixAndEveryLongerTextIsRefused() throws {
        for entry in try Self.entries() {
            let bytes = try CanonicalLedger.bytes(of: entry)
            for count in 0..<bytes.count {
                #expect(throws: CanonicalError.self) { try CanonicalLedger.entry(from: Array(bytes[..<count])) }
            }
            #expect(throws: CanonicalError.trailing(count: 1)) { try CanonicalLedger.entry(from: bytes + [0]) }
        }
    }

    @Test func aStateCutShortOrLongerIsRefused() throws {
        var script = try Script(fills: Script.free(latency_ms: 1000))
        try script.candle(0, "100", "100", "100", "100")
        script.tick(3)
        try script.order(.buy, "10", stop: "95", target: "110")
        try script.candle(3, "100", "101", "99", "100")
        script.tick(6)
        try script.close(.sell, "1")
        #expect(script.broker.state.books[0].position != nil && script.broker.state.books[0].pending != nil)
        let bytes = script.broker.state.canonicalBytes
        #expect(try BrokerState(canonicalBytes: bytes) == script.broker.state)
        for count in 0..<bytes.count {
            #expect(throws: CanonicalError.self) { try BrokerState(canonicalBytes: Array(bytes[..<count])) }
        }
        #expect(throws: CanonicalError.trailing(count: 1)) { try BrokerState(canonicalBytes: bytes + [0]) }
        #expect(throws: CanonicalError.unknown(what: "version", value: 0, offset: 0)) {
            try BrokerState(canonicalBytes: [0] + bytes.dropFirst())
        }
    }

    @Test func aStateThatCannotTradeItsPositionIsRefused() throws {
        var script = try Script(fills: Script.free())
        try script.candle(0, "100", "100", "100", "100")
        script.tick(3)
        try script.order(.buy, "10", stop: "95", target: "110")
        try script.candle(3, "100", "101", "99", "100")
        let other = try Script(fills: Script.free(), symbols: ["ETHUSDT"]).broker.settings
        let state = script.broker.state
        #expect(throws: BrokerError.unknownInstrument(try Symbol("BTCUSDT"))) {
            try PaperBroker(restoring: state, settings: other)
        }
    }

    /// A changed byte is either refused or another entry with exactly those bytes: one entry has one encoding.
    @Test func noTwoEncodingsMeanTheSame() throws {
        var refused = 0
        for entry in try Self.entries() {
            let bytes = try CanonicalLedger.bytes(of: entry)
            for index in bytes.indices {
                for flip: UInt8 in [1, 0x80, 0xFF] {
                    var changed = bytes
                    changed[index] ^= flip
                    guard let other = try? CanonicalLedger.entry(from: changed) else {
                        refused += 1
                        continue
                    }
                    #expect(other != entry)
                    #expect(try CanonicalLedger.bytes(of: other) == changed)
                }
            }
        }
        #expect(refused > 100)
    }

    struct Refusal: CustomTestStringConvertible {
        let testDescription: String
        let offset: Int
        let byte: UInt8
        let text: String
    }

    /// The deposit's bytes with one of them changed.
    @Test(arguments: [
        Refusal(testDescription: "version", offset: 0, byte: 2, text: "version 2 at byte 0 is not known"),
        Refusal(testDescription: "kind", offset: 17, byte: 9, text: "entry kind 9 at byte 17 is not known"),
        Refusal(testDescription: "account", offset: 20, byte: 8, text: "account 8 at byte 20 is not known"),
        Refusal(testDescription: "asset", offset: 21, byte: 3, text: "asset 3 at byte 21 is not known"),
        Refusal(testDescription: "balance", offset: 29, byte: 1, text: "does not balance"),
        Refusal(testDescription: "postings", offset: 19, byte: 3, text: "the bytes end at 40, inside a value"),
    ])
    func aRefusalNamesThePlace(_ example: Refusal) throws {
        var bytes = try CanonicalLedger.bytes(of: try #require(try Self.entries().first))
        bytes[example.offset] = example.byte
        let error = #expect(throws: CanonicalError.self) { try CanonicalLedger.entry(from: bytes) }
        #expect(error.map { "\($0)" }?.contains(example.text) == true, "\(String(describing: error))")
    }

    @Test func randomBytesAreRefusedAndNeverTrap() {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<20_000 {
            var bytes: [UInt8] = (0..<Int.random(in: 0...200, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            if bytes.count > 17 { (bytes[0], bytes[17]) = (1, UInt8.random(in: 1...4, using: &generator)) }
            #expect(throws: CanonicalError.self) { try CanonicalLedger.entry(from: bytes) }
        }
    }

    @Test func aReasonThatIsNotPlainTextHasNoBytes() throws {
        let id = try OrderID(parsing: "2023-03-24T12:05:00Z/BTCUSDT/open")
        for reason in ["caf\u{E9}", "line\nbreak", String(repeating: "x", count: 401)] {
            let entry = try LedgerTransaction(
                sequence: 1,
                time: .epoch,
                kind: .orderExpired(id, reason: reason),
                postings: []
            )
            #expect(throws: CanonicalError.self) { try CanonicalLedger.bytes(of: entry) }
        }
    }

    @Test func booksRefuseAnEntryThatCannotFollow() throws {
        let entries = try Self.entries()
        var books = LedgerBooks()
        try books.apply(entries[0])
        #expect(throws: LedgerBooksError.sequence(expected: 2, was: 3)) {
            var copy = books
            try copy.apply(entries[2])
        }
        let strayFill = try LedgerTransaction(
            sequence: 2,
            time: entries[2].time,
            kind: entries[2].kind,
            postings: entries[2].postings
        )
        #expect(throws: LedgerBooksError.self) { try books.apply(strayFill) }
    }
}
