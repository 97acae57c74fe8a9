internal import JSONText
internal import TradingDomain
internal import WebDashboard

/// What `monitor status` found, for a person and for a program.
struct StatusTable: Sendable {
    var processes: [ProcessFacts] = []
    /// Processes with a socket in the folder that did not answer.
    var silent: [String] = []
    var agents: [AgentFacts] = []

    var text: String {
        var rows = [["PROCESS", "PID", "LIFE", "STATE", "POSITION", "EVENT TIME", "DETAIL"]]
        for process in processes {
            rows.append([
                "\(process.role)-\(process.instance)", "\(process.pid)", "\(process.epoch)", process.state,
                process.position == 0 ? "-" : "\(process.position)", process.eventTime.map { "\($0)" } ?? "-",
                process.detail,
            ])
        }
        for name in silent { rows.append([name, "-", "-", "silent", "-", "-", "it has a socket but does not answer"]) }
        var text = StatusTable.aligned(rows)
        guard !agents.isEmpty else { return text }
        var list = [["SLOT", "INSTANCE", "MODEL", "STATE", "ANSWERS"]]
        for agent in agents {
            let model = agent.isSimulated && agent.model != "rules" ? "\(agent.model) (simulated)" : agent.model
            list.append([agent.slot, agent.instance, model, agent.state, "\(agent.answers)"])
        }
        text += "\n" + StatusTable.aligned(list)
        return text
    }

    var json: String {
        var writer = JSONWriter(reserving: 1_024)
        writer.object { writer in
            writer.arrayMember("processes") { writer in
                for process in processes { StatusTable.write(process, to: &writer) }
            }
            writer.arrayMember("silent") { writer in
                for name in silent { writer.string(name) }
            }
            writer.arrayMember("agents") { writer in
                for agent in agents {
                    writer.object { writer in
                        writer.member("slot", agent.slot)
                        writer.member("instance", agent.instance)
                        writer.member("model", agent.model)
                        writer.member("state", agent.state)
                        writer.member("is_simulated", agent.isSimulated)
                        writer.member("answers", agent.answers)
                    }
                }
            }
        }
        return writer.text
    }

    private static func write(_ process: ProcessFacts, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("role", process.role)
            writer.member("instance", process.instance)
            writer.member("pid", process.pid)
            writer.member("epoch", process.epoch)
            writer.member("state", process.state)
            writer.member("position", process.position)
            if let time = process.eventTime {
                writer.member("event_time", time.description)
            } else {
                writer.nullMember("event_time")
            }
            writer.member("detail", process.detail)
            writer.member("handled", process.handled)
        }
    }

    private static func aligned(_ rows: [[String]]) -> String {
        let safe = rows.map { row in row.map { PlainText.safe($0, limit: 120) } }
        let widths = (safe.first ?? []).indices.map { column in safe.map { $0[column].count }.max() ?? 0 }
        return safe.map { row in
            var line = zip(row, widths).map { PlainText.padded($0, $1) }.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line + "\n"
        }.joined()
    }
}
