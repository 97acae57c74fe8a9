/// The transport's name for one agent's link, such as its routing id. A restarted agent has another one.
package struct AgentID: Hashable, Comparable, Sendable {
    package let text: String

    package init(_ text: String) { self.text = text }

    package static func < (left: AgentID, right: AgentID) -> Bool { left.text < right.text }
}

extension AgentID: CustomStringConvertible {
    package var description: String { text }
}
