extension MarketEvent {
    /// The chain over the log up to this event, from the chain up to the one before (0 before the first).
    ///
    /// Two logs that share a chain at a position share every event up to it, but for chance (2⁻⁶⁴). It finds histories
    /// that have parted after a crash; it is no defence against a forger, which the books' SHA-256 is.
    public func chained(after chain: UInt64) -> UInt64 {
        var mix = ChainMix(chain)
        mix.add(position)
        mix.add(time)
        switch kind {
        case .candleClosed(let candle):
            mix.add(1)
            mix.add(candle.symbol)
            mix.add(UInt64(candle.timeframe.milliseconds))
            mix.add(candle.openTime)
            mix.add(UInt64(candle.open.units))
            mix.add(UInt64(candle.high.units))
            mix.add(UInt64(candle.low.units))
            mix.add(UInt64(candle.close.units))
            mix.add(UInt64(candle.volume.units))
        case .gapFound(let symbol, let timeframe, let from, let to):
            mix.add(2)
            mix.add(symbol)
            mix.add(UInt64(timeframe.milliseconds))
            mix.add(from)
            mix.add(to)
        case .tick:
            mix.add(3)
        case .fundingSettled(let symbol, let rate):
            mix.add(4)
            mix.add(symbol)
            mix.add(UInt64(bitPattern: rate.units))
        }
        return mix.value
    }
}

/// A 64-bit mixer; each word is folded in with a multiplication and a shift.
///
/// - Source: the finaliser of Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
private struct ChainMix {
    var value: UInt64

    init(_ value: UInt64) { self.value = value }

    mutating func add(_ word: UInt64) {
        var mixed = (value ^ word) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        value = mixed ^ (mixed >> 31)
    }

    mutating func add(_ time: Timestamp) { add(UInt64(bitPattern: time.milliseconds)) }

    mutating func add(_ symbol: Symbol) {
        let words = symbol.words
        add(words.0)
        add(words.1)
    }
}
