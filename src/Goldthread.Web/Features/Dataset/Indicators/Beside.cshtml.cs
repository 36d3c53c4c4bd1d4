using Goldthread.Domain;
using Goldthread.Domain.Dataset;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Dataset.Indicators;

/// <summary>What is set side by side; stands in the address.</summary>
public sealed class BesideFilter
{
    public Guid? Theme { get; set; }
    public Guid? Agency { get; set; }
    public Accountability? Question { get; set; }
    /// <summary>A column for each neighbour, in place of their middle.</summary>
    public bool Each { get; set; }
    /// <summary>Codes of further areas.</summary>
    public List<string> Area { get; set; } = [];
}

/// <summary>One area's figure of one indicator, beside others.</summary>
/// <param name="Value">Null when missing.</param>
/// <param name="Standing">Against England.</param>
/// <param name="Direction">What its series does; null where it has none of its own.</param>
/// <param name="WhyMissing">Stands in place of a figure.</param>
public sealed record BesideCell(double? Value, Standing Standing, Direction? Direction, string WhyMissing);

/// <summary>An indicator as one row.</summary>
public sealed record BesideRow(Indicator Indicator, SeriesPoint? Period, IReadOnlyList<BesideCell> Cells, string? Doubt);

/// <summary>Areas beside each other: many indicators, each in the latest period in which the board's area has a figure (I15).</summary>
[ForEveryoneSignedIn]
public sealed class BesideModel(BoardDb db, BoardContext board, TimeProvider clock) : PageModel
{
    /// <summary>More columns by hand than these nobody reads.</summary>
    public const int MostAreas = 6;

    private readonly List<(string Name, Func<IndicatorFigures, AreaSeries?>? Of)> columns = [];

    public BesideFilter Filter { get; private set; } = new();
    public Listing<BesideRow> Rows { get; private set; } = null!;
    public IReadOnlyList<string> Columns => [.. columns.Select(c => c.Name)];
    public ComparatorSet? Set { get; private set; }
    public Names Names { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> Themes { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Agencies { get; private set; } = [];

    /// <summary>Authorities with figures of some indicator on this page, by code.</summary>
    public IReadOnlyDictionary<string, string> Authorities { get; private set; } = new Dictionary<string, string>();

    public IReadOnlyList<string> Chosen { get; private set; } = [];

    public async Task OnGetAsync([FromQuery] BesideFilter filter, int p, CancellationToken stop)
    {
        Filter = filter;
        IQueryable<Indicator> wanted = db.Indicators.AsNoTracking().Where(i => !i.IsBackground && i.RetiredOn == null);
        if (filter.Theme is { } theme) wanted = wanted.Where(i => i.Themes.Any(t => t.TargetId == theme));
        if (filter.Agency is { } agency) wanted = wanted.Where(i => i.OwnerId == agency);
        if (filter.Question is { } question) wanted = wanted.Where(i => i.Accountability == question);
        var page = await wanted.OrderBy(i => i.Name).ThenBy(i => i.Code).PageAsync(p, stop);
        await db.LogReadingsAsync<Indicator>(page.Rows.Where(i => i.Confidentiality == Confidentiality.Restricted).Select(i => i.Id), stop);
        var figures = await IndicatorFigures.LoadAsync(db, page.Rows, board.Settings.Area, stop);
        var sets = await db.ComparatorSets.AsNoTracking().Where(s => db.Set<Area>().Any(a => a.Key == s.AreaKey && a.Name == board.Settings.Area)).OrderBy(s => s.From).ToListAsync(stop);
        Set = ComparedIndicator.InForce(sets, clock.Today());
        Names = await Names.LoadAsync(db, stop);
        (Themes, Agencies) = (Names.All("themes"), Names.All("organisations"));
        Authorities = figures.SelectMany(f => f.Areas).Where(a => a.Level == PublishedLevel.LocalAuthority && a.Name != board.Settings.Area).DistinctBy(a => a.Code).OrderBy(a => a.Name, StringComparer.Ordinal).ToDictionary(a => a.Code, a => a.Name);
        Chosen = [.. filter.Area.Where(c => c is not null && Authorities.ContainsKey(c)).Distinct().Take(MostAreas)];
        AddColumns(figures);
        Rows = new([.. figures.Select(Row)], page.Total, page.Number);
    }

    /// <summary>The address with one chosen area less.</summary>
    public string Without(string area) => Request.With("area", null) is var bare
        ? bare + (bare.Contains('?', StringComparison.Ordinal) ? "&" : "?") + string.Join('&', Chosen.Where(c => c != area).Select(c => $"area={Uri.EscapeDataString(c)}"))
        : "";

    /// <summary>A sign for a standing, whose word stands beside it.</summary>
    public static string Sign(Standing standing) => standing switch
    {
        Standing.NotCompared => "",
        Standing.Better => "◆",
        Standing.Similar => "●",
        Standing.Worse => "▲",
        Standing.Higher or Standing.Lower => "■",
    };

    private void AddColumns(IReadOnlyList<IndicatorFigures> figures)
    {
        columns.Add((board.Settings.Area, f => f.Own));
        columns.Add(("England", f => f.England));
        if (figures.Select(f => f.Region).FirstOrDefault(r => r is not null) is { } region) columns.Add((region.Name, f => f.Region));
        if (Set is not null && !Filter.Each) columns.Add(("Middle neighbour", null));
        if (Set is not null && Filter.Each)
            foreach (var key in Set.Members.Select(m => m.AreaKey))
                if (figures.SelectMany(f => f.Areas).FirstOrDefault(a => a.AreaKey == key) is { } near) columns.Add((near.Name, f => f.Areas.FirstOrDefault(a => a.AreaKey == key)));
        foreach (var code in Chosen) columns.Add((Authorities[code], f => f.Areas.FirstOrDefault(a => a.Code == code)));
    }

    private BesideRow Row(IndicatorFigures figures)
    {
        var indicator = figures.Indicator;
        if (figures.Own?.Points.LastOrDefault(p => p.Figure.Value is not null) is not { } period)
            return new(indicator, null, [.. columns.Select(_ => new BesideCell(null, Standing.NotCompared, null, "no figure"))], null);
        var isCount = indicator.Denominator.Length == 0;
        var (england, doubt) = figures.Benchmark(figures.England, period);
        return new(indicator, period, [.. columns.Select(column =>
        {
            if (column.Of is null) return Middle(figures, period);
            if (column.Of(figures) is not { } area) return new(null, Standing.NotCompared, null, "no figure");
            var figure = area.On(period);
            var interval = isCount || area == figures.England ? null : Interval.Of(figure, indicator.Multiplier, indicator.Unit == "%");
            return new BesideCell(figure.Value, BenchmarkRule.StandingOf(interval, england, indicator.Polarity), figure.Value is null ? null : area.Direction, SmallNumbers.WhyMissing(figure.Symbol));
        })], doubt);
    }

    // Half of the neighbours must have a figure: a middle of two says nothing about ten.
    private BesideCell Middle(IndicatorFigures figures, SeriesPoint period)
    {
        double?[] near = [.. figures.Areas.Where(a => Set!.Members.Any(m => m.AreaKey == a.AreaKey)).Select(a => a.On(period).Value)];
        var enough = near.Count(v => v is not null) * 2 >= Set!.Members.Count;
        return new(enough ? new Spread(near).Percentile(0.5) : null, Standing.NotCompared, null, "too few have a figure");
    }
}
