/// The function that a model must call: its name and the JSON Schema of its arguments.
///
/// The schema keeps to what DeepSeek's strict mode accepts: every property is required, no additional ones, no
/// bounds on numbers or lengths. ``ReplyReader`` checks the bounds.
package enum DecisionTool {
    package static let name = "submit_decisions"
    package static let description = "Submit one decision for every symbol of the question."

    /// One JSON object; always the same bytes.
    package static let parametersJSON =
        #"{"type":"object","properties":{"decisions":{"type":"array","items":{"type":"object","properties":{"#
        + #""symbol":{"type":"string"},"#
        + #""action":{"type":"string","enum":["BUY","SELL","HOLD"]},"#
        + #""confidence":{"type":"integer","description":"0 to 100"},"#
        + #""entry":{"anyOf":[{"type":"number"},{"type":"null"}],"description":"null for HOLD"},"#
        + #""stop_loss":{"anyOf":[{"type":"number"},{"type":"null"}],"description":"null for HOLD"},"#
        + #""take_profit":{"anyOf":[{"type":"number"},{"type":"null"}],"description":"null for HOLD"},"#
        + #""position_size_percent":{"type":"integer","description":"1 to 100; 0 for HOLD"},"#
        + #""leverage":{"type":"integer","description":"1 to 20"},"#
        + #""reasoning":{"type":"string","description":"at most 300 characters"},"#
        + #""risk_level":{"type":"string","enum":["LOW","MEDIUM","HIGH"]},"#
        + #""risk_score":{"type":"integer","description":"0 to 100"}},"#
        + #""required":["symbol","action","confidence","entry","stop_loss","take_profit","position_size_percent","#
        + #""leverage","reasoning","risk_level","risk_score"],"additionalProperties":false}}},"#
        + #""required":["decisions"],"additionalProperties":false}"#
}
