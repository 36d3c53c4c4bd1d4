using Goldthread.Domain;
using Goldthread.Domain.Dataset;
using Goldthread.Web.Features.Shared.Charts;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Dataset.Indicators;

/// <summary>With whom an indicator's figure is compared.</summary>
public enum CompareGroup
{
    Neighbours,
    Region,
    England,
    Chosen,
}

/// <summary>Against what it is judged.</summary>
public enum CompareAgainst
{
    England,
    Region,
    Middle,
}

/// <summary>What was chosen; stands in the address. What no longer exists counts as not chosen.</summary>
public sealed class CompareFilter
{
    public string Code { get; set; } = "";
    /// <summary>Last day of the period.</summary>
    public DateOnly? Period { get; set; }
    public CompareGroup? With { get; set; }
    /// <summary>Name of the model of neighbours.</summary>
    public string? Neighbours { get; set; }
    public CompareAgainst? Against { get; set; }
    /// <summary>Codes of areas chosen by hand.</summary>
    public List<string> Area { get; set; } = [];
}

/// <summary>One indicator's figures of one period, area beside area (I15). Page, chart, table and file all take them from here.</summary>
public sealed class ComparedIndicator
{
    /// <summary>More than these by hand are no choice any more.</summary>
    public const int MostAreas = 30;

    private readonly Dictionary<string, AreaSeries> areaOf;

    private ComparedIndicator(IndicatorFigures figures, IReadOnlyList<ComparatorSet> sets, CompareFilter filter)
    {
        (Figures, Sets) = (figures, sets);
        areaOf = figures.Areas.ToDictionary(a => a.Code);
        Authorities = [.. figures.Authorities];
        Periods = [.. Authorities.SelectMany(a => a.Points).Where(p => p.Figure.Value is not null).DistinctBy(p => (p.Start, p.End)).OrderByDescending(p => p.End)];
        Period = Periods.FirstOrDefault(p => p.End == filter.Period) ?? figures.Own?.Points.LastOrDefault(p => p.Figure.Value is not null) ?? (Periods is [var newest, ..] ? newest : null);
        Set = sets.FirstOrDefault(s => s.Name == filter.Neighbours) ?? InForce(sets, Period?.End);
        OwnRegion = figures.Own is { } own ? EnglishRegion.Of(own.OldCode) : null;
        Chosen = [.. filter.Area.Where(c => c is not null && areaOf.GetValueOrDefault(c) is { Level: PublishedLevel.LocalAuthority } a && a != figures.Own).Distinct().Take(MostAreas)];
        Group = filter.With is { } with && Groups.Contains(with) ? with : Chosen.Count > 0 ? CompareGroup.Chosen : Groups[0];
        if (Period is not { } period) return;

        var (england, doubtOfEngland) = figures.Benchmark(figures.England, period);
        var (region, doubtOfRegion) = figures.Benchmark(figures.Region, period);
        var wanted = filter.Against ?? CompareAgainst.England;
        var benchmark = wanted switch { CompareAgainst.England => england, CompareAgainst.Region => region, CompareAgainst.Middle => null };
        Against = benchmark is null ? CompareAgainst.Middle : wanted;
        if (benchmark is null && wanted != CompareAgainst.Middle) InsteadOf = wanted == CompareAgainst.England ? "England" : figures.Region?.Name ?? "The region";
        AreaFigure[] members = [.. Authorities.Where(a => IsMember(a, period)).Select(a => new AreaFigure(a.Code, a.Name, a.On(period)))];
        Comparison = AreaComparison.Of(members, Measure, benchmark, useMiddle: benchmark is null);
        Funnel = IsCount ? null : AreaFunnel.Of([.. Comparison.Areas.Where(a => a.Doubt is null).Select(a => a.Area)], Measure);
        Doubts = [.. new[] { doubtOfEngland, doubtOfRegion }.OfType<string>(), .. Comparison.Areas.Where(a => a.Doubt is not null).Select(a => $"{a.Area.Name} is published with {a.Doubt}. It is shown as published and not ranked.")];
        Without = Group == CompareGroup.Neighbours && Set is not null ? Set.Members.Count(m => !Authorities.Any(a => a.AreaKey == m.AreaKey)) : 0;
    }

    public IndicatorFigures Figures { get; }
    public Indicator Indicator => Figures.Indicator;
    public IReadOnlyList<ComparatorSet> Sets { get; }

    /// <summary>Authorities with figures; only they are ranked: a region or a country is none of them.</summary>
    public IReadOnlyList<AreaSeries> Authorities { get; }

    /// <summary>Periods in which some authority has a figure, newest first.</summary>
    public IReadOnlyList<SeriesPoint> Periods { get; }

    /// <summary>The one compared; null when there is no figure at all.</summary>
    public SeriesPoint? Period { get; }

    /// <summary>The neighbours compared with; by default those of the model in force at the end of the period.</summary>
    public ComparatorSet? Set { get; }

    public CompareGroup Group { get; }
    public CompareAgainst Against { get; }

    /// <summary>Areas chosen by hand, by code.</summary>
    public IReadOnlyList<string> Chosen { get; }

    /// <summary>What was to be the benchmark and has no figure that can be used; null when all is well.</summary>
    public string? InsteadOf { get; }

    public AreaComparison? Comparison { get; }
    public AreaFunnel? Funnel { get; }

    /// <summary>Published figures that can't be right, one sentence each.</summary>
    public IReadOnlyList<string> Doubts { get; } = [];

    /// <summary>How many of the neighbours have no figures at all.</summary>
    public int Without { get; }

    /// <summary>The value itself is a count: a larger area has more, and a whole country is no benchmark.</summary>
    public bool IsCount => Indicator.Denominator.Length == 0;

    /// <summary>The groups there are, the fitting one first.</summary>
    public IReadOnlyList<CompareGroup> Groups => [.. Set is null ? Array.Empty<CompareGroup>() : [CompareGroup.Neighbours], CompareGroup.England, .. OwnRegion is null ? Array.Empty<CompareGroup>() : [CompareGroup.Region], CompareGroup.Chosen];

    /// <summary>The board's area among the others; null without one.</summary>
    public ComparedFigure? Own => Comparison?.Areas.FirstOrDefault(a => a.Area.Code == Figures.Own?.Code);

    /// <summary>What they are judged against, in words.</summary>
    public string BenchmarkName => Against switch { CompareAgainst.England => "England", CompareAgainst.Region => Figures.Region!.Name, CompareAgainst.Middle => "Middle of the group" };

    /// <summary>Name of an area.</summary>
    public string NameOf(string code) => areaOf[code].Name;

    private string? OwnRegion { get; }

    private ComparisonMeasure Measure => new(Indicator.Multiplier, Indicator.Unit == "%", Indicator.Polarity);

    /// <summary>Reads what was chosen in three commands; null when the indicator does not exist or is not for this viewer.</summary>
    public static async Task<ComparedIndicator?> LoadAsync(BoardDb db, CompareFilter filter, string ownArea, CancellationToken stop)
    {
        if (await db.FindIndicatorAsync(filter.Code, stop) is not { } indicator) return null;
        var figures = await IndicatorFigures.LoadAsync(db, indicator, ownArea, stop);
        var sets = await db.ComparatorSets.AsNoTracking().Where(s => db.Set<Area>().Any(a => a.Key == s.AreaKey && a.Name == ownArea)).OrderBy(s => s.From).ToListAsync(stop);
        return new(figures, sets, filter);
    }

    /// <summary>The model in force on a day; else the last before it, else the first.</summary>
    public static ComparatorSet? InForce(IReadOnlyList<ComparatorSet> sets, DateOnly? day) =>
        sets.LastOrDefault(s => s.From <= day && (s.Until is null || s.Until >= day)) ?? sets.LastOrDefault(s => s.From <= day) ?? (sets is [var first, ..] ? first : null);

    /// <summary>Where the board's area stands, as sentences.</summary>
    public string Says()
    {
        var (show, area) = (Indicator.InFull(), Figures.Own?.Name ?? "Your area");
        if (Comparison is not { } compared || Period is not { } period) return "There are no figures yet.";
        var middle = compared.Median is { } m && Against != CompareAgainst.Middle ? $" The middle of those with a figure is {show(m)}." : "";
        if (Own is not { Area.Figure.Value: { } value } own) return $"{area} has no figure for {period.Label}{(Own is { } o ? $": {SmallNumbers.WhyMissing(o.Area.Figure.Symbol)}" : "")}.{middle}";
        var place = compared.SayRank(own.Rank, Indicator.Polarity) is { } rank
            ? $", {(rank.StartsWith("highest", StringComparison.Ordinal) || rank.StartsWith("best", StringComparison.Ordinal) ? "the " : "")}{rank}{(AreaComparison.SayQuarter(own.Quarter, Indicator.Polarity) is { } quarter ? $" and in the {quarter}" : "")}" : "";
        return $"In {period.Label} {area} has {show(value)}{place}.{Judged(own, area)}{middle}";
    }

    /// <summary>Areas as ranked bars, with everything about each in the table.</summary>
    public ChartFigure? Bars()
    {
        if (Comparison is not { } compared || Period is not { } period) return null;
        var show = Indicator.Brief();
        ComparisonChart chart = new()
        {
            Id = "bars",
            Title = $"{Indicator.Heading()}, {period.Label}",
            Says = Says(),
            Show = show,
            Areas = [.. compared.Areas.Select(a => new ComparedArea(a.Area.Name, a.Area.Figure.Value, a.Interval?.Lower, a.Interval?.Upper, KindOf(a.Area.Code), a.Standing, SmallNumbers.WhyMissing(a.Area.Figure.Symbol)))],
            England = compared.Benchmark,
            BenchmarkName = BenchmarkName,
            Most = Indicator.Unit == "%" ? 100 : null,
            Quartiles = compared is { WithFigure: >= 4, LowerQuartile: { } low, Median: { } middle, UpperQuartile: { } high } ? (low, middle, high) : null,
        };
        return ChartFigure.Of(chart, Indicator.SourceLine()) with
        {
            Table = Table(),
            Notes = [],
            Warnings =
            [
                .. Doubts,
                .. InsteadOf is { } missing ? new[] { IsCount ? "These are counts: a larger area has more of everything. They are set beside the middle of the group only, and say nothing about which area does better." : $"{missing} has no figure for {period.Label} that can be compared with, so the middle of the group stands in its place." } : [],
                .. compared.WithFigure >= 4 ? new[] { "The grey band holds the middle half of the areas, the dashed line is the middle one. Areas without a figure come last and are not ranked." } : [],
            ],
        };
    }

    /// <summary>The funnel; null where there can be none.</summary>
    public ChartFigure? FunnelPlot()
    {
        if (Funnel is not { } funnel || Period is not { } period) return null;
        var show = Indicator.Brief();
        FunnelChart chart = new()
        {
            Id = "funnel",
            Title = $"{Indicator.Heading()}, {period.Label}: by size of area",
            Says = SaysFunnel(funnel),
            Show = show,
            SizeName = Indicator.Denominator,
            Funnel = funnel,
            Polarity = Indicator.Polarity,
            Most = Indicator.Unit == "%" ? 100 : null,
            Own = Figures.Own?.Code,
        };
        return new()
        {
            Picture = chart.Draw(),
            Says = chart.Says,
            Source = Indicator.SourceLine(),
            Block = "gt-compare",
            Warnings = [funnel.SayLimits(), .. funnel.LeftOut > 0 ? new[] { $"Left out: {funnel.LeftOut} with a figure but without the numbers it was worked out from." } : []],
            Table = new(["Area", "Out of", "Figure", "99.8% from", "95% from", "95% to", "99.8% to", "Where it lies"], 6,
                [.. funnel.Areas.Select(IReadOnlyList<string> (a) => [a.Name, FigureWords.Count(a.Size), show(a.Value), show(a.Limits.Outer.Lower), show(a.Limits.Inner.Lower), show(a.Limits.Inner.Upper), show(a.Limits.Outer.Upper), AreaFunnel.Say(a.Placing)])])
            { RowIds = [.. funnel.Areas.Select(chart.RowOf)] },
        };
    }

    /// <summary>Heading of the column of standings.</summary>
    public string ComparedWith => $"Compared with {(Against == CompareAgainst.Middle ? "the middle" : BenchmarkName)}";

    /// <summary>How an area stands, in a word; empty without a figure.</summary>
    public static string Say(ComparedFigure area) =>
        area.Doubt is { } doubt ? $"Not compared: {doubt}" : area.Area.Figure.Value is null ? "" : area.Standing == Standing.NotCompared ? "Not compared" : area.Standing.ToString();

    private ChartTable Table()
    {
        var show = Indicator.Brief();
        string Figure(double? value) => value is { } v ? show(v) : "";
        var hasParts = Comparison!.Areas.Any(a => a.Area.Figure.Denominator is not null || a.Area.Figure.Numerator is not null);
        return new(
            ["Area", "Figure", .. hasParts ? ["Counted", "Out of", "Interval from", "Interval to"] : Array.Empty<string>(), "Rank", ComparedWith, "Quarter"], hasParts ? 6 : 2,
            [
                .. Comparison.Areas.Select(IReadOnlyList<string> (a) =>
                [
                    a.Area.Name, a.Area.Figure.Value is { } value ? show(value) : SmallNumbers.WhyMissing(a.Area.Figure.Symbol),
                    .. hasParts ? [FigureWords.Count(a.Area.Figure.Numerator), FigureWords.Count(a.Area.Figure.Denominator), Figure(a.Interval?.Lower), Figure(a.Interval?.Upper)] : Array.Empty<string>(),
                    a.Rank is { } rank ? $"{rank} of {Comparison.WithFigure}" : "", Say(a), AreaComparison.SayQuarter(a.Quarter, Indicator.Polarity) ?? "",
                ]),
            ]);
    }

    private string Judged(ComparedFigure own, string area) => (own.Standing, Comparison!.Benchmark) switch
    {
        (_, null) => "",
        (Standing.NotCompared, { } level) => $" {BenchmarkName}: {Indicator.InFull()(level)}; without the numbers behind the figures nobody can say whether chance explains the difference.",
        (Standing.Similar, { } level) => $" It is similar to {Lowered()} ({Indicator.InFull()(level)}): chance explains the difference.",
        (var standing, { } level) => $" It is {standing.ToString().ToLowerInvariant()} than {Lowered()} ({Indicator.InFull()(level)}), by more than chance explains.",
    };

    private string Lowered() => Against == CompareAgainst.Middle ? "the middle of the group" : BenchmarkName;

    private string SaysFunnel(AreaFunnel funnel)
    {
        string[] Named(FunnelPlacing placing) => [.. funnel.Areas.Where(a => a.Placing == placing).OrderByDescending(a => Math.Abs(a.Value - funnel.Centre)).Select(a => a.Name)];
        var (high, low) = (Named(FunnelPlacing.HighOuter), Named(FunnelPlacing.LowOuter));
        var own = funnel.Areas.FirstOrDefault(a => a.Code == Figures.Own?.Code);
        var place = own is null ? "" : $"{own.Name} lies {AreaFunnel.Say(own.Placing)}{(own.Placing == FunnelPlacing.Within ? ": an area of its size may differ so much by chance" + (funnel.IsWidened ? " and by what usually differs between areas" : "") : "")}. ";
        string Listed(string[] names) => names.Length == 0 ? "none" : string.Join(", ", names.Take(8)) + (names.Length > 8 ? $" and {names.Length - 8} more" : "");
        return $"{place}Above the 99.8% limit: {Listed(high)}. Below it: {Listed(low)}.";
    }

    private AreaKind KindOf(string code) => code == Figures.Own?.Code ? AreaKind.Own
        : Set?.Members.Any(m => m.AreaKey == areaOf[code].AreaKey) == true ? AreaKind.Neighbour : AreaKind.Other;

    private bool IsMember(AreaSeries area, SeriesPoint period) => area == Figures.Own || Group switch
    {
        CompareGroup.England => Existed(area, period),
        CompareGroup.Region => EnglishRegion.Of(area.OldCode) == OwnRegion && Existed(area, period),
        CompareGroup.Neighbours => Set!.Members.Any(m => m.AreaKey == area.AreaKey),
        CompareGroup.Chosen => Chosen.Contains(area.Code),
    };

    // An authority that has ended, or had not begun, is not one without a figure.
    private static bool Existed(AreaSeries area, SeriesPoint period) => area.Points[0].End <= period.End && area.Points[^1].End >= period.End;
}
