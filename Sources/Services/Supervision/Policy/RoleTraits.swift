/// What a supervisor must know about a role beyond how to start it.
package struct RoleTraits: Hashable, Sendable {
    /// Whether two instances may run at once. All other roles hold an exclusive lock: for them a swap is a graceful stop
    /// and an immediate start.
    package let overlaps: Bool
    /// Whether each instance works on its share of the symbols, as `--shard i/n`.
    package let isSharded: Bool
    /// Whether its crash loop halts trading. Losing a monitor changes nothing, so a monitor's does not.
    package let haltsTrading: Bool

    package init(overlaps: Bool, isSharded: Bool, haltsTrading: Bool) {
        self.overlaps = overlaps
        self.isSharded = isSharded
        self.haltsTrading = haltsTrading
    }

    /// The traits of a role, known by its name: `…-agent` (also one in another language) and `feature-worker` overlap.
    package init(role: String) {
        let isSharded = role == "feature-worker"
        self.init(
            overlaps: isSharded || role.hasSuffix("-agent"),
            isSharded: isSharded,
            haltsTrading: role != "monitor"
        )
    }
}
