internal import Glibc

/// What one supervisor keeps running, and where.
package struct KeepSettings: Sendable {
    /// What it is called in `tandem ps`.
    package var name: SupervisedName
    /// What it runs; decides what a swap means and which keys it may see.
    package var role: String
    package var executable: String
    /// What every instance gets.
    package var arguments: [String]
    /// What this process has; its processes get the part that ``ChildEnvironment`` allows.
    package var environment: [String: String]
    /// Further variables that its processes may see.
    package var passedVariables: [String]
    package var runDirectory: RunDirectory
    package var haltFile: HaltFile
    /// The number of the first instance; `nil` leaves a role that holds an exclusive lock without one.
    package var firstInstance: Int?
    package var count: Int
    package var limits: KeepLimits
    /// Whether it ends when the process that started it ends.
    package var endsWithParent: Bool

    package init(
        name: SupervisedName,
        role: String,
        executable: String,
        arguments: [String],
        environment: [String: String],
        passedVariables: [String] = [],
        runDirectory: RunDirectory,
        haltFile: HaltFile,
        firstInstance: Int? = nil,
        count: Int = 1,
        limits: KeepLimits = .standard,
        endsWithParent: Bool = true
    ) {
        self.name = name
        self.role = role
        self.executable = executable
        self.arguments = arguments
        self.environment = environment
        self.passedVariables = passedVariables
        self.runDirectory = runDirectory
        self.haltFile = haltFile
        self.firstInstance = firstInstance
        self.count = count
        self.limits = limits
        self.endsWithParent = endsWithParent
    }

    /// The traits of the role; a share of the symbols given as an argument stays as it is.
    var traits: RoleTraits {
        let known = RoleTraits(role: role)
        let hasShard = arguments.contains { $0 == "--shard" || $0.hasPrefix("--shard=") }
        return RoleTraits(
            overlaps: known.overlaps,
            isSharded: known.isSharded && !hasShard,
            haltsTrading: known.haltsTrading
        )
    }

    /// The arguments of one start.
    func arguments(of launch: Launch, share: (index: Int, count: Int)) -> [String] {
        var all = arguments + launch.extraArguments
        if traits.overlaps || firstInstance != nil { all += ["--instance", "\(launch.instance)"] }
        if traits.isSharded, share.count > 1 { all += ["--shard", "\(share.index)/\(share.count)"] }
        // Instances of an agent beyond the first share its load.
        if role.hasSuffix("-agent"), share.index > 0 { all.append("--share") }
        if launch.takesOver { all.append("--take-over") }
        return all
    }

    /// The path of the executable `role`, which lies beside the one that runs now.
    ///
    /// - Throws: ``SupervisionError/noExecutable(path:)``.
    package static func executable(besideThis role: SupervisedName) throws(SupervisionError) -> String {
        let path = try ownExecutable().directory + "/" + role.text
        guard access(path, X_OK) == 0 else { throw .noExecutable(path: path) }
        return path
    }

    /// Where the executable that runs now lies.
    ///
    /// - Throws: ``SupervisionError`` when the system does not say.
    package static func ownExecutable() throws(SupervisionError) -> (path: String, directory: String) {
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = bytes.withUnsafeMutableBytes { buffer in
            buffer.baseAddress.map { readlink("/proc/self/exe", $0.assumingMemoryBound(to: CChar.self), buffer.count) }
                ?? -1
        }
        guard count > 0, let slash = bytes[..<count].lastIndex(of: 0x2F) else {
            throw .system(call: "readlink", path: "/proc/self/exe", cause: String(cString: strerror(errno)))
        }
        return (String(decoding: bytes[..<count], as: UTF8.self), String(decoding: bytes[..<slash], as: UTF8.self))
    }
}
