internal import Foundation
internal import Fusion
internal import ModelScoring
package import Runtime
internal import SQLiteStore
internal import StageSettings
internal import TradingDomain
internal import WireFormat

/// `tandem models score`: the models' record, made of the decisions on record alone.
package enum ModelScoreDesk {
    package enum Form: Sendable {
        case table
        case reliability
        case json
    }

    /// Reads the fusion node's file, or asks the fusion node when it is running.
    ///
    /// - Throws: ``ProcessFailure`` for an account without decisions.
    package static func score(_ form: Form, _ context: ProcessContext) async throws -> String {
        let tally = try await tally(context)
        return try text(form, of: tally, context)
    }

    private static func tally(_ context: ProcessContext) async throws -> Tally {
        if let tally = try readFile(context) { return tally }
        return try await askNode(context)
    }

    @inline(never)
    private static func text(_ form: Form, of tally: Tally, _ context: ProcessContext) throws -> String {
        let slots = try context.settings.fusion().slots
        let sheet = ModelScoreSheet(
            learner: tally.learner,
            weights: slots.map { ($0.slot, $0.weight) },
            isAdaptive: context.settings.flag("fusion.adaptive_weights"),
            cycles: tally.cycles,
            first: tally.first,
            last: tally.last
        )
        return switch form {
        case .table: sheet.table
        case .reliability: sheet.reliability
        case .json: sheet.json
        }
    }

    private struct Tally {
        var learner: ModelLearner
        var cycles = 0
        var first: Timestamp?
        var last: Timestamp?

        init(_ settings: Settings) {
            learner = ModelLearner(
                ModelLearner.Settings(
                    scoring: settings.learning().scoring,
                    weights: settings.adaptiveWeights(),
                    calibrationSamples: nil
                )
            )
        }

        mutating func add(_ record: CycleRecord) {
            learner.add(record)
            cycles += 1
            if first == nil { first = record.cycle.time }
            last = record.cycle.time
        }
    }

    /// Not inlined, as `text` is not: within a coroutine the optimiser of Swift 6.3.1 crashes on it.
    ///
    /// - Returns: `nil` when the fusion node has the file open.
    @inline(never)
    private static func readFile(_ context: ProcessContext) throws -> Tally? {
        let path = context.paths.store("decisions")
        guard FileManager.default.fileExists(atPath: path) else {
            throw ProcessFailure(.data, "no decisions at \(path); see --account and --data-dir")
        }
        do {
            return try readStore(path, Tally(context.settings))
        } catch let error as StoreError {
            if case .inUse = error { return nil }
            throw ProcessFailure(.data, "\(error)")
        } catch {
            throw ProcessFailure(.data, "\(path): \(error)")
        }
    }

    private static func readStore(_ path: String, _ empty: Tally) throws -> Tally {
        var tally = empty
        let store = try DecisionStore(path: path, durability: .full)
        defer { try? store.close() }
        var position: LogPosition = 0
        while true {
            let page = try store.cycles(after: position, maximum: 500)
            guard let last = page.last else { return tally }
            position = last.cycle.position
            for stored in page where stored.isComplete {
                let record: Tandem_V1_CycleRecord = try WireFormat.decode(stored.record, what: "stored cycle")
                tally.add(try record.domain())
            }
        }
    }

    private static func askNode(_ context: ProcessContext) async throws -> Tally {
        var tally = Tally(context.settings)
        var position: LogPosition = 0
        while true {
            let reply = try await Question.ask(.fusionNode, .cycles(after: position, limit: 100), context)
            guard case .cycles(let cycles) = reply else {
                throw ProcessFailure(.failure, "the fusion node answered something that is no list of cycles")
            }
            guard let last = cycles.records.last else { return tally }
            for record in cycles.records { tally.add(try record.domain()) }
            position = last.cycle.position
        }
    }
}
