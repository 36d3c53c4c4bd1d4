using Goldthread.Domain;
using Goldthread.Domain.Dataset;
using Goldthread.Domain.Dataset.FiguresIn;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Dataset.FiguresIn;

/// <summary>Brings a model of statistical neighbours in: a dated set for each authority. What held before ends the day before; nothing is overwritten (I15).</summary>
public sealed class BringInNeighbours(BoardDb db)
{
    /// <summary>Reads the table and keeps its sets.</summary>
    /// <param name="table">The table.</param>
    /// <param name="model">Name of the model.</param>
    /// <param name="from">First day it holds.</param>
    /// <param name="onlyCheck">Nothing is kept.</param>
    /// <param name="stop">Stops.</param>
    /// <returns>How many authorities have neighbours by it, and what is wrong; then nothing is kept.</returns>
    internal async Task<(int Sets, IReadOnlyList<PublishedProblem> Faults)> RunAsync(FigureTable table, string model, DateOnly from, bool onlyCheck, CancellationToken stop)
    {
        PlaceBook places = new(KnownPlaces.All, await db.Set<Area>().AsNoTracking().ToListAsync(stop), takesNew: false);
        // A model that is brought in late holds until the next one that is here.
        var until = (await db.Set<ComparatorSet>().AsNoTracking().Where(s => s.From > from).Select(s => new { s.AreaKey, s.From }).ToListAsync(stop))
            .GroupBy(s => s.AreaKey).ToDictionary(g => g.Key, g => (DateOnly?)g.Min(s => s.From).AddDays(-1));
        FigureFaults faults = new();
        List<ComparatorSet> sets = [];
        table.Read(row =>
        {
            if (NeighbourTable.Read(table.Headings, row, faults) is not { } read) return true;
            if (places.ByNumber(read.Number) is not { } area)
            {
                faults.Add(read.Line, "", read.Number, "the number of an authority, such as 306");
                return true;
            }
            ComparatorSet set = new(area, model, from, until.GetValueOrDefault(area));
            foreach (var (number, closeness) in read.Near)
            {
                if (places.ByNumber(number) is { } other) set.Add(other, closeness);
                else faults.Add(read.Line, "", number, "the number of an authority, such as 306");
            }
            sets.Add(set);
            return true;
        }, null, stop);
        if (sets.Count == 0 && faults.Count == 0) faults.Add(1, "", "no line", "a line for each authority");
        var keys = sets.ConvertAll(s => s.AreaKey);
        var kept = await db.Set<ComparatorSet>().Where(s => keys.Contains(s.AreaKey)).ToListAsync(stop);
        if (kept.Exists(s => s.Name == model && s.From != from)) faults.Add(0, "", $"the model {model} from another day", "another name for another model");
        if (faults.Count > 0 || onlyCheck) return (sets.Count, faults.All);

        var known = kept.Where(s => s.Name == model).Select(s => s.AreaKey).ToHashSet();
        foreach (var before in kept.Where(s => s.Name != model && s.From < from && (s.Until is null || s.Until >= from))) before.EndOn(from.AddDays(-1));
        db.AddRange(places.Added);
        db.AddRange(sets.Where(s => !known.Contains(s.AreaKey)));
        await db.SaveAsync(Command.Now($"Statistical neighbours: {model}"), stop);
        return (sets.Count, []);
    }
}
