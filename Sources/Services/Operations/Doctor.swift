internal import Foundation
internal import Glibc
package import Runtime

/// `tandem doctor`: what is missing or wrong, and what to type.
package struct Doctor: Sendable {
    package struct Finding: Sendable {
        package let isFine: Bool
        package let line: String
    }

    package let findings: [Finding]

    package init(_ options: ProcessOptions) {
        findings =
            [Doctor.settings(options), Doctor.folder(options.paths.data), Doctor.folder(options.paths.run)]
            + Doctor.executables() + Doctor.keys(options) + [Doctor.port(options), Doctor.socketPath(options)]
            + Doctor.halt(options)
    }

    private static func fine(_ text: String) -> Finding { Finding(isFine: true, line: "ok       \(text)") }
    private static func wrong(_ text: String) -> Finding { Finding(isFine: false, line: "problem  \(text)") }

    private static func settings(_ options: ProcessOptions) -> Finding {
        do throws(ProcessFailure) {
            _ = try options.settings()
            return fine("settings\(options.config.map { " of \($0)" } ?? ": embedded defaults")")
        } catch {
            return wrong("settings: \(error)")
        }
    }

    private static func folder(_ path: String) -> Finding {
        var parent = URL(fileURLWithPath: path)
        while !FileManager.default.fileExists(atPath: parent.path), parent.path != "/" {
            parent.deleteLastPathComponent()
        }
        return access(parent.path, W_OK) == 0
            ? fine("folder \(path) is writable")
            : wrong("folder \(parent.path) is not writable; choose another with --data-dir and --run-dir")
    }

    private static func executables() -> [Finding] {
        let folder = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let missing = Role.allCases.filter {
            !FileManager.default.isExecutableFile(atPath: folder.path + "/" + $0.rawValue)
        }
        guard missing.isEmpty else {
            let names = missing.map(\.rawValue).joined(separator: ", ")
            return [wrong("\(names): not built beside this program; type `swift build -c release`")]
        }
        return [fine("all \(Role.allCases.count) processes are built")]
    }

    private static func keys(_ options: ProcessOptions) -> [Finding] {
        guard let settings = try? options.settings() else { return [] }
        return settings.list("fusion.slots").filter { ["deepseek", "qwen"].contains($0) }.map { slot in
            let variable = settings.text("\(slot).key_variable")
            let hasKey =
                ProcessInfo.processInfo.environment[variable]?.isEmpty == false
                || settings.optional("\(slot).key_file") != nil
            return fine(
                hasKey
                    ? "\(slot): a key is set; \(settings.text("\(slot).model")) at the provider will be asked, which costs money"
                    : "\(slot): no key in \(variable); the local simulator answers, labelled as simulated"
            )
        }
    }

    private static func port(_ options: ProcessOptions) -> Finding {
        guard let settings = try? options.settings() else { return wrong("port not checked: settings are wrong") }
        let port = settings.integer("monitor.port")
        guard port > 0 else { return fine("the page is switched off (monitor.port 0)") }
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let isTaken = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        return isTaken
            ? fine("port \(port) answers: a page is up, or another program has it (then --set monitor.port=8081)")
            : fine("port \(port) is free for the page")
    }

    private static func socketPath(_ options: ProcessOptions) -> Finding {
        let longest = options.paths.socket(.featureWorker, "10", "service")
        let bytes = longest.utf8.count
        return bytes <= 107
            ? fine("socket paths fit (\(bytes) of 107 bytes)")
            : wrong("socket path \(longest) has \(bytes) bytes, at most 107; choose a shorter --run-dir")
    }

    private static func halt(_ options: ProcessOptions) -> [Finding] {
        guard let text = try? String(contentsOfFile: options.paths.haltFile, encoding: .utf8) else { return [] }
        return [
            wrong(
                "trading is halted by \(options.paths.haltFile): \(text.prefix(200).replacing("\n", with: " ")); "
                    + "type `tandem resume --reason ...`"
            )
        ]
    }
}
