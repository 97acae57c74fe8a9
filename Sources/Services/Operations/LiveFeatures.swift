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
        for symbol in symbols where !found.contains(where: { $0.symbol == symbol }) {
            let known = found.map(\.symbol.description).joined(separator: ", ")
            throw ProcessFailure(.usage, "--symbol was \(symbol); the account trades \(known)")
        }
        return found.filter { symbols.contains($0.symbol) }
    }
}
