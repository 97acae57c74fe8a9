import Foundation
import Synchronization
import Testing

@testable import Runtime

struct InstanceLockTests {
    private func withRun(_ body: (TemporaryRun) throws -> Void) throws {
        let run = try TemporaryRun()
        defer { run.remove() }
        try run.paths.make()
        try body(run)
    }

    @Test func aSecondHolderIsRefusedAndToldTheFirstOnesPid() throws {
        try withRun { run in
            let first = try InstanceLock(paths: run.paths, role: .riskGate, instance: "1")
            defer { first.release() }
            do throws(ProcessFailure) {
                _ = try InstanceLock(paths: run.paths, role: .riskGate, instance: "1")
                Issue.record("a second holder was let in")
            } catch {
                #expect(error.status == .held)
                #expect(error.status.rawValue == 75)
                #expect(error.description.contains("running as pid \(getpid());"), "\(error)")
            }
            let other = try InstanceLock(paths: run.paths, role: .riskGate, instance: "2")
            other.release()
        }
    }

    @Test func theEpochRisesWithEachLifeAndTheLockIsFreeAfterIt() throws {
        try withRun { run in
            for life in UInt64(1)...4 {
                let lock = try InstanceLock(paths: run.paths, role: .monitor, instance: "1")
                #expect(lock.epoch == life)
                lock.release()
                #expect(!FileManager.default.fileExists(atPath: run.paths.lock(.monitor, "1")))
            }
        }
    }

    @Test(arguments: ["", "x", "-1", "18446744073709551615"])
    func anEpochFileThatIsNoNumberIsNotTakenAsTheBeginning(text: String) throws {
        try withRun { run in
            _ = try run.write(text, to: "data/monitor-1.epoch")
            do throws(ProcessFailure) {
                _ = try InstanceLock(paths: run.paths, role: .monitor, instance: "1")
                Issue.record("an epoch was begun anew")
            } catch {
                #expect(error.status == .data)
            }
            #expect(!FileManager.default.fileExists(atPath: run.paths.lock(.monitor, "1")))
        }
    }

    /// Between another's unlink and its close, its file is locked, then free, and has no name.
    @Test(.timeLimit(.minutes(1)))
    func thereIsNeverMoreThanOneHolderWhileLocksComeAndGo() async throws {
        let run = try TemporaryRun()
        defer { run.remove() }
        try run.paths.make()
        let room = Room()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    for _ in 0..<200 {
                        guard let lock = try? InstanceLock(paths: run.paths, role: .fusionNode, instance: "1") else {
                            continue
                        }
                        room.enter()
                        room.leave()
                        lock.release()
                    }
                }
            }
        }
        #expect(room.crowds.load(ordering: .relaxed) == 0)
    }
}

/// Counts how often somebody came in while another was there.
private final class Room: Sendable {
    private let holders = Atomic<Int>(0)
    let crowds = Atomic<Int>(0)

    func enter() {
        if holders.add(1, ordering: .relaxed).newValue != 1 { crowds.add(1, ordering: .relaxed) }
    }

    func leave() { holders.subtract(1, ordering: .relaxed) }
}
