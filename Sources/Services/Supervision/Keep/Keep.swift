internal import Glibc
package import Logging

/// Runs one ``KeepPolicy`` against real processes: a loop over poll(2) on the thread that calls ``run(signals:)``.
///
/// It knows no rule of its own. The thread must last until `run` returns, since its end is what ends the children when
/// this process is killed.
package final class Keep {
    let settings: KeepSettings
    let logger: Logger
    var policy: KeepPolicy
    var children: [LaunchID: KeptChild] = [:]
    /// News that came up while effects were carried out.
    var news: [(LaunchID, ChildEvent)] = []
    var writer = BoundedWriter(descriptor: STDERR_FILENO)
    var hasEnded = false
    private var server: ControlServer
    private let parents: ParentWatch

    /// Binds the control socket; starts nothing yet.
    ///
    /// - Throws: ``SupervisionError`` when there is no such executable, the role allows no such count, the name is kept already, or the run directory is
    ///   unfit.
    package init(_ settings: KeepSettings, logger: Logger = Logger(label: "keep")) throws(SupervisionError) {
        guard access(settings.executable, X_OK) == 0 else { throw .noExecutable(path: settings.executable) }
        do {
            try KeepPolicy.check(count: settings.count, for: settings.traits)
        } catch {
            throw .badCount(role: settings.role, error)
        }
        self.settings = settings
        self.logger = logger
        policy = KeepPolicy(
            traits: settings.traits,
            firstInstance: settings.firstInstance ?? 1,
            limits: settings.limits
        )
        server = try ControlServer(name: settings.name, directory: settings.runDirectory)
        parents = settings.endsWithParent ? ParentWatch(environment: settings.environment) : .nobody
    }

    /// Starts the process and keeps it until a signal, or the end of the parent, says to stop.
    ///
    /// - Parameter signals: a descriptor that gives the number of each signal as one byte.
    package func run(signals: Int32) {
        apply(policy.begin(count: settings.count, at: .now()))
        while !hasEnded {
            let requests = pollOnce(signals: signals)
            let now = MonotonicInstant.now()
            for request in requests where request.revents != 0 { react(to: request.fd, signals: signals, at: now) }
            reapUnwatched(at: now)
            if parents.hasLostParent { apply(policy.stop(at: now)) }
            server.tick(at: now)
            apply(policy.tick(at: now))
            writer.flush()
        }
        server.shutDown()
        writer.finish(limitMilliseconds: 500)
    }

    private func pollOnce(signals: Int32) -> [pollfd] {
        var watched = [signals] + server.descriptors
        // An ended parent stays readable for ever: once that is known, polling it would only burn time.
        if !isStopping { watched += parents.descriptors }
        for child in children.values {
            watched += [child.process.watch, child.notify, child.errors].filter { $0 >= 0 }
        }
        var requests = watched.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        if writer.isWaiting { requests.append(pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)) }
        let count = poll(&requests, nfds_t(requests.count), timeoutMilliseconds())
        return count > 0 ? requests : []
    }

    /// How long nothing is due, in milliseconds; -1 for ever.
    private func timeoutMilliseconds() -> Int32 {
        let now = MonotonicInstant.now()
        var waits = [policy.nextDeadline, server.nextDeadline].compactMap { $0?.millisecondsSince(now) }
        if let interval = parents.pollInterval { waits.append(interval.wholeMilliseconds) }
        if children.values.contains(where: { $0.process.watch < 0 }) { waits.append(50) }
        return waits.min().map { Int32(clamping: max($0, 0)) } ?? -1
    }

    private func react(to descriptor: Int32, signals: Int32, at now: MonotonicInstant) {
        if descriptor == signals {
            for number in Pipe.drain(signals).bytes { react(toSignal: Int32(number), at: now) }
        } else if descriptor == server.listener {
            server.accept(at: now)
        } else if parents.descriptors.contains(descriptor) {
            if !isStopping { logger.notice("parent ended, stopping") }
            stop(at: now)
        } else if let (id, child) = children.first(where: { $0.value.process.watch == descriptor }) {
            reap(id, child, at: now)
        } else if let (id, _) = children.first(where: { $0.value.notify == descriptor }) {
            readNotifications(of: id)
            applyNews(at: now)
        } else if let (id, _) = children.first(where: { $0.value.errors == descriptor }) {
            readErrors(of: id)
        } else if descriptor != STDERR_FILENO {
            server.serve(descriptor) { answer($0, at: now) }
        }
    }

    private var isStopping = false

    private func stop(at now: MonotonicInstant) {
        isStopping = true
        apply(policy.stop(at: now))
    }

    private func react(toSignal number: Int32, at now: MonotonicInstant) {
        if number == SIGUSR1 {
            guard let begun = try? policy.begin(.swap(arguments: []), instance: nil, at: now) else { return }
            apply(begun.effects)
        } else {
            if !isStopping { logger.notice("stopping", metadata: ["signal": "\(number)"]) }
            stop(at: now)
        }
    }
}
