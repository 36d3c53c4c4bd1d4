namespace Goldthread.Domain.Dataset;

/// <summary>Hides counts so small that a child might be known by them. Pages, charts, tables and exports get
/// their figures through here and nowhere else.</summary>
public static class SmallNumbers
{
    /// <summary>Counts from 1 to this are hidden; zero is shown.</summary>
    public const int HiddenUpTo = 5;

    /// <summary>A series without its small counts: neither the count nor the value worked out from it.</summary>
    /// <param name="points">Of one series.</param>
    /// <param name="isCount">The value itself is a count, without a denominator.</param>
    public static IReadOnlyList<SeriesPoint> Hide(IReadOnlyList<SeriesPoint> points, bool isCount) =>
        [.. points.Select(p => p with { Figure = Hide(p.Figure, isCount) })];

    /// <summary>A figure without a small count.</summary>
    /// <param name="figure">As stored.</param>
    /// <param name="isCount">The value itself is a count.</param>
    public static FigureValue Hide(FigureValue figure, bool isCount) =>
        IsSmall(figure.Numerator) || IsSmall(figure.Denominator) || (isCount && IsSmall(figure.Value))
            ? figure with { Numerator = null, Denominator = IsSmall(figure.Denominator) ? null : figure.Denominator, Value = null, Symbol = PublishedSymbol.HiddenHere }
            : figure;

    /// <summary>Why there is no figure, in words that stand in its place.</summary>
    /// <param name="symbol">The reason; none when the source says nothing.</param>
    public static string WhyMissing(PublishedSymbol symbol) => symbol switch
    {
        PublishedSymbol.None => "no figure",
        PublishedSymbol.Confidential => "hidden by the publisher",
        PublishedSymbol.NotAvailable => "not available",
        PublishedSymbol.NotApplicable => "not applicable",
        PublishedSymbol.RoundsToZero => "rounds to 0, but is not 0",
        PublishedSymbol.LowReliability => "too unreliable to show",
        PublishedSymbol.Doubtful => "published on another scale, not compared",
        PublishedSymbol.HiddenHere => $"hidden: a count of 1 to {HiddenUpTo}",
    };

    private static bool IsSmall(double? count) => count is > 0 and <= HiddenUpTo;
}
