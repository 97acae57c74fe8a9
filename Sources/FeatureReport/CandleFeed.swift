import Features
import MarketData
package import MarketDataFeeds
package import TradingDomain

/// Plays candles through the same stages as the pipeline, up to a time.
package struct CandleFeed: Sendable {
    /// Ascending, each once.
    package let symbols: [Symbol]
    package let timeframe: Timeframe
    private let source: Source

    private enum Source: Sendable {
        case files(CandleLibrary)
        case memory([Candle])
    }

    /// - Parameters:
    ///   - library: where the candles are.
    ///   - symbols: in any order; correlations are among these.
    ///   - timeframe: of the stored candles; 4 h candles are built from shorter ones.
    package init(library: CandleLibrary, symbols: [Symbol], timeframe: Timeframe) {
        self.init(.files(library), symbols, timeframe)
    }

    /// - Parameters:
    ///   - candles: in the order of close time, then symbol, such as those of a running account.
    ///   - symbols: in any order; correlations are among these.
    ///   - timeframe: candles of another one are left out; 4 h candles are built from shorter ones.
    package init(candles: [Candle], symbols: [Symbol], timeframe: Timeframe) {
        self.init(.memory(candles), symbols, timeframe)
    }

    private init(_ source: Source, _ symbols: [Symbol], _ timeframe: Timeframe) {
        self.source = source
        var ordered: [Symbol] = []
        for symbol in symbols.sorted() where ordered.last != symbol { ordered.append(symbol) }
        self.symbols = ordered
        self.timeframe = timeframe
    }

    /// The same feed of one symbol alone.
    package func only(_ symbol: Symbol) -> CandleFeed { CandleFeed(source, [symbol], timeframe) }

    /// Every candle that closed by `time`, oldest first.
    ///
    /// - Throws: ``CandleFileError`` for files that cannot be used.
    package func candles(to time: Timestamp?) throws(CandleFileError) -> [Candle] {
        var candles: [Candle] = []
        switch source {
        case .files(let library):
            var merged = try library.candles(symbols: symbols, timeframe: timeframe, to: time)
            while let candle = try merged.next() { candles.append(candle) }
        case .memory(let all):
            candles = all.filter { candle in
                candle.timeframe == timeframe && symbols.contains(candle.symbol)
                    && time.map { candle.closeTime <= $0 } != false
            }
        }
        return candles
    }

    /// What the models would see.
    ///
    /// - Parameter time: the time of the decision; `nil` for the close of the last candle.
    /// - Returns: one snapshot a symbol, in ascending order.
    /// - Throws: ``CandleFeedError`` for files that cannot be used and for candles that make no log.
    package func snapshots(at time: Timestamp?) throws(CandleFeedError) -> [FeatureSnapshot] {
        var engine = FeatureEngine(symbols: symbols, entryTimeframe: timeframe)
        let candles: [Candle]
        do { candles = try self.candles(to: time) } catch { throw .file(error) }
        let end = time ?? candles.last?.closeTime ?? .epoch
        for event in try events(of: candles, to: end) { engine.apply(event) }
        return engine.snapshots(at: CycleID(time: end, position: engine.position))
    }

    private func events(of candles: [Candle], to end: Timestamp) throws(CandleFeedError) -> [MarketEvent] {
        if timeframe == .fourHours {
            return candles.enumerated().map { index, candle in
                let position = LogPosition(index + 1)
                return MarketEvent(position: position, time: candle.closeTime, kind: .candleClosed(candle))
            }
        }
        var log: MarketLog
        do { log = try MarketLog(symbols: symbols, entryTimeframe: timeframe) } catch { throw .value(error) }
        var events: [MarketEvent] = []
        do throws(MarketLogError) {
            for candle in candles { try log.append(candle, into: &events) }
            try log.advance(to: end, into: &events)
        } catch {
            throw .log(error)
        }
        return events
    }
}
