internal import Backtesting
internal import MarketDataFeeds
internal import Runtime
internal import StageSettings
internal import TradingDomain

/// The candles that the command line names.
struct CandleInput {
    private let market: MarketOptions
    private let settings: Settings
    private let cache: CandleCache?

    init(_ market: MarketOptions, _ settings: Settings, cache: CandleCache?) {
        self.market = market
        self.settings = settings
        self.cache = cache
    }

    /// - Throws: ``ProcessFailure`` that names the file, the row or the setting.
    func open() throws(ProcessFailure) -> MarketInput { try MarketInput(settings, cache: cache) }

    /// Every candle, read and checked to the last.
    ///
    /// - Throws: ``ProcessFailure`` that names file and row.
    func tape(_ input: MarketInput) throws(ProcessFailure) -> CandleTape {
        switch input.source {
        case .files(var files):
            do throws(CandleFileError) {
                return try CandleTape(reading: &files, about: files.rowsAtHand)
            } catch {
                throw ProcessFailure(.data, "\(error)")
            }
        case .synthetic(var synthetic):
            let count = count(of: synthetic)
            var candles: [Candle] = []
            candles.reserveCapacity(count)
            do throws(ValueError) {
                while candles.count < count, let candle = try synthetic.next() { candles.append(candle) }
            } catch {
                throw ProcessFailure(.failure, "synthetic market: \(error)")
            }
            return CandleTape(candles)
        }
    }

    /// Of the warm-up and the days asked for, all symbols together.
    func count(of synthetic: SyntheticMarket) -> Int {
        let days = settings.integer("market.warm_up_days") + Int64(market.days)
        return Int(days * 86_400_000 / synthetic.timeframe.milliseconds) * synthetic.symbols.count
    }
}
