import Testing
import TradingDomain

struct FixedPointTests {
    @Test(arguments: [
        ("0", 0), ("1", 100_000_000), ("101.25", 10_125_000_000), ("-0.5", -50_000_000), ("0.00000001", 1),
        ("1.100000000000", 110_000_000), ("92233720368.54775807", Int64.max),
    ])
    func readsDecimalText(text: String, units: Int64) {
        #expect(FixedPoint.units(parsing: text) == units)
    }

    @Test(arguments: [
        "", "-", ".", "1.", ".5", "1e3", "+1", " 1", "1 ", "1,0", "0.000000001", "nan", "0x1", "1.2.3", "--1",
        "92233720368.54775808", "٣",
    ])
    func refusesEverythingElse(text: String) {
        #expect(FixedPoint.units(parsing: text) == nil)
    }

    @Test(arguments: [
        (Int64(0), "0"), (100_000_000, "1"), (-150_000_000, "-1.5"), (1, "0.00000001"), (10_125_000_000, "101.25"),
    ])
    func writesTheShortestText(units: Int64, text: String) {
        #expect(FixedPoint.text(units: units) == text)
    }

    @Test(arguments: [
        (Int64(1), Int64(1), Int64(2), Int64(1)), (-1, 1, 2, -1), (1, 1, 3, 0), (7, 5, -10, -4),
        (Int64.max, 2, 2, Int64.max),
    ])
    func multipliesThenDividesRoundingHalfAway(a: Int64, b: Int64, c: Int64, expected: Int64) {
        #expect(FixedPoint.multiply(a, b, dividedBy: c) == expected)
    }

    @Test func refusesToDivideByZeroOrToOverflow() {
        #expect(FixedPoint.multiply(1, 1, dividedBy: 0) == nil)
        #expect(FixedPoint.multiply(Int64.max, 3, dividedBy: 1) == nil)
    }

    @Test func aPriceIsAboveZeroAndAQuantityIsNotBelow() {
        #expect(throws: ValueError.notPositive(what: "price", units: 0)) { try Price(units: 0) }
        #expect(throws: ValueError.negative(what: "quantity", units: -1)) { try Quantity(units: -1) }
        #expect(Price(nearest: .nan) == nil)
        #expect(Price(nearest: -1) == nil)
        #expect(Price(nearest: 0.18)?.description == "0.18")
    }

    @Test func notionalAndQuantityAreEachOthersInverseUpToRounding() throws {
        let price = try Price(parsing: "28123.45")
        let quantity = try Quantity(parsing: "0.5")
        #expect(try price.notional(of: quantity) == Money(parsing: "14061.725"))
        #expect(try Money(parsing: "14061.725").quantity(at: price) == quantity)
    }
}
