internal import Foundation
internal import Performance

/// `summary.json`: the manifest and every figure, a missing one as `null` with its reason.
package struct Summary: Codable, Sendable {
    package let manifest: RunManifest
    package let figures: [String: Double?]
    package let reasons: [String: String]

    package init(_ manifest: RunManifest, _ figures: Figures) {
        self.manifest = manifest
        var values: [String: Double?] = [:]
        var reasons: [String: String] = [:]
        for key in figures.keys {
            guard let metric = figures.metric(key) else { continue }
            values.updateValue(metric.value, forKey: key)
            if metric.value == nil { reasons[key] = "\(metric)" }
        }
        self.figures = values
        self.reasons = reasons
    }

    /// Sorted keys, one a line.
    package func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    /// - Parameter path: a `summary.json`, or the folder that it lies in.
    /// - Throws: what the file system or the decoder says.
    package init(reading path: String) throws {
        var url = URL(filePath: path)
        if url.hasDirectoryPath || (try? url.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory == true {
            url.append(path: "summary.json")
        }
        self = try JSONDecoder().decode(Summary.self, from: Data(contentsOf: url))
    }
}
