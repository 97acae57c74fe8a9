/// A supervisor's answer, a line of JSON: where everything stands, and what the request began or why it did not.
package struct ControlReply: Hashable, Sendable, Codable {
    /// The name the supervisor was started with.
    package let name: String
    /// The supervisor's own pid.
    package let supervisor: Int32
    package let instances: [InstanceStatus]
    /// Numbers of the operations begun; look for them in ``InstanceStatus/operation``.
    package let operations: [Int]
    /// Why the request was refused; `nil` when it was not.
    package let refusal: String?

    package init(
        name: String,
        supervisor: Int32,
        instances: [InstanceStatus],
        operations: [Int] = [],
        refusal: String? = nil
    ) {
        self.name = name
        self.supervisor = supervisor
        self.instances = instances
        self.operations = operations
        self.refusal = refusal
    }
}
