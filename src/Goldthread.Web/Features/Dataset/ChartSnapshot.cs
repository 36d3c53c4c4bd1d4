using System.Text.Json;
using System.Text.Json.Serialization;
using Goldthread.Domain.Dataset;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Shared.Charts;
using Goldthread.Web.Storage;

namespace Goldthread.Web.Features.Dataset;

/// <summary>An indicator's chart as it stood on a day: the figures and limits that were drawn, so that a finding shows what was
/// seen, whatever is published or revised afterwards. Small counts were hidden before it was taken.</summary>
/// <param name="On">The day.</param>
/// <param name="Title">Heading of the chart.</param>
/// <param name="Says">What it said.</param>
/// <param name="Source">Source and licence.</param>
/// <param name="Unit">Unit of the indicator.</param>
/// <param name="Decimals">Digits shown.</param>
/// <param name="CentreName">"Mean" or "Median".</param>
/// <param name="OwnName">Name at the own line; empty without comparators.</param>
/// <param name="Points">Figures, oldest first.</param>
/// <param name="Stretches">Centre and limits.</param>
/// <param name="Targets">Targets.</param>
/// <param name="Comparators">Other areas' figures.</param>
/// <param name="Variation">What the chart signalled; null without limits.</param>
/// <param name="Assurance">Whether the target was in reach; null without one.</param>
/// <param name="Warnings">Cautions that stood under it.</param>
public sealed record ChartSnapshot(DateOnly On, string Title, string Says, string Source, string Unit, int Decimals, string CentreName, string OwnName,
    IReadOnlyList<TimePoint> Points, IReadOnlyList<Stretch> Stretches, IReadOnlyList<Target> Targets, IReadOnlyList<Comparator> Comparators,
    Variation? Variation, Assurance? Assurance, IReadOnlyList<string> Warnings)
{
    private static readonly JsonSerializerOptions AsText = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Unique on the page; given when it is read.</summary>
    [JsonIgnore]
    public string Id { get; init; } = "as-it-stood";

    /// <summary>The chart as it stands now, as text for <see cref="Evidence.Showing"/>; null when the piece is no indicator that the
    /// viewer may see, or there is nothing to draw.</summary>
    /// <param name="db">Opened for whoever cites it.</param>
    /// <param name="ownArea">Name of the board's area.</param>
    /// <param name="piece">The evidence.</param>
    /// <param name="today">The date at the board.</param>
    /// <param name="stop">Stops the work.</param>
    public static async Task<string?> TakeAsync(BoardDb db, string ownArea, Evidence piece, DateOnly today, CancellationToken stop)
    {
        if (piece.Source != EvidenceSource.Indicator || await db.FindVisibleAsync<Indicator>(piece.SourceId, stop) is not { } indicator) return null;
        var figures = await IndicatorFigures.LoadAsync(db, indicator, ownArea, stop);
        if (figures.DrawnOverTime([], [], "as-it-stood") is not var (chart, process)) return null;
        var figure = figures.OverTime([], [])!;
        return JsonSerializer.Serialize(new ChartSnapshot(today, chart.Title, chart.Says, figure.Source, indicator.Unit, indicator.Decimals, chart.CentreName, chart.OwnName,
            chart.Points, chart.Stretches, chart.Targets, chart.Comparators, process?.Variation, process?.Assurance, figure.Warnings), AsText);
    }

    /// <summary>Reads what <see cref="TakeAsync"/> wrote; null when it can't be read any more: the page lives without the chart.</summary>
    public static ChartSnapshot? Read(string text, string id)
    {
        try
        {
            return JsonSerializer.Deserialize<ChartSnapshot>(text, AsText) is { Points: not null, Stretches: not null, Targets: not null, Comparators: not null, Warnings: not null } read ? read with { Id = id } : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The chart to show, under a heading of its own.</summary>
    [JsonIgnore]
    public ChartFigure Figure => ChartFigure.Of(new TimeChart
    {
        Id = Id,
        Title = Title,
        Says = Says,
        Show = FigureWords.Brief(Unit, Decimals),
        CentreName = CentreName,
        OwnName = OwnName,
        Points = Points,
        Stretches = Stretches,
        Targets = Targets,
        Comparators = Comparators,
    }, Source) with
    { Variation = Variation, Assurance = Assurance, Warnings = Warnings, HeadingLevel = 4 };
}
