import Foundation
import Testing

@testable import ZeroMQBus

@Suite(.timeLimit(.minutes(1))) struct BusLoopTests {
    private struct Broken: Error {}

    @Test func runsTheBodyAndItsChildrenOnTheLoopThread() async throws {
        let places = try await BusLoop.run(name: "places") { loop in
            let before = loop.isOnThread
            try await loop.sleep(milliseconds: 2)
            let after = loop.isOnThread
            async let child = loop.isOnThread
            return [before, after, await child]
        }
        #expect(places == [true, true, true])
    }

    @Test func itsThreadsDoNotTakeTheProcessorFromTheirWaker() async throws {
        let policies = try await BusLoop.run(name: "patient") { loop in
            let socket = try Subscriber(loop: loop, limits: .events)
            defer { socket.close() }
            return try schedulingPolicies(of: ["(patient)", "(ZMQbg/"])
        }
        #expect(policies.count >= 2)
        #expect(policies.allSatisfy { $0 == batch }, "\(policies)")
    }

    /// SCHED_BATCH of sched(7).
    private let batch: Int32 = 3

    /// Of this process's threads whose names hold one of these: field 41 of proc_pid_stat(5).
    private func schedulingPolicies(of names: [String]) throws -> [Int32] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").compactMap { thread in
            guard let stat = try? String(contentsOfFile: "/proc/self/task/\(thread)/stat", encoding: .utf8),
                names.contains(where: { stat.contains($0) })
            else { return nil }
            return stat.split(separator: ") ").last?.split(separator: " ").dropFirst(38).first.flatMap { Int32($0) }
        }
    }

    @Test @MainActor func runsOnItsThreadAlsoWhenCalledFromAnotherActor() async throws {
        let isOnThread = try await BusLoop.run(name: "elsewhere") { loop in loop.isOnThread }
        #expect(isOnThread)
    }

    @Test func passesOnWhatTheBodyThrows() async throws {
        await #expect(throws: Broken.self) {
            try await BusLoop.run(name: "broken") { _ in throw Broken() }
        }
    }

    @Test func timersFireInTheOrderOfTheirDeadlines() async throws {
        let order = try await BusLoop.run(name: "timers") { loop in
            let start_ms = BusLoop.monotonicMilliseconds()
            return try await withThrowingTaskGroup(of: Int.self) { group in
                for delay in [40, 10, 30, 0, 20, 10] {
                    group.addTask {
                        try await loop.sleep(until: start_ms + Int64(delay))
                        return delay
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
        }
        #expect(order == [0, 10, 10, 20, 30, 40])
    }

    @Test func sleepsAtLeastAsLongAsAsked() async throws {
        let elapsed = try await BusLoop.run(name: "sleep") { loop in
            try await ContinuousClock().measure { try await loop.sleep(milliseconds: 15) }
        }
        #expect(elapsed >= .milliseconds(15))
    }

    @Test func cancellationEndsASleep() async throws {
        let (error, elapsed) = try await BusLoop.run(name: "cancel") { loop in
            let start_ms = BusLoop.monotonicMilliseconds()
            let sleeper = Task(executorPreference: loop) {
                try await loop.sleep(milliseconds: 60_000)
            }
            try await loop.sleep(milliseconds: 5)
            sleeper.cancel()
            return (await failure(of: sleeper), BusLoop.monotonicMilliseconds() - start_ms)
        }
        #expect(error == .cancelled)
        #expect(elapsed < 10_000)
    }

    @Test func aTaskCancelledBeforehandDoesNotSleep() async throws {
        let error = try await BusLoop.run(name: "cancelled") { loop in
            let sleeper = Task(executorPreference: loop) {
                while !Task.isCancelled { try await loop.sleep(milliseconds: 0) }
                try await loop.sleep(milliseconds: 60_000)
            }
            sleeper.cancel()
            return await failure(of: sleeper)
        }
        #expect(error == .cancelled)
    }

    @Test func shutdownEndsEveryWait() async throws {
        let errors = try await withTemporaryBus { loop, directory in
            let node = try WaitingNode(loop, directory)
            let waits = [
                Task(executorPreference: loop) { try await node.waitForEvents() },
                Task(executorPreference: loop) { try await node.waitForRequests() },
                Task(executorPreference: loop) { try await node.waitForAnswer() },
                Task(executorPreference: loop) { try await loop.sleep(milliseconds: 60_000) },
            ]
            try await loop.sleep(milliseconds: 20)
            loop.shutdown()
            var errors: [BusError?] = []
            for wait in waits { errors.append(await failure(of: wait)) }
            return errors
        }
        #expect(errors == [.terminated, .terminated, .terminated, .terminated])
    }

    @Test func aBusThatWasShutDownRefusesNewWork() async throws {
        try await withTemporaryBus { loop, directory in
            let endpoint = try directory.endpoint("late")
            loop.shutdown()
            await #expect(throws: BusError.terminated) { try await loop.sleep(milliseconds: 1) }
            #expect(throws: BusError.terminated) {
                try Publisher(loop: loop, bind: endpoint, limits: testLimits)
            }
        }
    }

    @Test func jobsThatMakeJobsDoNotStarveTimers() async throws {
        let rounds = try await BusLoop.run(name: "busy") { loop in
            let busy = Task(executorPreference: loop) {
                var rounds = 0
                while !Task.isCancelled {
                    // A continuation that is resumed a job later: the loop never runs out of jobs.
                    await withUnsafeContinuation { continuation in
                        Task(executorPreference: loop) { continuation.resume() }
                    }
                    rounds += 1
                }
                return rounds
            }
            try await loop.sleep(milliseconds: 20)
            busy.cancel()
            return await busy.value
        }
        #expect(rounds > 0)
    }

    @Test func aTaskThatOutlivesTheBusStillEnds() async throws {
        let (late, gate) = try await BusLoop.run(name: "late") { loop in
            let gate = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingOldest(1))
            let late = Task(executorPreference: loop) { () -> BusError? in
                for await _ in gate.stream { break }
                do throws(BusError) {
                    try await loop.sleep(milliseconds: 1)
                    return nil
                } catch {
                    return error
                }
            }
            try await loop.sleep(milliseconds: 5)
            return (late, gate.continuation)
        }
        gate.yield()
        #expect(await late.value == .terminated)
    }
}

/// Waits in every way a node can.
private actor WaitingNode {
    nonisolated let loop: BusLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }
    private let subscriber: Subscriber
    private let service: ServiceSocket
    private let caller: Caller

    init(_ loop: BusLoop, _ directory: SocketDirectory) throws {
        self.loop = loop
        subscriber = try Subscriber(loop: loop, limits: testLimits)
        service = try ServiceSocket(loop: loop, bind: try directory.endpoint("service"), limits: testLimits)
        caller = try Caller(loop: loop, connect: try directory.endpoint("nobody"), limits: testLimits)
    }

    func waitForEvents() async throws(BusError) { _ = try await subscriber.receive() }
    func waitForRequests() async throws(BusError) { _ = try await service.receive() }
    func waitForAnswer() async throws(BusError) { _ = try await caller.call([1], attemptTimeout_ms: 60_000) }
}

/// The error a task ended with; `nil` when it ended well.
func failure<Success: Sendable>(of task: Task<Success, any Error>) async -> BusError? {
    switch await task.result {
    case .success: nil
    case .failure(let error): error as? BusError
    }
}
