using System.Globalization;

namespace Goldthread.Domain.Dataset.Cases;

/// <summary>Funnels as cases.</summary>
internal static class FunnelCases
{
    private static readonly (string? Word, FunnelStatistic Meaning)[] Statistics =
        [("proportion", FunnelStatistic.Percentage), ("rate", FunnelStatistic.Rate), ("ratio", FunnelStatistic.Ratio)];

    public static IEnumerable<CaseAnswer> Dispersed(StatisticsCase given)
    {
        var options = given.Choose("data_type", "limit", "draw_unadjusted", "draw_adjusted", "sr_method", "trim_by", "multiplier");
        var funnel = Funnel.Of(given.Rows.Select(r => r.Judge(row => (row.Text("area"), row.Parts))), new()
        {
            Method = options.Word<FunnelMethod?>("data_type", ("PR", FunnelMethod.Percentage), ("RC", FunnelMethod.RatioOfCounts), ("SR", null))
                ?? options.Word<FunnelMethod>("sr_method", ("SHMI", FunnelMethod.ObservedLog), (null, FunnelMethod.ObservedLog), ("CQC", FunnelMethod.ObservedRoot)),
            OuterLimits = options.Number("limit") switch { null or 99 => true, 95 => false, var other => throw CaseOptions.Wrong("limit", "95 or 99", other.Value.ToString(CultureInfo.InvariantCulture)) },
            Adjusted = options.Flag("draw_adjusted", true),
            Unadjusted = options.Flag("draw_unadjusted", false),
            TrimBy = options.Number("trim_by") ?? 0.1,
            Multiplier = options.Multiplier(1),
        });
        return CaseAnswer.Of("case", "", null, ("phi", funnel.Phi), ("tau_squared", funnel.TauSquared), ("adjusted_limits_used", funnel.UsesAdjusted),
                ("unadjusted_limits_used", funnel.UsesUnadjusted), ("outliers", funnel.Points.Count(p => p.IsOutlier)))
            .Concat(funnel.Points.SelectMany(p => CaseAnswer.Of("group", p.Name, null,
                ("numerator", p.Numerator), ("denominator", p.Denominator), ("ratio", p.Ratio), ("z_score", p.Z), ("z_score_trimmed", p.TrimmedZ),
                ("lower_95", p.Unadjusted.Inner.Lower), ("upper_95", p.Unadjusted.Inner.Upper), ("lower_99_8", p.Unadjusted.Outer.Lower), ("upper_99_8", p.Unadjusted.Outer.Upper),
                ("adjusted_lower_95", p.Adjusted.Inner.Lower), ("adjusted_upper_95", p.Adjusted.Inner.Upper),
                ("adjusted_lower_99_8", p.Adjusted.Outer.Lower), ("adjusted_upper_99_8", p.Adjusted.Outer.Upper), ("outlier", p.IsOutlier))));
    }

    public static IEnumerable<CaseAnswer> Significance(StatisticsCase given)
    {
        var options = given.Choose("statistic", "multiplier", "rate_type");
        var statistic = StatisticOf(options);
        var zones = FunnelSignificance.Of(Areas(given, statistic), statistic, MultiplierOf(options, statistic));
        return given.Rows.Zip(zones).SelectMany(pair => CaseAnswer.Of("row", "", pair.First.Number, ("significance", Text(pair.Second))));
    }

    public static IEnumerable<CaseAnswer> Lines(StatisticsCase given)
    {
        var options = given.Choose("statistic", "multiplier", "rate_type", "ratio_type", "years_of_data");
        var statistic = StatisticOf(options);
        var multiplier = MultiplierOf(options, statistic);
        var lines = FunnelLines.Of(Areas(given, statistic), statistic, multiplier, options.Whole("years_of_data") ?? 1);
        var (unit, words) = statistic switch
        {
            FunnelStatistic.Percentage => ("", "proportion"),
            FunnelStatistic.Rate => ("population_1_year", $"rate (crude per {multiplier.ToString("#,0.######", CultureInfo.InvariantCulture)})"),
            FunnelStatistic.Ratio => ("exp_events", $"ratio ({options.Text("ratio_type") ?? "smr"})"),
        };
        return lines.Places.SelectMany((place, i) => CaseAnswer.Of("line", "", i + 1,
        [
            ("x", place.Position), .. Around("2s", place.Inner, place.InnerDenominators, unit), .. Around("3s", place.Outer, place.OuterDenominators, unit),
            .. lines.Average is { } average ? [("baseline", average)] : Array.Empty<(string, object?)>(),
            ("statistic", words), ("method", statistic == FunnelStatistic.Percentage ? "Wilson" : "Poisson"),
        ]));
    }

    private static IEnumerable<(string, object?)> Around(string sigmas, Interval limits, FunnelDenominators? denominators, string unit)
    {
        if (denominators is not null) yield return ($"lower_{sigmas}_{unit}", denominators.OnLower);
        yield return ($"lower_{sigmas}_limit", limits.Lower);
        if (denominators is not null) yield return ($"upper_{sigmas}_{unit}", denominators.OnUpper);
        yield return ($"upper_{sigmas}_limit", limits.Upper);
    }

    private static FunnelStatistic StatisticOf(CaseOptions options)
    {
        if (options.Text("rate_type") is not (null or "crude")) throw CaseOptions.Wrong("rate_type", "\"crude\"; standardised rates are not worked out here", options.Text("rate_type")!);
        return options.Word("statistic", Statistics);
    }

    // Without it a rate says nothing; for the others 1 is the plain quotient.
    private static double MultiplierOf(CaseOptions options, FunnelStatistic statistic) =>
        statistic == FunnelStatistic.Rate && options["multiplier"] is null ? throw CaseOptions.Wrong("multiplier", "given for rates, such as 10000", "nothing") : options.Multiplier(1);

    private static IEnumerable<FunnelArea> Areas(StatisticsCase given, FunnelStatistic statistic) =>
        [.. given.Rows.Select(row => row.Judge(r => new FunnelArea(r.Parts.Checked(statistic == FunnelStatistic.Percentage), statistic == FunnelStatistic.Rate ? r.Figure("rate") : null)))];

    private static string? Text(FunnelZone? zone) => zone is not { } known ? null : known switch
    {
        FunnelZone.NotSignificant => "Not significant",
        FunnelZone.LowOuter => "Low (0.001)",
        FunnelZone.LowInner => "Low (0.025)",
        FunnelZone.HighOuter => "High (0.001)",
        FunnelZone.HighInner => "High (0.025)",
    };
}
