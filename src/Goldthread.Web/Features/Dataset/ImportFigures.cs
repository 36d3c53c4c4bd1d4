using Goldthread.Domain.Dataset;
using Goldthread.Domain.Dataset.FiguresIn;
using Goldthread.Domain.Library;
using Goldthread.Web.Features.Library;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Dataset;

/// <summary>A figure with its area and period as a file names them.</summary>
public sealed record FigureLine(Indicator Indicator, PublishedArea Area, PublishedPeriod Period, FigureValue Value, int SourceRow);

/// <summary>What an import would do, worked out before anything is written.</summary>
public sealed record ImportPlan
{
    /// <summary>Figures there were none for before.</summary>
    public required int Added { get; init; }

    /// <summary>Figures that replace others, with what stands now.</summary>
    public required IReadOnlyList<(CodedFigure New, FigureValue Old)> Changed { get; init; }

    /// <summary>Figures that stand so already.</summary>
    public required int Unchanged { get; init; }

    /// <summary>The same file again, or one that brings nothing new.</summary>
    public bool ChangesNothing => Added == 0 && Changed.Count == 0;

    /// <summary>Indicators the figures belong to.</summary>
    public required IReadOnlyList<Indicator> Indicators { get; init; }

    /// <summary>Areas met for the first time.</summary>
    public required IReadOnlyList<Area> NewAreas { get; init; }

    /// <summary>Periods met for the first time.</summary>
    public required IReadOnlyList<Period> NewPeriods { get; init; }

    /// <summary>Added and changed figures in the order of their keys.</summary>
    public required IReadOnlyList<CodedFigure> Written { get; init; }

    /// <summary>Every series that changes, whole.</summary>
    public required IReadOnlyList<Series> Series { get; init; }

    /// <summary>Last day with a value, by number of the indicator.</summary>
    public required IReadOnlyDictionary<int, DateOnly?> Until { get; init; }

    /// <summary>Number the import will bear.</summary>
    public required int BatchKey { get; init; }
}

/// <summary>Brings figures in: from the command line and for the demonstration. All or nothing, in one command.</summary>
public sealed class ImportFigures(BoardDb db, TimeProvider clock)
{
    private Dictionary<string, Area> areas = [];
    private Dictionary<(PublishedPeriodKind, DateOnly, DateOnly), Period> periods = [];
    private readonly List<Area> newAreas = [];
    private readonly List<Period> newPeriods = [];

    /// <summary>Compares lines with what is there. Writes nothing.</summary>
    public async Task<ImportPlan> PlanAsync(IReadOnlyList<FigureLine> lines, CancellationToken stop)
    {
        areas = await db.Set<Area>().AsNoTracking().ToDictionaryAsync(a => a.Code, stop);
        periods = await db.Set<Period>().AsNoTracking().ToDictionaryAsync(p => (p.Kind, p.Start, p.End), stop);
        Indicator[] indicators = [.. lines.Select(l => l.Indicator).Distinct()];
        int[] keys = [.. indicators.Select(i => i.Key)];
        var figures = await db.Set<Figure>().AsNoTracking().Where(f => keys.Contains(f.IndicatorKey))
            .ToDictionaryAsync(f => new FigureKey(f.IndicatorKey, f.AreaKey, f.BreakdownKey, f.PeriodKey), f => new FigureValue(f.Numerator, f.Denominator, f.Value, f.Symbol, f.Status), stop);

        List<CodedFigure> written = [];
        List<(CodedFigure, FigureValue)> changed = [];
        HashSet<(int, int)> touched = [];
        foreach (var line in lines)
        {
            FigureKey key = new(line.Indicator.Key, AreaOf(line.Area).Key, Breakdown.All, PeriodOf(line.Period).Key);
            var stands = figures.TryGetValue(key, out var old);
            if (stands && old.IsSaidBy(line.Value)) continue;
            var incoming = CodedFigure.Of(key, stands ? line.Value.AsReplacement() : line.Value, line.SourceRow);
            if (stands) changed.Add((incoming, old));
            written.Add(incoming);
            touched.Add((key.Indicator, key.Area));
            figures[key] = incoming.Figure;
        }
        written.Sort(CodedFigure.InOrder);
        return new()
        {
            Added = written.Count - changed.Count,
            Changed = changed,
            Unchanged = lines.Count - written.Count,
            Indicators = indicators,
            NewAreas = newAreas,
            NewPeriods = newPeriods,
            Written = written,
            Series = SeriesOf(figures, touched, indicators.ToDictionary(i => i.Key), periods.Values, await RebuildSeries.PeopleAsync(db, indicators, stop)),
            Until = Latest(figures, periods.Values),
            BatchKey = 1 + (await db.Set<ImportBatch>().MaxAsync(b => (int?)b.Key, stop) ?? 0),
        };
    }

    /// <summary>Carries a plan out: figures, what they replace, series, shelf and batch in one command.</summary>
    /// <param name="plan">Made a moment ago. If somebody else imported for one of the indicators since, this fails.</param>
    /// <param name="source">Name of the file.</param>
    /// <param name="hash">SHA-256 of its bytes, lower-case hex.</param>
    /// <param name="stop">Stops the work.</param>
    /// <exception cref="DbUpdateConcurrencyException">Figures came in since the plan was made; nothing is written.</exception>
    public async Task SaveAsync(ImportPlan plan, string source, string hash, CancellationToken stop)
    {
        ImportBatch batch = new(plan.BatchKey, source, hash, clock.UtcNow(), db.Viewer.Name);
        batch.IsFor(plan.Indicators.Select(i => i.Key));
        batch.Finish(plan.Added, plan.Changed.Count, plan.Unchanged, clock.UtcNow());
        db.Add(batch);
        db.AddRange(plan.NewAreas);
        db.AddRange(plan.NewPeriods);
        await ShelveAsync(db, plan.Indicators, plan.Until, stop);
        FigureChanges changes = new(plan.BatchKey, plan.Written, [.. plan.Changed.Select(c => c.New.Key)], plan.Series);
        await db.SaveAsync(Command.Now($"Figures imported, batch {plan.BatchKey}"), stop,
            (connection, transaction, token) => FigureWriter.For(db).WriteAsync(connection, transaction, changes, token));
    }

    /// <summary>Tells the indicators, and the shelf, until when there are figures.</summary>
    internal static async Task ShelveAsync(BoardDb db, IReadOnlyCollection<Indicator> indicators, IReadOnlyDictionary<int, DateOnly?> latest, CancellationToken stop)
    {
        Guid[] ids = [.. indicators.Select(i => i.Id)];
        // Past the filter: a card that is hidden from whoever imports is its indicator's card all the same, and nothing of it is shown.
        var shelved = await db.LibraryItems.IgnoreQueryFilters().Where(i => i.SourceKind == Shelf.Indicator && ids.Contains(i.SourceId)).ToDictionaryAsync(i => i.SourceId, stop);
        foreach (var indicator in indicators)
        {
            indicator.TakeFiguresUntil(latest.GetValueOrDefault(indicator.Key));
            db.Touch(indicator); // two imports at once: the second finds another version and writes nothing
            if (indicator.FiguresUntil is not { } until || indicator.IsBackground) continue;
            db.Shelve(indicator, shelved.GetValueOrDefault(indicator.Id), new(Volume.Quantitative, "Indicator", indicator.Name, until, indicator.OwnerId, Shelf.Indicator,
                indicator.Definition, [.. indicator.Themes.Select(t => t.TargetId)]));
        }
    }

    private Area AreaOf(PublishedArea area)
    {
        if (areas.TryGetValue(area.Code, out var known)) return known;
        Area added = new(1 + areas.Values.Select(a => a.Key).DefaultIfEmpty(0).Max(), area.Code, area.Name, area.Level, area.OldCode);
        newAreas.Add(added);
        return areas[area.Code] = added;
    }

    private Period PeriodOf(PublishedPeriod period)
    {
        if (periods.TryGetValue((period.Kind, period.Start, period.End), out var known)) return known;
        Period added = new(1 + periods.Values.Select(p => p.Key).DefaultIfEmpty(0).Max(), period.Kind, period.Start, period.End, period.Label);
        newPeriods.Add(added);
        return periods[(period.Kind, period.Start, period.End)] = added;
    }

    /// <summary>Every series that was touched, built anew from its figures.</summary>
    internal static List<Series> SeriesOf(Dictionary<FigureKey, FigureValue> figures, HashSet<(int Indicator, int Area)> touched, Dictionary<int, Indicator> indicators, IEnumerable<Period> periods, PopulationTable people)
    {
        var byKey = periods.ToDictionary(p => p.Key);
        return [.. figures.Where(f => touched.Contains((f.Key.Indicator, f.Key.Area))).GroupBy(f => (f.Key.Indicator, f.Key.Area, f.Key.Breakdown, byKey[f.Key.Period].Kind)).Select(group =>
            new Series(group.Key.Indicator, group.Key.Area, group.Key.Breakdown,
                group.Select(f => (Period: byKey[f.Key.Period], f.Value)).Select(f => new SeriesPoint(f.Period.Kind, f.Period.Start, f.Period.End, f.Period.Label,
                    people.Fill(indicators[group.Key.Indicator], group.Key.Area, f.Period.End, f.Value))),
                indicators[group.Key.Indicator].Polarity, indicators[group.Key.Indicator].StepsInForce(group.Key.Area)))];
    }

    /// <summary>Last day with a value, by number of the indicator.</summary>
    internal static Dictionary<int, DateOnly?> Latest(Dictionary<FigureKey, FigureValue> figures, IEnumerable<Period> periods)
    {
        var byKey = periods.ToDictionary(p => p.Key, p => p.End);
        return figures.Where(f => f.Value.Value is not null || f.Value.Numerator is not null).GroupBy(f => f.Key.Indicator).ToDictionary(g => g.Key, g => (DateOnly?)g.Max(f => byKey[f.Key.Period]));
    }
}
