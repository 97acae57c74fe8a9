/// How long an answer may keep silent within its deadline. Only bytes of an answer count: blank lines and keep-alive
/// comments do not.
package struct ReplyPatience: Hashable, Sendable {
    /// Milliseconds from the question to the first byte of the answer; `nil` for no limit but the deadline.
    package let firstByte_ms: Int?
    /// Milliseconds between two bytes of it; `nil` for no limit but the deadline.
    package let idle_ms: Int?

    /// No limit but the deadline.
    package static let untilDeadline = ReplyPatience(firstByte_ms: nil, idle_ms: nil)

    /// - Parameters:
    ///   - firstByte_ms: 1 or more, or `nil`.
    ///   - idle_ms: 1 or more, or `nil`.
    package init(firstByte_ms: Int?, idle_ms: Int?) {
        self.firstByte_ms = firstByte_ms.map { max(1, $0) }
        self.idle_ms = idle_ms.map { max(1, $0) }
    }
}
