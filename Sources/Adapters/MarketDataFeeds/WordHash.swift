/// A 64-bit hash over bytes, for files that change by accident and not by a forger; 2⁻⁶⁴ for two to be alike.
///
/// Four lanes of multiply and rotate over words of 8 bytes, then the finaliser of SplitMix64 over the lanes.
enum WordHash {
    private static let factor: UInt64 = 0x9E37_79B9_7F4A_7C15

    static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var lanes: (UInt64, UInt64, UInt64, UInt64) = (1, 2, 3, 4)
        var offset = 0
        while offset + 32 <= bytes.count {
            lanes.0 = fold(lanes.0, bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            lanes.1 = fold(lanes.1, bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self))
            lanes.2 = fold(lanes.2, bytes.loadUnaligned(fromByteOffset: offset + 16, as: UInt64.self))
            lanes.3 = fold(lanes.3, bytes.loadUnaligned(fromByteOffset: offset + 24, as: UInt64.self))
            offset += 32
        }
        var hash = UInt64(bytes.count)
        for index in offset..<bytes.count { hash = fold(hash, UInt64(bytes[index])) }
        for lane in [lanes.0, lanes.1, lanes.2, lanes.3] { hash = finished(hash ^ lane) }
        return hash
    }

    @inline(__always)
    private static func fold(_ hash: UInt64, _ word: UInt64) -> UInt64 {
        let mixed = (hash ^ word) &* factor
        return mixed << 29 | mixed >> 35
    }

    private static func finished(_ value: UInt64) -> UInt64 {
        var mixed = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
