import Supervision
import Testing

@Suite struct ProcfileTests {
    @Test func readsLinesInOrder() throws {
        let text = """
            # a comment
            data-feeder: exec .build/release/tandem keep data-feeder --config 'my files/feed.yaml'

            \tllm-simulator:\t.build/release/tandem   keep "llm simulator" ''\r
            x:echo a:b#c --set=k=v
            """
        let procfile = try Procfile(parsing: text)

        #expect(procfile.entries.map(\.name.text) == ["data-feeder", "llm-simulator", "x"])
        #expect(procfile.entries.map(\.line) == [2, 4, 5])
        #expect(
            procfile.entries[0].words == [
                ".build/release/tandem", "keep", "data-feeder", "--config", "my files/feed.yaml",
            ]
        )
        #expect(procfile.entries[1].words == [".build/release/tandem", "keep", "llm simulator", ""])
        #expect(procfile.entries[2].words == ["echo", "a:b#c", "--set=k=v"])
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let text: String
        let error: ProcfileError
        var testDescription: String { text }

        static func shell(_ command: String, _ token: String) -> Refusal {
            Refusal(text: "a: \(command)", error: .badCommand(line: 1, name: "a", cause: .needsShell(token)))
        }
    }

    @Test(
        arguments: [
            .shell("x | tee log", "|"), .shell("x > log", ">"), .shell("x < in", "<"), .shell("x; y", ";"),
            .shell("x && y", "&"), .shell("x &", "&"), .shell("x $HOME", "$"), .shell("x `y`", "`"),
            .shell("x \"$HOME\"", "$"), .shell("x \"`y`\"", "`"), .shell("x (y)", "("), .shell("x *.csv", "*"),
            .shell("x a?", "?"), .shell("x a\\ b", "\\"), .shell("x \"a\\\"", "\\"), .shell("x ~/a", "~"),
            .shell("x # y", "#"), .shell("x {a,b}", "{"), .shell("x [ab]", "["), .shell("! x", "!"),
            Refusal(text: "a: KEY=v x", error: .badCommand(line: 1, name: "a", cause: .assignment("KEY=v"))),
            Refusal(text: "a: exec KEY=v x", error: .badCommand(line: 1, name: "a", cause: .assignment("KEY=v"))),
            Refusal(text: "a: x 'y", error: .badCommand(line: 1, name: "a", cause: .openQuote)),
            Refusal(text: "a: x \u{1B}[0m", error: .badCommand(line: 1, name: "a", cause: .controlCharacter)),
            Refusal(text: "# only\n\n", error: .empty),
            Refusal(text: "", error: .empty),
            Refusal(text: "\nmonitor", error: .noColon(line: 2, text: "monitor")),
            Refusal(text: "a b: x", error: .badName(line: 1, name: "a b")),
            Refusal(text: "../a: x", error: .badName(line: 1, name: "../a")),
            Refusal(text: ": x", error: .badName(line: 1, name: "")),
            Refusal(text: "a:", error: .noCommand(line: 1, name: "a")),
            Refusal(text: "a: exec", error: .noCommand(line: 1, name: "a")),
            Refusal(text: "a: x\nb: x\na: y", error: .repeated(line: 3, name: "a", firstLine: 1)),
            Refusal(text: String(repeating: "#", count: 65_537), error: .tooLong(bytes: 65_537)),
        ] as [Refusal]
    )
    func refusesByLine(_ example: Refusal) {
        #expect(throws: example.error) { try Procfile(parsing: example.text) }
    }

    @Test func choosesEntriesByName() throws {
        let procfile = try Procfile(parsing: "a: x\nb: x\nc: x")

        #expect(try procfile.entries(named: []).count == 3)
        #expect(try procfile.entries(named: ["c", "a"]).map(\.name.text) == ["a", "c"])
        #expect(throws: ProcfileError.unknown(name: "d", known: ["a", "b", "c"])) {
            try procfile.entries(named: ["a", "d"])
        }
    }

    /// Whatever the bytes: an answer or a refusal, and no word with what only a shell would understand.
    @Test(arguments: UInt64(0)..<64)
    func survivesNoise(seed: UInt64) {
        var random = Generator(state: seed)
        let alphabet = Array("ab-:'\"$|\\ \t\n#=é\u{0}~;")
        for _ in 0..<200 {
            let length = Int.random(in: 0...40, using: &random)
            let text = String((0..<length).map { _ in alphabet.randomElement(using: &random) ?? "a" })
            guard let procfile = try? Procfile(parsing: text) else { continue }
            #expect(procfile.entries.allSatisfy { !$0.words.isEmpty }, "seed \(seed): \(text)")
            #expect(!procfile.entries.contains { $0.words.contains { $0.contains("\u{0}") } }, "seed \(seed): \(text)")
        }
    }

    @Test func readsAnEnvironmentFile() throws {
        let file = try EnvironmentFile(
            parsing: "# keys\nA=1\n export B = 'two words' \r\nC=\"x=y\"\nD=\nPATH=/nowhere\n"
        )

        #expect(file.variables == ["A": "1", "B": "two words", "C": "x=y", "D": "", "PATH": "/nowhere"])
        #expect(file.merged(under: ["PATH": "/bin"])["PATH"] == "/bin", "what is set already wins")
        #expect(throws: EnvironmentFileError.noEquals(line: 2)) { try EnvironmentFile(parsing: "A=1\nsecret") }
        #expect(throws: EnvironmentFileError.badKey(line: 1)) { try EnvironmentFile(parsing: "1A=1") }
        #expect(throws: EnvironmentFileError.badKey(line: 1)) { try EnvironmentFile(parsing: "=secret") }
        #expect(try EnvironmentFile(contentsOfFile: "/nowhere/.env").variables.isEmpty)
    }

    @Test func handsOnOnlyWhatTheRoleNeeds() {
        let all = [
            "PATH": "/bin", "CANARY": "x", "DEEPSEEK_API_KEY": "d", "DASHSCOPE_API_KEY": "q", "QWEN_URL": "u",
            "TANDEM_ACCOUNT": "a", "LC_ALL": "C", "LD_PRELOAD": "evil", "HTTPS_PROXY": "p",
        ]
        let names = { (role: String) in ChildEnvironment.filtered(all, role: role).keys.sorted() }

        #expect(names("risk-gate") == ["LC_ALL", "PATH", "TANDEM_ACCOUNT"])
        #expect(names("deepseek-agent") == ["DEEPSEEK_API_KEY", "LC_ALL", "PATH", "TANDEM_ACCOUNT"])
        #expect(names("qwen-agent") == ["DASHSCOPE_API_KEY", "LC_ALL", "PATH", "QWEN_URL", "TANDEM_ACCOUNT"])
        #expect(ChildEnvironment.filtered(all, role: "risk-gate", extra: ["CANARY"])["CANARY"] == "x")
    }
}
