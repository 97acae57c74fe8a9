/// The processes of the pipeline, named as in `ps`, the Procfile and the logs.
package enum Role: String, CaseIterable, Sendable {
    case dataFeeder = "data-feeder"
    case featureWorker = "feature-worker"
    case deepseekAgent = "deepseek-agent"
    case qwenAgent = "qwen-agent"
    case fusionNode = "fusion-node"
    case riskGate = "risk-gate"
    case paperBroker = "paper-broker"
    case monitor
    case modelSimulator = "llm-simulator"
}
