internal import Glibc
package import Logging
internal import ProcessNotification
package import ZeroMQBus

/// What a process of the pipeline is and has, from its start to its end.
package struct ProcessContext: Sendable {
    package let role: Role
    package let instance: String
    package let settings: Settings
    package let paths: RunPaths
    /// Which life of this role and instance this is.
    package let epoch: UInt64
    package let loop: BusLoop
    package let logger: Logger
    private let notifier: SupervisorNotifier?

    init(
        role: Role,
        options: ProcessOptions,
        settings: Settings,
        epoch: UInt64,
        loop: BusLoop,
        logger: Logger,
        notifier: SupervisorNotifier?
    ) {
        self.role = role
        self.instance = options.instance
        self.settings = settings
        self.paths = options.paths
        self.epoch = epoch
        self.loop = loop
        self.logger = logger
        self.notifier = notifier
    }

    /// In a lockstep replay the market waits for the cycle; otherwise the cycle has a deadline.
    package var isLockstep: Bool { settings.text("run.mode") == "lockstep" }

    package var processID: UInt32 { UInt32(clamping: getpid()) }

    /// Tells the supervisor that this process serves.
    package func reportReady() {
        notifier?.ready()
        logger.info("ready", metadata: ["epoch": "\(epoch)"])
    }

    /// Tells the supervisor that this process has done something since its start; cheap to call often.
    package func reportProgress() { notifier?.progress() }
}
