/// A provider's prefix cache: which prompts began alike before, in whole units of 256 bytes.
///
/// Real caches build within seconds and forget within hours to days; this one is immediate and forgets everything when
/// it is full, so that its counters follow from the order of requests alone.
package struct PrefixCache: Sendable {
    private static let unitBytes = 256
    private static let maximumUnits = 65_536

    private var known: Set<UInt64> = []

    package init() {}

    /// Looks a prompt up and remembers it.
    ///
    /// - Parameters:
    ///   - scope: what separates caches: provider, model, and the caller's `user_id`.
    ///   - prompt: the prompt's bytes, in the order in which the model reads them.
    /// - Returns: bytes of the longest known prefix, in whole units.
    package mutating func hit(scope: String, prompt: [UInt8]) -> Int {
        var hash = Self.fnv1a(scope.utf8, from: 0xcbf2_9ce4_8422_2325)
        var hit = 0
        var isPrefixKnown = true
        if known.count + prompt.count / Self.unitBytes > Self.maximumUnits { known.removeAll(keepingCapacity: true) }
        for end in stride(from: Self.unitBytes, through: prompt.count, by: Self.unitBytes) {
            hash = Self.fnv1a(prompt[(end - Self.unitBytes)..<end], from: hash)
            if known.insert(hash).inserted { isPrefixKnown = false }
            if isPrefixKnown { hit = end }
        }
        return hit
    }

    private static func fnv1a(_ bytes: some Sequence<UInt8>, from start: UInt64) -> UInt64 {
        bytes.reduce(start) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}
