package import MarketData
package import MarketDataFeeds
package import Runtime
package import TradingDomain

/// Where the candles of a run come from, opened and checked.
package struct MarketInput {
    /// For a person and for the manifest, such as `synthetic market, seed 7`.
    package let label: String
    package let isSynthetic: Bool
    package var source: Candles
    package let log: MarketLog

    /// - Parameters:
    ///   - settings: the run's settings.
    ///   - cache: binary copies of candle files; `nil` reads their text.
    /// - Throws: ``ProcessFailure`` that names the file, the row or the setting.
    package init(_ settings: Settings, cache: CandleCache? = nil) throws(ProcessFailure) {
        let symbols = try settings.symbols()
        let timeframe = try settings.entryTimeframe()
        let interval_ms = settings.integer("cycle.interval_seconds") * 1_000
        var firstTickAfter: Timestamp?
        var funding: [FundingSettlement] = []
        if settings.text("market.source") == "files" {
            let path = settings.text("market.path")
            let (from, to) = (try settings.moment("market.from"), try settings.moment("market.to"))
            do throws(CandleFileError) {
                let library = try CandleLibrary(path: path, cache: cache)
                source = .files(
                    try library.candles(
                        symbols: symbols,
                        timeframe: timeframe,
                        from: from,
                        to: to
                    )
                )
                funding = try FundingFile.settlements(in: path, symbols: symbols, from: from, to: to)
            } catch {
                throw ProcessFailure(.data, "\(error)")
            }
            label = "\(path), \(symbols.map(\.description).joined(separator: " "))"
            isSynthetic = false
        } else {
            let start = try settings.moment("market.start") ?? .epoch
            let seed = UInt64(settings.integer("market.seed"))
            do throws(ValueError) {
                source = .synthetic(
                    try SyntheticMarket(seed: seed, symbols: symbols, timeframe: timeframe, start: start)
                )
            } catch {
                throw ProcessFailure(.configuration, "market: \(error)")
            }
            label = "synthetic market, seed \(seed)"
            isSynthetic = true
            firstTickAfter = start.advanced(byMilliseconds: settings.integer("market.warm_up_days") * 86_400_000)
        }
        do throws(ValueError) {
            log = try MarketLog(
                symbols: symbols,
                entryTimeframe: timeframe,
                cycleInterval_ms: interval_ms,
                funding: funding,
                firstTickAfter: firstTickAfter,
                trigger_basisPoints: settings.integer("cycle.trigger_basis_points")
            )
        } catch {
            throw ProcessFailure(.configuration, "market: \(error)")
        }
    }
}

/// The candles of a run, in order of close time, then symbol.
package enum Candles {
    case files(MergedCandles)
    case synthetic(SyntheticMarket)

    /// - Returns: the next candle; `nil` when there is no more.
    /// - Throws: ``ProcessFailure`` that names file, line and column.
    package mutating func next() throws(ProcessFailure) -> Candle? {
        switch self {
        case .files(var files):
            defer { self = .files(files) }
            do throws(CandleFileError) {
                return try files.next()
            } catch {
                throw ProcessFailure(.data, "\(error)")
            }
        case .synthetic(var market):
            defer { self = .synthetic(market) }
            do throws(ValueError) {
                return try market.next()
            } catch {
                throw ProcessFailure(.failure, "synthetic market: \(error)")
            }
        }
    }
}

extension Settings {
    /// A moment, or `nil` where the setting is empty.
    /// - Throws: ``ProcessFailure`` for text that is no moment.
    package func moment(_ name: String) throws(ProcessFailure) -> Timestamp? {
        guard let text = optional(name) else { return nil }
        do throws(ValueError) {
            return try Timestamp(parsing: text)
        } catch {
            throw ProcessFailure(.configuration, "\(name): \(error)")
        }
    }
}
