import TradingDomain

/// What the name of a candle file says: `BTCUSDT-3m.csv.gz`, `BTCUSDT-3m-2024-10.csv`, `BTCUSDT-3m-2024-10-28.zip`.
struct CandleFileName {
    private static let endings = [".csv", ".csv.gz", ".zip"]

    let symbol: Symbol
    /// As the name has it, such as `3m`; perhaps one that we have no use for, such as `1h`.
    let interval: String
    /// The name without its ending.
    let stem: String

    /// - Returns: `nil` for any other name.
    init?(_ name: String) {
        guard let ending = Self.endings.last(where: { name.hasSuffix($0) }) else { return nil }
        stem = String(name.dropLast(ending.count))
        let parts = stem.split(separator: "-", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count >= 2, let symbol = try? Symbol(parts[0]), Self.isInterval(parts[1]) else { return nil }
        self.symbol = symbol
        interval = String(parts[1])
    }

    /// Digits and a unit: `3m`, `4h`, `1mo`.
    private static func isInterval(_ text: Substring) -> Bool {
        let digits = text.prefix { ("0"..."9").contains($0) }
        return !digits.isEmpty && ["s", "m", "h", "d", "w", "mo", "M"].contains(text.dropFirst(digits.count))
    }
}
