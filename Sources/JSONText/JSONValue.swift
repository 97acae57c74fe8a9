/// One JSON value as it was written: members keep their order, numbers keep their digits.
package enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    /// The number's text, which fits the grammar of RFC 8259, such as `-1.50e3`. Never rounded here.
    case number(String)
    case string(String)
    case array([JSONValue])
    /// Members in the order of the text. Keys are unique.
    case object([JSONMember])
}

/// One `"key": value` of an object.
package struct JSONMember: Hashable, Sendable {
    package let key: String
    package let value: JSONValue

    package init(key: String, value: JSONValue) {
        self.key = key
        self.value = value
    }
}

extension JSONValue {
    /// The member's value, or `nil` when this is no object or has no such key. A written `null` is `.null`.
    package subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    package var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    package var bool: Bool? {
        guard case .bool(let flag) = self else { return nil }
        return flag
    }

    package var array: [JSONValue]? {
        guard case .array(let values) = self else { return nil }
        return values
    }

    package var members: [JSONMember]? {
        guard case .object(let members) = self else { return nil }
        return members
    }

    /// The number when it is written as a plain integer of 64 bits: `7` is, `7.0` and `7e0` are not.
    package var integer: Int64? {
        guard case .number(let text) = self else { return nil }
        return Int64(text)
    }

    /// The nearest binary number, or `nil` when this is no number or is too large for one, such as `1e400`.
    package var double: Double? {
        guard case .number(let text) = self, let number = Double(text), number.isFinite else { return nil }
        return number
    }

    package var isNull: Bool { self == .null }

    /// What the value is, for error texts: `object`, `array`, `string`, `number`, `boolean` or `null`.
    package var kind: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .number: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}
