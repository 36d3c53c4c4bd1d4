using System.Data.Common;
using System.Globalization;
using System.Runtime.InteropServices;
using Goldthread.Domain;
using Goldthread.Domain.Dataset;
using Goldthread.Domain.Dataset.FiguresIn;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Goldthread.Web.Features.Dataset.FiguresIn;

/// <summary>How a table is to be brought in.</summary>
/// <param name="Reading">How its columns are read.</param>
/// <param name="TakesNewPlaces">Codes of places that nobody knows are taken for new places.</param>
/// <param name="GoodRowsOnly">Rows that can't be taken are left, the others come in.</param>
internal sealed record BringInWish(TableReading Reading, bool TakesNewPlaces, bool GoodRowsOnly);

/// <summary>Brings tables of figures in, however long: coded row by row, sorted, compared with what stands, and written in parts of which no page
/// shows anything until the last is in. Memory does not grow with the file, and others go on saving meanwhile (ADR 22).</summary>
internal sealed class BringIn(BoardDb db, BoardContext board, BoardOptions options, RecogniseTable recognise, TimeProvider clock)
{
    /// <summary>Figures of a part, about: what a transaction writes while others wait.</summary>
    private const int Part = 20_000;

    private const int ChangesShown = 100;

    private FigureBook book = null!;
    private PlaceBook places = null!;
    private FigureFaults faults = null!;
    private int contradictions; // figures that are told twice, each in another way
    private HashSet<int> standing = []; // numbers of the indicators of which there are figures
    private PopulationTable people = PopulationTable.Empty;
    private readonly Dictionary<int, DateOnly?> latest = []; // last day with a value, by number of the indicator
    private readonly Dictionary<int, double> multipliers = []; // of new ones whose parts are published
    private readonly Dictionary<int, PublishedPeriodKind> kinds = []; // length of the periods of a new one

    /// <summary>Reads a table and says what would come in. Nothing is written.</summary>
    /// <param name="table">The table.</param>
    /// <param name="wish">How.</param>
    /// <param name="left">Is given the rows that can't be taken, each with the reason; null for nobody.</param>
    /// <param name="progress">Is told how much is done, from 0 to 1.</param>
    /// <param name="stop">Stops.</param>
    public async Task<FigureCount> CheckAsync(FigureTable table, BringInWish wish, LeftRows? left, Action<double>? progress, CancellationToken stop)
    {
        using var spool = new FigureSpool(Path.Combine(options.Data, "figures-in"));
        var (count, _) = await ReadAsync(table, wish, spool, left, progress, stop);
        return count;
    }

    /// <summary>Brings a table in: all of it or nothing. A table that says nothing new, or that has faults and is not to come in without them, is left alone.</summary>
    /// <param name="table">The table.</param>
    /// <param name="wish">How.</param>
    /// <param name="source">Name of the file, for the batch.</param>
    /// <param name="hash">SHA-256 of its bytes, lower-case hex.</param>
    /// <param name="begun">Is told the number of the import before anything is written; what fails later is taken back by <see cref="TakeBackAsync"/>.</param>
    /// <param name="progress">Is told how much is done, from 0 to 1.</param>
    /// <param name="stop">Stops; then nothing of it stands.</param>
    public async Task<(FigureCount Count, ImportBatch? Batch)> RunAsync(FigureTable table, BringInWish wish, string source, string hash, Func<int, Task>? begun, Action<double>? progress, CancellationToken stop)
    {
        using var spool = new FigureSpool(Path.Combine(options.Data, "figures-in"));
        var (count, brought) = await ReadAsync(table, wish, spool, null, share => progress?.Invoke(share * 0.5), stop);
        // What is wrong with the whole file stays wrong without its bad rows.
        if ((count.FaultCount > 0 && !wish.GoodRowsOnly) || count.IsWrongAsAWhole || count.ChangesNothing) return (count, null);

        await MakeWayAsync(stop);
        ImportBatch batch = new(1 + (await db.Set<ImportBatch>().MaxAsync(b => (int?)b.Key, stop) ?? 0), source, hash, clock.UtcNow(), db.Viewer.Name);
        batch.IsFor(brought);
        batch.Hold(clock.UtcNow());
        db.Add(batch);
        db.AddRange(places.Added);
        db.AddRange(book.NewPeriods);
        db.AddRange(book.NewBreakdowns);
        await db.SaveAsync(Command.Now($"Figures coming in, batch {batch.Key}"), stop);
        if (begun is not null) await begun(batch.Key);

        try
        {
            await WriteAsync(spool, batch, count, share => progress?.Invoke(0.5 + (share * 0.45)), stop);
            await StandAsync(batch, table.Headings, wish.Reading, brought, count, stop);
            return (count, batch);
        }
        catch
        {
            db.ChangeTracker.Clear();
            await TakeBackAsync(db, batch.Key, clock, CancellationToken.None);
            throw;
        }
    }

    /// <summary>Takes back what an import wrote that was stopped, or whose node died, before it stood.</summary>
    public static async Task TakeBackAsync(BoardDb db, int batchKey, TimeProvider clock, CancellationToken stop)
    {
        if (await db.Set<ImportBatch>().SingleOrDefaultAsync(b => b.Key == batchKey && b.FinishedAt == null && b.StoppedAt == null, stop) is not { } batch) return;
        batch.Stop(clock.UtcNow());
        await db.SaveAsync(Command.Now($"Figures taken back that were coming in, batch {batchKey}"), stop,
            (connection, transaction, token) => FigureWriter.ForgetAsync(connection, transaction, batchKey, batch.IndicatorKeys, token));
    }

    // One at a time: what waits to be swapped is one import's. What somebody left in the middle is taken back first.
    private async Task MakeWayAsync(CancellationToken stop)
    {
        var now = clock.UtcNow();
        foreach (var open in await db.Set<ImportBatch>().Where(b => b.FinishedAt == null && b.StoppedAt == null).Select(b => new { b.Key, b.HeldUntil }).ToListAsync(stop))
        {
            if (open.HeldUntil > now) throw new AnotherImportException();
            await TakeBackAsync(db, open.Key, clock, stop);
        }
    }

    // Reads all rows into the spool, then goes through them in order: repeated keys, and what is new.
    private async Task<(FigureCount Count, IReadOnlyList<int> Indicators)> ReadAsync(FigureTable table, BringInWish wish, FigureSpool spool, LeftRows? left, Action<double>? progress, CancellationToken stop)
    {
        (faults, contradictions) = (new(), 0);
        foreach (var told in new System.Collections.IDictionary[] { latest, multipliers, kinds }) told.Clear(); // of the table before
        var kept = await db.Set<Area>().AsNoTracking().ToListAsync(stop);
        places = new(KnownPlaces.All, kept, wish.TakesNewPlaces);
        var all = await db.Indicators.AsNoTracking().ToListAsync(stop);
        book = new(all, await db.Set<Period>().AsNoTracking().ToListAsync(stop), await db.Set<Breakdown>().AsNoTracking().ToListAsync(stop),
            await db.Indicators.IgnoreQueryFilters().MaxAsync(i => (int?)i.Key, stop) ?? 0, KnownMeasures.Of);
        foreach (var missing in wish.Reading.Measures.Where(m => m is { IsLeftOut: false, Indicator: { } code } && !book.Has(code)))
            faults.Add(0, missing.Key, missing.Indicator!, "the code of an indicator of the board");
        FigureCoder coder = new(table.Headings, wish.Reading, places, book, faults, places.KeyOf(board.Settings.Area));
        var leftRows = 0;
        if (faults.Count == 0)
        {
            List<CodedFigure> figures = [];
            left?.Begin(table.Headings);
            table.Read(row =>
            {
                figures.Clear();
                if (coder.Code(row, figures)) spool.Add(figures);
                else
                {
                    leftRows++;
                    left?.Add(row, faults.Latest!);
                }
                return true;
            }, share => progress?.Invoke(share * 0.8), stop);
            coder.End();
            if (coder.Rows == 0) faults.Add(1, "", "no row", "at least one row of figures under the headings");
        }

        var coded = book.Coded.Keys.ToList();
        people = await RebuildSeries.PeopleAsync(db, book.Coded.Values.Select(book.IndicatorOf).OfType<Indicator>(), stop);
        standing = await db.Set<Series>().Where(s => coded.Contains(s.IndicatorKey)).Select(s => s.IndicatorKey).Distinct().ToHashSetAsync(stop);
        int added = 0, changed = 0, unchanged = 0, seen = 0;
        List<FigureChange> changes = [];
        HashSet<int> indicators = [];
        Period? first = null, last = null;
        await foreach (var part in PartsAsync(spool, tellsFaults: true, stop))
        {
            unchanged += part.Repeated + part.Same;
            added += part.Added.Count;
            changed += part.Changed.Count;
            indicators.UnionWith(part.Added.Concat(part.Changed).Select(f => f.Key.Indicator));
            foreach (var figure in part.Changed.Take(ChangesShown - changes.Count)) changes.Add(InWords(figure, part.Stands[figure.Key]));
            foreach (var (key, hasValue) in part.Added.Concat(part.Changed).Select(f => (f.Key, !double.IsNaN(f.Value) || !double.IsNaN(f.Numerator))))
            {
                var period = book.PeriodAt(key.Period);
                if (first is null || period.End < first.End) first = period;
                if (last is null || period.End > last.End) last = period;
                if (hasValue && !(latest.GetValueOrDefault(key.Indicator) >= period.End)) latest[key.Indicator] = period.End;
                kinds.TryAdd(key.Indicator, period.Kind);
            }
            foreach (var figure in part.Added)
            {
                // What a published rate is multiplied by, its parts tell.
                if (figure is { Numerator: > 0, Denominator: > 0, Value: > 0 } && !multipliers.ContainsKey(figure.Key.Indicator) && Math.Log10(figure.Value * figure.Denominator / figure.Numerator) is var power && Math.Abs(power - Math.Round(power)) < 0.01)
                    multipliers[figure.Key.Indicator] = Math.Pow(10, Math.Round(power));
            }
            seen += part.Read;
            progress?.Invoke(0.8 + (0.2 * seen / Math.Max(1, spool.Count)));
        }
        return (new()
        {
            Rows = coder.Rows,
            Added = added,
            Changed = changed,
            Unchanged = unchanged,
            Left = leftRows + contradictions,
            Faults = faults.All,
            FaultCount = faults.Count,
            IsWrongAsAWhole = faults.OfTheWhole,
            Changes = changes,
            LeftOut = coder.LeftOut,
            NewIndicators = indicators.Count(key => book.Coded[key].Code.Length == 0),
            NewPlaces = [.. places.Added.Select(a => a.Name).Order(StringComparer.Ordinal)],
            EndedPlaces = [.. places.Ended.Where(e => places.IsMet(e.Key)).Select(e => $"{e.Value.Name} (until {e.Value.Until!.Value.ToString("d MMMM yyyy", BoardCalendar.British)})")],
            Periods = first is null ? "" : first == last ? first.Label : $"{first.Label} to {last!.Label}",
        }, [.. indicators.Order()]);
    }

    private sealed record PartOf(int Read, List<CodedFigure> Added, List<CodedFigure> Changed, Dictionary<FigureKey, FigureValue> Stands, int Same, int Repeated);

    // Parts end where an indicator's area ends, so that each holds whole series.
    private async IAsyncEnumerable<PartOf> PartsAsync(FigureSpool spool, bool tellsFaults, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        List<CodedFigure> part = [];
        var (repeated, read) = (0, 0);
        FigureKey? contradicted = null;
        foreach (var figure in spool.InOrder())
        {
            stop.ThrowIfCancellationRequested();
            if (part.Count >= Part && (part[^1].Key.Indicator, part[^1].Key.Area) != (figure.Key.Indicator, figure.Key.Area))
            {
                yield return await CompareAsync(part, repeated, read, stop);
                (part, repeated, read) = ([], 0, 0);
            }
            read++;
            if (figure.Key == contradicted)
            {
                if (tellsFaults) contradictions++;
                continue;
            }
            if (part.Count == 0 || part[^1].Key != figure.Key)
            {
                part.Add(figure);
                continue;
            }
            repeated++;
            var before = part[^1];
            if (before.Figure == figure.Figure) continue;
            // A place named by both its codes: the one that is not used any more has “not applicable” beside the figure.
            if (before.IsFormer != figure.IsFormer && (PublishedSymbol)before.Symbol == PublishedSymbol.NotApplicable) part[^1] = figure;
            else if (!(before.IsFormer != figure.IsFormer && (PublishedSymbol)figure.Symbol == PublishedSymbol.NotApplicable))
            {
                // Of two that contradict each other neither comes in.
                part.RemoveAt(part.Count - 1);
                repeated--;
                contradicted = figure.Key;
                if (!tellsFaults) continue;
                contradictions += 2;
                faults.Add(figure.Row, book.Coded[figure.Key.Indicator].Reading.Key, $"{Show(figure.Figure)} for {WhereAndWhen(figure.Key)}", $"{Show(before.Figure)}, as line {before.Row} says for the same");
            }
        }
        if (part.Count > 0) yield return await CompareAsync(part, repeated, read, stop);
    }

    private async Task<PartOf> CompareAsync(List<CodedFigure> part, int repeated, int read, CancellationToken stop)
    {
        Dictionary<FigureKey, FigureValue> stands = [];
        foreach (var group in part.GroupBy(f => f.Key.Indicator))
        {
            if (!standing.Contains(group.Key)) continue; // of which there are none
            var (from, until) = (group.Min(f => f.Key.Area), group.Max(f => f.Key.Area));
            var rows = db.Set<Figure>().AsNoTracking().Where(f => f.IndicatorKey == group.Key && f.AreaKey >= from && f.AreaKey <= until)
                .Select(f => new { f.AreaKey, f.BreakdownKey, f.PeriodKey, f.Numerator, f.Denominator, f.Value, f.Symbol, f.Status });
            await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(stop))
                stands[new(group.Key, row.AreaKey, row.BreakdownKey, row.PeriodKey)] = new(row.Numerator, row.Denominator, row.Value, row.Symbol, row.Status);
        }
        List<CodedFigure> added = [], changed = [];
        var same = 0;
        foreach (var figure in part)
        {
            if (!stands.TryGetValue(figure.Key, out var old)) added.Add(figure);
            else if (old.IsSaidBy(figure.Figure)) same++;
            else changed.Add(figure with { Status = (byte)figure.Figure.AsReplacement().Status });
        }
        return new(read, added, changed, stands, same, repeated);
    }

    private async Task WriteAsync(FigureSpool spool, ImportBatch batch, FigureCount count, Action<double>? progress, CancellationToken stop)
    {
        var writer = FigureWriter.For(db);
        var done = 0;
        await foreach (var part in PartsAsync(spool, tellsFaults: false, stop))
        {
            if (part.Added.Count + part.Changed.Count > 0)
            {
                var series = SeriesOf(part);
                // Written again by the strategy after a failover, a part is the same part.
                await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
                {
                    await using var transaction = await db.Database.BeginTransactionAsync(stop);
                    var until = clock.UtcNow() + ImportBatch.Lease;
                    if (await db.Set<ImportBatch>().Where(b => b.Key == batch.Key && b.StoppedAt == null).ExecuteUpdateAsync(set => set.SetProperty(b => b.HeldUntil, until), stop) == 0)
                        throw new OperationCanceledException(); // somebody took it for left, and took it back
                    await writer.WritePartAsync(db.Database.GetDbConnection(), transaction.GetDbTransaction(), batch.Key, part.Added, part.Changed, series, stop);
                    await transaction.CommitAsync(stop);
                });
            }
            done += part.Read;
            progress?.Invoke((double)done / Math.Max(1, spool.Count));
        }
    }

    // A part is in order and holds whole series: what stands is merged in, and each run of one indicator, place and part is a series for each length of period.
    private List<Series> SeriesOf(PartOf part)
    {
        List<CodedFigure> all = [.. part.Added, .. part.Changed];
        var touched = all.Select(f => (f.Key.Indicator, f.Key.Area, f.Key.Breakdown)).ToHashSet();
        var now = part.Changed.Select(f => f.Key).ToHashSet();
        all.AddRange(part.Stands.Where(s => !now.Contains(s.Key) && touched.Contains((s.Key.Indicator, s.Key.Area, s.Key.Breakdown))).Select(s => CodedFigure.Of(s.Key, s.Value, 0)));
        if (part.Stands.Count > 0) all.Sort(CodedFigure.InOrder);
        List<Series> series = [];
        for (var from = 0; from < all.Count;)
        {
            var key = all[from].Key;
            var until = from + 1;
            while (until < all.Count && (all[until].Key.Breakdown, all[until].Key.Area, all[until].Key.Indicator) == (key.Breakdown, key.Area, key.Indicator)) until++;
            AddSeries(CollectionsMarshal.AsSpan(all)[from..until], series);
            from = until;
        }
        return series;
    }

    private void AddSeries(ReadOnlySpan<CodedFigure> figures, List<Series> to)
    {
        var key = figures[0].Key;
        var coded = book.Coded[key.Indicator];
        var indicator = book.IndicatorOf(coded);
        var steps = indicator?.StepsInForce(key.Area);
        List<SeriesPoint> points = new(figures.Length);
        var isMixed = false;
        foreach (var figure in figures)
        {
            var period = book.PeriodAt(figure.Key.Period);
            points.Add(PointOf(period, indicator is null ? figure.Figure : people.Fill(indicator, key.Area, period.End, figure.Figure)));
            isMixed |= points[^1].Kind != points[0].Kind;
        }
        foreach (var same in isMixed ? points.GroupBy(p => p.Kind).Select(g => g.AsEnumerable()) : [points])
            to.Add(new(key.Indicator, key.Area, key.Breakdown, same, indicator?.Polarity ?? coded.Reading.Polarity, steps));
    }

    private static SeriesPoint PointOf(Period period, FigureValue figure) => new(period.Kind, period.Start, period.End, period.Label, figure);

    // The last part: new indicators, the shelf, and every series swapped, in one command.
    private async Task StandAsync(ImportBatch batch, IReadOnlyList<string> headings, TableReading reading, IReadOnlyList<int> keys, FigureCount count, CancellationToken stop)
    {
        var kept = await db.Indicators.Where(i => keys.Contains(i.Key)).ToListAsync(stop);
        // Whoever undid, redefined or set limits meanwhile built series that this one knows nothing of: then nothing of it stands.
        foreach (var indicator in kept) db.Expect(indicator, book.IndicatorOf(book.Coded[indicator.Key])!.Version);
        Dictionary<int, DateOnly?> until = kept.ToDictionary(i => i.Key, i => i.FiguresUntil > latest.GetValueOrDefault(i.Key) ? i.FiguresUntil : latest.GetValueOrDefault(i.Key));
        var next = await NextCodeAsync(stop);
        Dictionary<MeasureReading, string> codes = []; // of the new ones: the same table again finds them
        foreach (var coded in keys.Select(key => book.Coded[key]).Where(c => c.Code.Length == 0))
        {
            Indicator made = new(coded.Key, coded.Reading.NewCode ?? string.Create(CultureInfo.InvariantCulture, $"P{next++:0000}"));
            made.Describe(new(coded.Reading.Name, "", coded.Reading.Numerator ?? "", coded.Reading.Denominator ?? (coded.Reading.Unit.Length > 0 && coded.Reading.Unit is not ("people" or "months") ? "as published" : ""),
                multipliers.GetValueOrDefault(coded.Key, 1), coded.Reading.Unit.Length == 0 && multipliers.GetValueOrDefault(coded.Key, 1) > 1 ? $"per {multipliers[coded.Key].ToString("N0", BoardCalendar.British)}" : coded.Reading.Unit, coded.Reading.Decimals, coded.Reading.Polarity, kinds[coded.Key], Accountability.HowMuch, ""),
                new(reading.Publisher, batch.Source.Length > 200 ? batch.Source[..200] : batch.Source, reading.Licence, "", false), null, []);
            // A publisher that is known hid what it had to, and a score of 4.5 is no count of four. Of anybody else's table nobody knows.
            made.Ask(new(AskedPeriods.AsPublished, reading.Years, FigureGeography.Board, "", reading.Publisher.Length > 0 ? SmallNumberRule.None : SmallNumberRule.UpTo5, null, null, "", PopulationYearRule.MidYearBefore, ""), []);
            made.LayAside();
            made.TakeFiguresUntil(latest.GetValueOrDefault(coded.Key));
            db.Add(made);
            codes[coded.Reading] = made.Code;
        }
        await recognise.RememberAsync(headings, reading with { Measures = [.. reading.Measures.Concat(book.Discovered).Select(m => codes.TryGetValue(m, out var code) ? m with { Indicator = code, Factor = m.Factor ?? 1 } : m)] }, stop);
        await ImportFigures.ShelveAsync(db, kept, until, stop);
        batch.Finish(count.Added, count.Changed, count.Unchanged, clock.UtcNow());
        await db.SaveAsync(Command.Now($"Figures imported, batch {batch.Key}"), stop, async (connection, transaction, token) =>
        {
            await FigureWriter.SwapAsync(connection, transaction, batch.Key, token);
            await RebuildSeries.OfAsync(db, connection, transaction, await RebuildSeries.SetAgainstAsync(db, keys.Select(key => book.Coded[key].Code is { Length: > 0 } had ? had : book.Coded[key].Reading.NewCode ?? ""), token), token);
        });
    }

    // Published measures bear a P and a number, also once somebody has taken them in.
    private async Task<int> NextCodeAsync(CancellationToken stop)
    {
        var codes = await db.Indicators.IgnoreQueryFilters().Where(i => EF.Functions.Like(i.Code, "P%")).Select(i => i.Code).ToListAsync(stop);
        return 1 + codes.Select(c => int.TryParse(c.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0).DefaultIfEmpty(0).Max();
    }

    private FigureChange InWords(CodedFigure figure, FigureValue was) => new($"{NameOf(figure.Key.Indicator)}, {WhereAndWhen(figure.Key)}", Show(was), Show(figure.Figure), figure.Row);

    private string NameOf(int indicator) => book.IndicatorOf(book.Coded[indicator]) is { } known ? $"{known.Name} ({known.Code})" : book.Coded[indicator].Reading.Name;

    private string WhereAndWhen(FigureKey key) => $"{places.NameOf(key.Area)}{(key.Breakdown == Breakdown.All ? "" : $", {book.BreakdownAt(key.Breakdown)}")}, {book.LabelOf(key.Period)}";

    private static string Show(FigureValue figure) => figure.Value?.ToString("0.####", CultureInfo.InvariantCulture) ?? SmallNumbers.WhyMissing(figure.Symbol);
}

/// <summary>Somebody else brings figures in at this moment.</summary>
internal sealed class AnotherImportException() : Exception("Somebody else brings figures in at this moment: try again when that is done");
