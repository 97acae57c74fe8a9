internal import CProcess
internal import Glibc
internal import Logging
internal import ProcessNotification

extension Keep {
    /// Carries effects out in order, and then those of the news that came up meanwhile.
    func apply(_ effects: [KeepEffect]) {
        for effect in effects {
            switch effect {
            case .start(let launch): start(launch)
            case .terminate(let id): children[id]?.process.terminate()
            case .kill(let id): children[id]?.process.killAtOnce()
            case .halt(_, let ending, let words): halt(ending, words)
            case .note(let instance, let note): log(note, instance: instance)
            case .exit: hasEnded = true
            }
        }
        applyNews(at: .now())
    }

    /// Hands the policy what has come up.
    func applyNews(at now: MonotonicInstant) {
        while !news.isEmpty {
            let (id, event) = news.removeFirst()
            apply(policy.handle(event, of: id, at: now))
        }
    }

    private func start(_ launch: Launch) {
        do throws(StartFailure) {
            let child = try startChild(launch)
            children[launch.id] = child
            news.append((launch.id, .started(pid: child.process.pid)))
        } catch {
            news.append((launch.id, .ended(.notStarted(cause: error.cause), lastWords: nil)))
        }
    }

    private func startChild(_ launch: Launch) throws(StartFailure) -> KeptChild {
        let notify = try Pipe()
        let errors: Pipe
        do {
            errors = try Pipe()
        } catch {
            close(notify.reader)
            close(notify.writer)
            throw error
        }
        defer {
            close(notify.writer)
            close(errors.writer)
        }
        var environment = ChildEnvironment.filtered(
            settings.environment,
            role: settings.role,
            extra: settings.passedVariables
        )
        environment[SupervisorNotifier.variable] = "\(CPROCESS_NOTIFY_DESCRIPTOR)"
        environment[ParentBinding.variable] = "\(getpid())"
        environment[CrashPrivacy.variable] = CrashPrivacy.setting(over: environment[CrashPrivacy.variable])
        let index = policy.instances.firstIndex { $0.position == launch.id.position } ?? policy.instances.count
        let count = max(policy.instances.count, index + 1)
        do {
            let process = try ChildProcess(
                starting: settings.executable,
                arguments: settings.arguments(of: launch, share: (index, count)),
                environment: environment,
                output: STDOUT_FILENO,
                errors: errors.writer,
                notify: notify.writer
            )
            return KeptChild(process: process, notify: notify.reader, errors: errors.reader)
        } catch {
            close(notify.reader)
            close(errors.reader)
            throw error
        }
    }

    private func halt(_ ending: Ending, _ words: String?) {
        guard policy.traits.haltsTrading else { return }
        do throws(SupervisionError) {
            try settings.haltFile.write(role: settings.name.text, ending: ending, lastWords: words)
            logger.error("trading halted", metadata: ["halt_file": "\(settings.haltFile.path)"])
        } catch {
            logger.critical("halt file not written", metadata: ["cause": "\(error)"])
        }
    }

    private func log(_ note: KeepNote, instance: Int) {
        var metadata: Logger.Metadata = ["name": "\(settings.name)"]
        if policy.instances.count > 1 || instance > 1 { metadata["instance"] = "\(instance)" }
        switch note {
        case .started: logger.info("started", metadata: metadata)
        case .ready: logger.info("ready", metadata: metadata)
        case .crashed(let ending, let words, let wait):
            metadata["exit"] = "\(ending)"
            metadata["restart_in_ms"] = "\(wait.wholeMilliseconds)"
            if let words { metadata["last_words"] = "\(words)" }
            logger.warning("process crashed", metadata: metadata)
        case .gaveUp(let ending, let words, let crashes):
            metadata["exit"] = "\(ending)"
            metadata["crashes"] = "\(crashes)"
            metadata["type"] = "tandem restart \(settings.name)"
            if let words { metadata["last_words"] = "\(words)" }
            logger.error("crash loop, no more restarts", metadata: metadata)
        case .finished: logger.notice("process finished", metadata: metadata)
        case .stopped(let ending):
            metadata["exit"] = "\(ending)"
            logger.info("process stopped", metadata: metadata)
        case .killed: logger.warning("process ignored SIGTERM, killed", metadata: metadata)
        case .swapped(let old):
            metadata["old_instance"] = "\(old)"
            logger.notice("process swapped", metadata: metadata)
        case .swapFailed(let cause):
            metadata["cause"] = "\(cause)"
            logger.error("swap failed", metadata: metadata)
        }
    }
}
