/// The topics of the `events` sockets. Each body is a `tandem.v1.Event`; see `docs/wire.md`.
package enum Topic: String, CaseIterable, Sendable {
    case market
    case features
    case call
    case cycle
    case verdicts
    case state
    case execution
    case equity
    case status
}
