package import Runtime
package import TradingDomain
internal import WireFormat

/// `tandem features` of a running account.
package enum LiveFeatures {
    /// What the models see now: the snapshots of the newest tick that the account's feature workers have.
    ///
    /// - Parameters:
    ///   - symbols: those wanted; none asks for all that the account trades.
    ///   - context: the account.
    /// - Returns: one snapshot a symbol, in ascending order, all of one tick.
    /// - Throws: ``ProcessFailure`` when no worker answers, when it has seen no tick yet, and for a symbol that the
    ///   account does not trade.
    package static func newest(of symbols: [Symbol], _ context: ProcessContext) async throws -> [FeatureSnapshot] {
        var found: [FeatureSnapshot] = []
        var cycle: CycleID?
        for instance in 1...context.settings.integer("features.shards") {
            let request: Tandem_V1_Request.OneOf_Body = cycle.map { .features($0, of: symbols) } ?? .newestFeatures
            let reply = try await Question.ask(.featureWorker, request, context, instance: "\(instance)")
            guard case .features(let answer) = reply else {
                throw ProcessFailure(.failure, "feature-worker-\(instance) answered something that is no features")
            }
            let features = try answer.domain()
            cycle = features.cycle
            found += features.snapshots
        }
        found.sort { $0.symbol < $1.symbol }
        guard !symbols.isEmpty else { return found }
        try check(symbols, among: found.map(\.symbol))
        return found.filter { symbols.contains($0.symbol) }
    }

    /// The market as the account's feeder has released it: what any earlier snapshot was made of.
    ///
    /// - Parameters:
    ///   - symbols: must be among those that the account trades.
    ///   - time: candles that close after it are left out; `nil` for none.
    ///   - context: the account.
    /// - Returns: all symbols of the account, the timeframe of the entry candles, and these in the order of the log.
    /// - Throws: ``ProcessFailure`` when the feeder does not answer, and for a symbol that the account does not trade.
    package static func market(
        of symbols: [Symbol],
        through time: Timestamp?,
        _ context: ProcessContext
    ) async throws -> (symbols: [Symbol], timeframe: Timeframe, candles: [Candle]) {
        guard case .source(let source) = try await Question.ask(.dataFeeder, .source, context),
            let timeframe = Timeframe(rawValue: source.entryTimeframe)
        else { throw ProcessFailure(.failure, "the data feeder does not say what it feeds") }
        let traded = try source.symbols.map { try Symbol($0) }
        try check(symbols, among: traded)
        var candles: [Candle] = []
        var cursor: LogPosition = 0
        reading: while cursor < source.released {
            let question: Tandem_V1_Request.OneOf_Body = .marketRange(after: cursor, chain: nil, limit: 2_000)
            guard case .market(let page) = try await Question.ask(.dataFeeder, question, context), !page.events.isEmpty
            else { break }
            for event in page.events {
                let event = try event.domain()
                cursor = event.position
                if let time, event.time > time { break reading }
                guard case .candleClosed(let candle) = event.kind else { continue }
                if candle.timeframe == timeframe { candles.append(candle) }
            }
        }
        return (traded, timeframe, candles)
    }

    private static func check(_ symbols: [Symbol], among traded: [Symbol]) throws {
        for symbol in symbols where !traded.contains(symbol) {
            let known = traded.map(\.description).joined(separator: ", ")
            throw ProcessFailure(.usage, "--symbol was \(symbol); the account trades \(known)")
        }
    }
}
