import Foundation

/// The text of this repository, as the tests of its habits read it.
struct SourceTree {
    struct File {
        /// From the package root, such as `Sources/Runtime/Bus/Topic.swift`.
        let path: String
        let lines: [String]

        /// The lines that have one of the needles and are no comment, with their numbers from 1.
        ///
        /// By the C library, because a debug build's own search takes a minute for the whole tree.
        func code(with needles: [String]) -> [(number: Int, text: String)] {
            lines.enumerated().compactMap { index, line in
                guard needles.contains(where: { strstr(line, $0) != nil }) else { return nil }
                let text = line.trimmingCharacters(in: .whitespaces)
                return text.hasPrefix("//") ? nil : (index + 1, text)
            }
        }

        func claims(_ range: some Sequence<String>) -> Bool { range.contains { path.hasPrefix($0) } }
    }

    static let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .appending(path: "../..").standardized

    /// Every Swift file written by hand under the folders.
    static func files(in folders: String...) throws -> [File] {
        var files: [File] = []
        for folder in folders {
            let enumerator = FileManager.default.enumerator(atPath: root.appending(path: folder).path)
            while let name = enumerator?.nextObject() as? String {
                guard name.hasSuffix(".swift"), !name.contains("Generated/"), !name.contains(".build/") else {
                    continue
                }
                files.append(File(path: "\(folder)/\(name)", lines: lines(of: try text("\(folder)/\(name)"))))
            }
        }
        return files.sorted { $0.path < $1.path }
    }

    static func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: root.appending(path: path)), as: UTF8.self)
    }

    private static func lines(of text: String) -> [String] {
        let lines = text.components(separatedBy: "\n")
        return lines.last?.isEmpty == true ? lines.dropLast() : lines
    }
}
