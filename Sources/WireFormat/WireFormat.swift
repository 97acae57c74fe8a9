/// Limits and version of everything that crosses a process.
package enum WireFormat {
    /// Raised when a message changes so that an older reader would misread it.
    package static let version: UInt32 = 1
    /// No message is larger; longer runs are asked for in parts.
    package static let maximumBytes = 4 << 20
    /// No list in a message is longer.
    package static let maximumCount = 20_000
}
