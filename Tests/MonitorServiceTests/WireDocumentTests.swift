import Foundation
import Runtime
import Testing
import TradingDomain
import WireFormat

/// `docs/wire.md` is what a stranger writes a client from.
@Suite struct WireDocumentTests {
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private func read(_ path: String) throws -> String {
        try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
    }

    @Test(arguments: ["decisions", "features", "market", "messages", "orders"])
    func everyMessageAndFieldIsInTheDocument(_ file: String) throws {
        let document = try read("docs/wire.md").replacing(/\s+/, with: " ")
        let source = try read("Sources/WireFormat/Protos/\(file).proto").replacing(/\/\/[^\n]*/, with: "")
        let messages = source.matches(of: /message (\w+) \{((?:[^{}]|\{[^{}]*\})*)\}/)
        #expect(messages.count > 5)
        for message in messages {
            let name = String(message.output.1)
            let paragraph = try #require(
                document.firstMatch(of: try Regex<(Substring)>("- `\(name)`.*?(?=- `[A-Z]|### |$)")),
                "\(name) is not described"
            )
            for field in message.output.2.matches(of: /([A-Za-z0-9_]+) (\w+) = (\d+);/) {
                let entry = "\(field.output.3) `\(field.output.2)` \(field.output.1)"
                let list = "\(field.output.3) `\(field.output.2)` list of \(field.output.1)"
                #expect(paragraph.output.contains(entry) || paragraph.output.contains(list), "\(name): \(entry)")
            }
        }
    }

    @Test(arguments: Topic.allCases)
    func everyTopicIsInTheDocument(_ topic: Topic) throws {
        #expect(try read("docs/wire.md").contains("| `\(topic.rawValue)` |"))
    }

    @Test func bytesInTheDocumentAreThoseThatAreSent() throws {
        let document = try read("docs/wire.md")
        let block = try #require(document.firstMatch(of: /```text\n((?:[0-9a-f]{2} [^\n]*\n)+)```/))
        let shown = block.output.1.split(separator: "\n").flatMap { line in
            line.split(separator: " ", omittingEmptySubsequences: false).prefix { $0.count == 2 }
                .compactMap { UInt8($0, radix: 16) }
        }
        let event = Tandem_V1_Event(
            role: "risk-gate",
            instance: "1",
            epoch: 3,
            sequence: 17,
            body: .tradingState(.halted, reason: "daily loss")
        )
        #expect(shown == WireFormat.encode(event))
    }
}
