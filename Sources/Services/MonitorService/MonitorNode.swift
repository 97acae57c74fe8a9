internal import HTTPServing
internal import Logging
package import Runtime
internal import TradingDomain
internal import WebDashboard
internal import WireFormat
internal import ZeroMQBus

/// The monitor's shell: listens, asks for history, and serves the page. It owns nothing; losing it changes nothing.
package actor MonitorNode: PipelineNode {
    package nonisolated let context: ProcessContext
    package nonisolated var unownedExecutor: UnownedSerialExecutor { context.loop.asUnownedSerialExecutor() }

    package let publisher: EventPublisher
    package var report: StatusReport {
        var report = StatusReport()
        report.state = "running"
        report.eventTime = model.eventTime
        report.detail = port == 0 ? "no page" : "page on port \(port)"
        report.handled = handled
        return report
    }

    var model: DashboardModel
    var handled: UInt64 = 0
    /// The broker has published something since it was last asked.
    var hasBrokerRung = false
    /// The cycles from before this monitor was attached have been read.
    var hasReadCycles = false
    private let hub = DashboardHub()
    private let tap: EventTap
    private let port: Int

    /// What is pushed to the page, and followed by questions.
    private static let topics: [Topic] = [.call, .cycle, .equity, .execution, .state, .status]
    /// Without a page there is nobody to read more than the processes' health.
    private static let healthTopics: [Topic] = [.state, .status]
    private static let pushInterval_ms: Int64 = 250
    private static let idleInterval_ms: Int64 = 1_000

    package init(_ context: ProcessContext) throws {
        self.context = context
        port = Int(context.settings.integer("monitor.port"))
        model = DashboardModel(MonitorNode.facts(context))
        publisher = try EventPublisher(context)
        tap = try EventTap(context, topics: port == 0 ? MonitorNode.healthTopics : MonitorNode.topics)
    }

    private static func facts(_ context: ProcessContext) -> RunFacts {
        RunFacts(
            account: String(context.paths.data.split(separator: "/").last ?? "default"),
            mode: context.settings.text("run.mode"),
            speed: context.settings.integer("run.speed")
        )
    }

    package func run() async throws {
        guard port != 0 else {
            context.reportReady()
            return try await together([{ try await self.listen() }])
        }
        try await together([
            { try await self.listen() },
            { try await self.lasting("market") { try await self.followMarket() } },
            { try await self.lasting("books") { try await self.followBroker() } },
            { try await self.lasting("cycles") { try await self.readCycles() } },
            { try await self.lasting("agents") { try await self.askAgents() } },
            { try await self.lasting("risk") { try await self.askRisk() } },
            { try await self.lasting("shadow books") { try await self.followShadows() } },
            { try await self.push() },
            { try await self.servePage() },
        ])
    }

    /// Forgets everything that was read: the processes have another history now.
    func reset() {
        var fresh = DashboardModel(MonitorNode.facts(context))
        fresh.keepProcesses(of: model)
        model = fresh
        hasReadCycles = false
    }

    /// Goes on with a part after a peer refused or sent what cannot be read: the monitor shows what it can.
    private func lasting(_ what: String, _ part: @Sendable () async throws -> Void) async throws {
        while true {
            do {
                try await part()
            } catch let error as ServiceError {
                if case .stopped = error { throw error }
                if case .refused(_, code: "PARTED", _) = error { reset() }
                context.logger.notice("asking again", metadata: ["what": "\(what)", "error": "\(error)"])
            } catch let error as WireError {
                context.logger.notice("asking again", metadata: ["what": "\(what)", "error": "\(error)"])
            }
            try await context.loop.sleep(milliseconds: 1_000)
        }
    }

    private func listen() async throws {
        while let (_, event) = try await tap.next() {
            handled += 1
            context.reportProgress()
            do throws(WireError) {
                try take(event)
            } catch {
                context.logger.debug("event refused", metadata: ["role": "\(event.role)", "error": "\(error)"])
            }
        }
    }

    private func take(_ event: Tandem_V1_Event) throws(WireError) {
        switch event.body {
        case .status(let status): model.take(ProcessFacts(status), at: BusLoop.monotonicMilliseconds())
        case .call(let call): model.take(try CallFacts(call))
        case .cycle(let record): if hasReadCycles { model.take(try record.domain()) }
        case .tradingState(let change):
            model.take(tradingState: change.state, reason: String(change.reason.prefix(300)))
        case .execution, .equity: hasBrokerRung = true
        default: break
        }
    }

    /// Sends what has changed to the browsers, at most four times a second.
    private func push() async throws {
        var beatAt_ms: Int64 = 0
        while true {
            let now_ms = BusLoop.monotonicMilliseconds()
            if now_ms - beatAt_ms >= MonitorNode.idleInterval_ms {
                model.beat(at: now_ms)
                beatAt_ms = now_ms
            }
            let changed = model.takeChanged()
            hub.publish(changed.map { ($0, model.json($0, at: now_ms)) })
            let pause_ms = hub.hasBrowsers ? MonitorNode.pushInterval_ms : MonitorNode.idleInterval_ms
            try await context.loop.sleep(milliseconds: Int(pause_ms))
        }
    }

    private func servePage() async throws {
        let host = context.settings.text("monitor.host")
        let hosts = DashboardRoutes.loopbackHosts(port: port)
        let context = context
        let token = try PageToken(context.paths, instance: context.instance)
        let halting = HaltByPage(token: token.text) { [weak self] reason in
            let reason = reason.isEmpty ? "asked on the page" : reason
            // On the server's thread: whatever else the monitor does now, this does not wait for it.
            do throws(ProcessFailure) {
                try AccountHaltFile(context.paths).write(by: "the page", reason: reason)
            } catch {
                return (false, "\(error)")
            }
            return (true, await self?.tellGate(reason) ?? "halted by the file; the monitor is stopping")
        }
        let routes = DashboardRoutes(hub: hub, halting: halting) { hosts }
        let url = host.contains(":") ? "http://[\(host)]:\(port)/" : "http://\(host):\(port)/"
        let server = HTTPServer(
            address: .tcp(host: host, port: port),
            maximumBodyBytes: 1_024,
            logger: context.logger,
            whenBound: { _ in
                context.reportReady()
                context.logger.notice("page is served", metadata: ["url": "\(url)", "token": "\(token.path)"])
            },
            handler: { await routes.respond(to: $0) }
        )
        do {
            try await server.run()
        } catch HTTPServingError.addressInUse {
            throw ProcessFailure(
                .cannotCreate,
                "port \(port) of \(host) is in use by another program or monitor; choose a free one with "
                    + "--set monitor.port=\(port == 65_535 ? 8080 : port + 1), or 0 for no page"
            )
        }
    }
}
