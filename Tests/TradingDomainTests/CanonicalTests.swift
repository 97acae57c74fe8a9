import Testing
import TradingDomain

struct CanonicalTests {
    @Test func integersAreBigEndianAndTextsHaveTheirLength() throws {
        var writer = CanonicalWriter()
        writer.write(UInt16(0x0102))
        writer.write(Int64(-2))
        writer.write(try Symbol("AB1"))
        try writer.write(text: "ok")
        writer.write(optional: Timestamp?.none) { $0.write($1) }
        writer.write(optional: Timestamp(milliseconds: 3)) { $0.write($1) }
        #expect(
            writer.bytes == [1, 2] + [255, 255, 255, 255, 255, 255, 255, 254] + [3, 65, 66, 49] + [0, 2, 111, 107]
                + [0] + [1, 0, 0, 0, 0, 0, 0, 0, 3]
        )
        var reader = CanonicalReader(writer.bytes)
        #expect(try reader.short() == 0x0102)
        #expect(try reader.integer() == -2)
        #expect(try reader.symbol() == Symbol("AB1"))
        #expect(try reader.text() == "ok")
        for expected in [nil, Timestamp(milliseconds: 3)] {
            #expect(try reader.optional { reader throws(CanonicalError) in try reader.timestamp() } == expected)
        }
        try reader.finish()
    }

    @Test(
        arguments: [
            ([2], "flag 2 at byte 0 is not known"), ([], "the bytes end at 0, inside a value"),
        ] as [([UInt8], String)]
    )
    func aFlagIsZeroOrOne(bytes: [UInt8], text: String) {
        var reader = CanonicalReader(bytes)
        let error = #expect(throws: CanonicalError.self) { try reader.flag() }
        #expect(error.map { "\($0)" } == text)
    }

    @Test(
        arguments: [
            [0, 1, 10], [0, 1, 127], [0, 1, 200], [0, 2, 65], [1, 145] + Array(repeating: 65, count: 401),
        ] as [[UInt8]]
    )
    func aTextIsPrintableAndNotTooLong(bytes: [UInt8]) {
        var reader = CanonicalReader(bytes)
        #expect(throws: CanonicalError.self) { try reader.text() }
    }

    @Test(arguments: [[1, 65], [2, 97, 98], [16] + Array(repeating: 65, count: 16), [3, 65, 66]] as [[UInt8]])
    func aSymbolIsCheckedByTheDomain(bytes: [UInt8]) {
        var reader = CanonicalReader(bytes)
        #expect(throws: CanonicalError.self) { try reader.symbol() }
    }

    @Test func pricesAndQuantitiesAreCheckedByTheDomain() {
        var reader = CanonicalReader(Array(repeating: 0, count: 8))
        #expect(throws: CanonicalError.refused(.notPositive(what: "price", units: 0), offset: 8)) { try reader.price() }
        reader = CanonicalReader(Array(repeating: 255, count: 8))
        #expect(throws: CanonicalError.refused(.negative(what: "quantity", units: -1), offset: 8)) {
            try reader.quantity()
        }
    }
}
