import ModelAgent
import Testing
import TradingDomain

@Suite struct SimulatedTraderTests {
    @Test(arguments: SimulatedTrader.Persona.allCases, Channel.allCases)
    func theTextSaysWhatTheTraderDecided(persona: SimulatedTrader.Persona, channel: Channel) throws {
        let trader = SimulatedTrader(persona)
        for seed in 1...700 {
            let request = try RandomSnapshot.request(channel, symbols: seed % 4 + 1, seed: UInt64(seed))
            let numbers = request.snapshots.map { PromptNumbers($0, channel: channel) }
            let prompt = PromptText.render(channel, numbers, cycle: request.cycle, template: .english)
            let direct = trader.answers(to: request, slot: "qwen")
            let text = try trader.arguments(forPrompt: prompt.user)
            let reading = ReplyReader().read(text, request: request, slot: "qwen")
            try #require(reading.answers == direct, "seed \(seed): \(reading.refusals)")
            try #require(reading.refusals.isEmpty)
        }
    }
}
