package import TradingDomain

/// What is being watched, as its settings and its feeder say.
package struct RunFacts: Hashable, Sendable {
    package var account: String
    /// `paced` or `lockstep`.
    package var mode: String
    /// Event seconds per second of wall time, when paced.
    package var speed: Int64
    /// The feeder's words for the market; empty until it has spoken.
    package var source = ""
    package var isSynthetic = false
    package var symbols: [Symbol] = []
    package var entryTimeframe = Timeframe.threeMinutes
    package var gaps = 0
    /// The gate's state; empty until it has spoken.
    package var tradingState = ""
    package var tradingReason = ""

    /// - Parameters:
    ///   - account: whose books are shown.
    ///   - mode: `paced` or `lockstep`.
    ///   - speed: event seconds per second, when paced.
    package init(account: String, mode: String, speed: Int64) {
        self.account = account
        self.mode = mode
        self.speed = speed
    }
}
