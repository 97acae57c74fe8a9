import Foundation
import Risk
import Testing
import TradingDomain

/// `docs/risk.md` names every refusal code, every limit with its default, and only tests that exist.
@Suite struct DocumentationTests {
    private let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private func rows() throws -> [Substring] {
        try String(contentsOf: root.appending(path: "docs/risk.md"), encoding: .utf8)
            .split(separator: "\n").filter { $0.hasPrefix("| E") || $0.hasPrefix("| G") }
    }

    @Test(arguments: Refusal.Code.allCases) func everyCodeHasARow(_ code: Refusal.Code) throws {
        let rows = try rows().filter { $0.contains("`\(code.rawValue)`") }
        #expect(!rows.isEmpty)
    }

    @Test func everyLimitIsNamedWithItsDefault() throws {
        let text = try String(contentsOf: root.appending(path: "docs/risk.md"), encoding: .utf8)
        let values = try #require(Mirror(reflecting: RiskLimits.standard).children.first).value
        for limit in Mirror(reflecting: values).children {
            let name = try #require(limit.label)
            let number = "\(limit.value)"
            var spaced = number
            if number.count > 4, Int(number) != nil {
                spaced = number.reversed().enumerated().reduce("") {
                    ($1.offset > 0 && $1.offset % 3 == 0 ? "\($1.element) " : "\($1.element)") + $0
                }
            }
            let line = text.split(separator: "\n").first { $0.contains("`\(name)`") && $0.contains(spaced) }
            #expect(line != nil, "\(name) with its default \(spaced)")
        }
    }

    @Test func everyNamedTestExists() throws {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let sources = try ["RiskTests", "GateProcessTests"].flatMap { name in
            try FileManager.default.contentsOfDirectory(
                at: tests.appending(path: name),
                includingPropertiesForKeys: nil
            )
        }
        .filter { $0.pathExtension == "swift" }
        .map { try String(contentsOf: $0, encoding: .utf8) }.joined()
        for row in try rows() {
            let tests = (row.split(separator: "|").last ?? "").split(separator: ",")
            #expect(!tests.isEmpty)
            for test in tests {
                let name = test.trimmingCharacters(in: CharacterSet(charactersIn: " `."))
                #expect(sources.contains("func \(name)"), "\(name)")
            }
        }
    }
}
