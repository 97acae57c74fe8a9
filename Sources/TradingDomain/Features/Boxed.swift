/// A large value in an allocation of its own: what holds it is small to copy, and one reference is counted instead of every
/// array inside.
package struct Boxed<Value: Hashable & Sendable>: Hashable, Sendable {
    private final class Box: Sendable {
        let value: Value

        init(_ value: Value) { self.value = value }
    }

    private let box: Box

    package init(_ value: Value) { box = Box(value) }

    package var value: Value { _read { yield box.value } }

    package static func == (one: Boxed, other: Boxed) -> Bool {
        one.box === other.box || one.box.value == other.box.value
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(box.value) }
}
