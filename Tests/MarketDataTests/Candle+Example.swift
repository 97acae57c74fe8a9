import TradingDomain

extension Candle {
    /// A candle around 100 whose numbers follow from its time.
    static func example(
        _ symbol: String = "BTCUSDT",
        at openTime: String,
        minutes: Int64 = 0,
        timeframe: Timeframe = .threeMinutes,
        volume: Int64 = 5
    ) throws -> Candle {
        let time = try Timestamp(parsing: openTime).advanced(byMilliseconds: minutes * 60_000)
        let wave = (time.milliseconds / 60_000 % 17) * 10_000_000
        return try Candle(
            symbol: Symbol(symbol),
            timeframe: timeframe,
            openTime: time,
            open: Price(units: 10_000_000_000 + wave),
            high: Price(units: 10_200_000_000 + wave),
            low: Price(units: 9_900_000_000 - wave),
            close: Price(units: 10_100_000_000 - wave),
            volume: Quantity(units: volume)
        )
    }
}
