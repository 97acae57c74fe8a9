/// SplitMix64, and the shapes the synthetic market draws from it.
///
/// Everything is made of integer steps and of +, −, ×, ÷, square root and rounding in IEEE 754 double precision, which
/// give the same bits on every machine; `exp`, `log` and the like differ between C libraries and are not used.
///
/// - Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
struct SyntheticRandom: Hashable, Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// 0 ..< 1.
    mutating func fraction() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// Two of 0 ..< 1 for one draw, of 32 bits each.
    mutating func twoFractions() -> (Double, Double) {
        let bits = next()
        return (Double(bits >> 32) * 0x1p-32, Double(bits & 0xFFFF_FFFF) * 0x1p-32)
    }

    /// A bell of mean 0 and variance 1, within ±3.46: the sum of four uniform numbers of 16 bits.
    mutating func bell() -> Double {
        let bits = next()
        let sum = (bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + (bits >> 48)
        // Four uniform numbers on 0 ... 65535 have mean 131070 and standard deviation 65536 / √3.
        return (Double(sum) - 131_070) * (1.732_050_807_568_877_2 / 65_536)
    }

    /// True once in `count` draws on average.
    mutating func isOne(in count: Double) -> Bool { fraction() * count < 1 }
}
