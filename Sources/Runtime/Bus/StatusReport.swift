package import TradingDomain
package import WireFormat

/// What a process says of itself once a second, and when it is asked.
package struct StatusReport: Sendable {
    /// Log position up to which the process has worked; 0 for one that reads no log.
    package var cursor: LogPosition = 0
    package var eventTime: Timestamp?
    /// `starting`, `running`, `waiting`, `halted` or `ended`.
    package var state = "starting"
    /// One line for a person.
    package var detail = ""
    /// Events or requests handled in this life.
    package var handled: UInt64 = 0

    package init() {}

    /// The message, signed by this process.
    package func message(_ context: ProcessContext) -> Tandem_V1_Status {
        var status = Tandem_V1_Status()
        status.role = context.role.rawValue
        status.instance = context.instance
        status.pid = context.processID
        status.epoch = context.epoch
        status.cursor = cursor
        if let eventTime { status.eventTimeMs = eventTime.milliseconds }
        status.state = state
        status.detail = detail
        status.handled = handled
        return status
    }
}
