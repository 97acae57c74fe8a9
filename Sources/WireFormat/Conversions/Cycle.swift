package import TradingDomain

extension Tandem_V1_Cycle {
    package init(_ cycle: CycleID) {
        position = cycle.position
        timeMs = cycle.time.milliseconds
    }

    package func domain() throws(WireError) -> CycleID {
        CycleID(
            time: try readTime(hasTimeMs ? timeMs : nil, "cycle.time_ms"),
            position: try required(hasPosition ? position : nil, "cycle.position")
        )
    }
}

/// The cycle of a message that must name one.
package func readCycle(_ cycle: Tandem_V1_Cycle?) throws(WireError) -> CycleID {
    try required(cycle, "cycle").domain()
}
