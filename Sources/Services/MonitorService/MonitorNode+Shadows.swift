internal import Backtesting
internal import Runtime
internal import ShadowService
internal import WebDashboard
internal import ZeroMQBus

/// What else could have been done, kept beside the account and stored nowhere.
extension MonitorNode {
    private static let shadowPause_ms = 1_000

    func followShadows() async throws {
        guard context.settings.flag("monitor.shadow_books") else {
            while true { try await context.loop.sleep(milliseconds: 3_600_000) }
        }
        let follower = try ShadowFollower(context)
        defer { follower.close() }
        while true {
            if try await follower.step() {
                model.take(books: follower.books.map { BookFacts(title: $0.title, report: $0.report) })
                // Years of history are caught up page by page; between them the page is served.
                try await context.loop.sleep(milliseconds: 1)
            } else {
                try await context.loop.sleep(milliseconds: MonitorNode.shadowPause_ms)
            }
        }
    }
}
