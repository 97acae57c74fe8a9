import Testing
import TradingDomain

struct MarketTests {
    @Test(arguments: ["BTCUSDT", "1000PEPEUSDT", "AB", "ABCDEFGHIJKLMNO"])
    func symbolKeepsItsText(text: String) throws {
        #expect(try Symbol(text).description == text)
    }

    @Test(arguments: ["", "A", "btcusdt", "BTC-USDT", "BTC USDT", "ABCDEFGHIJKLMNOP", "BTC\u{202E}", "ＢＴＣ"])
    func symbolRefusesOtherText(text: String) {
        #expect(throws: ValueError.self) { try Symbol(text) }
    }

    @Test func symbolsSortByTheirLetters() throws {
        let names = ["XRPUSDT", "BTCUSDT", "1000PEPEUSDT", "BTCUSD", "DOGEUSDT1"]
        #expect(try names.map { try Symbol($0) }.sorted().map(\.description) == names.sorted())
    }

    @Test(arguments: [
        (Int64(0), "1970-01-01T00:00:00Z"), (1_679_659_500_000, "2023-03-24T12:05:00Z"),
        (1_709_164_800_001, "2024-02-29T00:00:00.001Z"), (951_782_400_000, "2000-02-29T00:00:00Z"),
    ])
    func timestampWritesISO8601(milliseconds: Int64, text: String) {
        #expect(Timestamp(milliseconds: milliseconds).description == text)
    }

    @Test(arguments: [
        ("2023-03-24", Int64(1_679_616_000_000)), ("2023-03-24T12:05:00Z", 1_679_659_500_000),
        ("2023-03-24T12:05:00.042Z", 1_679_659_500_042),
        ("2023-03-24T12:05", 1_679_659_500_000), ("2024-02-29", 1_709_164_800_000),
    ])
    func timestampReadsISO8601(text: String, milliseconds: Int64) throws {
        #expect(try Timestamp(parsing: text).milliseconds == milliseconds)
    }

    @Test(arguments: [
        "", "2023", "2023-13-01", "2023-02-29", "2023-1", "2023-03-24T25:00", "2023-03-24T12", "now", "T",
        "2023-03-24T12:05.042", "2023-03-24T12:05:00.04Z", "2023-03-24T12:05:00.", "2023-03-24T12:05:00.042.1",
    ])
    func timestampRefusesOtherText(text: String) {
        #expect(throws: ValueError.self) { try Timestamp(parsing: text) }
    }

    @Test func everyDayOfFourCenturiesSurvivesTheRoundTrip() throws {
        for day in stride(from: Int64(0), to: 146_097, by: 17) {
            let time = Timestamp(milliseconds: day * 86_400_000)
            #expect(try Timestamp(parsing: time.description) == time)
        }
    }

    @Test(arguments: [
        (high: "9", low: "5", name: "high below the open"), (high: "11", low: "10.5", name: "low above the close"),
        (high: "4", low: "5", name: "high below low"),
    ])
    func candleRefusesPricesThatContradict(row: (high: String, low: String, name: String)) {
        #expect(throws: ValueError.self, "\(row.name)") {
            try Candle(
                symbol: Symbol("BTCUSDT"),
                timeframe: .threeMinutes,
                openTime: .epoch,
                open: Price(parsing: "10"),
                high: Price(parsing: row.high),
                low: Price(parsing: row.low),
                close: Price(parsing: "10"),
                volume: .zero
            )
        }
    }
}
