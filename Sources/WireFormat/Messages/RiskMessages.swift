internal import SwiftProtobuf
package import TradingDomain

/// What the gate says of itself.
extension Tandem_V1_RefusalCount {
    package init(code: String, count: UInt64) {
        self.init()
        self.code = code
        self.count = count
    }
}

extension Tandem_V1_LimitUse {
    /// - Parameters:
    ///   - name: a setting without its section.
    ///   - subject: a symbol; empty for the account.
    ///   - limit: in the setting's unit.
    ///   - used: in the same unit; `nil` for a limit on a single order.
    ///   - members: of a group; empty for anything else.
    package init(name: String, subject: String, limit: Double, used: Double?, members: [String]) {
        self.init()
        self.name = name
        self.subject = subject
        self.limit = limit
        if let used { self.used = used }
        self.members = members
    }
}

extension Tandem_V1_Verdict {
    /// Puts a refusal in the place of an approval.
    package mutating func refuse(code: String, _ detail: String) {
        refused = .with {
            $0.code = code
            $0.detail = detail
        }
    }
}

extension Tandem_V1_RiskWanted {
    /// - Returns: the snapshots whose correlations say what moves together.
    /// - Throws: ``WireError`` for a missing or unknown field.
    package func domain() throws(WireError) -> [FeatureSnapshot] {
        try readList(snapshots, "risk_wanted.snapshots") { one throws(WireError) in try one.domain() }
    }
}
