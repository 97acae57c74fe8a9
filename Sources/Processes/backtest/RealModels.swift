internal import AgentService
internal import Backtesting
internal import Foundation
internal import ModelAgent
internal import Runtime
internal import TradingDomain

/// The real models of a backtest: every slot whose engine is http.
struct RealModels {
    let models: [AskedModel]
    /// Whose answers these are, for a person.
    let label: String
    let purse: BacktestPurse
    private let desks: [(slot: String, desk: BacktestDesk)]

    /// - Parameters:
    ///   - settings: of the run.
    ///   - run: what the command line says; `--calls` is there.
    ///   - budget_nanoUSD: what all calls may cost together.
    /// - Throws: ``ProcessFailure`` for a slot without a key, or a folder that cannot be used.
    init(_ settings: Settings, _ run: RunOptions, budget_nanoUSD: Int64) throws {
        let folder = run.calls ?? ""
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw ProcessFailure(.cannotCreate, "folder \(folder) cannot be made; name another with --calls")
        }
        let paths = try run.process().paths
        purse = BacktestPurse(budget_nanoUSD: budget_nanoUSD)
        var models: [AskedModel] = []
        var names: [String] = []
        var desks: [(slot: String, desk: BacktestDesk)] = []
        for slot in settings.list("fusion.slots") where settings.text("\(slot).engine") == "http" {
            let desk = try BacktestDesk(slot: slot, folder: folder, settings: settings, paths: paths, purse: purse)
            models.append(AskedModel(settings: desk.settings, desk: desk))
            desks.append((slot, desk))
            names.append("\(slot): \(desk.model)")
        }
        guard !models.isEmpty else {
            throw ProcessFailure(
                .configuration,
                "no slot asks a provider: set an engine to http, such as qwen.engine=http"
            )
        }
        self.models = models
        self.desks = desks
        label = "asked now, kept in \(folder); \(names.joined(separator: ", "))"
    }

    /// What the calls of each slot cost, in a stretch of event time.
    var paid: @Sendable (_ first: Timestamp, _ last: Timestamp) throws -> [(slot: String, call: PaidCall)] {
        { [desks] first, last in
            try desks.flatMap { slot, desk in
                try desk.paid(from: first, through: last).map { (slot: slot, call: $0) }
            }
        }
    }
}
