/// Why a store file cannot be used. Each says which file, what is wrong and what to do.
package enum StoreError: Error, Hashable, Sendable, CustomStringConvertible {
    case notWritable(path: String)
    case notRegularFile(path: String)
    case notADatabase(path: String)
    /// The file belongs to another kind of store.
    case otherKind(path: String, expected: String, found: String)
    case newerSchema(path: String, found: Int, known: Int)
    /// Another process holds the file.
    case inUse(path: String)
    case diskFull(path: String)
    case inputOutput(path: String, detail: String)
    /// SQLite found its own structure broken.
    case damaged(path: String, detail: String)
    /// A row is not what was written there.
    case corrupt(path: String, table: String, row: UInt64, what: String)
    /// The file is older than what a neighbour has seen of it: an old copy, or a lost tail.
    case lostTail(path: String, table: String, last: UInt64, expected: UInt64)
    /// SQLite did not take a setting that safety depends on.
    case settingRefused(path: String, setting: String, wanted: String, was: String)
    /// What was to be written does not follow what is there; nothing was written.
    case refused(path: String, what: String)
    case failed(path: String, detail: String)

    /// Whether the file itself is wrong, so that opening it again finds the same.
    package var isLasting: Bool {
        switch self {
        case .notRegularFile, .notADatabase, .otherKind, .newerSchema, .damaged, .corrupt, .lostTail: true
        case .notWritable, .inUse, .diskFull, .inputOutput, .settingRefused, .refused, .failed: false
        }
    }

    package var description: String {
        switch self {
        case .notWritable(let path):
            "\(path): cannot be created or written; the folder must exist and be writable for this user "
                + "(check `ls -ld`, the mount and the owner, or choose another data folder)"
        case .notRegularFile(let path):
            "\(path): is not a regular file; move it away or choose another data folder"
        case .notADatabase(let path):
            "\(path): is not an SQLite database; move it away, or restore the right file"
        case .otherKind(let path, let expected, let found):
            "\(path): holds '\(found)', '\(expected)' is needed; two settings name the same file"
        case .newerSchema(let path, let found, let known):
            "\(path): was written by a newer version (schema \(found), this one knows \(known)); run the newer version"
        case .inUse(let path):
            "\(path): another process holds it; stop that process, or ask it instead of the file"
        case .diskFull(let path):
            "\(path): the disk is full; the last commit is safe and nothing was half-written; make room and restart"
        case .inputOutput(let path, let detail):
            "\(path): the disk refused (\(detail)); nothing more is written; check the disk before restarting"
        case .damaged(let path, let detail):
            "\(path): the database is damaged (\(detail)); keep the file and restore a copy"
        case .corrupt(let path, let table, let row, let what):
            "\(path): \(table) row \(row): \(what); the history is not what was written; restore a copy"
                + (table == "ledger" && row > 1
                    ? ", or give the tail up with `tandem verify --repair-to \(row - 1)`" : "")
        case .lostTail(let path, let table, let last, let expected):
            "\(path): \(table) ends at row \(last), but row \(expected) was seen before; "
                + "this is an old copy or its tail was lost; restore the newest"
                + (last == 0
                    ? ""
                    : ", or accept what is left with `tandem verify --repair-to \(table == "ledger" ? "\(last)" : "ROW")`")
        case .settingRefused(let path, let setting, let wanted, let was):
            "\(path): SQLite keeps \(setting) = \(was), \(wanted) is needed; check the SQLite library"
        case .refused(let path, let what):
            "\(path): not written: \(what)"
        case .failed(let path, let detail):
            "\(path): \(detail)"
        }
    }
}
