internal import Backtesting
internal import Foundation
package import TradingDomain

/// Which figures may be memory: they lie, wholly or in part, before the end of a model's training data.
extension Figures {
    /// A slot whose knowledge reaches into the run.
    package struct Knowledge: Hashable, Sendable {
        package let slot: String
        package let until: Timestamp

        /// Such as `qwen 2023-12-10`.
        package var text: String { "\(slot) \(until.description.prefix(10))" }
    }

    static func knowledge(of evaluation: Evaluation) -> [Knowledge] {
        guard let first = evaluation.firstAsked else { return [] }
        return evaluation.cutOffs.filter { $0.time > first }.map { Knowledge(slot: $0.slot, until: $0.time) }
    }

    /// - Returns: the models that may remember what a figure is made of; empty for one that no model's answer went into.
    package func knowledge(behind key: String) -> [Knowledge] {
        guard !knowledge.isEmpty else { return [] }
        let parts = key.split(separator: ".").map(String.init)
        func of(_ slots: some Sequence<String>) -> [Knowledge] { knowledge.filter { slots.contains($0.slot) } }
        func of(book: String) -> [Knowledge] { book == "fused" ? knowledge : of([book]) }
        switch (parts.first, parts.count) {
        case ("book", 3): return ["initial_equity", "days"].contains(parts[2]) ? [] : of(book: parts[1])
        case ("month", 3): return of(book: parts[2]).filter { String($0.until.description.prefix(7)) >= parts[1] }
        case ("target", _), ("exit", _), ("side", _): return knowledge
        case ("histogram", _): return parts.dropFirst().first == "trade" ? knowledge : []
        case ("random", 2): return ["own_profit", "share_below"].contains(parts[1]) ? knowledge : []
        case ("model", 2...): return of([parts[1]])
        case ("agree", 3...): return of(parts[1...2])
        case ("leak", 3...):
            guard parts.contains("before") else { return [] }
            return parts[1] == "equity" ? knowledge : of([parts[1]])
        default: return []
        }
    }
}
