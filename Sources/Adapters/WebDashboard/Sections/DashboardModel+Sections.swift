internal import JSONText
internal import TradingDomain

extension DashboardModel {
    /// The JSON of one section. Money, prices and quantities in tables are decimal text; what is drawn is numbers.
    ///
    /// - Parameters:
    ///   - section: which part.
    ///   - now_ms: monotonic milliseconds, for silences.
    /// - Returns: one JSON value in UTF-8.
    package func json(_ section: DashboardSection, at now_ms: Int64) -> [UInt8] {
        var writer = JSONWriter(reserving: 2_048)
        switch section {
        case .run: write(run: &writer)
        case .figures: write(figures: &writer)
        case .agents: write(agents: &writer)
        case .books: write(books: &writer)
        case .equity: write(equity: &writer)
        case .positions: write(positions: &writer)
        case .decisions: write(decisions: &writer)
        case .verdicts: write(verdicts: &writer)
        case .processes: write(processes: &writer, at: now_ms)
        case .ledger: write(ledger: &writer)
        case .candles(let symbol): write(candles: &writer, of: symbol)
        }
        return writer.bytes
    }

    private func write(run writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("account", run.account)
            writer.member("mode", run.mode)
            writer.member("speed", run.speed)
            writer.member("source", run.source)
            writer.member("synthetic", run.isSynthetic)
            writer.arrayMember("symbols") { writer in
                for symbol in run.symbols { writer.string(symbol.description) }
            }
            writer.member("timeframe", run.entryTimeframe.rawValue)
            writer.member("gaps", run.gaps)
            writer.member("tradingState", run.tradingState)
            writer.member("tradingReason", run.tradingReason)
            if newestTime > .epoch {
                writer.member("eventTime", newestTime.description)
            } else {
                writer.nullMember("eventTime")
            }
        }
    }

    private func write(verdicts writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("approved", verdicts.approved)
            writer.member("refused", verdicts.refused)
            writer.arrayMember("refusals") { writer in
                for count in verdicts.refusals {
                    writer.object { writer in
                        writer.member("code", count.code)
                        writer.member("times", count.times)
                    }
                }
            }
        }
    }

    private func write(equity writer: inout JSONWriter) {
        let points = curve.points
        writer.object { writer in
            writer.arrayMember("t") { writer in
                for point in points { writer.integer(point.time.milliseconds / 1000) }
            }
            writer.arrayMember("e") { writer in
                for point in points { writer.raw(point.equity.description) }
            }
            writer.key("initial")
            writer.raw(account.map(\.initialEquity.description) ?? "null")
        }
    }

    private func write(agents writer: inout JSONWriter) {
        let slots = Set(agents.map(\.slot) + bills.keys).sorted()
        writer.array { writer in
            for slot in slots {
                let agents = agents.filter { $0.slot == slot }.sorted { $0.instance < $1.instance }
                let bill = bills[slot]
                writer.object { writer in
                    writer.member("slot", slot)
                    writer.arrayMember("instances") { writer in
                        for agent in agents { DashboardModel.write(agent, to: &writer) }
                    }
                    writer.member("model", agents.first { $0.state == "active" }?.model ?? bill?.model ?? "")
                    writer.member("simulated", agents.first?.isSimulated ?? bill?.isSimulated ?? false)
                    writer.member("calls", bill?.calls ?? 0)
                    writer.member("failures", bill?.failures ?? 0)
                    writer.member("meanMs", bill?.meanDuration_ms ?? 0)
                    writer.member("costTodayUSD", DashboardModel.dollars(bill?.today_nanoUSD ?? 0))
                    writer.member("costSeenUSD", DashboardModel.dollars(bill?.total_nanoUSD ?? 0))
                    if let month = bill?.month_nanoUSD {
                        writer.member("costMonthUSD", DashboardModel.dollars(month))
                    } else {
                        writer.nullMember("costMonthUSD")
                    }
                }
            }
        }
    }

    private static func write(_ agent: AgentFacts, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("instance", agent.instance)
            writer.member("model", agent.model)
            writer.member("state", agent.state)
            writer.member("simulated", agent.isSimulated)
            writer.member("answers", agent.answers)
        }
    }

    private func write(processes writer: inout JSONWriter, at now_ms: Int64) {
        writer.array { writer in
            for (name, process) in processes.sorted(by: { $0.key < $1.key }) {
                writer.object { writer in
                    writer.member("name", name)
                    writer.member("pid", process.facts.pid)
                    writer.member("epoch", process.facts.epoch)
                    writer.member("restarts", process.restarts)
                    writer.member("state", process.state(at: now_ms))
                    writer.member("silenceMs", max(0, now_ms - process.heardAt_ms))
                    writer.member("position", process.facts.position)
                    writer.member("eventTime", process.facts.eventTime?.description ?? "")
                    writer.member("detail", process.facts.detail)
                    writer.member("handled", process.facts.handled)
                }
            }
        }
    }

    /// Billionths of a dollar as dollars with four decimals, rounded half away from zero.
    static func dollars(_ nanoUSD: Int64) -> String {
        let sign = nanoUSD < 0 ? "-" : ""
        let tenThousandths = (nanoUSD.magnitude + 50_000) / 100_000
        let decimals = String(tenThousandths % 10_000)
        return "\(sign)\(tenThousandths / 10_000)." + String(repeating: "0", count: 4 - decimals.count) + decimals
    }
}
