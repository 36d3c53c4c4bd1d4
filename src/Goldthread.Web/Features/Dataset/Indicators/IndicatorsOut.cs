using Goldthread.Domain;
using Goldthread.Domain.Dataset;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Dataset.Indicators;

/// <summary>The indicators as a file, each with its latest figure.</summary>
public sealed class IndicatorsOut(BoardDb db, BoardContext board) : ListOut<IndicatorFilter>
{
    /// <inheritdoc/>
    public override string Name => "indicators";

    /// <inheritdoc/>
    public override async Task<OpenedList> OpenAsync(IndicatorFilter filter, CancellationToken stop)
    {
        var lines = await db.IndicatorLines(filter, board.Settings.Area).ToListAsync(stop); // a series for each is unpacked anyway
        var names = await Names.LoadAsync(db, stop);
        return OpenedList.Of(Name, FilterWords.InWords(filter, id => names[id]), ["Code", "Indicator", "Latest period", "Latest value", "Unit", "Direction", "Agency", "Source", "Invented"],
            [.. lines.Select(i => new object?[] { i.Code, i.Name, i.Latest?.Label, i.Latest?.Figure.Value, i.Unit, i.Direction is { } direction ? SeriesReading.Say(direction) : null, names[i.OwnerId], i.Publisher, i.IsInvented ? "yes" : "no" })],
            token => db.LogReadingsAsync<Indicator>(lines.Where(i => i.IsRestricted).Select(i => i.Id), token));
    }
}
