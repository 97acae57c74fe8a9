/// The identifier of a decision cycle: the event time and log position of its tick. Derived, never random.
public struct CycleID: Hashable, Comparable, Sendable {
    public let time: Timestamp
    public let position: LogPosition

    public init(time: Timestamp, position: LogPosition) {
        self.time = time
        self.position = position
    }

    public static func == (left: CycleID, right: CycleID) -> Bool {
        left.position == right.position && left.time == right.time
    }

    public static func < (left: CycleID, right: CycleID) -> Bool { left.position < right.position }
}

extension CycleID: CustomStringConvertible {
    public var description: String { "\(time)" }
}
