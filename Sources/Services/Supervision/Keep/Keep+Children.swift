internal import Glibc
internal import ProcessNotification

extension Keep {
    /// Looks after processes whose end the kernel does not announce.
    func reapUnwatched(at now: MonotonicInstant) {
        for (id, child) in children where child.process.watch < 0 { reap(id, child, at: now) }
    }

    /// Takes the end of a process in, after all that it said before.
    func reap(_ id: LaunchID, _ child: KeptChild, at now: MonotonicInstant) {
        guard let ending = child.process.reap() else { return }
        readNotifications(of: id)
        readErrors(of: id)
        guard var child = children.removeValue(forKey: id) else { return }
        if let line = child.lines.finish() { writer.write(line: line) }
        child.closePipes()
        news.append((id, .ended(ending, lastWords: child.lines.lastWords)))
        applyNews(at: now)
    }

    /// Reads what a process says of itself. Bytes of no meaning are passed over.
    func readNotifications(of id: LaunchID) {
        guard let descriptor = children[id]?.notify, descriptor >= 0 else { return }
        let (bytes, isAtEnd) = Pipe.drain(descriptor)
        for byte in bytes {
            switch SupervisorMessage(rawValue: byte) {
            case .ready: news.append((id, .becameReady))
            case .progress: news.append((id, .progressed))
            case .stopping: news.append((id, .beganToStop))
            case nil: break
            }
        }
        guard isAtEnd else { return }
        close(descriptor)
        children[id]?.notify = -1
    }

    /// Passes a process's standard error on, line by line.
    func readErrors(of id: LaunchID) {
        guard let descriptor = children[id]?.errors, descriptor >= 0 else { return }
        let (bytes, isAtEnd) = Pipe.drain(descriptor)
        for line in children[id]?.lines.take(bytes) ?? [] { writer.write(line: line) }
        guard isAtEnd else { return }
        close(descriptor)
        children[id]?.errors = -1
    }
}
