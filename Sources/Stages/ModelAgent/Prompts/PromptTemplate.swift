package import TradingDomain

/// The unchanging part of both questions: rules, schema and examples, in one language.
///
/// The texts are files under `config/prompts/`; a process loads them and passes them in. ``english`` is built in, so
/// that nothing has to be loaded to run.
package struct PromptTemplate: Hashable, Sendable {
    package let direction: String
    package let entry: String
    /// What the first line of both texts says after `Version: `, such as `en-4`; goes on every record.
    package let version: String
    /// FNV-1a, 64 bits, of both texts, as 16 hexadecimal digits: tells two versions apart that share a name. It is
    /// no protection against a person who wants a collision.
    package let digest: String

    /// A system text's size.
    package static let mostBytes = 32 * 1024

    /// - Parameters:
    ///   - direction: the system text of the 4 h question; its first line is `Version: NAME`.
    ///   - entry: the system text of the fast question, of the same version.
    /// - Throws: ``PromptTemplateError`` naming the text and its fault.
    package init(direction: String, entry: String) throws(PromptTemplateError) {
        let version = try Self.version(of: direction, .direction)
        let other = try Self.version(of: entry, .entry)
        guard version == other else { throw .differentVersions(direction: version, entry: other) }
        self.init(direction: direction, entry: entry, version: version)
    }

    private init(direction: String, entry: String, version: String) {
        self.direction = direction
        self.entry = entry
        self.version = version
        digest = Self.digest(of: [direction, entry])
    }

    /// The built-in template; the same texts as `config/prompts/direction.en.md` and `entry.en.md`.
    package static let english = PromptTemplate(direction: directionText, entry: entryText, version: "en-4")

    package func system(for channel: Channel) -> String {
        channel == .direction ? direction : entry
    }

    private static func digest(of texts: [String]) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for text in texts {
            // The zero byte between the texts cannot stand in either of them.
            for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
            hash = hash &* 0x100_0000_01b3
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// Version and digest, as they stand on every record.
    package var name: String { "\(version) \(digest)" }

    private static func version(of text: String, _ channel: Channel) throws(PromptTemplateError) -> String {
        guard text.utf8.count <= mostBytes else { throw .tooLarge(channel, bytes: text.utf8.count) }
        guard !text.utf8.contains(0) else { throw .zeroByte(channel) }
        let line = text.prefix { $0 != "\n" }
        let name = line.dropFirst("Version: ".count)
        let isName = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
            default: false
            }
        }
        guard line.hasPrefix("Version: "), (1...32).contains(name.utf8.count), isName else {
            throw .noVersion(channel, firstLine: String(line.prefix(60)))
        }
        return String(name)
    }
}

/// Why two texts are no prompt template.
package enum PromptTemplateError: Error, Hashable, Sendable, CustomStringConvertible {
    case noVersion(Channel, firstLine: String)
    case differentVersions(direction: String, entry: String)
    case tooLarge(Channel, bytes: Int)
    case zeroByte(Channel)

    package var description: String {
        switch self {
        case .noVersion(let channel, let line):
            "the \(channel.rawValue) prompt starts with '\(line)'; its first line must be 'Version: NAME' with 1 to 32 "
                + "of a-z 0-9 -, such as 'Version: en-4'"
        case .differentVersions(let direction, let entry):
            "the direction prompt is version '\(direction)' and the entry prompt '\(entry)'; give both the same"
        case .tooLarge(let channel, let bytes):
            "the \(channel.rawValue) prompt has \(bytes) bytes; at most \(PromptTemplate.mostBytes) are allowed"
        case .zeroByte(let channel):
            "the \(channel.rawValue) prompt holds a zero byte; save it as plain UTF-8 text"
        }
    }
}
