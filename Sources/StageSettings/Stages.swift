package import Fusion
package import PaperTrading
package import Risk
package import Runtime
package import TradingDomain

extension Settings {
    /// - Throws: ``ProcessFailure`` with every problem.
    package func fusion() throws(ProcessFailure) -> FusionSettings {
        let direction = Int(integer("fusion.direction_weight"))
        do throws(InvalidSettings) {
            var fusion = try FusionSettings(
                symbols: try symbolsForStages(),
                slots: list("fusion.slots").map { SlotWeight($0) },
                quorum: Int(integer("fusion.quorum")),
                directionWeight_percent: direction,
                entryWeight_percent: 100 - direction,
                entryThreshold_points: Int(integer("fusion.entry_threshold")),
                reaskAfterATRTenths: Int(integer("fusion.reask_after_atr_tenths")),
                loneVoterHalves: flag("fusion.lone_voter_halves"),
                churn: churnRules(),
                decisionTTL_ms: canRepeatQuestions ? integer("fusion.decision_ttl_seconds") * 1000 : 0,
                learning: learning()
            )
            fusion.informsModels = hasPromptedModel
            return fusion
        } catch {
            throw ProcessFailure(.configuration, "\(error)")
        }
    }

    /// - Throws: ``ProcessFailure`` with every problem.
    package func riskLimits() throws(ProcessFailure) -> RiskLimits {
        let exitOnly = try symbols(in: "risk.exit_only_symbols")
        do throws(InvalidSettings) {
            return try RiskLimits { limits in
                limits.perSymbolPercent = Int(integer("risk.per_symbol_percent"))
                limits.totalPercent = Int(integer("risk.total_percent"))
                limits.correlatedGroupPercent = Int(integer("risk.correlated_percent"))
                limits.correlationBoundHundredths = Int(integer("risk.correlation_bound_hundredths"))
                limits.maximumLeverage = Int(integer("risk.maximum_leverage"))
                limits.maximumStopDistanceBasisPoints = integer("risk.maximum_stop_basis_points")
                limits.minimumRewardToRiskHundredths = integer("risk.minimum_reward_to_risk_hundredths")
                limits.priceCollarBasisPoints = integer("risk.collar_basis_points")
                limits.maximumFeatureAge_ms = integer("risk.maximum_feature_age_ms")
                limits.netPercent = Int(integer("risk.net_percent"))
                limits.exitOnlySymbols = exitOnly
                limits.ordersPerMinute = Int(integer("risk.orders_per_minute"))
                limits.ordersPerHour = Int(integer("risk.orders_per_hour"))
                limits.dailyLossPercent = Int(integer("risk.daily_loss_percent"))
                limits.maximumDrawdownPercent = Int(integer("risk.maximum_drawdown_percent"))
                limits.riskPerTradeBasisPoints = integer("risk.per_trade_basis_points")
                limits.fixedFractionPercent = Int(integer("risk.fixed_fraction_percent"))
                limits.maximumOrderValue_usdt = integer("risk.order_value_usdt")
                limits.feeReserveBasisPoints = integer("risk.fee_reserve_basis_points")
                limits.maximumMarginLossPercent = Int(integer("risk.maximum_margin_loss_percent"))
                limits.maximumDecisionAge_ms = integer("risk.maximum_decision_age_ms")
                limits.refusesGaps = flag("risk.refuse_gaps")
                limits.ordersPerDay = Int(integer("risk.orders_per_day"))
                limits.identicalOrdersPerDay = Int(integer("risk.identical_orders_per_day"))
                limits.lossesInARow = Int(integer("risk.losses_in_a_row"))
                limits.coolDown_ms = integer("risk.cool_down_ms")
                limits.feesPerDayBasisPoints = integer("risk.fees_per_day_basis_points")
                limits.kellyFractionPercent = Int(integer("risk.kelly_fraction_percent"))
                limits.kellyShrinkagePercent = Int(integer("risk.kelly_shrinkage_percent"))
                limits.atrRiskBasisPoints = integer("risk.atr_risk_basis_points")
            }
        } catch {
            throw ProcessFailure(.configuration, "\(error)")
        }
    }

    /// - Throws: ``ProcessFailure`` with every problem.
    package func broker() throws(ProcessFailure) -> BrokerSettings {
        let instruments = try instruments()
        let entryTimeframe = try entryTimeframe()
        do throws(InvalidSettings) {
            return try BrokerSettings(
                instruments: instruments,
                entryTimeframe: entryTimeframe,
                fills: try FillModel(
                    latency_ms: integer("broker.latency_ms"),
                    expiry_ms: integer("broker.expiry_ms"),
                    slippage_bp: integer("broker.slippage_basis_points"),
                    halfSpread_bp: integer("broker.half_spread_basis_points"),
                    takerFee_millionths: integer("broker.taker_fee_hundredths_basis_point"),
                    impact_bp: integer("broker.impact_basis_points"),
                    participation_percent: integer("broker.participation_percent"),
                    makerFee_millionths: integer("broker.maker_fee_hundredths_basis_point"),
                    liquidationFee_millionths: integer("broker.liquidation_fee_hundredths_basis_point")
                ),
                ceiling_percent: integer("broker.ceiling_percent"),
                tiers: try marginTiers()
            )
        } catch {
            throw ProcessFailure(.configuration, "\(error)")
        }
    }

    /// The start of a new account.
    package func initialEquity() throws(ProcessFailure) -> Money {
        let text = text("broker.initial_equity")
        guard let equity = try? Money(parsing: text), equity > .zero else {
            throw ProcessFailure(.configuration, "broker.initial_equity was '\(text)'; allowed is an amount above zero")
        }
        return equity
    }

    private func marginTiers() throws(InvalidSettings) -> MarginTiers {
        var steps: [(from: Money, rate_millionths: Int64)] = []
        for text in list("broker.margin_tiers") {
            let parts = text.split(separator: "-", omittingEmptySubsequences: false)
            guard parts.count == 2, let from = try? Money(parsing: parts[0]), let rate = Int64(parts[1]) else {
                throw InvalidSettings(
                    what: "broker",
                    problems: ["margin_tiers has '\(text)', allowed is FROM_USDT-MILLIONTHS such as 50000-5000"]
                )
            }
            steps.append((from, rate))
        }
        return try MarginTiers(steps)
    }

    private func symbolsForStages() throws(InvalidSettings) -> [Symbol] {
        do throws(ProcessFailure) {
            return try symbols()
        } catch {
            throw InvalidSettings(what: "market", problems: [error.description])
        }
    }
}
