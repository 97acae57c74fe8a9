import Glibc
import ProcessNotification
import Testing

/// The side of the supervised process.
@Suite struct NotifierTests {
    @Test func saysOneByteAMessageAndProgressOnceASecond() throws {
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        defer { ends.forEach { close($0) } }
        let notifier = try #require(SupervisorNotifier(environment: ["TANDEM_NOTIFY_FD": "\(ends[1])"]))

        notifier.ready()
        for _ in 0..<1_000 { notifier.progress() }
        notifier.stopping()

        var bytes = [UInt8](repeating: 0, count: 100)
        let count = read(ends[0], &bytes, bytes.count)
        #expect(String(decoding: bytes[..<count], as: UTF8.self) == "RPS")
        #expect(fcntl(ends[1], F_GETFD) & FD_CLOEXEC != 0, "its own children do not speak for it")
    }

    @Test func aFullPipeNeverBlocks() throws {
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        defer { ends.forEach { close($0) } }
        let notifier = try #require(SupervisorNotifier(environment: ["TANDEM_NOTIFY_FD": "\(ends[1])"]))

        for _ in 0..<100_000 { notifier.ready() }
    }

    @Test(arguments: ["", "x", "-1", "0", "1", "2", "999999", "3 "])
    func isAbsentWithoutASupervisor(text: String) {
        #expect(SupervisorNotifier(environment: ["TANDEM_NOTIFY_FD": text]) == nil)
        #expect(SupervisorNotifier(environment: [:]) == nil)
    }
}
