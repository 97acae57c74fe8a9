package import TradingDomain

extension Tandem_V1_Cycle {
    package init(_ cycle: CycleID) {
        position = cycle.position
        timeMs = cycle.time.milliseconds
    }

    package func domain() throws(WireError) -> CycleID {
        let position = try required(hasPosition ? position : nil, "cycle.position")
        guard position <= UInt64(Int64.max) else {
            throw .refused(field: "cycle.position", reason: "\(position) is no log position")
        }
        return CycleID(time: try readTime(hasTimeMs ? timeMs : nil, "cycle.time_ms"), position: position)
    }
}

/// The cycle of a message that must name one.
package func readCycle(_ cycle: Tandem_V1_Cycle?) throws(WireError) -> CycleID {
    try required(cycle, "cycle").domain()
}
