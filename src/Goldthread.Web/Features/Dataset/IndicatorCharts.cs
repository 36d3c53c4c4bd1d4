using Goldthread.Domain.Dataset;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Features.Shared.Charts;

namespace Goldthread.Web.Features.Dataset;

/// <summary>The pictures of an indicator: which one fits, and what it says.</summary>
public static class IndicatorCharts
{
    private const string MiddleOfNeighbours = "Middle neighbour";

    /// <summary>What is said under every yearly chart, so that nobody looks for limits or takes one year for a signal.</summary>
    public const string NoLimitsForYears = "Yearly figures are never given limits: there are too few of them. What is said of their trend comes from a test of all the years together.";

    /// <summary>The board's area over time: process chart, run chart or yearly lines; null when there is no figure.</summary>
    /// <param name="figures">All areas' figures.</param>
    /// <param name="neighbours">Numbers of the areas to compare with; used for yearly figures.</param>
    /// <param name="marks">What was done, and when.</param>
    /// <param name="id">Unique on the page.</param>
    public static ChartFigure? OverTime(this IndicatorFigures figures, IReadOnlyCollection<int> neighbours, IReadOnlyList<TimeMark> marks, string id = "over-time")
    {
        if (figures.DrawnOverTime(neighbours, marks, id) is not var (chart, process)) return null;
        var own = figures.Own!.Points;
        if (SeriesReading.IsYearly(own)) return ChartFigure.Of(chart, figures.Indicator.SourceLine()) with { Warnings = [NoLimitsForYears] };
        var figure = ChartFigure.Of(chart, figures.Indicator.SourceLine(), process);
        return process?.StepChangeToConsider is { } since
            ? figure with { Warnings = [.. figure.Warnings, StepToConsider(own.First(p => p.End == since).Label)], StepToConsider = since }
            : figure;
    }

    /// <summary>The same before it becomes a figure: what is drawn, and the process chart behind it where there is one.</summary>
    public static (TimeChart Chart, ProcessChart? Process)? DrawnOverTime(this IndicatorFigures figures, IReadOnlyCollection<int> neighbours, IReadOnlyList<TimeMark> marks, string id)
    {
        if (figures.Own is not { } own || own.Points.All(p => p.Figure.Value is null)) return null;
        var indicator = figures.Indicator;
        if (SeriesReading.IsYearly(own.Points))
            return (figures.Years(own, neighbours, id) with { Marks = [.. marks, .. indicator.Breaks(own)] }, null);

        var names = own.Points.ToDictionary(p => p.End, p => p.Label);
        var title = indicator.Heading(own.Name);
        var process = SeriesReading.Process(own.Points, indicator.Polarity, indicator.Targets.Select(t => new Target(t.Value, t.From)), indicator.StepsInForce(own.AreaKey));
        var chart = process is not null
            ? TimeChart.Of(id, title, process, day => names[day], indicator.Brief()) with { Says = ChartReading.Of(process, indicator.InFull(), day => names[day]) }
            : TimeChart.Of(id, title, SeriesReading.Run(own.Points)!, day => names[day], indicator.Brief()) with { Says = ChartReading.Of(SeriesReading.Run(own.Points)!, indicator.InFull()) };
        TimeMark[] decisions = [.. indicator.StepsInForce(own.AreaKey).Where(s => s.Kind != StepKind.NewDefinition && names.ContainsKey(s.Period)).Select(s => new TimeMark(s.Period,
            $"{(s.Kind == StepKind.NewLimits ? $"New limits from {names[s.Period]}" : $"Baseline up to {names[s.Period]}")}: {s.Reason.TrimEnd('.')}. Decided by {s.By} on {s.At.DayAtBoard()}", IsBreak: true))];
        chart = chart with { Marks = [.. marks, .. decisions, .. indicator.Breaks(own)], Points = [.. chart.Points.Zip(own.Points, (drawn, point) => drawn with { WhyMissing = SmallNumbers.WhyMissing(point.Figure.Symbol, indicator.SmallNumbers) })] };
        return (chart, process);
    }

    /// <summary>Where its definition changed, so that figures before and after can't be compared.</summary>
    private static IEnumerable<TimeMark> Breaks(this Indicator indicator, AreaSeries own) =>
        from step in indicator.StepsInForce(own.AreaKey)
        let first = step.BreakIn(own.Points)
        where first is not null
        select new TimeMark(first.End, $"New definition from {step.Period.InWords()}, not to be compared with earlier figures: {step.Reason.TrimEnd('.')}", IsBreak: true);

    private static string StepToConsider(string period) =>
        $"All figures since {period} lie on one side of the mean, which still counts the time before. If somebody knows what changed and it is expected to last, new limits can be worked out from {period}; until then the limits lag behind.";

    /// <summary>The board's area beside its neighbours, the region and England, in the latest period it has a figure for;
    /// null when nobody else has one.</summary>
    /// <param name="figures">All areas' figures.</param>
    /// <param name="set">The neighbours; null for none.</param>
    /// <param name="chosen">Codes of further areas that the reader chose; null for none.</param>
    public static ChartFigure? BesideOthers(this IndicatorFigures figures, ComparatorSet? set, IReadOnlyCollection<string>? chosen = null)
    {
        if (figures.Own?.Points.LastOrDefault(p => p.Figure.Value is not null) is not { } period) return null;
        var indicator = figures.Indicator;
        var (england, doubt) = figures.Benchmark(figures.England, period);
        HashSet<int> neighbours = [.. set?.Members.Select(m => m.AreaKey) ?? []];
        ComparedArea[] areas = [.. figures.Areas.Where(a => a == figures.Own || a == figures.Region || neighbours.Contains(a.AreaKey) || chosen?.Contains(a.Code) == true)
            .Select(a => Compared(a, a == figures.Own ? AreaKind.Own : neighbours.Contains(a.AreaKey) ? AreaKind.Neighbour : AreaKind.Other, a.On(period), indicator, england))];
        if (areas.Count(a => a.Value is not null) + (england is null ? 0 : 1) < 2) return null;

        var near = areas.Where(a => a.Kind == AreaKind.Neighbour && a.Value is not null).ToList();
        var own = areas.First(a => a.Kind == AreaKind.Own);
        var rank = 1 + near.Count(a => a.Value > own.Value);
        var says = near.Count == 0 ? $"{own.Name} stands at {indicator.InFull()(own.Value!.Value)} in {period.Label}."
            : $"In {period.Label} {own.Name} is {Ordinal(rank)} highest of {near.Count + 1} with its neighbours, whose middle figure is {indicator.InFull()(Median([.. near.Select(a => a.Value!.Value)]))}.";
        var chart = new ComparisonChart
        {
            Id = "beside-others",
            Title = $"{indicator.Heading()}, {period.Label}",
            Says = says + Judged(own, indicator, england),
            Show = indicator.Brief(),
            Areas = areas,
            England = england,
        };
        return ChartFigure.Of(chart, indicator.SourceLine()) with { Warnings = doubt is null ? [] : [doubt] };
    }

    private static TimeChart Years(this IndicatorFigures figures, AreaSeries own, IReadOnlyCollection<int> neighbours, string id)
    {
        var indicator = figures.Indicator;
        var latest = own.Points.Last(p => p.Figure.Value is not null);
        List<Comparator> comparators = [];
        foreach (var other in new[] { figures.England, figures.Region })
            if (other is not null && other.Points.Any(p => p.Figure.Value is not null) && figures.Benchmark(other, latest).Doubt is null) comparators.Add(new(other.Name, SeriesReading.Dated(other.Points)));
        var near = figures.Areas.Where(a => neighbours.Contains(a.AreaKey)).ToList();
        DatedValue[] middle = [.. own.Points.Select(p => new DatedValue(p.End, MedianOrNone([.. near.Select(n => n.On(p).Value).OfType<double>()], near.Count)))];
        if (middle.Any(m => m.Value is not null)) comparators.Add(new(MiddleOfNeighbours, middle));
        return new()
        {
            Id = id,
            Title = indicator.Heading(own.Name),
            Says = SeriesReading.OfYears(own.Points, indicator.Polarity, figures.Benchmark(figures.England, latest) is { Doubt: null } ? figures.England?.On(latest).Value : null, indicator.Brief(), indicator.InFull(), indicator.StepsInForce(own.AreaKey)),
            Show = indicator.Brief(),
            Points = [.. own.Points.Select(p => new TimePoint(p.End, p.Label, p.Figure.Value, WhyMissing: SmallNumbers.WhyMissing(p.Figure.Symbol, indicator.SmallNumbers)))],
            Comparators = comparators,
            OwnName = own.Name,
            Targets = [.. indicator.Targets.Select(t => new Target(t.Value, t.From))],
        };
    }

    private static ComparedArea Compared(AreaSeries area, AreaKind kind, FigureValue figure, Indicator indicator, double? england)
    {
        var interval = Interval.Of(figure, indicator.Multiplier, indicator.Unit == "%");
        return new(area.Name, figure.Value, interval?.Lower, interval?.Upper, kind, BenchmarkRule.StandingOf(interval, england, indicator.Polarity), SmallNumbers.WhyMissing(figure.Symbol));
    }

    private static string Judged(ComparedArea own, Indicator indicator, double? england) => (own.Standing, england) switch
    {
        (Standing.NotCompared, { } e) => $" England's is {indicator.InFull()(e)}; the figures have no parts to compare them by.",
        (Standing.NotCompared, null) => "",
        (Standing.Similar, { } e) => $" It is similar to England ({indicator.InFull()(e)}).",
        (var standing, { } e) => $" It is {standing.ToString().ToLowerInvariant()} than England ({indicator.InFull()(e)}), by more than chance explains.",
        _ => "",
    };

    // Half of the neighbours must have a figure: a middle of two says nothing about ten.
    private static double? MedianOrNone(double[] values, int areas) => values.Length * 2 < areas || values.Length == 0 ? null : Median(values);

    private static double Median(double[] values)
    {
        Array.Sort(values);
        var half = values.Length / 2;
        return values.Length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }

    private static string Ordinal(int rank) => rank switch { 1 => "the", 2 => "second", 3 => "third", 4 => "fourth", 5 => "fifth", 6 => "sixth", 7 => "seventh", 8 => "eighth", 9 => "ninth", 10 => "tenth", _ => $"number {rank}," };
}
