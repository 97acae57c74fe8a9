/// How long a supervisor waits, and when it gives up.
package struct KeepLimits: Hashable, Sendable {
    /// Waits before the first, second, ... restart since the process last made progress; the last one repeats.
    package let backOff: [Duration]
    /// Shortest wait after an exit that a restart alone seldom cures, such as a lock that another process holds.
    package let cautiousBackOff: Duration
    /// This many crashes without progress within ``crashWindow`` stop the restarts and halt trading.
    package let crashLimit: Int
    package let crashWindow: Duration
    /// From SIGTERM to SIGKILL. Below the five seconds of foreman and honcho, so that the process is gone before they
    /// kill its supervisor.
    package let stopLimit: Duration
    /// How long a replacement may take to say that it is ready.
    package let readyLimit: Duration

    package static let standard = KeepLimits()

    package init(
        backOff: [Duration] = [
            .zero, .milliseconds(200), .milliseconds(500), .seconds(1), .seconds(2), .seconds(5),
        ],
        cautiousBackOff: Duration = .seconds(1),
        crashLimit: Int = 3,
        crashWindow: Duration = .seconds(60),
        stopLimit: Duration = .seconds(4),
        readyLimit: Duration = .seconds(30)
    ) {
        precondition(!backOff.isEmpty && crashLimit > 0, "a supervisor needs a wait and a limit")
        self.backOff = backOff
        self.cautiousBackOff = cautiousBackOff
        self.crashLimit = crashLimit
        self.crashWindow = crashWindow
        self.stopLimit = stopLimit
        self.readyLimit = readyLimit
    }

    /// The wait before the restart that follows `restarts` others without progress.
    func wait(after ending: Ending, restarts: Int) -> Duration {
        let usual = backOff[min(restarts, backOff.count - 1)]
        return ending.needsCaution ? max(usual, cautiousBackOff) : usual
    }
}
