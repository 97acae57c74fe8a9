import Testing

/// Habits of this repository that no compiler and no formatter checks.
struct TidyTests {
    /// Where code that waits, draws, logs or reads a clock may not be: a decision is a function of its events.
    private static let pure = ["Sources/Stages", "Sources/TradingDomain", "Sources/Indicators", "Sources/ModelScoring"]

    @Test func stagesReadNoClockDrawNoNumberAndWaitForNobody() throws {
        let banned = [
            "Date()", "Clock", ".random(", "Task {", "Task(", "Task.", "print(", "Logger", "UUID(", " async", "await ",
            "import Foundation", "Thread", "DispatchQueue", "Mutex", "getenv", "ProcessInfo",
        ]
        let files = try SourceTree.files(in: "Sources").filter { $0.claims(Self.pure) }
        #expect(files.count > 50, "the folders were found")
        let found = places(of: banned, in: files)
        #expect(found == [], "a stage takes time, chance and the world as events")
    }

    @Test func nothingIsPutOffAndNothingTraps() throws {
        // Put together here, so that this file does not name what it forbids.
        let banned = ["try" + "!", "fatal" + "Error(", "TO" + "DO", "FIX" + "ME", "as" + "! "]
        #expect(try code(with: banned, in: "Sources", "Tests", "Benchmarks") == [], "a typed error, and now")
    }

    /// Decision 8: the compiler inlines no `package` function of another module, and the domain's are the hot ones.
    @Test func onlyTheDomainIsPublic() throws {
        let found = try code(with: ["pub" + "lic "], in: "Sources", "Tests", "Benchmarks")
        #expect(found.filter { !$0.hasPrefix("Sources/TradingDomain/") } == [], "package instead of public")
        let domain = try code(with: ["pack" + "age "], in: "Sources/TradingDomain")
        #expect(domain == [], "one word for one module")
    }

    private func code(with banned: [String], in folders: String...) throws -> [String] {
        let files = try folders.flatMap { try SourceTree.files(in: $0) }
        return places(of: banned, in: files) { line in
            let words = line.split(separator: "\"").enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
            return words.contains { part in banned.contains { part.contains($0) } }
        }
    }

    @Test func filesFunctionsAndProcessesStaySmall() throws {
        var found: [String] = []
        for file in try SourceTree.files(in: "Sources", "Tests") {
            let isProcess = file.path.hasPrefix("Sources/Processes/")
            let limit = isProcess && !Self.tools.contains { file.path.hasPrefix($0) } ? 60 : 300
            if file.lines.count > limit { found.append("\(file.path): \(file.lines.count) lines, at most \(limit)") }
            for (line, count) in functionLengths(in: file) where count > 60 {
                found.append("\(file.path):\(line): a function of \(count) lines, at most 60")
            }
        }
        #expect(found == [])
    }

    /// Commands for a person rather than processes of the pipeline: their options and tables are their job.
    private static let tools = ["Sources/Processes/tandem/", "Sources/Processes/backtest/"]

    @Test func onlyTheGateApproves() throws {
        let files = try SourceTree.files(in: "Sources").filter {
            !$0.claims([
                "Sources/Stages/Risk/", "Sources/WireFormat/", "Sources/TradingDomain/Orders/ApprovedOrder",
                "Sources/TestSupport/",
            ])
        }
        // Only letters, digits and dots before it are another type's name, such as the wire's.
        let found = places(of: ["ApprovedOrder("], in: files) { $0.contains(/(^|[^A-Za-z0-9_.])ApprovedOrder\(/) }
        #expect(found == [], "an approval is made where an order is judged, or read from the wire")
    }

    @Test func socketPathsAndTopicsAreWrittenInOnePlace() throws {
        let files = try SourceTree.files(in: "Sources").filter { !$0.claims(["Sources/Runtime/"]) }
        let paths = places(of: [".events\"", ".service\""], in: files) {
            $0.contains(/"[^" ]*(-1|\))\.(events|service)"/)
        }
        #expect(paths == [], "RunPaths.socket makes these paths")
        let topics = places(of: ["subscribe(", "publish("], in: files) {
            $0.contains(/(subscribe|publish)\((topic: )?"[a-z]/)
        }
        #expect(topics == [], "Topic names them")
    }

    @Test func everyRefusalIsInTheManual() throws {
        let code = try SourceTree.text("Sources/TradingDomain/Cycles/Refusal.swift")
        let manual = try SourceTree.text("docs/risk.md")
        let codes = code.matches(of: /= "([A-Z_]+)"/).map { String($0.1) }
        #expect(codes.count > 15)
        #expect(codes.filter { !manual.contains("`\($0)`") } == [])
    }

    @Test func everyOutcomeAndSettingOfTheFusionIsInItsManual() throws {
        let manual = try SourceTree.text("docs/fusion.md")
        let outcomes = try SourceTree.text("Sources/TradingDomain/Cycles/FusionOutcome.swift")
        let codes = outcomes.matches(of: /= "([A-Z_]+)"/).map { String($0.1) }
        #expect(codes.count > 15)
        #expect(codes.filter { !manual.contains("`\($0)`") } == [])
        let catalog = try SourceTree.text("Sources/Runtime/Settings/SettingCatalog+Fusion.swift")
        let keys = catalog.matches(of: /"(fusion\.[a-z_0-9]+)"/).map { String($0.1) }
        let elsewhere = ["fusion.slots", "fusion.agent_silence_ms"]
        #expect(keys.filter { !manual.contains("`\($0)`") && !elsewhere.contains($0) } == [])
    }

    @Test func everyModuleIsInTheArchitecture() throws {
        let manifest = try SourceTree.text("Package.swift")
        let drawing = try SourceTree.text("docs/architecture.md")
        let names = manifest.matches(of: /\b(?:module|process|systemLibrary|target)\(\s*(?:name: )?"([A-Za-z-]+)"/)
            .map { String($0.1) }
        #expect(names.count > 40)
        #expect(names.filter { !drawing.contains("`\($0)`") } == [], "the table of layers has every module")
    }

    @Test func committedTextNamesNoMachine() throws {
        // Put together here, so that this file does not name them.
        let banned = ["/wo" + "rk/", "/tmp" + "/w/"]
        let found = places(of: banned, in: try SourceTree.files(in: "Sources", "Tests", "Benchmarks"))
        #expect(found == [])
    }

    /// Where code has one of the needles and, told so, is bad by a closer look.
    private func places(
        of needles: [String],
        in files: [SourceTree.File],
        _ isBad: (String) -> Bool = { _ in true }
    ) -> [String] {
        files.flatMap { file in
            file.code(with: needles).filter { isBad($0.text) }.map { "\(file.path):\($0.number): \($0.text)" }
        }
    }

    /// Each function's first line and length, by the indentation that the formatter keeps.
    private func functionLengths(in file: SourceTree.File) -> [(line: Int, count: Int)] {
        var found: [(line: Int, count: Int)] = []
        for (number, text) in file.code(with: ["func ", "init("]) {
            guard !text.hasSuffix("}"), text.contains(/^[a-z@() ]*\b(func|init)\b/) else { continue }
            let indent = String(file.lines[number - 1].prefix { $0 == " " })
            let end = file.lines[number...].firstIndex { $0 == indent + "}" }
            if let end { found.append((number, end - number + 2)) }
        }
        return found
    }
}
