import Foundation
import ModelAgent
import Testing
import TradingDomain

/// The shared vectors of replies that break clients, their schema mapped onto ours.
@Suite struct HardReplyTests {
    @Test(.enabled(if: HardReplies.isPresent))
    func everyVectorGetsItsVerdict() throws {
        let request = try ReplyReaderTests.request()
        let vectors = try HardReplies.vectors()
        #expect(vectors.count >= 30)
        for vector in vectors {
            let reading = ReplyReader().read(vector.mapped, request: request, slot: "qwen")
            let isAccepted = reading.answers.first?.decision != nil
            let refusals = reading.refusals.map(\.description)
            switch vector.expect.prefix(6) {
            case "accept" where !vector.expect.hasSuffix("or_reject"): #expect(isAccepted, "\(vector.id) \(refusals)")
            case "reject": #expect(!isAccepted, "\(vector.id)")
            default: break
            }
        }
    }
}

enum HardReplies {
    struct Vector: Decodable {
        let id: String
        let layer: String
        let payload: String
        let expect: String

        /// The payload with our names, our scale of confidence, and the fields that only we have.
        ///
        /// Done on the text: a parser would repair what the vector is about.
        var mapped: String {
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

    static var isPresent: Bool { FileManager.default.fileExists(atPath: file.path) }

    static func vectors() throws -> [Vector] {
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
