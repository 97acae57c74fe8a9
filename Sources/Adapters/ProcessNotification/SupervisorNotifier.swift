internal import Glibc
internal import Synchronization

/// Tells the supervisor that started this process how it is doing, one byte a message, over a pipe it inherited.
///
/// A process started by hand has no supervisor: then there is no notifier, and nothing to tell.
package final class SupervisorNotifier: Sendable {
    /// Names the descriptor of the pipe, as `tandem keep` sets it.
    package static let variable = "TANDEM_NOTIFY_FD"

    /// Shortest time between two progress messages that reach the supervisor.
    package static let progressInterval: Duration = .seconds(1)

    private let descriptor: Int32
    /// When progress was last told, in milliseconds of the monotonic clock.
    private let toldAt = Atomic<Int64>(.min)

    /// Is `nil` when no supervisor listens: the variable is absent, is no number, or names no open descriptor.
    ///
    /// - Parameter environment: where ``variable`` is looked up.
    package init?(environment: [String: String]) {
        guard let text = environment[Self.variable], let number = Int32(text), number > 2 else { return nil }
        let flags = fcntl(number, F_GETFL)
        guard flags >= 0, fcntl(number, F_SETFD, FD_CLOEXEC) == 0 else { return nil }
        // A supervisor that does not read must never hold its process up.
        guard fcntl(number, F_SETFL, flags | O_NONBLOCK) == 0 else { return nil }
        descriptor = number
    }

    /// Looks the variable up in the environment of this process.
    package convenience init?() {
        guard let text = getenv(Self.variable) else { return nil }
        self.init(environment: [Self.variable: String(cString: text)])
    }

    /// The process can do its work: a replacement may now end the process it replaces.
    package func ready() {
        send(.ready)
    }

    /// The process has handled an event. Call it after each; all but one a second are dropped here.
    ///
    /// A start without progress counts towards the crash-loop limit, so the first call matters most.
    package func progress() {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        let now = Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
        let last = toldAt.load(ordering: .relaxed)
        let interval = Self.progressInterval.components.seconds * 1_000
        guard last == .min || now - last >= interval else { return }
        guard toldAt.compareExchange(expected: last, desired: now, ordering: .relaxed).exchanged else { return }
        send(.progress)
    }

    /// The process has begun to stop because it was told to, by a signal.
    ///
    /// Its exit status 0 then says that it stopped in order, not that its work is done: when it was not the supervisor who
    /// told it, it is started again.
    package func stopping() {
        send(.stopping)
    }

    private func send(_ message: SupervisorMessage) {
        var byte = message.rawValue
        // A full or closed pipe is the supervisor's trouble: it will find out by other means.
        _ = write(descriptor, &byte, 1)
    }
}
