import SwiftProtobuf
import TestSupport
import Testing
import WireFormat

/// Our one-pass writer and reader against SwiftProtobuf's own, on whole messages and on damaged ones: both read the same, or
/// both refuse.
struct OnePassTests {
    @Test(arguments: Envelope.all) func everyMessageIsReadAndWrittenAsByTheLibrary(_ envelope: Envelope) throws {
        for (name, bytes) in try envelope.messages() {
            guard case .read = try envelope.compare(bytes) else {
                Issue.record("\(name)")
                continue
            }
        }
    }

    @Test func aRecordPutIntoItsEventGivesTheSameBytes() throws {
        let bytes = try #require(try Messages.events().first { $0.name == "cycle" }).bytes
        var event = try WireFormat.event(bytes)
        guard case .cycle(let record)? = event.body else { throw WireError.unexpected(what: "no cycle") }
        event.body = nil
        #expect(WireFormat.encode(event, cycle: WireFormat.encode(record)) == bytes)
    }

    /// The length of a message is known when it has been written, and takes one byte more at 128 and at 16,384.
    @Test func lengthsOfOneTwoAndThreeBytesAreWrittenAsByTheLibrary() throws {
        for count in [0..<2, 100..<140, 16_370..<16_400].flatMap(\.self) {
            var halt = Tandem_V1_Halt()
            halt.reason = String(repeating: "x", count: count)
            var request = Tandem_V1_Request()
            request.body = .halt(halt)
            #expect(try WireFormat.encode(request) == request.serializedBytes(), "\(count)")
        }
    }

    @Test func numbersAtTheirEndsAreWrittenAndReadAsByTheLibrary() throws {
        for number in [Int64.min, -1, 0, 1, 127, 128, Int64.max] {
            var transfer = Tandem_V1_LedgerTransaction()
            transfer.timeMs = number
            transfer.sequence = UInt64(bitPattern: number)
            transfer.transferred.amountE8 = number
            var record = Tandem_V1_SymbolRecord()
            record.fusedScoreHundredths = Int32(truncatingIfNeeded: number)
            var market = Tandem_V1_MarketEvents()
            market.chainAtAfter = UInt64(bitPattern: number)
            var use = Tandem_V1_LimitUse()
            use.limit = Double(bitPattern: UInt64(bitPattern: number))
            for message in [transfer, record, market, use] as [any Message] { try expectSame(message) }
        }
    }

    private func expectSame<M: Message>(_ message: M) throws {
        let bytes: [UInt8] = try message.serializedBytes()
        #expect(WireFormat.encode(message) == bytes, "\(message)")
        let read: M = try WireFormat.decode(bytes, what: "message")
        #expect(try read.serializedBytes() == bytes, "\(message)")
    }

    @Test(arguments: Envelope.all) func everyBeginningOfAMessageIsReadAsByTheLibrary(_ envelope: Envelope) throws {
        for (name, bytes) in try envelope.messages() {
            for count in bytes.indices {
                if case .differs(let why) = try envelope.compare(Array(bytes.prefix(count))) {
                    return _ = Issue.record("\(why) the first \(count) bytes of \(name)")
                }
            }
        }
    }

    /// Before the first field, behind the last one, and in the body.
    @Test(arguments: Oddity.all) func whatNoSenderWritesIsReadAsByTheLibrary(_ oddity: Oddity) throws {
        for envelope in Envelope.all {
            for (name, bytes) in try envelope.messages() {
                let body = try #require(WireField.all(in: bytes).last { $0.content != nil })
                let content = Array(bytes[try #require(body.content)])
                let inside = bytes[..<body.range.lowerBound] + body.holding(content + oddity.bytes)
                for made in [oddity.bytes + bytes, bytes + oddity.bytes, Array(inside)] {
                    guard case .differs(let why) = try envelope.compare(made) else { continue }
                    return _ = Issue.record("\(why) \(name): \(made)")
                }
            }
        }
    }

    @Test(.timeLimit(.minutes(1)), arguments: Envelope.all, [21, 22] as [UInt64])
    func damagedMessagesAreReadAsByTheLibrary(_ envelope: Envelope, seed: UInt64) throws {
        let count = 5_000
        var damage = Damage(try envelope.messages().map(\.bytes), seed: seed)
        var (read, refused) = (0, 0)
        for _ in 0..<count {
            let bytes = damage.next()
            switch try envelope.compare(bytes) {
            case .read: read += 1
            case .refused: refused += 1
            case .differs(let why): return _ = Issue.record("\(why) \(bytes)")
            }
        }
        #expect(read > count / 5 && refused > count / 5, "of both there are many: \(read) read, \(refused) refused")
    }
}
