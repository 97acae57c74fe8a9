/// A supervisor that is there but does not answer.
package struct SilentSupervisor: Hashable, Sendable {
    package let name: String
    package let pid: Int32
}
