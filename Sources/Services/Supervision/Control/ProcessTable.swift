internal import FoundationEssentials

/// What `tandem ps` prints.
package struct ProcessTable: Sendable {
    private struct Document: Encodable {
        let processes: [ControlReply]
    }

    private let replies: [ControlReply]

    package init(_ replies: [ControlReply]) {
        self.replies = replies
    }

    /// A table for people, one line an instance.
    package var text: String {
        let header = ["NAME", "INSTANCE", "PID", "STATE", "UPTIME", "RESTARTS", "KEEP", "LAST EXIT"]
        let rows = replies.flatMap { reply in
            reply.instances.map { Self.row(of: $0, in: reply) }
        }
        let all = [header] + rows
        let widths = header.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        let lines = all.map { row in
            let cells = row.enumerated().map { column, cell in
                column == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[column] - cell.count)
            }
            return cells.joined(separator: "  ")
        }
        return lines.joined(separator: "\n")
    }

    /// One line of JSON: `{"processes": […]}`.
    package var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(Document(processes: replies)) else { return "{\"processes\":[]}" }
        return String(decoding: data, as: UTF8.self)
    }

    private static func row(of status: InstanceStatus, in reply: ControlReply) -> [String] {
        var lastExit = status.lastExit ?? "-"
        if let words = status.lastWords { lastExit += ": \(words.prefix(100))" }
        return [
            reply.name, "\(status.instance)", status.pid.map(String.init) ?? "-", status.state.rawValue,
            status.uptimeSeconds.map(uptime) ?? "-", "\(status.restarts)", "\(reply.supervisor)", lastExit,
        ]
    }

    /// Such as `12s`, `3m04s`, `2h05m`, `3d07h`.
    static func uptime(_ seconds: Int64) -> String {
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        if seconds < 60 { return "\(seconds)s" }
        if seconds < 3_600 { return "\(seconds / 60)m\(two(seconds % 60))s" }
        if seconds < 86_400 { return "\(seconds / 3_600)h\(two(seconds % 3_600 / 60))m" }
        return "\(seconds / 86_400)d\(two(seconds % 86_400 / 3_600))h"
    }
}
