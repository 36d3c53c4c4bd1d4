using System.Text.Json;
using System.Text.Json.Serialization;
using Goldthread.Domain;
using Goldthread.Domain.Dataset;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Dataset.Indicators;
using Goldthread.Web.Features.Shared.Charts;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Dataset;

/// <summary>A numbered mark as it stood. Of an action only its number is kept: whoever reads the chart is told its title if he may
/// see the action, and nothing else.</summary>
/// <param name="Date">Where it stood.</param>
/// <param name="Words">What was decided; of an action, how it stood then.</param>
/// <param name="ActionId">The action; null for a decision on the limits.</param>
public sealed record KeptMark(DateOnly Date, string Words, Guid? ActionId);

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
/// <param name="Marks">Its numbered marks; null in what was kept before marks were.</param>
public sealed record ChartSnapshot(DateOnly On, string Title, string Says, string Source, string Unit, int Decimals, string CentreName, string OwnName,
    IReadOnlyList<TimePoint> Points, IReadOnlyList<Stretch> Stretches, IReadOnlyList<Target> Targets, IReadOnlyList<Comparator> Comparators,
    Variation? Variation, Assurance? Assurance, IReadOnlyList<string> Warnings,
    IReadOnlyList<KeptMark>? Marks = null)
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

    /// <summary>Titles of the actions it marks that its reader may see; given when it is read.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<Guid, string> Titles { get; init; } = new Dictionary<Guid, string>();

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
        if (figures.DrawnOverTime([], [], "as-it-stood") is not var (chart, _)) return null;
        var figure = figures.OverTime([], [])!; // a kept chart tells what the live one told, which is less than the process chart knows
        var thread = await IndicatorThread.LoadAsync(db, indicator.Id, stop);
        KeptMark[] marks = [.. chart.Marks.Select(m => new KeptMark(m.Date, m.Words, null)), .. thread.Actions.Select(a => new KeptMark(a.Date, IndicatorThread.WhenOf(a), a.Id))];
        return JsonSerializer.Serialize(new ChartSnapshot(today, chart.Title, chart.Says, figure.Source, indicator.Unit, indicator.Decimals, chart.CentreName, chart.OwnName,
            chart.Points, chart.Stretches, chart.Targets, chart.Comparators, figure.Variation, figure.Assurance, figure.Warnings, marks), AsText);
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

    /// <summary>These charts with the titles of the actions they mark, in one command at the most. An action kept to named people is not
    /// named here.</summary>
    /// <param name="db">Opened for the reader.</param>
    /// <param name="charts">As read.</param>
    /// <param name="stop">Stops the work.</param>
    public static async Task<IReadOnlyList<ChartSnapshot>> NameAsync(BoardDb db, IReadOnlyList<ChartSnapshot> charts, CancellationToken stop)
    {
        var ids = charts.SelectMany(c => c.Marks ?? []).Select(m => m.ActionId).OfType<Guid>().Distinct().ToList();
        if (ids.Count == 0) return charts;
        var titles = await db.Actions.Where(a => ids.Contains(a.Id) && a.Confidentiality != Confidentiality.Restricted).ToDictionaryAsync(a => a.Id, a => a.Title, stop);
        return [.. charts.Select(c => c with { Titles = titles })];
    }

    private IEnumerable<TimeMark> Named => from mark in Marks ?? []
                                           where mark.ActionId is not { } action || Titles.ContainsKey(action)
                                           select new TimeMark(mark.Date, mark.ActionId is { } id ? $"{Titles[id]}, {mark.Words}" : mark.Words, IsBreak: mark.ActionId is null);

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
        Marks = [.. Named],
    }, Source) with
    { Variation = Variation, Assurance = Assurance, Warnings = Warnings, HeadingLevel = 4 };
}
