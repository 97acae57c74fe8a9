/// A large value in an allocation of its own: what holds it is small to copy, and one reference is counted instead of every
/// array inside.
public struct Boxed<Value: Hashable & Sendable>: Hashable, Sendable {
    @usableFromInline
    final class Box: Sendable {
        @usableFromInline let value: Value

        @inlinable
        init(_ value: Value) { self.value = value }
    }

    @usableFromInline let box: Box

    @inlinable
    public init(_ value: Value) { box = Box(value) }

    @inlinable public var value: Value { _read { yield box.value } }

    /// Whether both are the same allocation; equal values need not be. The name is that of SE-0494.
    @inlinable
    public func isTriviallyIdentical(to other: Boxed) -> Bool { box === other.box }

    public static func == (one: Boxed, other: Boxed) -> Bool {
        one.box === other.box || one.box.value == other.box.value
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(box.value) }
}
