internal import CProcess
internal import Glibc

/// What a process that holds a provider's key may leave behind when it crashes: no core file, and no byte of its memory
/// in a backtrace.
///
/// Swift's backtracer prints the registers and 16 bytes of what each points to, which may well be a key. It says nothing
/// of memory with ``setting``; its JSON form says it even then, so the form is set too.
package enum CrashPrivacy {
    /// Names how Swift's runtime reports a crash.
    package static let variable = "SWIFT_BACKTRACE"
    /// A report without registers and memory. Later settings win over earlier ones, so it stands last.
    package static let setting = "registers=none,format=text"
    /// What Swift's runtime makes reports of.
    private static let signals = [SIGQUIT, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP]

    /// The variable's value for a process that may hold a key.
    ///
    /// - Parameter wanted: what a person has set; whether there are reports, and where they go, stays as it is.
    /// - Returns: the same without registers and memory.
    package static func setting(over wanted: String?) -> String {
        guard let wanted, !wanted.isEmpty else { return setting }
        return wanted.hasSuffix(setting) ? wanted : "\(wanted),\(setting)"
    }

    /// Makes this process, which is about to read a key, leave no core, and no report unless that is known to show none of
    /// its memory. Its supervisor has seen to the latter; started by hand it reports nothing.
    package static func forgetKey() {
        // It can fail only for a limit that is raised, and this one is the lowest.
        _ = cprocess_forbid_cores()
        reportNoMemory()
    }

    /// Makes this supervisor, whose environment may hold every key, leave no core and show none of its memory. What it
    /// starts is not affected.
    package static func forgetEnvironment() {
        _ = cprocess_hide_memory()
        reportNoMemory()
    }

    /// The runtime has read the variable before the first line of this process; what it does can only be ended.
    private static func reportNoMemory() {
        let value = getenv(variable).map { String(cString: $0) }
        guard value?.hasSuffix(setting) != true else { return }
        for number in signals { signal(number, SIG_DFL) }
    }
}
