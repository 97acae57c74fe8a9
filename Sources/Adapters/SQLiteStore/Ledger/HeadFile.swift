internal import Glibc

/// The heads of the ledger and of the equity curve beside the file: what a copy of the file alone cannot know, that it
/// is old.
///
/// Two lines of fixed length, written in place after each commit and not synced: they may be behind the file after a
/// crash, and are never ahead of what was committed.
final class HeadFile: Sendable {
    struct Heads: Hashable, Sendable {
        let ledger: ChainHead
        let equity: ChainHead
    }

    let path: String
    private let descriptor: Int32

    private static let length = Heads(ledger: .genesis, equity: .genesis).text.count

    private static func path(beside store: String) -> String { "\(store).head" }

    /// What the file holds.
    ///
    /// - Returns: `nil` when there is none, or nothing was written to it yet.
    /// - Throws: ``StoreError/failed(path:detail:)`` for a file that holds something else.
    static func read(beside store: String) throws(StoreError) -> Heads? {
        let path = path(beside: store)
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw failure(path, errno)
        }
        defer { _ = Glibc.close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: length + 1)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        guard count >= 0 else { throw failure(path, errno) }
        guard count > 0 else { return nil }
        guard let heads = Heads(text: bytes.prefix(count)) else {
            throw .failed(
                path: path,
                detail: "holds no row numbers with their hashes; remove it if the ledger beside it is the newest"
            )
        }
        return heads
    }

    /// Opens the file or creates it.
    ///
    /// - Throws: ``StoreError``.
    init(beside store: String) throws(StoreError) {
        path = Self.path(beside: store)
        descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Self.failure(path, errno) }
    }

    deinit { _ = Glibc.close(descriptor) }

    /// - Throws: ``StoreError`` when the disk is full or refuses.
    func write(_ heads: Heads) throws(StoreError) {
        let text = heads.text
        let count = pwrite(descriptor, text, text.count, 0)
        guard count == text.count else { throw Self.failure(path, count < 0 ? errno : ENOSPC) }
    }

    private static func failure(_ path: String, _ code: Int32) -> StoreError {
        switch code {
        case ENOSPC, EDQUOT: .diskFull(path: path)
        case EACCES, EPERM, EROFS, ENOENT, ENOTDIR, EISDIR: .notWritable(path: path)
        default: .inputOutput(path: path, detail: String(cString: strerror(code)))
        }
    }
}

extension HeadFile.Heads {
    /// A line each: the name, the row number with 20 digits, the hash.
    fileprivate var text: [UInt8] { Array("ledger \(Self.text(ledger))\nequity \(Self.text(equity))\n".utf8) }

    /// - Returns: `nil` for what ``text`` would not give.
    fileprivate init?(text bytes: ArraySlice<UInt8>) {
        let words = String(decoding: bytes, as: UTF8.self).split { $0 == " " || $0 == "\n" }
        guard words.count == 6, let ledger = Self.head(words[1], words[2]), let equity = Self.head(words[4], words[5])
        else { return nil }
        self.init(ledger: ledger, equity: equity)
        guard text.elementsEqual(bytes) else { return nil }
    }

    private static func text(_ head: ChainHead) -> String {
        let number = "\(head.key)"
        return "\(String(repeating: "0", count: 20 - number.count))\(number) \(head.hash)"
    }

    private static func head(_ number: Substring, _ digits: Substring) -> ChainHead? {
        guard let key = UInt64(number), let hash = ChainHash(text: digits) else { return nil }
        return ChainHead(key: key, hash: hash)
    }
}

extension ChainHash {
    /// - Returns: `nil` unless there are 64 hexadecimal digits.
    fileprivate init?(text: Substring) {
        guard text.utf8.count == 64 else { return nil }
        var bytes: [UInt8] = []
        var rest = text
        while !rest.isEmpty {
            guard let byte = UInt8(rest.prefix(2), radix: 16) else { return nil }
            bytes.append(byte)
            rest = rest.dropFirst(2)
        }
        self.init(bytes: bytes)
    }
}
