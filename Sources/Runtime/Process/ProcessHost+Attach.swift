internal import Glibc
internal import UnixSignals
internal import ZeroMQBus

extension ProcessHost {
    /// Runs a tool that watches a run without being part of it: it takes no lock, binds nothing, makes no file and
    /// tells no supervisor, so any number may run beside the processes.
    ///
    /// Ends the process with the status that a failure names, as ``run(_:_:_:)`` does. The context's epoch is 0.
    ///
    /// - Parameters:
    ///   - role: the role whose tool this is.
    ///   - options: its command line.
    ///   - body: the tool; it runs on the bus loop and is cancelled by SIGTERM and SIGINT.
    package static func attach(
        _ role: Role,
        _ options: ProcessOptions,
        _ body: @escaping @Sendable (ProcessContext) async throws -> Void
    ) async {
        do {
            signal(SIGPIPE, SIG_IGN)
            let settings = try options.settings()
            let logger = makeLogger(role, options, settings)
            let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
            try await BusLoop.run(name: role.rawValue) { loop in
                let context = ProcessContext(
                    role: role,
                    options: options,
                    settings: settings,
                    epoch: 0,
                    loop: loop,
                    logger: logger,
                    notifier: nil
                )
                try await untilStopped(by: signals, nil) { try await body(context) }
            }
        } catch {
            fail(role.rawValue, error)
        }
    }
}
