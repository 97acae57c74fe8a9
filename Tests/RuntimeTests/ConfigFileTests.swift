import Foundation
import Testing

@testable import Runtime

/// `config/tandem.yaml` is the catalog, written out; `UPDATE_GOLDEN=1` writes it anew.
struct ConfigFileTests {
    private static let file = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .appending(path: "../../config/tandem.yaml").standardized

    @Test func theFileIsTheCatalog() throws {
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try Data(Self.text.utf8).write(to: Self.file)
        }
        #expect(String(decoding: try Data(contentsOf: Self.file), as: UTF8.self) == Self.text)
    }

    @Test func theFileReadsAsTheDefaults() throws {
        let settings = try Settings(file: Self.file.path, environment: [:], overrides: [])
        #expect(settings.yaml == (try Settings(file: nil, environment: [:], overrides: []).yaml))
    }

    private static var text: String {
        var text = """
            # Every setting and its default; a run needs no file at all. Give a changed copy with --config FILE, or change
            # single ones: --set risk.total_percent=50, or TANDEM_RISK_TOTAL_PERCENT=50. Keys that are not here are refused.

            """
        var section = ""
        for key in SettingCatalog.keys {
            let parts = key.name.split(separator: ".").map(String.init)
            if parts[0] != section {
                section = parts[0]
                text += "\n\(section):\n"
            }
            text += "  # \(key.summary) (\(key.allowed))\n"
            text += "  \(parts[1]): \(key.standard.isEmpty ? "\"\"" : quoted(key))\n"
        }
        return text
    }

    private static func quoted(_ key: SettingKey) -> String {
        switch key.kind {
        case .integer, .flag, .decimal: key.standard
        case .list: "[\(key.standard.replacing(",", with: ", "))]"
        case .text, .choice, .variable: "\"\(key.standard)\""
        }
    }
}
