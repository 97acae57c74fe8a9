internal import Foundation
internal import Synchronization

/// Ctrl-C: the first asks for a clean end, the second ends at once.
enum Interruption {
    /// What a shell expects of a process that an interrupt ended.
    static let exitStatus: Int32 = 130

    // A lock-free flag is all that a signal handler may touch.
    private static let flag = Atomic(false)

    static var isAsked: Bool { flag.load(ordering: .relaxed) }

    static func begin() {
        flag.store(false, ordering: .relaxed)
        for number in [SIGINT, SIGTERM] {
            signal(number) { number in
                Interruption.flag.store(true, ordering: .relaxed)
                signal(number, SIG_DFL)
            }
        }
    }
}
