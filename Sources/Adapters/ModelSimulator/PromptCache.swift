/// The provider's prefix cache: which prompts began alike before, in whole units of 64 tokens.
///
/// Real caches build within seconds and forget within hours to days; this one is immediate and forgets everything when
/// it is full, so that its counters follow from the order of requests alone.
struct PromptCache {
    private static let unitBytes = 64 * SimulatedTokens.bytesPerToken
    private static let maximumUnits = 65_536

    private var known: Set<UInt64> = []

    /// Looks a prompt up and remembers it.
    ///
    /// - Parameters:
    ///   - scope: what separates caches: provider, model, and the caller's `user_id`.
    ///   - prompt: the prompt's bytes, in the order in which the model reads them.
    /// - Returns: tokens of the longest known prefix, in whole units.
    mutating func hit(scope: String, prompt: [UInt8]) -> Int {
        var hash = StableHash.fnv1a(scope.utf8)
        var hits = 0
        var isPrefixKnown = true
        if known.count + prompt.count / Self.unitBytes > Self.maximumUnits { known.removeAll(keepingCapacity: true) }
        for end in stride(from: Self.unitBytes, through: prompt.count, by: Self.unitBytes) {
            hash = StableHash.fnv1a(prompt[(end - Self.unitBytes)..<end], from: hash)
            let isNew = known.insert(hash).inserted
            if isNew { isPrefixKnown = false }
            if isPrefixKnown { hits += 64 }
        }
        return hits
    }
}

/// Token counts that look right and follow from the bytes alone.
enum SimulatedTokens {
    static let bytesPerToken = 4

    static func count(_ bytes: Int) -> Int { (bytes + bytesPerToken - 1) / bytesPerToken }
}
