package import TradingDomain

/// One heartbeat of one process.
package struct ProcessFacts: Hashable, Sendable {
    package var role: String
    package var instance: String
    package var pid: UInt32
    /// Which life of the process this is.
    package var epoch: UInt64
    package var state: String
    package var position: LogPosition
    package var eventTime: Timestamp?
    package var detail: String
    /// Events or requests handled in this life.
    package var handled: UInt64

    package init(
        role: String,
        instance: String,
        pid: UInt32,
        epoch: UInt64,
        state: String,
        position: LogPosition,
        eventTime: Timestamp?,
        detail: String,
        handled: UInt64
    ) {
        self.role = role
        self.instance = instance
        self.pid = pid
        self.epoch = epoch
        self.state = state
        self.position = position
        self.eventTime = eventTime
        self.detail = detail
        self.handled = handled
    }
}
