using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Goldthread.Domain.Dataset;
using Goldthread.Domain.Dataset.FiguresIn;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Dataset.FiguresIn;

/// <summary>Tells what a table is, and how it was read the last time its headings came.</summary>
public sealed class RecogniseTable(BoardDb db)
{
    private static readonly JsonSerializerOptions json = new() { Converters = { new JsonStringEnumConverter() }, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    /// <summary>Looks at a table.</summary>
    internal async Task<Recognised> LookAsync(FigureTable table, CancellationToken stop)
    {
        PlaceBook places = new(KnownPlaces.All, await db.Set<Area>().AsNoTracking().ToListAsync(stop), takesNew: false);
        Recognised found;
        try
        {
            found = Recognise.Table(table.Headings, table.Sample(stop), places, KnownMeasures.Of);
        }
        catch (InvalidDataException broken)
        {
            return new(null, false, broken.Message);
        }
        if (found.Reading is null) return found;
        var reading = await AsLastTimeAsync(table.Headings, found.Reading, stop);
        // What somebody else said may name an indicator that this person may not see.
        var named = reading.Measures.Select(m => m.Indicator).OfType<string>().ToList();
        var seen = await db.Indicators.Where(i => named.Contains(i.Code)).Select(i => i.Code).ToHashSetAsync(stop);
        return found with { Reading = reading with { Measures = [.. reading.Measures.Select(m => m.Indicator is { } code && !seen.Contains(code) ? m with { Indicator = null } : m)] } };
    }

    /// <summary>Keeps a reading for the next table with these headings. Goes with the caller's save.</summary>
    public async Task RememberAsync(IReadOnlyList<string> headings, TableReading reading, CancellationToken stop)
    {
        var hash = HashOf(headings);
        var known = (await db.Set<RememberedReading>().Where(r => r.Headings == hash).ToListAsync(stop)).Find(r => Read(r.Reading).IsLike(reading));
        if (known is not null) known.Becomes(Write(reading));
        else db.Add(new RememberedReading(hash, Write(reading)));
    }

    // The same table again, or the same measures in a release with other headings beside them. Two publications of the same headings have
    // other values in the columns that part their figures.
    private async Task<TableReading> AsLastTimeAsync(IReadOnlyList<string> headings, TableReading proposed, CancellationToken stop)
    {
        var hash = HashOf(headings);
        var all = (await db.Set<RememberedReading>().AsNoTracking().ToListAsync(stop)).ConvertAll(r => (IsSame: r.Headings == hash, Reading: Read(r.Reading)));
        if (all.Find(r => r.IsSame && r.Reading.IsLike(proposed)).Reading is { } same) return same with { PeriodHeadings = proposed.PeriodHeadings };
        var like = all.Where(r => r.Reading.IsLike(proposed) && r.Reading.HasMuchOf(proposed)).SelectMany(r => r.Reading.Measures).Where(m => m.Indicator is not null && m.Where.Count == 0).GroupBy(m => m.Key).ToDictionary(g => g.Key, g => g.First());
        return proposed with { Measures = [.. proposed.Measures.Select(m => like.TryGetValue(m.Key, out var had) ? m with { Indicator = had.Indicator, Factor = had.Factor } : m)] };
    }

    /// <summary>A reading as text.</summary>
    public static string Write<T>(T reading) => JsonSerializer.Serialize(reading, json);

    /// <summary>A reading from text.</summary>
    public static TableReading Read(string text) => JsonSerializer.Deserialize<TableReading>(text, json)!;

    /// <summary>What a reading gave, from text.</summary>
    public static FigureCount? ReadCount(string text) => text.Length == 0 ? null : JsonSerializer.Deserialize<FigureCount>(text, json);

    private static string HashOf(IReadOnlyList<string> headings) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', headings))));
}
