internal import SwiftProtobuf

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
    package init(name: String, subject: String, limit: Double, used: Double?) {
        self.init()
        self.name = name
        self.subject = subject
        self.limit = limit
        if let used { self.used = used }
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
