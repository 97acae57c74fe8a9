import ModelAgent
import TestSupport
import Testing
import TradingDomain

@Suite struct PromptTests {
    @Test(arguments: Channel.allCases)
    func whatIsPrintedIsReadBackExactly(channel: Channel) throws {
        for seed in 1...1000 {
            let request = try RandomSnapshot.request(channel, symbols: seed % 6 + 1, seed: UInt64(seed))
            let numbers = request.snapshots.map { PromptNumbers($0, channel: channel) }
            let prompt = PromptText.render(channel, numbers, cycle: request.cycle, template: .english)
            let parsed = try PromptText.parse(prompt.user)
            #expect(parsed.channel == channel)
            #expect(parsed.time == request.cycle.time)
            try #require(parsed.numbers == numbers, "seed \(seed)")
        }
    }

    @Test(arguments: [
        ("", "question"), ("hello", "question"), ("question: exit\n", "question"), ("question: entry\n", "clock"),
        ("question: direction\nclock: yesterday\n", "clock"),
        ("question: direction\nclock: 2023-03-24T12:05:00Z\nmore", "the end"),
        ("question: direction\n[trend btcusdt]\n", "clock"), ("question: direction\n[trend BTCUSDT]\n", "closed"),
        ("question: direction\n[trend BTCUSDT] n/a\n[trend BTCUSDT] n/a\n", "in order"),
        ("question: direction\n[trend BTCUSDT] n/a\n[market ETHUSDT]\n", "[market BTCUSDT]"),
        ("question: direction\n[trend BTCUSDT] n/a\n[market BTCUSDT]\nprice: 1.234567891\n", "8 decimals"),
        ("question: direction\n[trend BTCUSDT] n/a\n[market BTCUSDT]\nprice: 1e5\n", "8 decimals"),
        ("question: direction\n[trend BTCUSDT] n/a\n[market BTCUSDT]\nprice: 90000000000\n", "8 decimals"),
    ])
    func aTextThatIsNoPromptIsRefusedByLine(text: String, wanted: String) throws {
        let error = try #require(throws: PromptTextError.self) { try PromptText.parse(text) }
        #expect("\(error)".contains(wanted), "\(error)")
    }

    @Test func aSpoiledPromptNeverCrashesATrader() throws {
        var generator = SeededGenerator(seed: 11)
        let request = try RandomSnapshot.request(.entry, symbols: 3, seed: 2)
        let numbers = request.snapshots.map { PromptNumbers($0, channel: .entry) }
        let text = PromptText.render(.entry, numbers, cycle: request.cycle, template: .english).user
        var readable = 0
        for _ in 0..<1000 {
            var bytes = Array(text.utf8)
            let index = Int.random(in: 0..<bytes.count, using: &generator)
            switch Int.random(in: 0..<3, using: &generator) {
            case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
            case 1: bytes.insert(UInt8(ascii: "9"), at: index)
            default: bytes.remove(at: index)
            }
            let spoiled = String(decoding: bytes, as: UTF8.self)
            for persona in SimulatedTrader.Persona.allCases {
                readable += (try? SimulatedTrader(persona).arguments(forPrompt: spoiled)) == nil ? 0 : 1
            }
        }
        #expect(readable > 0)
    }
}
