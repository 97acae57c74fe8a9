internal import Glibc

/// A process that a supervisor started, with the pipes it is heard on.
struct KeptChild {
    let process: ChildProcess
    /// Where it says that it is ready or makes progress; -1 once closed.
    var notify: Int32
    /// Its standard error; -1 once closed.
    var errors: Int32
    var lines = LineSplitter()

    /// Closes what is still open of its pipes.
    mutating func closePipes() {
        if notify >= 0 { close(notify) }
        if errors >= 0 { close(errors) }
        (notify, errors) = (-1, -1)
    }
}
