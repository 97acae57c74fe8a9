import ModelAgent
import TestSupport
import Testing
import TradingDomain

/// The shared vectors of replies that break clients, their schema mapped onto ours.
@Suite struct HardReplyTests {
    @Test(.enabled(if: HardReplies.isPresent))
    func everyVectorGetsItsVerdict() throws {
        let request = try ReplyReaderTests.request()
        let vectors = try HardReplies.arguments()
        #expect(vectors.count >= 30)
        for vector in vectors {
            let reading = ReplyReader().read(vector.mapped, request: request, slot: "qwen")
            guard let isAccepted = vector.isAccepted else { continue }
            #expect((reading.answers.first?.decision != nil) == isAccepted, "\(vector.id) \(reading.refusals)")
        }
    }
}
