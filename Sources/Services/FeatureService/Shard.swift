package import Runtime

/// A part of the instruments, such as `0/2`: those whose place in the sorted list has the remainder 0 by 2.
package struct Shard: Hashable, Sendable {
    package let index: Int
    package let count: Int

    /// - Throws: ``ProcessFailure`` for text that is no shard.
    package init(parsing text: String) throws(ProcessFailure) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let index = parts[0], let count = parts[1], (1...64).contains(count),
            (0..<count).contains(index)
        else {
            throw ProcessFailure(
                .usage,
                "--shard was '\(text.prefix(20))'; allowed is I/N, such as 0/2, with N up to 64"
            )
        }
        self.index = index
        self.count = count
    }
}
