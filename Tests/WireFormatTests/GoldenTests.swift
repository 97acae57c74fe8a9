import Foundation
import Testing
import WireFormat

/// The bytes of one of each message. A change here is a change of the wire: raise `WireFormat.version`, or prove that an
/// older reader is not misled; then run the tests once with `UPDATE_GOLDEN=1`.
struct GoldenTests {
    private static let sources = URL(filePath: #filePath).deletingLastPathComponent()

    @Test(arguments: ["events", "requests", "replies"])
    func bytesAreThoseOfTheGoldenFile(name: String) throws {
        let messages =
            switch name {
            case "events": try Messages.events()
            case "requests": try Messages.requests()
            default: try Messages.replies()
            }
        let text = messages.map { "\($0.name) \(hex($0.bytes))\n" }.joined()
        let file = Self.sources.appending(path: "Golden/\(name).hex")
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try Data(text.utf8).write(to: file)
        }
        let golden = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        let (written, expected) = (text.split(separator: "\n"), golden.split(separator: "\n"))
        #expect(written.count == expected.count)
        for (line, other) in zip(written, expected) { #expect(line == other) }
    }

    /// The protocol file is the list of bodies; a new one needs a golden line.
    @Test func everyBodyOfTheProtocolHasAnExample() throws {
        let file = Self.sources.appending(path: "../../Sources/WireFormat/Protos/messages.proto").standardized
        let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        let examples = [
            "Event": try Messages.events(), "Request": try Messages.requests(), "Reply": try Messages.replies(),
        ]
        for (message, rows) in examples {
            let start = try #require(text.range(of: "message \(message) {"))
            let end = try #require(text[start.upperBound...].range(of: "\n}"))
            let body = text[start.upperBound..<end.lowerBound]
            let bodies = body.matches(of: /[A-Za-z]+ ([a-z_]+) = [0-9]+;/).map { String($0.1) }.filter {
                !["version", "role", "instance", "epoch", "sequence"].contains($0)
            }
            #expect(bodies == rows.map(\.name), "\(message)")
        }
    }

    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
