package import Foundation

/// A CSV file in memory: a header, and cells that are numbers or empty.
package struct Table {
    package struct Unreadable: Error {
        package let path: String
    }

    package let header: [String]
    package let rows: [[Double?]]

    /// Reads a plain or gzip file.
    package init(contentsOf url: URL) throws {
        let data = url.pathExtension == "gz" ? try Self.inflated(url) : try Data(contentsOf: url)
        let lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
        guard let first = lines.first else { throw Unreadable(path: url.path) }
        header = first.split(separator: ",").map(String.init)
        rows = lines.dropFirst().map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
        }
    }

    /// The cells of a column, or nil if there is none of that name.
    package func column(_ name: String) -> [Double?]? {
        header.firstIndex(of: name).map { index in rows.map { $0[index] } }
    }

    private static func inflated(_ url: URL) throws -> Data {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc", url.path]
        process.standardOutput = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Unreadable(path: url.path) }
        return data
    }
}
