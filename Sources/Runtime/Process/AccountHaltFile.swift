internal import Foundation
internal import Glibc

/// The file whose presence halts trading when nothing else works.
package struct AccountHaltFile: Sendable {
    package let path: String

    package init(_ paths: RunPaths) { path = paths.haltFile }

    package var exists: Bool { access(path, F_OK) == 0 }

    /// Puts the file there in one step, so that nobody reads half of it.
    ///
    /// - Throws: ``ProcessFailure`` when it cannot be written.
    package func write(by: String, reason: String) throws(ProcessFailure) {
        let text = reason.map { $0.isNewline ? " " : $0 }
        do {
            try Data("\(String(text)) (by \(by))\n".utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw ProcessFailure(.cannotCreate, "halt file \(path) cannot be written; does the account exist?")
        }
    }

    /// Why trading is halted, by the file's first line; `nil` without the file.
    package var reason: String? {
        guard exists else { return nil }
        let bytes = FileManager.default.contents(atPath: path) ?? Data()
        let text = String(decoding: bytes.prefix(200), as: UTF8.self).split(separator: "\n").first ?? ""
        return text.isEmpty ? "the file \(path) is there" : String(text)
    }

    /// - Throws: ``ProcessFailure`` when it is there and cannot be removed.
    package func remove() throws(ProcessFailure) {
        guard unlink(path) != 0, errno != ENOENT else { return }
        throw ProcessFailure(
            .cannotCreate,
            "halt file \(path) cannot be removed: \(String(cString: strerror(errno)))"
        )
    }
}
