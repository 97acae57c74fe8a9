/// The identifier of a decision cycle: the event time and log position of its tick. Derived, never random.
package struct CycleID: Hashable, Comparable, Sendable {
    package let time: Timestamp
    package let position: LogPosition

    package init(time: Timestamp, position: LogPosition) {
        self.time = time
        self.position = position
    }

    package static func < (left: CycleID, right: CycleID) -> Bool { left.position < right.position }
}

extension CycleID: CustomStringConvertible {
    package var description: String { "\(time)" }
}
