internal import Glibc

/// Finds a command as execvp(3) would.
enum ExecutablePath {
    /// - Parameters:
    ///   - command: a path when it has a slash, else a name.
    ///   - searchPath: folders, parted by colons.
    /// - Returns: the path of the first executable found; the command itself when there is none, for the error to name.
    static func find(_ command: String, in searchPath: String) -> String {
        guard !command.contains("/") else { return command }
        for folder in searchPath.split(separator: ":") {
            let path = "\(folder)/\(command)"
            if access(path, X_OK) == 0 { return path }
        }
        return command
    }
}
