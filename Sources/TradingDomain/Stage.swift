/// One step of the pipeline as a pure state machine: an event in, effects out, nothing else.
///
/// A stage never sleeps, logs, reads a clock or draws a random number: the time comes with the event, and every act
/// on the world is an effect that its process carries out. So the same events always give the same effects: live,
/// in a replay, in a test and in a backtest.
public protocol Stage: Sendable {
    associatedtype Event: Sendable
    associatedtype Effect: Sendable

    mutating func handle(_ event: Event, at now: Timestamp) -> [Effect]
}
