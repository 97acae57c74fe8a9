/// Names that follow from a request's bytes alone, so that the same question gets the same answer on every machine.
///
/// FNV-1a over the bytes, then SplitMix64 for as many digits as a name needs. Good for names, not for secrets.
struct StableHash {
    private var state: UInt64

    init(_ bytes: some Sequence<UInt8>) {
        state = Self.fnv1a(bytes)
    }

    static func fnv1a(_ bytes: some Sequence<UInt8>, from seed: UInt64 = 0xcbf2_9ce4_8422_2325) -> UInt64 {
        var hash = seed
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return hash
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// That many digits of `alphabet`.
    private mutating func digits(_ count: Int, of alphabet: StaticString) -> [UInt8] {
        let size = UInt64(alphabet.utf8CodeUnitCount)
        return (0..<count).map { _ in alphabet.utf8Start[Int(next() % size)] }
    }

    mutating func hexadecimal(_ count: Int) -> String {
        String(decoding: digits(count, of: "0123456789abcdef"), as: UTF8.self)
    }

    mutating func letters(_ count: Int) -> String {
        let alphabet: StaticString = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
        return String(decoding: digits(count, of: alphabet), as: UTF8.self)
    }

    /// In the form of a random UUID, version 4.
    mutating func uuid() -> String {
        var text = digits(32, of: "0123456789abcdef")
        text[12] = UInt8(ascii: "4")
        text[16] = UInt8(ascii: "8")
        for place in [20, 16, 12, 8] { text.insert(UInt8(ascii: "-"), at: place) }
        return String(decoding: text, as: UTF8.self)
    }
}
