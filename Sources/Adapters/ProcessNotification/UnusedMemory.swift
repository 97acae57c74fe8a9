internal import CProcess

/// Memory that a process holds and does not use.
package enum UnusedMemory {
    /// Gives back what only the start needed. The kernel maps sixteen pages of code for each one that is touched, and a
    /// start touches much that is never run again.
    ///
    /// What is needed again costs a fault without a disk: once is enough.
    package static func giveBack() { cprocess_give_back_memory() }
}
