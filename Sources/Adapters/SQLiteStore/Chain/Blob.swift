internal import Foundation
internal import GRDB
internal import TradingDomain

/// Bytes on their way into a statement.
struct Blob: DatabaseValueConvertible {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var databaseValue: DatabaseValue { Data(bytes).databaseValue }

    static func fromDatabaseValue(_ value: DatabaseValue) -> Blob? {
        Data.fromDatabaseValue(value).map { Blob(Array($0)) }
    }
}

extension AppendOnlyTable.StoredEntry {
    /// - Returns: `nil` when a value is not of its column's kind.
    init?(_ row: Row) {
        guard let key = Int64.fromDatabaseValue(row[0]), key > 0, let time = Int64.fromDatabaseValue(row[1]),
            let payload = Blob.fromDatabaseValue(row[2]), let bytes = Blob.fromDatabaseValue(row[3]),
            let hash = ChainHash(bytes: bytes.bytes)
        else { return nil }
        self.init(
            entry: AppendOnlyTable.Entry(
                key: UInt64(key),
                time: Timestamp(milliseconds: time),
                payload: payload.bytes
            ),
            hash: hash
        )
    }
}
