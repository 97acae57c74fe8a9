import Foundation
import Testing

@testable import Runtime

struct SettingsTests {
    private func settings(
        yaml: String? = nil,
        _ environment: [String: String] = [:],
        _ overrides: [String] = []
    ) throws -> Settings {
        let run = try TemporaryRun()
        defer { run.remove() }
        return try Settings(
            file: try yaml.map { try run.write($0, to: "s.yaml") },
            environment: environment,
            overrides: overrides
        )
    }

    private func problems(
        yaml: String? = nil,
        _ environment: [String: String] = [:],
        _ overrides: [String] = []
    ) throws -> [String] {
        do {
            _ = try settings(yaml: yaml, environment, overrides)
            return []
        } catch let error as SettingsError {
            return error.problems
        }
    }

    @Test func everyDefaultIsAllowedAndHasAMeaning() throws {
        #expect(Set(SettingCatalog.keys.map(\.name)).count == SettingCatalog.keys.count)
        for key in SettingCatalog.keys {
            #expect(key.accepts(key.standard), "\(key.name)")
            #expect(key.name.wholeMatch(of: /[a-z]+\.[a-z0-9_]+/) != nil, "\(key.name)")
            #expect(!key.summary.isEmpty)
        }
    }

    @Test func laterSourcesWin() throws {
        let key = "risk.per_symbol_percent"
        let yaml = "risk:\n  per_symbol_percent: 11\n"
        let environment = ["TANDEM_RISK_PER_SYMBOL_PERCENT": "12"]
        #expect(try settings().integer(key) == 10)
        #expect(try settings(yaml: yaml).integer(key) == 11)
        #expect(try settings(yaml: yaml, environment).integer(key) == 12)
        #expect(try settings(yaml: yaml, environment, ["\(key)=13"]).integer(key) == 13)
        #expect(try settings(yaml: yaml, environment, ["\(key)=13", "\(key)=14"]).integer(key) == 14)
    }

    @Test func everyProblemIsToldAtOnce() throws {
        let found = try problems(
            yaml: "risk:\n  per_symbol_percent: 0\n  total_percentage: 80\nfusion:\n  lone_voter_halves: yes\n",
            ["TANDEM_CYCLE_DEADLINE_MS": "soon", "TANDEM_RISK_TOTAL": "1", "TANDEM_PARENT_PID": "7"],
            ["run.mode=fast", "nothing", "colour=red"]
        )
        let expected = [
            "risk.per_symbol_percent: was '0', allowed is a whole number from 1 to 100",
            "risk.total_percentage: unknown key", "fusion.lone_voter_halves: was 'yes', allowed is true or false",
            "TANDEM_CYCLE_DEADLINE_MS: was 'soon'", "TANDEM_RISK_TOTAL: unknown variable",
            "run.mode: was 'fast', allowed is paced, lockstep", "--set nothing: write key=value",
            "--set colour: unknown key; sections are ",
        ]
        #expect(found.count == expected.count)
        for (problem, text) in zip(found, expected) { #expect(problem.contains(text), "\(problem)") }
    }

    @Test func anUnknownKeyIsRefusedWithTheKnownOnesOfItsSection() throws {
        let found = try problems([:], ["run.sped=2"])
        #expect(found == ["--set run.sped: unknown key; known are run.mode, run.speed, run.durability, run.log_level"])
    }

    @Test(arguments: [
        "market: {symbols: [BTCUSDT, ETHUSDT]}", "market:\n  symbols:\n    - BTCUSDT\n    - ETHUSDT\n",
        "market:\n  symbols: BTCUSDT, ETHUSDT\n", "market.symbols: 'BTCUSDT,ETHUSDT'",
    ])
    func listsMayBeWrittenInEveryForm(yaml: String) throws {
        #expect(try settings(yaml: yaml).list("market.symbols") == ["BTCUSDT", "ETHUSDT"])
    }

    @Test(arguments: ["", " ", ",", "BTCUSDT,,ETHUSDT", "BTCUSDT,"])
    func aListWithAHoleIsRefused(text: String) throws {
        #expect(try problems([:], ["market.symbols=\(text)"]).count == 1)
    }

    @Test func anEmptyFileAndAnEmptyValueAreNoValue() throws {
        #expect(try settings(yaml: "").yaml == (try settings().yaml))
        for null in ["", " ~", " null", " ''"] {
            #expect(try settings(yaml: "market:\n  path:\(null)\n").optional("market.path") == nil, "'\(null)'")
        }
        #expect(try problems(yaml: "risk:\n  total_percent:\n").count == 1)
    }

    @Test(arguments: [
        "- 1\n- 2\n", "risk: [", "risk: &a 1\nfusion: *b\n", "risk:\n  total_percent: 1\n  total_percent: 2\n",
    ])
    func aFileThatIsNoListOfSectionsIsRefused(yaml: String) throws {
        #expect(try !problems(yaml: yaml).isEmpty)
    }

    @Test func aMissingFileIsNamed() {
        #expect {
            try Settings(file: "/nonexistent/t.yaml", environment: [:], overrides: [])
        } throws: { error in
            "\(error)".contains("/nonexistent/t.yaml") && "\(error)".contains("--config")
        }
    }

    @Test func whatIsWrittenReadsBackEqual() throws {
        let odd = #"market.path=a "b" \ c: #d"#
        let first = try settings([:], [odd, "market.symbols=ETHUSDT", "risk.total_percent=55", "run.mode=lockstep"])
        let second = try settings(yaml: first.yaml)
        #expect(second.yaml == first.yaml)
        #expect(second.text("market.path") == #"a "b" \ c: #d"#)
    }

    @Test func textWithControlCharactersIsRefused() throws {
        #expect(try problems([:], ["market.path=a\nb"]).count == 1)
    }

    @Test func keysAreNeverInTheSettingsNorInARefusal() throws {
        let secret = "sk-0123456789abcdef"
        let settings = try settings(["DEEPSEEK_API_KEY": secret, "DASHSCOPE_API_KEY": secret])
        #expect(!settings.yaml.contains(secret))
        let found = try problems([:], ["deepseek.key_variable=\(secret)"])
        #expect(found.count == 1)
        #expect(!found.joined().contains(secret), "a key that was put in the wrong place is not repeated")
    }
}
