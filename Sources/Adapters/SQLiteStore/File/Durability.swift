/// When a commit is on the disk.
package enum Durability: String, Hashable, CaseIterable, Sendable {
    /// Every commit is synced: it survives a power cut.
    case full = "FULL"
    /// Synced at checkpoints: it survives `kill -9`, but the last commits may be gone after a power cut. For replays.
    case normal = "NORMAL"

    /// What `PRAGMA synchronous` reads back.
    var level: Int { self == .full ? 2 : 1 }
}
