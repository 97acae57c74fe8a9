/// A slot and its say in the vote.
package struct SlotWeight: Hashable, Sendable {
    /// Such as `deepseek`.
    package let slot: String
    /// 1 ... 1000; only the ratio between the slots matters.
    package let weight: Int

    package init(_ slot: String, weight: Int = 1) {
        self.slot = slot
        self.weight = weight
    }
}
