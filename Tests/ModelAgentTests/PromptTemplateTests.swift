import Foundation
import JSONText
import ModelAgent
import Testing
import TradingDomain

@Suite struct PromptTemplateTests {
    @Test func theBuiltInTextIsTheFile() throws {
        let loaded = try PromptTemplate(direction: Self.file("direction.en.md"), entry: Self.file("entry.en.md"))
        #expect(loaded == .english)
        #expect(loaded.digest == PromptTemplate.english.digest)
        #expect(loaded.digest.count == 16)
    }

    @Test func theChineseTextLoadsAndDiffers() throws {
        let chinese = try PromptTemplate(direction: Self.file("direction.zh.md"), entry: Self.file("entry.zh.md"))
        #expect(chinese.version == "zh-4")
        #expect(chinese.digest != PromptTemplate.english.digest)
    }

    @Test(arguments: ["direction.en.md", "entry.en.md", "direction.zh.md", "entry.zh.md"])
    func everyTextHasAnExampleOfEachActionThatFitsTheSchema(name: String) throws {
        let text = try Self.file(name)
        let keys = try #require(
            JSONReader.read(text: DecisionTool.parametersJSON)["properties"]?["decisions"]?["items"]?["required"]?.array
        )
        for action in TradingAction.allCases {
            let start = "\(action.rawValue): {"
            let line = try #require(text.split(separator: "\n").first { $0.hasPrefix(start) })
            let example = try JSONReader.read(text: String(line.dropFirst(start.count - 1)))
            #expect(example["action"]?.string == action.rawValue)
            #expect(example.members?.map { .string($0.key) } == keys)
            let price = try #require(example["entry"]).isNull ? "100" : #require(Self.number(example["entry"]))
            let request = try Self.request(#require(example["symbol"]?.string), price: price)
            let reading = ReplyReader().read(String(line.dropFirst(start.count - 1)), request: request, slot: "qwen")
            #expect(reading.refusals.isEmpty, "\(reading.refusals)")
        }
        #expect(text.contains("JSON"), "DeepSeek's JSON mode wants the word in the prompt")
    }

    @Test func theSystemTextIsTheSameForEveryQuestion() throws {
        for channel in Channel.allCases {
            let texts = try (1...20).map { (seed: UInt64) in
                let request = try RandomSnapshot.request(channel, symbols: 3, seed: seed)
                let numbers = request.snapshots.map { PromptNumbers($0, channel: channel) }
                return PromptText.render(channel, numbers, cycle: request.cycle, template: .english).system
            }
            #expect(Set(texts).count == 1)
        }
    }

    @Test func aNewFastCandleLeavesTheSlowBlocksUntouched() throws {
        let request = try RandomSnapshot.request(.entry, symbols: 4, seed: 3)
        let before = request.snapshots.map { PromptNumbers($0, channel: .entry) }
        let after = request.snapshots.map { snapshot in
            var next = snapshot
            next.price = snapshot.trend?.close
            next.momentum?.rsi7 = 12
            next.realisedVolatility = 0.5
            return PromptNumbers(next, channel: .entry)
        }
        let first = PromptText.render(.entry, before, cycle: request.cycle, template: .english).user
        let second = PromptText.render(
            .entry,
            after,
            cycle: CycleID(time: request.cycle.time.advanced(byMilliseconds: 300_000), position: 99),
            template: .english
        ).user
        let start = try #require(first.range(of: "[market "))
        #expect(second.hasPrefix(first[..<start.lowerBound]))
        #expect(first.hasSuffix("clock: \(request.cycle.time)\n"))
    }

    @Test(arguments: ["", "Version:", "Version: \n", "Version: En 1\n", "version: en-1\n", "Version: a\0b\n"])
    func aTextWithoutAVersionIsRefused(text: String) {
        #expect(throws: PromptTemplateError.self) {
            try PromptTemplate(direction: text, entry: PromptTemplate.english.entry)
        }
    }

    private static func number(_ value: JSONValue?) -> String? {
        if case .number(let text)? = value { text } else { nil }
    }

    private static func request(_ symbol: String, price: String) throws -> ModelRequest {
        let cycle = CycleID(time: .epoch, position: 1)
        var snapshot = FeatureSnapshot(
            symbol: try Symbol(symbol),
            cycle: cycle,
            freshness: .fresh,
            entryTimeframe: .threeMinutes
        )
        snapshot.price = try Price(parsing: price)
        return ModelRequest(cycle: cycle, channel: .entry, snapshots: [snapshot])
    }

    private static func file(_ name: String) throws -> String {
        let folder = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        return try String(
            contentsOf: folder.appending(path: "../../config/prompts/\(name)").standardizedFileURL,
            encoding: .utf8
        )
    }
}
