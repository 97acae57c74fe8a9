import Foundation
import Glibc
import Testing

/// Rows of a store whose process has ended, read with the system's SQLite so that the test shares no code with it.
enum StoredRows {
    enum Cell: Equatable {
        case integer(Int64)
        case bytes([UInt8])
        case null

        var integer: Int64 { if case .integer(let value) = self { value } else { 0 } }

        /// The bytes as text, with what is no UTF-8 replaced.
        var text: String { if case .bytes(let bytes) = self { String(decoding: bytes, as: UTF8.self) } else { "" } }
    }

    private typealias Open =
        @convention(c) (UnsafePointer<CChar>, UnsafeMutablePointer<OpaquePointer?>, Int32, UnsafePointer<CChar>?) ->
        Int32
    private typealias Prepare =
        @convention(c) (
            OpaquePointer?, UnsafePointer<CChar>, Int32, UnsafeMutablePointer<OpaquePointer?>, UnsafeMutableRawPointer?
        ) -> Int32
    private typealias Step = @convention(c) (OpaquePointer?) -> Int32
    private typealias Number = @convention(c) (OpaquePointer?, Int32) -> Int64
    private typealias Count = @convention(c) (OpaquePointer?, Int32) -> Int32
    private typealias Bytes = @convention(c) (OpaquePointer?, Int32) -> UnsafeRawPointer?

    static func read(_ path: String, _ sql: String) throws -> [[Cell]] {
        let library = try #require(
            dlopen("libsqlite3.so.0", RTLD_NOW),
            "SQLite's library is a dependency of the package"
        )
        func symbol<Function>(_ name: String, as type: Function.Type) throws -> Function {
            unsafeBitCast(try #require(dlsym(library, name)), to: type)
        }
        let step = try symbol("sqlite3_step", as: Step.self)
        let close = try symbol("sqlite3_close_v2", as: Step.self)
        let finish = try symbol("sqlite3_finalize", as: Step.self)
        let columns = try symbol("sqlite3_column_count", as: Step.self)
        let kind = try symbol("sqlite3_column_type", as: Count.self)
        let number = try symbol("sqlite3_column_int64", as: Number.self)
        let size = try symbol("sqlite3_column_bytes", as: Count.self)
        let bytes = try symbol("sqlite3_column_blob", as: Bytes.self)
        var database: OpaquePointer?
        defer { _ = close(database) }
        // 2: read and write, which a WAL left by a killed process needs.
        try #require(try symbol("sqlite3_open_v2", as: Open.self)(path, &database, 2, nil) == 0, "\(path)")
        var statement: OpaquePointer?
        defer { _ = finish(statement) }
        try #require(
            try symbol("sqlite3_prepare_v2", as: Prepare.self)(database, sql, -1, &statement, nil) == 0,
            "\(sql)"
        )
        var rows: [[Cell]] = []
        while step(statement) == 100 {
            rows.append(
                (0..<columns(statement)).map { column in
                    switch kind(statement, column) {
                    case 1: .integer(number(statement, column))
                    case 5: .null
                    default:
                        .bytes(
                            [UInt8](
                                UnsafeRawBufferPointer(
                                    start: bytes(statement, column),
                                    count: Int(size(statement, column))
                                )
                            )
                        )
                    }
                }
            )
        }
        return rows
    }
}

extension Pipeline {
    struct StoredCycle {
        let time_ms: Int64
        let isComplete: Bool
        /// The record's bytes as text: names of abstention causes and refusals stand in it.
        let record: String
    }

    /// The fusion node's cycles, in order; only after ``down()``.
    func cycles() throws -> [StoredCycle] {
        let sql = "SELECT time_ms, is_complete, record FROM cycle ORDER BY position"
        return try StoredRows.read("\(folder)/data/t/decisions.sqlite", sql).map {
            StoredCycle(time_ms: $0[0].integer, isComplete: $0[1].integer == 1, record: $0[2].text)
        }
    }
}
