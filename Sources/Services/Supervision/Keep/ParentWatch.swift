internal import CProcess
internal import Glibc

/// Notices that the process this one works for has ended, also by SIGKILL.
///
/// By pid descriptor, not by the parent-death signal: that comes when the starting *thread* ends, and a runner may start
/// its processes from a thread that does not last.
struct ParentWatch {
    /// Each polls readable when a watched process has ended.
    let descriptors: [Int32]
    private let parent: Int32
    private let needsPolling: Bool

    /// Watches the parent. honcho puts a Python process between itself and us that survives it, so under honcho the
    /// parent's parent is watched too.
    init(environment: [String: String]) {
        parent = getppid()
        var watched = [parent]
        if environment["HONCHO_PROCESS_NAME"] != nil, let grandparent = Self.parent(of: parent) {
            watched.append(grandparent)
        }
        descriptors = watched.map { cprocess_watch($0) }.filter { $0 >= 0 }
        needsPolling = descriptors.count < watched.count
    }

    /// For a supervisor that shall outlive whoever started it.
    static let nobody = ParentWatch(descriptors: [])

    private init(descriptors: [Int32]) {
        self.descriptors = descriptors
        parent = getppid()
        needsPolling = false
    }

    /// How long to sleep at most, where the kernel gives no pid descriptors.
    var pollInterval: Duration? { needsPolling ? .milliseconds(500) : nil }

    /// Whether the parent is another one now.
    var hasLostParent: Bool { needsPolling && getppid() != parent }

    /// The parent of a process, from `/proc/PID/stat`: the second field after the name in brackets.
    private static func parent(of pid: Int32) -> Int32? {
        let descriptor = open("/proc/\(pid)/stat", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 1_024)
        let count = read(descriptor, &bytes, bytes.count)
        guard count > 0, let bracket = bytes[..<count].lastIndex(of: 0x29) else { return nil }
        let fields = bytes[(bracket + 1)..<count].split(separator: 0x20)
        guard fields.count > 1 else { return nil }
        return Int32(String(decoding: fields[1], as: UTF8.self))
    }
}
