internal import Glibc

/// Runs the entries of a Procfile side by side and merges their output: `tandem up`.
///
/// An entry that ends by itself stays ended, and the others go on. One that a signal killed is started again: every line
/// of ours is a supervisor, and a supervisor that dies takes its process with it.
package final class ProcfileRunner {
    package static let stopLimit: Duration = .seconds(10)
    /// From the death of an entry to its restart: the process it kept needs a moment to let its lock go.
    private static let restartDelay: Duration = .milliseconds(500)
    private static let deathLimit = 3
    private static let deathWindow: Duration = .seconds(60)

    private var entries: [RunnerEntry]
    private let environment: [String: String]
    private let runnerPrefix: [UInt8]
    private var writer: BoundedWriter
    private let descriptor: Int32
    private var killAt: MonotonicInstant?
    private var isStopping = false

    /// - Parameters:
    ///   - entries: what to run, in order.
    ///   - extraArguments: added to each command.
    ///   - environment: what each gets.
    ///   - ownExecutable: used for a command named `tandem`, whatever its folder, so that a run is of one build.
    ///   - isColoured: whether prefixes have colours.
    ///   - output: where the merged log goes.
    package init(
        entries: [Procfile.Entry],
        extraArguments: [String],
        environment: [String: String],
        ownExecutable: String,
        isColoured: Bool,
        output: Int32 = STDOUT_FILENO
    ) {
        let names = entries.map(\.name.text) + ["tandem"]
        let style = PrefixStyle(names: names, isColoured: isColoured)
        self.entries = entries.enumerated().map { index, entry in
            let isOwn = entry.words[0].split(separator: "/").last == "tandem"
            return RunnerEntry(
                name: entry.name.text,
                executable: isOwn ? ownExecutable : ExecutablePath.find(entry.words[0], in: environment["PATH"] ?? ""),
                arguments: Array(entry.words.dropFirst()) + extraArguments,
                prefix: style.prefix(entry.name.text, index: index)
            )
        }
        self.environment = environment
        runnerPrefix = Array(style.prefix("tandem", index: entries.count).utf8)
        descriptor = output
        writer = BoundedWriter(descriptor: output)
    }

    /// Runs until every entry has ended, or a signal says to end them.
    ///
    /// - Parameter signals: a descriptor that gives the number of each signal as one byte.
    /// - Returns: whether it ended on request, or every entry succeeded.
    package func run(signals: Int32) -> Bool {
        for index in entries.indices { start(index) }
        while !entries.allSatisfy(\.isOver) {
            let ready = pollOnce(signals: signals)
            let now = MonotonicInstant.now()
            if ready.contains(signals) {
                for number in Pipe.drain(signals).bytes where number != UInt8(SIGUSR1) { stop(at: now) }
            }
            for index in entries.indices {
                if ready.contains(entries[index].output) { read(index) }
                reap(index, at: now)
            }
            tick(at: now)
            writer.flush()
        }
        if isStopping { say("all processes have ended") }
        writer.finish(limitMilliseconds: 1_000)
        return isStopping || entries.allSatisfy { $0.ending?.isSuccess == true }
    }

    private func start(_ index: Int) {
        entries[index].restartAt = nil
        do throws(StartFailure) {
            let pipe = try Pipe()
            defer { close(pipe.writer) }
            do throws(StartFailure) {
                entries[index].process = try ChildProcess(
                    starting: entries[index].executable,
                    arguments: entries[index].arguments,
                    environment: environment,
                    output: pipe.writer,
                    errors: pipe.writer
                )
            } catch {
                close(pipe.reader)
                throw error
            }
            entries[index].output = pipe.reader
        } catch {
            entries[index].ending = .notStarted(cause: error.cause)
            say("\(entries[index].name) was not started: \(error.cause)")
        }
    }

    private func pollOnce(signals: Int32) -> Set<Int32> {
        var requests = [pollfd(fd: signals, events: Int16(POLLIN), revents: 0)]
        var isWatched = true
        for entry in entries {
            if let watch = entry.process?.watch {
                if watch >= 0 { requests.append(pollfd(fd: watch, events: Int16(POLLIN), revents: 0)) }
                isWatched = isWatched && watch >= 0
            }
            if entry.output >= 0 { requests.append(pollfd(fd: entry.output, events: Int16(POLLIN), revents: 0)) }
        }
        if writer.isWaiting { requests.append(pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)) }
        let deadlines = entries.compactMap(\.restartAt) + [killAt].compactMap(\.self)
        var timeout = deadlines.min().map { Int32(clamping: max(0, $0.millisecondsSince(.now()))) } ?? -1
        if !isWatched { timeout = timeout < 0 ? 50 : min(timeout, 50) }
        guard poll(&requests, nfds_t(requests.count), timeout) > 0 else { return [] }
        return Set(requests.filter { $0.revents != 0 }.map(\.fd))
    }

    private func read(_ index: Int) {
        guard entries[index].output >= 0 else { return }
        let (bytes, isAtEnd) = Pipe.drain(entries[index].output)
        for line in entries[index].lines.take(bytes) { writer.write(line: entries[index].prefix + line) }
        guard isAtEnd else { return }
        close(entries[index].output)
        entries[index].output = -1
    }

    private func reap(_ index: Int, at now: MonotonicInstant) {
        guard let ending = entries[index].process?.reap() else { return }
        read(index)
        if let rest = entries[index].lines.finish() { writer.write(line: entries[index].prefix + rest) }
        if entries[index].output >= 0 { close(entries[index].output) }
        entries[index].output = -1
        entries[index].process = nil
        entries[index].ending = ending
        guard !isStopping else { return }
        if case .signalled = ending {
            let recent = entries[index].deaths.filter { $0.advanced(by: Self.deathWindow) > now } + [now]
            entries[index].deaths = recent
            if recent.count <= Self.deathLimit {
                entries[index].restartAt = now.advanced(by: Self.restartDelay)
                return say("\(entries[index].name) was killed (\(ending)), starting it again")
            }
        }
        say("\(entries[index].name) has ended (\(ending)); the others go on")
    }

    private func stop(at now: MonotonicInstant) {
        guard !isStopping else { return }
        isStopping = true
        killAt = now.advanced(by: Self.stopLimit)
        say("stopping")
        for index in entries.indices {
            entries[index].restartAt = nil
            entries[index].process?.terminate()
        }
    }

    private func tick(at now: MonotonicInstant) {
        for index in entries.indices {
            if let restartAt = entries[index].restartAt, restartAt <= now { start(index) }
        }
        guard let killAt, killAt <= now else { return }
        self.killAt = nil
        for entry in entries where entry.process != nil {
            say("\(entry.name) has not ended within \(Self.stopLimit.components.seconds) s, killing it")
            entry.process?.killAtOnce()
        }
    }

    private func say(_ text: String) {
        writer.write(line: runnerPrefix + Array(text.utf8))
    }
}
