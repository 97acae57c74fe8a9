/// Tells the bytes of an answer from those that only keep a connection open: blank lines, and in an event stream the
/// comments, which begin with a colon.
struct RealBytes {
    private let isEventStream: Bool
    private var isAtLineStart = true
    private var isInComment = false

    init(isEventStream: Bool) { self.isEventStream = isEventStream }

    /// Reads on.
    ///
    /// - Parameter bytes: the next ones, however they were cut.
    /// - Returns: whether one of them belongs to an answer.
    mutating func areIn(_ bytes: some Sequence<UInt8>) -> Bool {
        var areReal = false
        for byte in bytes {
            switch byte {
            case 0x0a, 0x0d: (isAtLineStart, isInComment) = (true, false)
            case 0x20, 0x09: break
            case UInt8(ascii: ":") where isEventStream && isAtLineStart: (isAtLineStart, isInComment) = (false, true)
            default:
                isAtLineStart = false
                if !isInComment { areReal = true }
            }
        }
        return areReal
    }
}
