/// What a store file holds, and how its tables came to be.
package struct StoreSchema: Hashable, Sendable {
    /// Names the kind of file, such as `ledger`; it is kept inside and checked at every opening.
    package let kind: String
    /// SQL by version: the first creates the tables, each further one changes them. Never edited, only appended to.
    package let migrations: [String]

    package init(kind: String, migrations: [String]) {
        self.kind = kind
        self.migrations = migrations
    }

    /// `TNDM`, in the file's header: a file of this program.
    static let applicationID = 0x544E_444D
}
