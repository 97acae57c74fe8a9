import Testing
import TradingDomain
import WireFormat

/// Every field of every message is taken out once: a required one is refused by its name, any other is not missed.
struct MissingFieldTests {
    /// One well-formed message of each kind, with every field that its shape names.
    struct Subject: Sendable, CustomTestStringConvertible {
        let name: String
        let shape: Shape
        let bytes: [UInt8]
        let read: @Sendable ([UInt8]) throws -> Void
        var testDescription: String { name }
    }

    private static func subjects() throws -> [Subject] { try viewSubjects() + bookSubjects() }

    private static func viewSubjects() throws -> [Subject] {
        let books = try BookExamples()
        return [
            Subject(
                name: "candle event",
                shape: .candleEvent,
                bytes: WireFormat.encode(Tandem_V1_MarketEvent(try Examples.candleEvent())),
                read: { bytes in
                    let message: Tandem_V1_MarketEvent = try WireFormat.decode(bytes, what: "message")
                    _ = try message.domain()
                }
            ),
            Subject(
                name: "gap event",
                shape: .gapEvent,
                bytes: WireFormat.encode(Tandem_V1_MarketEvent(try Examples.gapEvent())),
                read: { bytes in
                    let message: Tandem_V1_MarketEvent = try WireFormat.decode(bytes, what: "message")
                    _ = try message.domain()
                }
            ),
            Subject(
                name: "snapshot",
                shape: .snapshot,
                bytes: WireFormat.encode(Tandem_V1_FeatureSnapshot(try Examples.snapshot())),
                read: { bytes in
                    let message: Tandem_V1_FeatureSnapshot = try WireFormat.decode(bytes, what: "message")
                    _ = try message.domain()
                }
            ),
            Subject(
                name: "model request",
                shape: .request,
                bytes: WireFormat.encode(Tandem_V1_ModelRequest(try Examples.request())),
                read: { bytes in
                    let message: Tandem_V1_ModelRequest = try WireFormat.decode(bytes, what: "message")
                    _ = try message.domain()
                }
            ),
            Subject(
                name: "answer",
                shape: .answer,
                bytes: WireFormat.encode(Tandem_V1_ModelAnswer(try Examples.answer())),
                read: { bytes in
                    let message: Tandem_V1_ModelAnswer = try WireFormat.decode(bytes, what: "message")
                    _ = try message.domain()
                }
            ),
            Subject(
                name: "cycle record",
                shape: .record,
                bytes: WireFormat.encode(Tandem_V1_CycleRecord(try books.record())),
                read: { bytes in
                    let message: Tandem_V1_CycleRecord = try WireFormat.decode(bytes, what: "message")
                    _ = try message.domain()
                }
            ),
        ]
    }

    private static func bookSubjects() throws -> [Subject] {
        let books = try BookExamples()
        return [
            Subject(
                name: "approved order",
                shape: Shape(required: [1: "approved.order", 2: "approved.gate_epoch"], nested: [1: .order]),
                bytes: WireFormat.encode(Tandem_V1_ApprovedOrder(ApprovedOrder(order: books.order, gateEpoch: 4))),
                read: { bytes in
                    let message: Tandem_V1_ApprovedOrder = try WireFormat.decode(bytes, what: "message")
                    _ = try message.domain()
                }
            ),
            Subject(
                name: "ledger entry",
                shape: .entry,
                bytes: WireFormat.encode(Tandem_V1_LedgerTransaction(try books.entry())),
                read: { bytes in
                    let message: Tandem_V1_LedgerTransaction = try WireFormat.decode(bytes, what: "message")
                    _ = try message.domain()
                }
            ),
            Subject(
                name: "account",
                shape: .account,
                bytes: WireFormat.encode(Tandem_V1_AccountSnapshot(try books.account())),
                read: { bytes in
                    let message: Tandem_V1_AccountSnapshot = try WireFormat.decode(bytes, what: "message")
                    _ = try message.domain()
                }
            ),
            Subject(
                name: "equity point",
                shape: .point,
                bytes: WireFormat.encode(Tandem_V1_EquityPoint(books.point())),
                read: { bytes in
                    let message: Tandem_V1_EquityPoint = try WireFormat.decode(bytes, what: "message")
                    _ = try message.domain()
                }
            ),
            Subject(
                name: "books",
                shape: .books,
                bytes: WireFormat.encode(Tandem_V1_Books(books.report())),
                read: { bytes in
                    let message: Tandem_V1_Books = try WireFormat.decode(bytes, what: "message")
                    _ = try message.domain()
                }
            ),
        ]
    }

    @Test func everyFieldIsRequiredByNameOrKnownToBeOptional() throws {
        var removed = 0
        for subject in try Self.subjects() {
            #expect(throws: Never.self, "\(subject.name) as it is") { try subject.read(subject.bytes) }
            removed += walk(subject, subject.shape, subject.bytes, at: [])
        }
        #expect(removed > 150, "the walk found the fields")
    }

    private func walk(_ subject: Subject, _ shape: Shape, _ bytes: [UInt8], at path: [Int]) -> Int {
        let present = Set(WireField.all(in: bytes).map(\.number))
        let known = shape.optional.union(shape.required.keys)
        #expect(present == known, "\(subject.name) at \(path): the shape and the message name the same fields")
        var removed = 0
        for number in present.sorted() {
            let without = WireField.removing((path + [number])[...], from: subject.bytes)
            #expect(field(refusedBy: subject, without) == shape.required[number], "\(subject.name) \(path) \(number)")
            removed += 1
            if let inner = shape.nested[number],
                let content = WireField.all(in: bytes).first(where: { $0.number == number })?.content
            {
                removed += walk(subject, inner, Array(bytes[content]), at: path + [number])
            }
        }
        return removed
    }

    private func field(refusedBy subject: Subject, _ bytes: [UInt8]) -> String? {
        do {
            try subject.read(bytes)
            return nil
        } catch WireError.missing(let field) {
            return field
        } catch WireError.refused(let field, _) {
            return field
        } catch {
            return "\(error)"
        }
    }
}
