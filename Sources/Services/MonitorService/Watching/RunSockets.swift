internal import Foundation
package import Runtime

/// The sockets of one kind that lie in a run's folder.
package enum RunSockets {
    /// A process that has, or had, a socket there.
    package struct Owner: Hashable, Comparable, Sendable {
        package let role: Role
        package let instance: String

        package var name: String { "\(role.rawValue)-\(instance)" }

        package static func < (left: Owner, right: Owner) -> Bool { left.name < right.name }
    }

    /// More in one folder are not looked at.
    static let most = 128

    /// - Parameters:
    ///   - paths: the run's folders.
    ///   - channel: `events` or `service`.
    /// - Returns: sorted by name; empty when the folder is not there.
    package static func owners(in paths: RunPaths, channel: String) -> [Owner] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: paths.run)) ?? []
        return Array(names.compactMap { owner(of: $0, channel: channel) }.sorted().prefix(most))
    }

    /// Reads a file name such as `qwen-agent-2.events`; `nil` for any other.
    static func owner(of file: String, channel: String) -> Owner? {
        guard file.hasSuffix(".\(channel)") else { return nil }
        let name = file.dropLast(channel.utf8.count + 1)
        for role in Role.allCases where name.hasPrefix("\(role.rawValue)-") {
            let instance = String(name.dropFirst(role.rawValue.utf8.count + 1))
            guard instance.wholeMatch(of: /[A-Za-z0-9_-]{1,20}/) != nil else { return nil }
            return Owner(role: role, instance: instance)
        }
        return nil
    }
}
