/// How the simulator behaves.
package struct SimulatorSettings: Sendable {
    /// Milliseconds that each answer waits; what a model takes to think.
    package var latency_ms: Int
    /// Retired models: answered by their successors, as one dated probe saw, or refused, as the providers announced.
    package var routesRetiredModels: Bool
    /// Requests that may be open at once before DeepSeek's 429, as its accounts are limited; `nil` for no limit.
    package var maximumConcurrency: Int?
    /// Faults for the first requests, one each, whatever their header says.
    package var script: FaultScript
    /// How long a `hang` or `drip` lasts before the connection is given up.
    package var faultDuration: Duration

    /// Told of every request before it is answered: its number from 1, its path, and the fault or `ok`.
    package var whenAsked: (@Sendable (_ number: Int, _ path: String, _ fault: String) -> Void)?

    package init(
        latency_ms: Int = 0,
        routesRetiredModels: Bool = false,
        maximumConcurrency: Int? = nil,
        script: FaultScript = FaultScript(),
        faultDuration: Duration = .seconds(60)
    ) {
        self.latency_ms = latency_ms
        self.routesRetiredModels = routesRetiredModels
        self.maximumConcurrency = maximumConcurrency
        self.script = script
        self.faultDuration = faultDuration
    }
}
