import TestSupport
import TradingDomain

/// Random words of the domain, the same for the same seed.
struct Samples {
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func integer(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
    mutating func flag() -> Bool { Bool.random(using: &generator) }
    mutating func number() -> Double { Double(integer(-1_000_000_000...1_000_000_000)) / 997 }
    mutating func position() -> LogPosition { LogPosition(integer(1...Int.max)) }
    mutating func text() -> String { "text \(integer(0...999)) é \"\\\n" }
    mutating func money() -> Money { Money(units: Int64.random(in: Int64.min...Int64.max, using: &generator)) }

    mutating func pick<Value>(_ values: [Value]) -> Value { values[integer(0...values.count - 1)] }

    mutating func optional<Value>(_ make: (inout Samples) throws -> Value) rethrows -> Value? {
        flag() ? try make(&self) : nil
    }

    mutating func list<Value>(_ make: (inout Samples) throws -> Value) rethrows -> [Value] {
        var values: [Value] = []
        for _ in 0..<integer(0...3) { values.append(try make(&self)) }
        return values
    }

    mutating func symbol() throws -> Symbol {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
        return try Symbol(String((0..<integer(2...15)).map { _ in pick(letters) }))
    }

    mutating func price() throws -> Price { try Price(units: Int64(integer(1...Int.max))) }
    mutating func quantity() throws -> Quantity { try Quantity(units: Int64(integer(1...Int.max))) }
    mutating func percent() throws -> Percent { try Percent(integer(0...100)) }
    mutating func time() -> Timestamp { Timestamp(milliseconds: Int64(integer(0...253_402_300_799_999))) }
    mutating func cycle() -> CycleID { CycleID(time: time(), position: position()) }
    mutating func decisionID() throws -> DecisionID { DecisionID(cycle: time(), symbol: try symbol()) }

    mutating func orderID() throws -> OrderID {
        OrderID(decision: try decisionID(), leg: pick(OrderID.Leg.allCases))
    }

    mutating func candle() throws -> Candle {
        let prices = try (0..<4).map { _ in try price() }.sorted()
        let timeframe = pick(Timeframe.allCases)
        let isRising = flag()
        return try Candle(
            symbol: try symbol(),
            timeframe: timeframe,
            openTime: Timestamp(milliseconds: Int64(integer(0...17_000_000)) * timeframe.milliseconds),
            open: prices[isRising ? 1 : 2],
            high: prices[3],
            low: prices[0],
            close: prices[isRising ? 2 : 1],
            volume: flag() ? .zero : try quantity()
        )
    }

    mutating func marketEvent() throws -> MarketEvent {
        switch integer(0...2) {
        case 0:
            let candle = try candle()
            return MarketEvent(position: position(), time: candle.closeTime, kind: .candleClosed(candle))
        case 1:
            let (from, to) = (time(), time())
            return MarketEvent(
                position: position(),
                time: time(),
                kind: .gapFound(try symbol(), pick(Timeframe.allCases), from: min(from, to), to: max(from, to))
            )
        default: return MarketEvent(position: position(), time: time(), kind: .tick)
        }
    }
}
