/// What a supervised process may say, one ASCII byte each.
package enum SupervisorMessage: UInt8, Hashable, Sendable {
    /// `R`: it can do its work.
    case ready = 0x52
    /// `P`: it has handled an event since it last said so.
    case progress = 0x50
    /// `S`: it has begun to stop because it was told to.
    case stopping = 0x53
}
