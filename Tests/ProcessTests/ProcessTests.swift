import Testing

/// The real executables, started, killed and started again. One test at a time: each has the machine to itself.
@Suite(.serialized, .enabled(if: Tools.areBuilt, "the executables are not built beside the tests"))
enum ProcessTests {}
