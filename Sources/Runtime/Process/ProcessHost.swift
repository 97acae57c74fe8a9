internal import Foundation
internal import Logging
internal import ProcessNotification
internal import UnixSignals
internal import ZeroMQBus

/// Runs a process of the pipeline: settings, lock, signals, bus, a clean end, and one line for every failure.
package enum ProcessHost {
    /// Never returns an error to the caller: it ends the process with the status that the failure names.
    ///
    /// - Parameters:
    ///   - role: which process this is.
    ///   - options: its command line.
    ///   - body: the process; it runs on the bus loop and is cancelled by SIGTERM and SIGINT.
    package static func run(
        _ role: Role,
        _ options: ProcessOptions,
        _ body: @escaping @Sendable (ProcessContext) async throws -> Void
    ) async {
        do {
            try await start(role, options, body)
        } catch {
            fail(role.rawValue, error)
        }
    }

    /// Prints one line and ends the process with the status that the error names.
    package static func fail(_ name: String, _ error: any Error) -> Never {
        let failure = error as? ProcessFailure ?? ProcessFailure(.failure, "\(error)")
        FileHandle.standardError.write(Data("\(name): \(failure.description)\n".utf8))
        exit(failure.status.rawValue)
    }

    private static func start(
        _ role: Role,
        _ options: ProcessOptions,
        _ body: @escaping @Sendable (ProcessContext) async throws -> Void
    ) async throws {
        guard ParentBinding.dieWithParent(expectedParent: ParentBinding.parentInEnvironment) else { return }
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        let settings = try options.settings()
        try options.paths.make()
        let lock = try InstanceLock(paths: options.paths, role: role, instance: options.instance)
        defer {
            for channel in ["events", "service"] { unlink(options.paths.socket(role, options.instance, channel)) }
            lock.release()
        }
        let logger = makeLogger(role, options, settings)
        let notifier = SupervisorNotifier()
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
        try await BusLoop.run(name: role.rawValue) { loop in
            let context = ProcessContext(
                role: role,
                options: options,
                settings: settings,
                epoch: lock.epoch,
                loop: loop,
                logger: logger,
                notifier: notifier
            )
            try await untilStopped(by: signals, notifier) { try await body(context) }
        }
        logger.info("stopped")
    }

    /// Runs `body` until it ends or a signal asks for the end.
    static func untilStopped(
        by signals: UnixSignalsSequence,
        _ notifier: SupervisorNotifier?,
        _ body: @escaping @Sendable () async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await body()
                return true
            }
            group.addTask {
                for await _ in signals { return false }
                return false
            }
            let isDone = try await group.next() ?? true
            if !isDone { notifier?.stopping() }
            group.cancelAll()
            do {
                while try await group.next() != nil {}
            } catch  where isDone == false && isStop(error) {}
        }
    }

    /// A wait that ended because the process was asked to stop is no failure.
    private static func isStop(_ error: any Error) -> Bool {
        switch error {
        case is CancellationError: true
        case let error as BusError: error == .cancelled || error == .terminated || error == .closed
        case let error as ServiceError:
            switch error {
            case .stopped: true
            case .bus(_, let error): error == .cancelled || error == .terminated || error == .closed
            case .wire, .refused: false
            }
        default: false
        }
    }

    static func makeLogger(_ role: Role, _ options: ProcessOptions, _ settings: Settings) -> Logger {
        var logger = Logger(label: "\(role.rawValue)-\(options.instance)") { label in
            StreamLogHandler.standardError(label: label)
        }
        logger.logLevel = Logger.Level(rawValue: settings.text("run.log_level")) ?? .info
        return logger
    }
}
