using System.Text.Json;
using Goldthread.Domain;
using Goldthread.Domain.Dataset;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;

namespace Goldthread.Web.Features.Dataset.Indicators;

/// <summary>A comparison of areas as a file; source and licence stand in every row (Y5).</summary>
public sealed class CompareOut(BoardDb db, BoardContext board) : ListOut<CompareFilter>
{
    /// <inheritdoc/>
    public override string Name => "indicator-comparison";

    /// <inheritdoc/>
    public override async Task<OpenedList> OpenAsync(CompareFilter filter, CancellationToken stop)
    {
        var compared = await ComparedIndicator.LoadAsync(db, filter, board.Settings.Area, stop) ?? throw new JsonException("No such indicator");
        var indicator = compared.Indicator;
        return OpenedList.Of(Name, $"{indicator.Code}, {compared.Period?.Label}; {compared.Group.InWords()}; {compared.ComparedWith.ToLowerInvariant()}",
            ["Code", "Indicator", "Area code", "Area", "Period", "Value", "Unit", "Numerator", "Denominator", "Lower 95%", "Upper 95%", "Rank", "Of", "Quarter", "Benchmark", "Benchmark value", "Standing", "Why missing", "Invented", "Source", "Licence"],
            [.. (compared.Comparison?.Areas ?? []).Select(a => new object?[]
            {
                indicator.Code, indicator.Name, a.Area.Code, a.Area.Name, compared.Period!.Label, a.Area.Figure.Value, indicator.Unit, a.Area.Figure.Numerator, a.Area.Figure.Denominator,
                a.Interval?.Lower, a.Interval?.Upper, a.Rank, compared.Comparison!.WithFigure, AreaComparison.SayQuarter(a.Quarter, indicator.Polarity),
                compared.BenchmarkName, compared.Comparison.Benchmark, ComparedIndicator.Say(a),
                a.Area.Figure.Value is null ? SmallNumbers.WhyMissing(a.Area.Figure.Symbol) : "", indicator.IsInvented ? "yes" : "no", $"{indicator.Publisher}, {indicator.Release}", indicator.Licence,
            })],
            _ => Task.CompletedTask); // finding a restricted indicator has logged its reading
    }
}
