using Goldthread.Domain;
using Goldthread.Domain.Dataset;
using Goldthread.Web.Storage;

namespace Goldthread.Web.Features.Dataset.Indicators;

/// <summary>Where figures come from, as a filter.</summary>
public enum FigureOrigin
{
    Published,
    Invented,
}

/// <summary>Whether there is a figure for the board's area, as a filter.</summary>
public enum FigureState
{
    WithFigures,
    NoFiguresYet,
}

/// <summary>Which indicators to list; stands in the address.</summary>
public sealed class IndicatorFilter
{
    public Guid? Theme { get; set; }
    public Guid? Agency { get; set; }
    public FigureOrigin? Source { get; set; }
    public Direction? Direction { get; set; }
    public Accountability? Question { get; set; }
    public PublishedPeriodKind? Every { get; set; }
    public Guid? Priority { get; set; }
    public FigureState? Figures { get; set; }

    /// <summary>Those that are not asked for any more, instead of those that are.</summary>
    public bool Retired { get; set; }

    /// <summary>Published measures that are kept to compare with, instead of the board's own data set.</summary>
    public bool Background { get; set; }
    public string? Sort { get; set; }
}

/// <summary>An indicator as one line of a list, with the packed series of the board's area.</summary>
public sealed record IndicatorLine(string Code, string Name, string Unit, int Decimals, string Denominator, PublishedPeriodKind PeriodKind, Guid? OwnerId,
    string Publisher, bool IsInvented, byte[]? Packed, Direction? Direction, Guid Id, bool IsRestricted, SmallNumberRule SmallNumbers, bool IsRetired)
{
    /// <summary>The series as everybody may see it.</summary>
    public IReadOnlyList<SeriesPoint> Points { get; } = Packed is null ? [] : IndicatorFigures.Shown(Packed, Denominator, SmallNumbers);

    /// <summary>The latest period that has a figure.</summary>
    public SeriesPoint? Latest => Points.LastOrDefault(p => p.Figure.Value is not null);
}

/// <summary>Questions asked of the indicators.</summary>
public static class IndicatorList
{
    /// <summary>Indicators this viewer may see that match, by name unless asked otherwise.</summary>
    /// <param name="db">The board's database.</param>
    /// <param name="filter">Which.</param>
    /// <param name="ownArea">Name of the board's area.</param>
    public static IQueryable<IndicatorLine> IndicatorLines(this BoardDb db, IndicatorFilter filter, string ownArea)
    {
        IQueryable<Indicator> indicators = db.Indicators;
        if (filter.Theme is { } theme) indicators = indicators.Where(i => i.Themes.Any(t => t.TargetId == theme));
        if (filter.Agency is { } agency) indicators = indicators.Where(i => i.OwnerId == agency);
        if (filter.Source is { } source) indicators = indicators.Where(i => i.IsInvented == (source == FigureOrigin.Invented));
        if (filter.Question is { } question) indicators = indicators.Where(i => i.Accountability == question);
        if (filter.Every is { } every)
        {
            var asked = Asked(every);
            indicators = indicators.Where(i => i.PeriodKind == every || (i.Asked & asked) != 0);
        }
        if (filter.Priority is { } priority) indicators = indicators.Where(i => i.Priorities.Any(t => t.TargetId == priority));
        indicators = indicators.Where(i => i.IsBackground == filter.Background);
        indicators = filter.Retired ? indicators.Where(i => i.RetiredOn != null) : indicators.Where(i => i.RetiredOn == null);
        var own = from series in db.Set<Series>()
                  join area in db.Set<Area>() on series.AreaKey equals area.Key
                  join indicator in db.Indicators on series.IndicatorKey equals indicator.Key
                  where area.Name == ownArea && series.BreakdownKey == Breakdown.All && series.Kind == indicator.PeriodKind
                  select series;
        var rows = from indicator in indicators
                   join series in own on indicator.Key equals series.IndicatorKey into found
                   from series in found.DefaultIfEmpty()
                   select new { Indicator = indicator, Series = (Series?)series };
        if (filter.Figures is { } figures) rows = rows.Where(r => r.Series != null == (figures == FigureState.WithFigures));
        if (filter.Direction is { } direction) rows = rows.Where(r => r.Series != null && r.Series.Direction == direction);
        rows = filter.Sort switch
        {
            "latest" => rows.OrderByDescending(r => r.Series!.LatestEnd).ThenBy(r => r.Indicator.Name),
            "code" => rows.OrderBy(r => r.Indicator.Code),
            _ => rows.OrderBy(r => r.Indicator.Name).ThenBy(r => r.Indicator.Code),
        };
        return rows.Select(r => new IndicatorLine(r.Indicator.Code, r.Indicator.Name, r.Indicator.Unit, r.Indicator.Decimals, r.Indicator.Denominator, r.Indicator.PeriodKind,
            r.Indicator.OwnerId, r.Indicator.Publisher, r.Indicator.IsInvented, r.Series!.Packed, (Direction?)r.Series.Direction,
            r.Indicator.Id, r.Indicator.Confidentiality == Confidentiality.Restricted, r.Indicator.SmallNumbers, r.Indicator.RetiredOn != null));
    }

    /// <summary>How often there is a figure.</summary>
    public static string HowOften(PublishedPeriodKind kind) => kind switch
    {
        PublishedPeriodKind.Year => "yearly",
        PublishedPeriodKind.Term => "termly",
        PublishedPeriodKind.Quarter => "quarterly",
        PublishedPeriodKind.Month => "monthly",
        PublishedPeriodKind.Week => "weekly",
        PublishedPeriodKind.SeveralYears => "over several years",
    };

    /// <summary>For which periods an agency is asked: "monthly, quarterly".</summary>
    public static string HowOften(this AskedPeriods asked) =>
        string.Join(", ", Enum.GetValues<PublishedPeriodKind>().Reverse().Where(kind => Asked(kind) != 0 && asked.HasFlag(Asked(kind))).Select(HowOften));

    private static AskedPeriods Asked(PublishedPeriodKind kind) => kind switch
    {
        PublishedPeriodKind.Year => AskedPeriods.Year,
        PublishedPeriodKind.Term => AskedPeriods.Term,
        PublishedPeriodKind.Quarter => AskedPeriods.Quarter,
        PublishedPeriodKind.Month => AskedPeriods.Month,
        PublishedPeriodKind.Week or PublishedPeriodKind.SeveralYears => AskedPeriods.AsPublished,
    };
}
