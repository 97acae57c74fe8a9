package import ArgumentParser
package import Runtime

/// The options that every agent takes beside those of every process.
package struct AgentOptions: ParsableArguments, Sendable {
    @Flag(name: .customLong("take-over"), help: "Become active for the slot at once; the older one stands by.")
    package var takesOver = false

    @Flag(help: "Be asked and recorded, but weigh nothing until promoted.")
    package var shadow = false

    @Flag(help: "Vote beside the slot's other active instances: each is asked about some of the symbols.")
    package var share = false

    @Option(
        help:
            "The model's name, instead of the settings'; rules: documented rules on the features answer, and no model."
    )
    package var model: String?

    @Option(help: "live asks the model; replay answers from --recorded. (default: setting models.mode)")
    package var mode: String?

    @Option(help: "The folder of an earlier run whose recorded calls answer, such as data/default.")
    package var recorded: String?

    package init() {}

    package func validate() throws {
        guard shadow, share else { return }
        throw ValidationError("--shadow weighs nothing and --share votes: give one of them")
    }

    /// How the agent presents itself.
    package func appearance(slot: String) -> AgentNode.Appearance {
        var appearance = AgentNode.Appearance(slot: slot)
        appearance.model = model
        appearance.takesOver = takesOver
        appearance.isShadow = shadow
        appearance.isSharing = share
        return appearance
    }

    /// A second agent of a slot needs no `--instance`: it takes the first number that is free.
    package func resolved(_ options: ProcessOptions, role: Role) -> ProcessOptions {
        var options = options
        if let mode { options.overrides.append("models.mode=\(mode)") }
        if let recorded { options.overrides.append("models.recorded=\(recorded)") }
        guard takesOver || shadow || share, options.instance == "1" else { return options }
        options.instance = options.paths.freeInstance(of: role, after: 1)
        return options
    }
}
