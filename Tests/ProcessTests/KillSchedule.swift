import Foundation
import Glibc
import TestSupport

/// Kills the holders of random roles, paced so that each role can make progress between two of its deaths: three
/// deaths within a minute without any are a crash loop, which halts trading by design.
struct KillSchedule {
    private(set) var kills: [String: Int] = [:]
    private(set) var stops = 0
    /// Kills while models were asked in each cycle.
    private(set) var inFlight = 0
    private var chance: SeededGenerator
    private var lastKill: [String: (pid: Int32, at: ContinuousClock.Instant)] = [:]
    private let mostKills: Int

    /// Least time between two kills of one role.
    private static let gap: Duration = .milliseconds(2_500)

    init(seed: UInt64, mostKills: Int) {
        chance = SeededGenerator(seed: seed)
        self.mostKills = mostKills
    }

    var total: Int { kills.values.reduce(0, +) }

    var summary: String {
        let counts = kills.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        return "\(total) kills (\(counts)), \(inFlight) while models were asked; \(stops) stops"
    }

    /// Goes on until the replay ends or all kills are done.
    mutating func disturb(_ replay: Process, _ pipeline: Pipeline, account: String) async throws {
        // Until the indicators are warm nobody is asked, and there is little to lose.
        while replay.isRunning, !Self.isUnderWay(pipeline, account) { try await Task.sleep(for: .milliseconds(50)) }
        while replay.isRunning, total < mostKills {
            try await Task.sleep(for: .milliseconds(Int.random(in: 0...200, using: &chance)))
            guard let role = Tools.builtRoles.randomElement(using: &chance),
                let pid = pipeline.holder(role, account: account)
            else { continue }
            if let last = lastKill[role], last.pid == pid || last.at.duration(to: .now) < Self.gap { continue }
            if chance.next() % 10 == 0 {
                kill(pid, SIGSTOP)
                try await Task.sleep(for: .milliseconds(Int.random(in: 50...500, using: &chance)))
                kill(pid, SIGCONT)
                stops += 1
                continue
            }
            let isUnderWay = Self.isUnderWay(pipeline, account)
            guard kill(pid, SIGKILL) == 0 else { continue }
            kills[role, default: 0] += 1
            if isUnderWay { inFlight += 1 }
            lastKill[role] = (pid, .now)
            // Every fourth time the next one dies while this one is still on its way back.
            if chance.next() % 4 != 0 { try await Self.awaitProgress(replay, pipeline, account) }
        }
    }

    /// Waits until a model has been asked again, which needs all roles.
    private static func awaitProgress(_ replay: Process, _ pipeline: Pipeline, _ account: String) async throws {
        let calls = "\(pipeline.folder)/data/\(account)/llm-qwen-1.sqlite-wal"
        func written() -> Date? {
            (try? FileManager.default.attributesOfItem(atPath: calls))?[.modificationDate] as? Date
        }
        let before = written()
        _ = try await eventually(within: .seconds(5)) { replay.isRunning && written() == before ? nil : true }
    }

    /// Models are asked in each cycle, and the market log has not ended.
    private static func isUnderWay(_ pipeline: Pipeline, _ account: String) -> Bool {
        let folder = "\(pipeline.folder)/data/\(account)"
        let recorded = (try? FileManager.default.attributesOfItem(atPath: "\(folder)/llm-qwen-1.sqlite-wal"))?[.size]
        return (recorded as? Int ?? 0) > 50_000 && !pipeline.text("\(folder)/run.log").contains("market log has ended")
    }
}
