internal import Foundation
internal import Yams

/// Every setting of a run, checked. Later sources win: defaults, the file, the environment, `--set`.
///
/// A key's environment variable is `TANDEM_` and its name in capitals with `_` for `.`, such as
/// `TANDEM_RISK_PER_SYMBOL_PERCENT`.
package struct Settings: Sendable {
    private var values: [String: String]

    /// - Parameters:
    ///   - file: the YAML file; `nil` reads none, so that a run needs no file at all.
    ///   - environment: the process's environment.
    ///   - overrides: `key=value` texts of the command line.
    /// - Throws: ``SettingsError`` with every problem at once: unknown keys, values outside their range.
    package init(file: String?, environment: [String: String], overrides: [String]) throws(SettingsError) {
        var problems: [String] = []
        var values: [String: String] = [:]
        for key in SettingCatalog.keys { values[key.name] = key.standard }
        if let file {
            do {
                try Settings.read(file: file, into: &values, problems: &problems)
            } catch {
                throw SettingsError(problems: ["\(file): \(error)"])
            }
        }
        for key in SettingCatalog.keys {
            let variable = Settings.variable(of: key.name)
            if let value = environment[variable] {
                Settings.set(key.name, value, in: &values, origin: variable, problems: &problems)
            }
        }
        Settings.refuseUnknown(environment, problems: &problems)
        for text in overrides {
            guard let equals = text.firstIndex(of: "=") else {
                problems.append("--set \(text): write key=value")
                continue
            }
            let name = String(text[..<equals])
            let value = String(text[text.index(after: equals)...])
            Settings.set(name, value, in: &values, origin: "--set \(name)", problems: &problems)
        }
        guard problems.isEmpty else { throw SettingsError(problems: problems) }
        self.values = values
    }

    private static func variable(of name: String) -> String {
        "TANDEM_" + name.uppercased().replacing(".", with: "_")
    }

    /// A variable that begins like a section's and is no key's would be a setting that does nothing.
    private static func refuseUnknown(_ environment: [String: String], problems: inout [String]) {
        let known = Set(SettingCatalog.keys.map { variable(of: $0.name) })
        let sections = Set(SettingCatalog.keys.map { variable(of: String($0.name.prefix { $0 != "." })) + "_" })
        for name in environment.keys.sorted() where !known.contains(name) {
            guard let section = sections.first(where: { name.hasPrefix($0) }) else { continue }
            let stem = section.dropFirst("TANDEM_".count).dropLast().lowercased()
            problems.append("\(name): unknown variable; \(SettingCatalog.suggestion(for: stem + "."))")
        }
    }

    private static func set(
        _ name: String,
        _ value: String,
        in values: inout [String: String],
        origin: String,
        problems: inout [String]
    ) {
        guard let key = SettingCatalog.key(name) else {
            problems.append("\(origin): unknown key; \(SettingCatalog.suggestion(for: name))")
            return
        }
        guard key.accepts(value) else {
            let was = key.isShown ? "was '\(value.prefix(60))', " : ""
            problems.append("\(origin): \(was)allowed is \(key.allowed)")
            return
        }
        values[name] = value
    }

    private static func read(
        file: String,
        into values: inout [String: String],
        problems: inout [String]
    ) throws {
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
            throw SettingsError(problems: ["cannot be read; name another file with --config"])
        }
        guard let root = try Yams.compose(yaml: text) else { return }
        guard root.mapping != nil else { throw SettingsError(problems: ["not a list of sections with keys"]) }
        var found: [(String, String)] = []
        flatten(root, prefix: "", into: &found)
        for (name, value) in found {
            set(name, value, in: &values, origin: "\(file): \(name)", problems: &problems)
        }
    }

    private static func flatten(_ node: Node, prefix: String, into found: inout [(String, String)]) {
        switch node {
        case .mapping(let mapping):
            for (key, value) in mapping {
                flatten(value, prefix: prefix + (prefix.isEmpty ? "" : ".") + (key.string ?? "?"), into: &found)
            }
        case .sequence(let sequence):
            found.append((prefix, sequence.map { $0.scalar?.string ?? "?" }.joined(separator: ",")))
        case .scalar(let scalar):
            let isNull = scalar.style == .plain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
            found.append((prefix, isNull ? "" : scalar.string))
        case .alias: found.append((prefix, "?"))
        }
    }

    /// The value of a declared text, choice or decimal.
    package func text(_ name: String) -> String {
        guard let value = values[name] else { preconditionFailure("setting \(name) is not declared") }
        return value
    }

    /// The value of a declared whole number.
    package func integer(_ name: String) -> Int64 {
        guard let value = Int64(text(name)) else { preconditionFailure("setting \(name) is not a whole number") }
        return value
    }

    /// Whether every commit must survive a power cut (`run.durability`).
    package var isDurable: Bool { text("run.durability") == "full" }

    package func flag(_ name: String) -> Bool { text(name) == "true" }

    package func list(_ name: String) -> [String] {
        text(name).split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    }

    /// The text, or `nil` where the default is empty and nothing else was set.
    package func optional(_ name: String) -> String? {
        let value = text(name)
        return value.isEmpty ? nil : value
    }

    /// Every value, sorted by key, for a manifest and for a file that another process reads.
    package var yaml: String {
        var text = ""
        var section = ""
        for key in SettingCatalog.keys.sorted(by: { $0.name < $1.name }) {
            let parts = key.name.split(separator: ".", maxSplits: 1)
            if parts[0] != section {
                section = String(parts[0])
                text += "\(section):\n"
            }
            text +=
                "  \(parts[1]): \"\(self.text(key.name).replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\"\n"
        }
        return text
    }
}
