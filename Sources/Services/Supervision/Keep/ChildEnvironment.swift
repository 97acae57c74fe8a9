/// Which variables of its own environment a supervisor hands on: those a program needs to run at all, Tandem's, and the
/// provider's keys to that provider's agent alone.
package enum ChildEnvironment {
    private static let allowed: Set<String> = [
        "HOME", "LANG", "LANGUAGE", "LD_LIBRARY_PATH", "LOGNAME", "NO_COLOR", "PATH", "SHELL", "SSL_CERT_DIR",
        "SSL_CERT_FILE", "SWIFT_BACKTRACE", "TERM", "TMPDIR", "TZ", "USER",
    ]
    private static let allowedPrefixes = ["LC_", "TANDEM_"]

    /// - Parameters:
    ///   - environment: what the supervisor has.
    ///   - role: `deepseek-agent` also gets `DEEPSEEK_…`, `qwen-agent` gets `QWEN_…` and `DASHSCOPE_…`, any other
    ///     `name-agent` gets `NAME_…`.
    ///   - extra: further names that a person allowed.
    /// - Returns: what the process gets.
    package static func filtered(
        _ environment: [String: String],
        role: String,
        extra: [String] = []
    ) -> [String: String] {
        var prefixes = allowedPrefixes
        if role.hasSuffix("-agent"), let provider = role.split(separator: "-").first {
            prefixes.append(provider.uppercased() + "_")
            if provider == "qwen" { prefixes.append("DASHSCOPE_") }
        }
        return environment.filter { entry in
            allowed.contains(entry.key) || extra.contains(entry.key) || prefixes.contains(where: entry.key.hasPrefix)
        }
    }
}
