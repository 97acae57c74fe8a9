import TradingDomain

/// A present value, or a refusal that names the field.
func required<Value>(_ value: Value?, _ field: String) throws(WireError) -> Value {
    guard let value else { throw .missing(field: field) }
    return value
}

/// A case of an enumeration by its text.
func readCase<Value: RawRepresentable>(_ text: String?, _ field: String) throws(WireError) -> Value
where Value.RawValue == String {
    let text = try required(text, field)
    guard let value = Value(rawValue: text) else { throw .unknown(field: field, was: text) }
    return value
}

/// A checked value of the domain; its refusal gets the field's name.
func checked<Value>(_ field: String, _ make: () throws(ValueError) -> Value) throws(WireError) -> Value {
    do throws(ValueError) {
        return try make()
    } catch {
        throw .refused(field: field, reason: error.description)
    }
}

func readSymbol(_ text: String?, _ field: String) throws(WireError) -> Symbol {
    let text = try required(text, field)
    return try checked(field) { () throws(ValueError) in try Symbol(text) }
}

func readPrice(_ units: Int64?, _ field: String) throws(WireError) -> Price {
    let units = try required(units, field)
    return try checked(field) { () throws(ValueError) in try Price(units: units) }
}

func readQuantity(_ units: Int64?, _ field: String) throws(WireError) -> Quantity {
    let units = try required(units, field)
    return try checked(field) { () throws(ValueError) in try Quantity(units: units) }
}

func readMoney(_ units: Int64?, _ field: String) throws(WireError) -> Money {
    Money(units: try required(units, field))
}

func readRate(_ units: Int64?, _ field: String) throws(WireError) -> FundingRate {
    let units = try required(units, field)
    return try checked(field) { () throws(ValueError) in try FundingRate(units: units) }
}

func readPercent(_ value: UInt32?, _ field: String) throws(WireError) -> Percent {
    let value = try required(value, field)
    return try checked(field) { () throws(ValueError) in try Percent(Int(value), what: field) }
}

/// A moment between 1970 and 9999.
func readTime(_ milliseconds: Int64?, _ field: String) throws(WireError) -> Timestamp {
    let milliseconds = try required(milliseconds, field)
    guard (0..<253_402_300_800_000).contains(milliseconds) else {
        throw .refused(field: field, reason: "\(milliseconds) ms is not between the years 1970 and 9999")
    }
    return Timestamp(milliseconds: milliseconds)
}

/// A finite number, or absent.
func readFinite(_ value: Double?, _ field: String) throws(WireError) -> Double? {
    guard let value else { return nil }
    guard value.isFinite else { throw .refused(field: field, reason: "\(value) is not finite") }
    return value
}

/// Every element read, with a limit on their number.
func readList<Element, Value>(
    _ elements: [Element],
    _ field: String,
    _ read: (Element) throws(WireError) -> Value
) throws(WireError) -> [Value] {
    guard elements.count <= WireFormat.maximumCount else {
        throw .refused(field: field, reason: "\(elements.count) elements, at most \(WireFormat.maximumCount)")
    }
    var values: [Value] = []
    values.reserveCapacity(elements.count)
    for element in elements { values.append(try read(element)) }
    return values
}

/// A finite number that must be there.
func readNumber(_ value: Double?, _ field: String) throws(WireError) -> Double {
    try required(try readFinite(value, field), field)
}

/// At most 64 finite numbers.
func readSeries(_ values: [Double], _ field: String) throws(WireError) -> [Double] {
    guard values.count <= 64, values.allSatisfy(\.isFinite) else {
        throw .refused(field: field, reason: "at most 64 finite numbers")
    }
    return values
}

/// A score in hundredths of a point, -10,000 to 10,000.
func readScore(_ value: Int32?, _ field: String) throws(WireError) -> Int {
    let value = try required(value, field)
    guard (-10_000...10_000).contains(value) else {
        throw .refused(field: field, reason: "\(value) is not between -10000 and 10000")
    }
    return Int(value)
}
