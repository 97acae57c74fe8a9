package import TradingDomain

/// Turns closed candles into the numbered market log: candles, the 4 h candles built from them, gaps, and ticks.
///
/// Positions rise by one from 1, time never decreases. At one time the order is: entry candles by symbol, each
/// preceded by the gap before it; 4 h candles by symbol; funding by symbol; the tick. So every market fact up to a tick's
/// time lies before the tick. The same candles always give the same log.
///
/// A price that has moved far since the last tick opens an extra one, at the close of the candle that shows it: a rule on
/// candles alone, so that it is the same live, in a replay and in a backtest.
package struct MarketLog: Sendable {
    /// The longest time without any candle, beyond which a file is refused rather than filled with ticks.
    package static let longestHole_ms: Int64 = 366 * 86_400_000

    /// Sorted, each once.
    package let symbols: [Symbol]
    package let entryTimeframe: Timeframe
    package let cycleInterval_ms: Int64
    /// A close so far from the one at the last tick opens an extra tick; 0 never does.
    package let trigger_basisPoints: Int64
    /// The position of the last event; zero before the first.
    package private(set) var position: LogPosition = 0
    /// Candles that were dropped because they equalled the one before in every number.
    package private(set) var duplicates = 0

    /// Ticks that a move of the price opened.
    package private(set) var extraTicks = 0

    private let firstTickAfter: Timestamp?
    private var series: [Series] = []
    /// Everything due before this time is in the log. Below zero until the first candle.
    private var instant_ms: Int64 = -1
    /// Index of the last symbol that had a candle at `instant_ms`.
    private var cursor = -1
    private var nextTick_ms = Int64.max
    private var nextTrend_ms = Int64.max
    /// For each symbol the last close as of the last tick, in units of 1e-8; 0 before the first tick, or candle.
    private var closesAtTick: [Int64]
    private var isTriggered = false
    /// In order of time, then symbol.
    private let funding: [FundingSettlement]
    private var nextFunding = 0

    /// - Parameters:
    ///   - symbols: in ascending order, each once, at least one.
    ///   - entryTimeframe: of the candles that will be appended; shorter than 4 h.
    ///   - cycleInterval_ms: a tick is due at every multiple of it since the Unix epoch; at least 1,000.
    ///   - funding: settlements in order of time, then symbol; those before the first candle are left out.
    ///   - firstTickAfter: no tick at or before this time, so that earlier candles only warm the features up.
    ///   - trigger_basisPoints: 0 to 10,000.
    /// - Throws: ``ValueError/outOfRange(what:was:allowed:)`` for anything else.
    package init(
        symbols: [Symbol],
        entryTimeframe: Timeframe,
        cycleInterval_ms: Int64 = 300_000,
        funding: [FundingSettlement] = [],
        firstTickAfter: Timestamp? = nil,
        trigger_basisPoints: Int64 = 0
    ) throws(ValueError) {
        guard !symbols.isEmpty, zip(symbols, symbols.dropFirst()).allSatisfy({ $0 < $1 }) else {
            let names = symbols.map(\.description).joined(separator: ",")
            throw .outOfRange(
                what: "symbols",
                was: "'\(names)'",
                allowed: "at least one, in ascending order, each once"
            )
        }
        guard cycleInterval_ms >= 1000 else {
            throw .outOfRange(what: "cycle interval", was: "\(cycleInterval_ms) ms", allowed: "1000 ms or more")
        }
        guard (0...10_000).contains(trigger_basisPoints) else {
            throw .outOfRange(what: "trigger", was: "\(trigger_basisPoints) bp", allowed: "0 to 10000 bp")
        }
        self.trigger_basisPoints = trigger_basisPoints
        closesAtTick = Array(repeating: 0, count: symbols.count)
        self.symbols = symbols
        self.entryTimeframe = entryTimeframe
        self.cycleInterval_ms = cycleInterval_ms
        for (left, right) in zip(funding, funding.dropFirst()) where left.time > right.time {
            throw .outOfRange(what: "funding", was: "\(right.time)", allowed: "times in order, so after \(left.time)")
        }
        self.funding = funding
        self.firstTickAfter = firstTickAfter
        for symbol in symbols { series.append(try Series(symbol: symbol, entryTimeframe: entryTimeframe)) }
    }

    /// Adds the next closed candle, after whatever became due before it.
    ///
    /// - Parameters:
    ///   - candle: the next one in the order of close time, then symbol.
    ///   - events: receives the new events.
    /// - Throws: ``MarketLogError``; the log is then unchanged but for events that were due before the candle.
    package mutating func append(_ candle: Candle, into events: inout [MarketEvent]) throws(MarketLogError) {
        guard candle.timeframe == entryTimeframe else {
            throw .wrongTimeframe(candle.symbol, was: candle.timeframe, allowed: entryTimeframe)
        }
        let index = try index(of: candle.symbol)
        if let last = series[index].last, last.openTime == candle.openTime {
            guard last == candle else { throw .conflict(candle.symbol, openTime: candle.openTime) }
            duplicates += 1
            return
        }
        let closeTime = candle.closeTime
        if closeTime.milliseconds > instant_ms {
            try openInstant(closeTime, of: candle.symbol, into: &events)
        } else if closeTime.milliseconds < instant_ms || index <= cursor {
            throw .disorder(candle.symbol, was: candle.openTime, after: Timestamp(milliseconds: instant_ms))
        }
        cursor = index
        let gapStart = try series[index].add(candle)
        if let gapStart {
            let gap = MarketEvent.Kind.gapFound(candle.symbol, entryTimeframe, from: gapStart, to: candle.openTime)
            emit(gap, at: closeTime, into: &events)
        }
        emit(.candleClosed(candle), at: closeTime, into: &events)
        if trigger_basisPoints > 0 { watch(candle.close.units, of: index) }
    }

    /// Releases everything that is due at or before `time`; live, when the clock says that no more candle can close
    /// at or before it. Such a candle is then refused. Before the first candle, nothing is due.
    ///
    /// - Parameters:
    ///   - time: usually a multiple of the cycle interval.
    ///   - events: receives the new events.
    /// - Throws: ``MarketLogError/invalidCandle(_:)``, a bug.
    package mutating func advance(to time: Timestamp, into events: inout [MarketEvent]) throws(MarketLogError) {
        guard instant_ms >= 0, time.milliseconds >= instant_ms else { return }
        try release(before: time.milliseconds + 1, into: &events)
        instant_ms = time.milliseconds
        cursor = symbols.count
    }

    /// Releases what is due at the time of the last candle: its 4 h candles and its tick.
    ///
    /// - Throws: ``MarketLogError/invalidCandle(_:)``, a bug.
    package mutating func finish(into events: inout [MarketEvent]) throws(MarketLogError) {
        try advance(to: Timestamp(milliseconds: instant_ms), into: &events)
    }
}

extension MarketLog {
    private func index(of symbol: Symbol) throws(MarketLogError) -> Int {
        let guess = cursor + 1 < symbols.count ? cursor + 1 : 0
        if symbols[guess] == symbol { return guess }
        guard let index = symbols.firstIndex(of: symbol) else { throw .unknownSymbol(symbol, allowed: symbols) }
        return index
    }

    private mutating func openInstant(
        _ closeTime: Timestamp,
        of symbol: Symbol,
        into events: inout [MarketEvent]
    ) throws(MarketLogError) {
        let time_ms = closeTime.milliseconds
        if instant_ms < 0 {
            nextTrend_ms = Self.ceiling(time_ms, toMultipleOf: Timeframe.fourHours.milliseconds)
            let earliest_ms = max(time_ms, firstTickAfter.map { $0.milliseconds + 1 } ?? time_ms)
            nextTick_ms = Self.ceiling(earliest_ms, toMultipleOf: cycleInterval_ms)
            while let due = nextFunding_ms, due < time_ms { nextFunding += 1 }
        } else {
            guard time_ms - instant_ms <= Self.longestHole_ms else {
                throw .holeTooLong(symbol, from: Timestamp(milliseconds: instant_ms), to: closeTime)
            }
            try release(before: time_ms, into: &events)
        }
        instant_ms = time_ms
        cursor = -1
    }

    private mutating func release(before time_ms: Int64, into events: inout [MarketEvent]) throws(MarketLogError) {
        while true {
            let due_ms = min(nextTrend_ms, nextTick_ms, nextFunding_ms ?? .max)
            if isTriggered, due_ms > instant_ms {
                extraTicks += 1
                tick(at: Timestamp(milliseconds: instant_ms), into: &events)
            }
            guard due_ms < time_ms else { return }
            let due = Timestamp(milliseconds: due_ms)
            if due_ms == nextTrend_ms {
                try closeTrendCandles(at: due, into: &events)
                nextTrend_ms += Timeframe.fourHours.milliseconds
            }
            while due_ms == nextFunding_ms {
                let settlement = funding[nextFunding]
                emit(.fundingSettled(settlement.symbol, settlement.rate), at: due, into: &events)
                nextFunding += 1
            }
            if due_ms == nextTick_ms {
                tick(at: due, into: &events)
                nextTick_ms += cycleInterval_ms
            }
        }
    }

    private mutating func watch(_ close: Int64, of index: Int) {
        let reference = closesAtTick[index]
        guard reference > 0 else { return }
        let moved = Int128((close - reference).magnitude) * 10_000
        if moved >= Int128(reference) * Int128(trigger_basisPoints) { isTriggered = true }
    }

    private mutating func tick(at time: Timestamp, into events: inout [MarketEvent]) {
        emit(.tick, at: time, into: &events)
        guard trigger_basisPoints > 0 else { return }
        isTriggered = false
        for index in series.indices { closesAtTick[index] = series[index].last?.close.units ?? 0 }
    }

    /// When the next funding is due; `nil` when there is none.
    private var nextFunding_ms: Int64? {
        nextFunding < funding.count ? funding[nextFunding].time.milliseconds : nil
    }

    /// A gap that reaches the end of a 4 h candle is told in two parts, so that the candle's own part precedes it.
    private mutating func closeTrendCandles(
        at time: Timestamp,
        into events: inout [MarketEvent]
    ) throws(MarketLogError) {
        for index in series.indices {
            guard let (built, gapStart) = try series[index].takeTrendCandle(closedBy: time) else { continue }
            if let gapStart {
                let gap = MarketEvent.Kind.gapFound(symbols[index], entryTimeframe, from: gapStart, to: time)
                emit(gap, at: time, into: &events)
            }
            emit(.candleClosed(built.candle), at: time, into: &events)
        }
    }

    private mutating func emit(_ kind: MarketEvent.Kind, at time: Timestamp, into events: inout [MarketEvent]) {
        position += 1
        events.append(MarketEvent(position: position, time: time, kind: kind))
    }

    private static func ceiling(_ value: Int64, toMultipleOf step: Int64) -> Int64 {
        let remainder = value % step
        return remainder == 0 ? value : value - remainder + step
    }
}
