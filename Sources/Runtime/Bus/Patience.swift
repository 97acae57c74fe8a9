/// How long a reader of a doorbell waits in silence before it asks.
///
/// A bell that was not heard is rare, so a quiet market is asked about less and less often: after 100 ms at first, twice as
/// long each time, 1.6 s at most. A lockstep replay is never quiet: there silence means a lost bell, and 100 ms it stays.
package struct Patience: Sendable {
    private static let shortest_ms: Int64 = 100

    package private(set) var milliseconds = Patience.shortest_ms
    private let longest_ms: Int64

    package init(isLockstep: Bool) { longest_ms = isLockstep ? Patience.shortest_ms : 16 * Patience.shortest_ms }

    /// The bell rang, or a question brought something.
    package mutating func heard() { milliseconds = Patience.shortest_ms }

    /// Neither bell nor question brought anything.
    package mutating func foundNothing() { milliseconds = min(milliseconds * 2, longest_ms) }
}
