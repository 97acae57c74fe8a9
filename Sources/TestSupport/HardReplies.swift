internal import Foundation

/// The shared vectors of replies that break clients, their decision schema mapped onto ours. They stand beside the
/// repository; a test that needs them is skipped where they are not.
package enum HardReplies {
    package struct Vector: Decodable, Sendable {
        package let id: String
        package let layer: String
        package let payload: String
        package let expect: String

        /// What must come of it; `nil` where either is a policy of its own.
        package var isAccepted: Bool? {
            if expect.hasPrefix("reject") { return expect.contains("or normalise") ? nil : false }
            guard expect.hasPrefix("accept") else { return nil }
            return expect.hasSuffix("or_reject") ? nil : true
        }

        /// The payload with our names, our scale of confidence, and the fields that only we have.
        ///
        /// Done on the text: a parser would repair what the vector is about.
        package var mapped: String {
            var text = payload.replacing("submit_decision\"", with: "submit_decisions\"")
            text = text.replacing("\"position_pct\":", with: "\"position_size_percent\":")
            text = text.replacing("\"reason\":", with: "\"reasoning\":")
            text = text.replacing(/"confidence": ?0\.(\d)(\d?)(?=[,}])/) { match in
                "\"confidence\":\(match.output.1)\(match.output.2.isEmpty ? "0" : match.output.2)"
            }
            text = text.replacing(
                /"confidence": ?62(?=[,}])/,
                with: payload.contains(": 62,") ? "\"confidence\":6200" : "\"confidence\":62"
            )
            let isHold = payload.contains("HOLD")
            let prices =
                isHold
                ? #""entry":null,"stop_loss":null,"take_profit":null"#
                : #""entry":65000,"stop_loss":64000,"take_profit":67000"#
            return text.replacing(
                "\"reasoning\":",
                with: "\(prices),\"leverage\":1,\"risk_level\":\"LOW\",\"risk_score\":20,\"reasoning\":"
            )
        }
    }

    package static var isPresent: Bool { FileManager.default.fileExists(atPath: file.path) }

    /// The vectors whose payload is the text of a tool call.
    package static func arguments() throws -> [Vector] {
        struct File: Decodable { let vectors: [Vector] }
        return try JSONDecoder().decode(File.self, from: Data(contentsOf: file)).vectors.filter {
            $0.layer == "arguments"
        }
    }

    private static let file = URL(filePath: #filePath)
        .resolvingSymlinksInPath()
        .deletingLastPathComponent()
        .appending(path: "../../../shared/data/llm-hard-replies.json")
        .standardizedFileURL
}
