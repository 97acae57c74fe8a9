import AsyncHTTPClient
import NIOCore
import Ports
import Synchronization

/// Ends a call whose answer keeps silent for longer than its patience.
///
/// All of it runs on the call's event loop: a timer that finds a byte has come in the meantime sets itself again.
final class SilenceWatch: Sendable {
    private let patience: ReplyPatience
    private let collector: ReplyCollector
    private let task: HTTPClient.Task<CollectedReply>
    private let start: NIODeadline
    private let timer = Mutex<Scheduled<Void>?>(nil)
    private let isOver = Mutex(false)

    init(_ patience: ReplyPatience, _ collector: ReplyCollector, _ task: HTTPClient.Task<CollectedReply>) {
        self.patience = patience
        self.collector = collector
        self.task = task
        start = .now()
    }

    func begin() {
        guard patience != .untilDeadline else { return }
        look()
    }

    /// The call has ended.
    func stop() {
        isOver.withLock { $0 = true }
        timer.withLock { $0.take() }?.cancel()
    }

    private func look() {
        guard !isOver.withLock({ $0 }) else { return }
        let last = collector.lastRealByte
        guard let limit_ms = last == nil ? patience.firstByte_ms : patience.idle_ms else {
            // Nothing limits the answer's beginning: look again when it can have kept silent for too long.
            if last == nil, let idle_ms = patience.idle_ms { set(.now() + .milliseconds(Int64(idle_ms))) }
            return
        }
        let end = (last ?? start) + .milliseconds(Int64(limit_ms))
        guard NIODeadline.now() >= end else { return set(end) }
        task.fail(
            reason: ReplyCollectorError.silent(
                last == nil ? .beforeFirstByte(after_ms: limit_ms) : .within(after_ms: limit_ms)
            )
        )
    }

    private func set(_ time: NIODeadline) {
        let scheduled = task.eventLoop.scheduleTask(deadline: time) { [weak self] in
            guard let self else { return }
            look()
        }
        timer.withLock { $0 = scheduled }
    }
}
