using Goldthread.Domain.Dataset;
using Goldthread.Web.Features.Dataset;
using Goldthread.Web.Storage;

namespace Goldthread.Web.Tests.Dataset;

/// <summary>Indicators with figures, brought in as the product brings them.</summary>
internal static class AnIndicator
{
    public static readonly PublishedArea Croydon = new(PublishedLevel.LocalAuthority, "E09000008", "Croydon", "306");
    public static readonly PublishedArea England = new(PublishedLevel.National, "E92000001", "England", "");

    public static Indicator Of(int key, string code, PublishedPeriodKind kind = PublishedPeriodKind.Quarter, string name = "Visits made in time", bool isInvented = false)
    {
        Indicator indicator = new(key, code);
        indicator.Describe(new(name, "How often visits are made in time.", "Visits in time", "Visits due", 100, "%", 1, Polarity.HighIsGood, kind, Accountability.HowWell, ""),
            new("A publisher", "A release", "The licence line of the release.", "", isInvented), null, []);
        return indicator;
    }

    /// <summary>Quarters from April 2019, oldest first: numerators of 100; null is hidden by the publisher.</summary>
    public static FigureLine[] Quarters(this Indicator indicator, params double?[] numerators) => [.. numerators.Select((n, i) =>
    {
        var start = new DateOnly(2019, 4, 1).AddMonths(3 * i);
        return new FigureLine(indicator, Croydon, new(PublishedPeriodKind.Quarter, start, start.AddMonths(3).AddDays(-1), $"Quarter {i + 1}"), Value(n), i + 2);
    })];

    public static FigureLine[] Years(this Indicator indicator, PublishedArea area, params double?[] numerators) => [.. numerators.Select((n, i) =>
        new FigureLine(indicator, area, new(PublishedPeriodKind.Year, new(2015 + i, 4, 1), new(2016 + i, 3, 31), $"{2015 + i}/{16 + i}"), Value(n), i + 2))];

    public static async Task<ImportPlan> ImportAsync(BoardDb db, Board board, IReadOnlyList<FigureLine> lines)
    {
        var stop = TestContext.Current.CancellationToken;
        ImportFigures import = new(db, board.Clock);
        var plan = await import.PlanAsync(lines, stop);
        if (!plan.ChangesNothing) await import.SaveAsync(plan, "figures.csv", "", stop);
        return plan;
    }

    private static FigureValue Value(double? numerator) => numerator is { } n
        ? new(n, 100, n, PublishedSymbol.None, FigureStatus.Final)
        : new(null, null, null, PublishedSymbol.Confidential, FigureStatus.Final);
}
