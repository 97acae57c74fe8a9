import Foundation
import ModelAgent
import Testing
import TradingDomain

@Suite struct PromptTests {
    @Test(arguments: Channel.allCases)
    func whatIsPrintedIsReadBackExactly(channel: Channel) throws {
        for seed in 1...1200 {
            let request = try RandomSnapshot.request(channel, symbols: seed % 6 + 1, seed: UInt64(seed))
            let numbers = request.snapshots.map { PromptNumbers($0, channel: channel) }
            let prompt = PromptText.render(channel, numbers, cycle: request.cycle, template: .english)
            let parsed = try PromptText.parse(prompt.user)
            #expect(parsed.channel == channel)
            #expect(parsed.time == request.cycle.time)
            try #require(parsed.numbers == numbers, "seed \(seed)")
        }
    }
}
