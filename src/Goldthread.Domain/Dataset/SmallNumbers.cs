namespace Goldthread.Domain.Dataset;

/// <summary>Hides counts so small that a child might be known by them. Pages, charts, tables and exports get
/// their figures through here and nowhere else.</summary>
public static class SmallNumbers
{
    /// <summary>Counts from 1 to this are hidden unless an indicator's own rule says otherwise; zero is shown.</summary>
    public const int HiddenUpTo = 5;

    /// <summary>A series without its small counts: neither the count nor the value worked out from it.</summary>
    /// <param name="points">Of one series.</param>
    /// <param name="isCount">The value itself is a count, without a denominator.</param>
    /// <param name="rule">Which counts are hidden.</param>
    public static IReadOnlyList<SeriesPoint> Hide(IReadOnlyList<SeriesPoint> points, bool isCount, SmallNumberRule rule = SmallNumberRule.UpTo5) =>
        [.. points.Select(p => p with { Figure = Hide(p.Figure, isCount, rule) })];

    /// <summary>A figure without a small count.</summary>
    /// <param name="figure">As stored.</param>
    /// <param name="isCount">The value itself is a count.</param>
    /// <param name="rule">Which counts are hidden.</param>
    public static FigureValue Hide(FigureValue figure, bool isCount, SmallNumberRule rule = SmallNumberRule.UpTo5) =>
        IsSmall(figure.Numerator, rule) || IsSmall(figure.Denominator, rule) || (isCount && IsSmall(figure.Value, rule))
            ? figure with { Numerator = null, Denominator = IsSmall(figure.Denominator, rule) ? null : figure.Denominator, Value = null, Symbol = PublishedSymbol.HiddenHere }
            : figure;

    /// <summary>Why there is no figure, in words that stand in its place.</summary>
    /// <param name="symbol">The reason; none when the source says nothing.</param>
    /// <param name="rule">Which counts are hidden.</param>
    public static string WhyMissing(PublishedSymbol symbol, SmallNumberRule rule = SmallNumberRule.UpTo5) => symbol switch
    {
        PublishedSymbol.None => "no figure",
        PublishedSymbol.Confidential => "hidden by the publisher",
        PublishedSymbol.NotAvailable => "not available",
        PublishedSymbol.NotApplicable => "not applicable",
        PublishedSymbol.RoundsToZero => "rounds to 0, but is not 0",
        PublishedSymbol.LowReliability => "too unreliable to show",
        PublishedSymbol.Doubtful => "published on another scale, not compared",
        PublishedSymbol.HiddenHere => $"hidden: a count of 1 to {Largest(rule)}, or one that would give it away",
    };

    /// <summary>Hides more where one authority alone is hidden and a total is known: what is missing would be the total less the others.
    /// Of the authorities in that total the one with the next smallest count goes as well; where nobody knows who is in it, the total.</summary>
    /// <param name="areas">All areas of one indicator, small counts hidden.</param>
    /// <param name="own">Code of the board's area, which other pages show by itself: it is never the second.</param>
    /// <returns>The series in the same order.</returns>
    public static IReadOnlyList<IReadOnlyList<SeriesPoint>> HideBeside(IReadOnlyList<AreaPoints> areas, string? own)
    {
        SeriesPoint[][] shown = [.. areas.Select(a => a.Points.ToArray())];
        var periods = areas.SelectMany((a, i) => a.Points.Select((p, at) => (Key: (p.Start, p.End), Place: (Area: i, At: at)))).GroupBy(p => p.Key, p => p.Place);
        foreach (var period in periods) HideBeside(areas, shown, [.. period], own);
        return shown;
    }

    private static void HideBeside(IReadOnlyList<AreaPoints> areas, SeriesPoint[][] shown, (int Area, int At)[] period, string? own)
    {
        FigureValue Of((int Area, int At) place) => shown[place.Area][place.At].Figure;
        void Take((int Area, int At) place) =>
            shown[place.Area][place.At] = shown[place.Area][place.At] with { Figure = Of(place) with { Numerator = null, Value = null, Symbol = PublishedSymbol.HiddenHere } };
        static double? CountOf(FigureValue figure) => figure.Numerator ?? (figure.Denominator is null ? figure.Value : null);

        var authorities = period.Where(p => areas[p.Area].Level == PublishedLevel.LocalAuthority).ToList();
        if (!authorities.Exists(p => Of(p).Symbol == PublishedSymbol.HiddenHere)) return;
        foreach (var total in period.Where(p => areas[p.Area].Level != PublishedLevel.LocalAuthority && Of(p).Value is not null))
        {
            bool? Holds((int Area, int At) p) => areas[total.Area].Level == PublishedLevel.National ? true : EnglishRegion.Holds(areas[total.Area].Code, areas[p.Area].OldCode);
            if (authorities.Exists(p => Of(p).Symbol == PublishedSymbol.HiddenHere && Holds(p) is null))
            {
                Take(total);
                continue;
            }
            var members = authorities.Where(p => Holds(p) == true).ToList();
            var missing = members.Where(p => CountOf(Of(p)) is null).ToList();
            if (missing is not [var only] || Of(only).Symbol != PublishedSymbol.HiddenHere) continue;
            var next = members.Where(p => p != only && areas[p.Area].Code != own).OrderBy(p => CountOf(Of(p))).ThenBy(p => areas[p.Area].Code, StringComparer.Ordinal).ToList();
            Take(next.Count > 0 ? next[0] : total);
        }
    }

    /// <summary>The largest count that a rule hides; zero when it hides none.</summary>
    public static int Largest(SmallNumberRule rule) => rule switch { SmallNumberRule.UpTo5 => HiddenUpTo, SmallNumberRule.UpTo4 => 4, SmallNumberRule.None => 0 };

    private static bool IsSmall(double? count, SmallNumberRule rule) => count > 0 && count <= Largest(rule);
}

/// <summary>An area's series, with what says which totals it counts into.</summary>
/// <param name="Code">Code of the statistics office.</param>
/// <param name="Level">Country, region or authority.</param>
/// <param name="OldCode">Three-digit number; empty for none.</param>
/// <param name="Points">Small counts hidden.</param>
public sealed record AreaPoints(string Code, PublishedLevel Level, string OldCode, IReadOnlyList<SeriesPoint> Points);
