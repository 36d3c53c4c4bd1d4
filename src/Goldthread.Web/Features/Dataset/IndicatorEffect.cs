using Goldthread.Domain.Dataset;
using Goldthread.Web.Features.Shared.Charts;
using Goldthread.Web.Storage;

namespace Goldthread.Web.Features.Dataset;

/// <summary>What an indicator says about the time since an action: evidence for judging its impact, for the partial
/// <c>Dataset/_BeforeAfter</c>. It is never proof that the action was the cause.</summary>
/// <param name="Indicator">The indicator.</param>
/// <param name="Since">When the action was carried out.</param>
/// <param name="Figure">The chart with that date on it; null when there is no figure.</param>
/// <param name="Verdict">The answer.</param>
/// <param name="Words">The answer as a sentence.</param>
public sealed record IndicatorEffect(Indicator Indicator, DateOnly Since, ChartFigure? Figure, ShiftVerdict Verdict, string Words)
{
    /// <summary>Only yearly figures: limits are never worked out from them, so nothing can be told.</summary>
    public const string OnlyYearly = "Only yearly figures exist, and they are never given process limits: they can't tell whether this action changed anything. Look for a monthly or quarterly measure, an audit, or what children say.";

    /// <summary>Reads and judges, in two commands.</summary>
    /// <param name="db">The board's database, opened for whoever looks.</param>
    /// <param name="ownArea">Name of the board's area (<c>Board.Settings.Area</c>).</param>
    /// <param name="indicatorId">The indicator of the measure.</param>
    /// <param name="since">When the action was carried out.</param>
    /// <param name="action">The action in a few words, for the mark on the chart.</param>
    /// <param name="stop">Stops the work.</param>
    /// <returns>Null when the indicator does not exist or is not for this viewer.</returns>
    public static async Task<IndicatorEffect?> LoadAsync(BoardDb db, string ownArea, Guid indicatorId, DateOnly since, string action, CancellationToken stop)
    {
        if (await db.FindVisibleAsync<Indicator>(indicatorId, stop) is not { } indicator) return null;
        return Of(await IndicatorFigures.LoadAsync(db, indicator, ownArea, stop), since, action);
    }

    /// <summary>Judges figures that are read already.</summary>
    public static IndicatorEffect Of(IndicatorFigures figures, DateOnly since, string action)
    {
        var (verdict, words) = Judge(figures, since);
        return new(figures.Indicator, since, figures.OverTime([], [new(since, action)], "before-after"), verdict, words);
    }

    private static (ShiftVerdict Verdict, string Words) Judge(IndicatorFigures figures, DateOnly since)
    {
        if (figures.Own is not { } own || own.Points.All(p => p.Figure.Value is null)) return (ShiftVerdict.TooFewPoints, "There are no figures yet.");
        if (SeriesReading.IsYearly(own.Points)) return (ShiftVerdict.TooFewPoints, OnlyYearly);
        if (SeriesReading.Process(own.Points, figures.Indicator.Polarity, [], figures.Indicator.StepsInForce(own.AreaKey)) is not { } chart)
        {
            var known = own.Points.Count(p => p.Figure.Value is not null);
            return (ShiftVerdict.TooFewPoints, $"There are too few figures to tell whether anything changed ({known} of the {ProcessChart.PointsForLimits} needed).");
        }
        var shift = ShiftAfter.Judge(chart, since);
        return (shift.Verdict, shift.Words);
    }
}
