internal import Backtesting
internal import Foundation
internal import Synchronization

/// The points of a sweep under way, shared by its threads: who takes which, and what is done.
final class SweepBoard: Sendable {
    private struct State {
        var waiting: [Int]
        var done: [Int: SweepPoint]
        var failure: (any Error)?
        var file: FileHandle?
    }

    private let state: Mutex<State>
    private let total: Int
    private let start = ContinuousClock.now
    private let isShown = isatty(STDERR_FILENO) == 1

    /// - Parameters:
    ///   - total: all points.
    ///   - done: those of an earlier run.
    ///   - file: where a line is added for each point.
    init(total: Int, done: [Int: SweepPoint], file: FileHandle?) {
        self.total = total
        // The last is taken first.
        let waiting = (0..<total).filter { done[$0] == nil }.reversed()
        state = Mutex(State(waiting: Array(waiting), done: done, file: file))
    }

    /// The next point to run; `nil` when there is none, after a failure or an interruption.
    func take() -> Int? {
        guard !Interruption.isAsked else { return nil }
        return state.withLock { $0.failure == nil ? $0.waiting.popLast() : nil }
    }

    func finish(_ index: Int, _ point: SweepPoint) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        state.withLock { state in
            state.done[index] = point
            if let line = try? encoder.encode(point) {
                do { try state.file?.write(contentsOf: line + Data("\n".utf8)) } catch { state.failure = error }
            }
            show(state.done.count)
        }
    }

    func fail(_ error: any Error) { state.withLock { $0.failure = $0.failure ?? error } }

    /// What is done, in the order of the grid.
    func points() throws -> [SweepPoint] {
        if isShown { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
        return try state.withLock { state in
            if let failure = state.failure { throw failure }
            return (0..<total).compactMap { state.done[$0] }
        }
    }

    private func show(_ done: Int) {
        guard isShown else { return }
        let seconds = (ContinuousClock.now - start).seconds
        let left = seconds / Double(max(done, 1)) * Double(total - done)
        let text = String(
            format: "\r%d of %d points  %.1f points/s  %.0f s left\u{1B}[K",
            done,
            total,
            Double(done) / seconds,
            left
        )
        FileHandle.standardError.write(Data(text.utf8))
    }
}
