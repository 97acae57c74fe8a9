internal import Fusion
package import MarketData
internal import PaperTrading
internal import TradingDomain

extension Evaluation {
    /// So many random draws are made.
    package static let randomDraws = 1_000

    /// Runs the baselines over the same candles. A model alone gets the very answers it gave in the run: to the
    /// same market, and to the run's account where a prompt showed it.
    ///
    /// - Parameters:
    ///   - settings: of the run.
    ///   - log: new; the one that the run began with.
    ///   - mayGoOn: asked with the candles done, over all baselines.
    /// - Returns: `false` when it was stopped; what is missing then is missing in the report.
    /// - Throws: ``BacktestError``.
    package mutating func addBaselines(
        _ settings: BacktestSettings,
        log: MarketLog,
        while mayGoOn: (_ candles: Int) -> Bool
    ) throws(BacktestError) -> Bool {
        addDraws(settings)
        baselines.append(try hold(settings, log: log))
        var done = 0
        for variant in try settings.variants() {
            var backtest = try Backtest(variant.settings, log: log, ledgerPath: nil)
            backtest.recorder = RunRecorder(keepsAnswers: false)
            var tape = CandleTape(candles)
            let before = done
            do throws(BacktestError) {
                guard try backtest.run(&tape, while: { mayGoOn(before + $0) }) else { return false }
            } catch {
                // A recorded model alone may be asked what it was not asked in the run.
                guard case .recording(let why) = error else { throw error }
                skipped.append((variant.title, why))
                done += candles.count
                continue
            }
            done += candles.count
            _ = try backtest.close()
            guard let recorder = backtest.recorder else { continue }
            baselines.append(
                BookRun(
                    name: variant.name,
                    title: variant.title,
                    initialEquity: settings.initialEquity,
                    points: recorder.points,
                    entries: recorder.entries
                )
            )
        }
        return true
    }

    private func hold(_ settings: BacktestSettings, log: MarketLog) throws(BacktestError) -> BookRun {
        var log = log
        var hold = try HoldBaseline(settings, from: firstAsked ?? .epoch)
        var events: [MarketEvent] = []
        for candle in candles {
            do { try log.append(candle, into: &events) } catch { throw .market(error) }
            for event in events { try hold.apply(event, entryTimeframe: settings.broker.entryTimeframe) }
            events.removeAll(keepingCapacity: true)
        }
        do { try log.finish(into: &events) } catch { throw .market(error) }
        for event in events { try hold.apply(event, entryTimeframe: settings.broker.entryTimeframe) }
        return BookRun(
            name: "hold",
            title: "buy and hold",
            initialEquity: settings.initialEquity,
            points: hold.points,
            entries: hold.entries
        )
    }

    private mutating func addDraws(_ settings: BacktestSettings) {
        let start = firstAsked ?? .epoch
        let opens = settings.fusion.symbols.map { symbol in
            (
                symbol: symbol,
                opens: candles.filter { $0.symbol == symbol && $0.openTime >= start }.map(\.open.value)
            )
        }
        let fills = settings.broker.fills
        let side = Double(fills.slippage_bp + fills.halfSpread_bp) / 1e4 + Double(fills.takerFee_millionths) / 1e6
        let random = RandomEntries(
            trades: fused.trades,
            opens: opens,
            interval_ms: settings.broker.entryTimeframe.milliseconds,
            costFraction: 2 * side
        )
        draws = (1...Self.randomDraws).map { random.draw(seed: UInt64($0)) }
    }
}
