extension ReportPage {
    var definitions: String {
        let rows = [
            (
                "Daily return",
                "Equity at the day's last point (UTC, open profit included) ÷ the day's before − 1. A year has 365 days; the risk-free rate is 0."
            ),
            ("CAGR", "(final ÷ initial)^(365 ÷ days) − 1, from the first to the last point."),
            ("Volatility", "Standard deviation of the daily returns (n − 1) × √365."),
            ("Sharpe", "Mean ÷ standard deviation of the daily returns × √365."),
            ("Sortino", "Mean of the daily returns ÷ √(mean of min(r, 0)² over all days) × √365."),
            (
                "Maximum drawdown",
                "Largest (peak − equity) ÷ peak over all points. Its interval is of the ends of days."
            ),
            ("Calmar", "CAGR ÷ maximum drawdown."),
            ("Time invested", "Share of the time that began with a position open."),
            (
                "Trade",
                "A position from its first fill to its last. Its profit is after the fees of all its fills and the funding while it was open."
            ),
            ("Win rate", "Trades with a profit above zero ÷ closed trades; 95 % interval after Wilson."),
            ("Profit factor", "Sum of profits ÷ sum of losses, in money."),
            ("Turnover", "Notional of all fills ÷ mean equity."),
            (
                "Interval",
                "Of Sharpe, CAGR and drawdown: the middle 95 % of 2,000 histories drawn anew in blocks of 10 days."
            ),
            (
                "Random draw",
                "The run's closed trades in random order, at random places without overlap, each on a random side; same sizes, same holding times; costs of the fill model."
            ),
            (
                "Forecast",
                "A BUY or SELL of a model. It is a hit when the price had moved that way at the horizon; no move is a miss."
            ),
            ("Brier", "Mean of (stated confidence − hit)²; 0 is perfect, 0.25 is always saying 50 %."),
            (
                "Calibration error",
                "Mean distance between stated confidence and hits, in bins of ten percent, weighted by forecasts."
            ),
            ("Fewer samples", "Below 30 days or 10 trades a figure is not given."),
        ]
        return HTML.section("Definitions", HTML.list(rows.map { ($0.0, HTML.escaped($0.1)) }))
    }

    static let style = """
        :root{--ink:#1b1f24;--soft:#5b6570;--line:#dfe3e8;--back:#fff;--panel:#f6f8fa;--up:#0a7d45;--down:#c0262d;--c0:#0b5fd0;\
        --c1:#8a8f98;--c2:#c26a00;--c3:#7d3fc0;--c4:#00838a;--c5:#b02e7b}
        @media(prefers-color-scheme:dark){:root{--ink:#e6e9ee;--soft:#9aa4b0;--line:#333a43;--back:#14171b;--panel:#1c2127;\
        --up:#4cc38a;--down:#ff7b7f;--c0:#6ea8ff;--c1:#9aa4b0;--c2:#f0a44a;--c3:#c09bf0;--c4:#4fd0d6;--c5:#f083c0}}
        *{box-sizing:border-box}
        body{margin:0 auto;padding:24px;max-width:1200px;background:var(--back);color:var(--ink);\
        font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
        h1{font-size:26px;margin:0 0 4px}h2{font-size:19px;margin:36px 0 10px}h3{font-size:15px;margin:20px 0 6px}h4{font-size:14px;\
        margin:10px 0 4px}
        header p,.note{color:var(--soft);margin:4px 0 12px}.note{font-size:13px}
        .badge{display:inline-block;font-size:12px;vertical-align:middle;padding:2px 8px;border-radius:10px;background:var(--c2);\
        color:var(--back);margin-left:6px}
        .warning{border-left:4px solid var(--c2);background:var(--panel);padding:10px 14px;margin:12px 0}
        .scroll{overflow-x:auto;margin:0 0 10px}
        table{border-collapse:collapse;font-size:14px;font-variant-numeric:tabular-nums}
        th,td{padding:5px 12px;border-bottom:1px solid var(--line);text-align:right;white-space:nowrap}
        th:first-child{text-align:left;font-weight:500}thead th{font-weight:600;color:var(--soft)}
        tbody th{position:sticky;left:0;background:var(--back)}
        .words td{text-align:left;white-space:normal;overflow-wrap:anywhere}.words th{white-space:normal}
        code{font-size:12px}.up{color:var(--up)}.down{color:var(--down)}.none{color:var(--soft);font-size:12px}
        .legend{display:flex;flex-wrap:wrap;gap:4px 18px;margin:0 0 8px;font-size:13px}
        .key::before{content:"";display:inline-block;width:14px;height:4px;margin-right:6px;vertical-align:middle;\
        background:currentColor}
        .k0::before{background:var(--c0)}.k1::before{background:var(--c1)}.k2::before{background:var(--c2)}\
        .k3::before{background:var(--c3)}.k4::before{background:var(--c4)}.k5::before{background:var(--c5)}
        .kl::before,.ks::before,.kw::before,.kx::before{width:8px;height:8px;border-radius:4px}
        .kl::before{background:var(--c0)}.ks::before{background:var(--c3)}.kw::before{background:var(--up)}\
        .kx::before{background:var(--down)}
        .chart{position:relative;margin:0 0 30px 62px;border-left:1px solid var(--line);border-bottom:1px solid var(--line)}
        .chart svg{display:block;width:100%;height:100%;overflow:visible}
        .chart path{fill:none;vector-effect:non-scaling-stroke;stroke-width:1.4}
        .chart .grid{stroke:var(--line);stroke-width:1}
        .chart span{position:absolute;font-size:12px;color:var(--soft);white-space:nowrap}
        .chart .y{right:100%;transform:translate(-6px,-50%)}.chart .x{top:100%;transform:translate(-50%,4px)}
        .book.b0{stroke:var(--c0);stroke-width:2.2}.book.b1{stroke:var(--c1)}.book.b2{stroke:var(--c2)}.book.b3{stroke:var(--c3)}\
        .book.b4{stroke:var(--c4)}.book.b5{stroke:var(--c5)}
        .chart .fall{fill:var(--down);fill-opacity:.25;stroke:var(--down)}
        .past{fill:var(--c2);fill-opacity:.09}.memory{color:var(--c2);font-weight:700;line-height:0}
        .verdict{display:inline-block;white-space:normal;min-width:10em;max-width:14em}
        .gain,.rise{fill:var(--up)}.loss,.drop{fill:var(--down)}.rise,.drop{opacity:.45}.mark{fill:var(--c0)}
        .chart .perfect{stroke:var(--soft);stroke-dasharray:4 4}
        .chart .dot{stroke-width:8;stroke-linecap:round}.dot.long{stroke:var(--c0)}.dot.short{stroke:var(--c3)}\
        .dot.won{stroke:var(--up)}.dot.lost{stroke:var(--down)}
        .columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(300px,1fr));gap:10px 32px}.columns>div{min-width:0}
        @media(max-width:700px){body{padding:14px;font-size:14px}h1{font-size:21px}th,td{padding:5px 8px}table{font-size:13px}\
        .chart{margin-left:52px}.chart .minor{display:none}.chart .dot{stroke-width:6}}
        """
}
