using System.Globalization;
using Goldthread.Domain;
using Goldthread.Domain.Dataset;
using Goldthread.Domain.Dataset.FiguresIn;

namespace Goldthread.Web.Features.Dataset.FiguresIn;

/// <summary>The register of places that comes with the product: England, its regions and authorities, also those that are no more and what took their place.</summary>
internal static class KnownPlaces
{
    private static readonly Lazy<IReadOnlyList<KnownPlace>> all = new(() => [.. Shipped.Table("places.csv").Select(r => new KnownPlace(
        Enum.Parse<PublishedLevel>(r["level"]), r["code"], r["number"], r["name"], Shipped.List(r["former_codes"]), Shipped.List(r["other_names"]),
        r["until"].Length > 0 ? DateOnly.ParseExact(r["until"], "yyyy-MM-dd", CultureInfo.InvariantCulture) : null, Shipped.List(r["successors"])))]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<KnownPlace> All => all.Value;
}

/// <summary>What the product knows of measures by the name that a file gives them: those of the Local Authority Interactive Tool.</summary>
internal static class KnownMeasures
{
    private static readonly Lazy<Dictionary<string, MeasureReading>> all = new(() => Shipped.Table("lait-measures.csv").ToDictionary(r => r["key"], r => new MeasureReading
    {
        Key = r["key"],
        Name = r["name"],
        Unit = r["unit"],
        Decimals = int.Parse(r["decimals"], CultureInfo.InvariantCulture),
        Polarity = Enum.Parse<Polarity>(r["polarity"]),
        Years = Enum.Parse<YearKind>(r["years"]),
    }, StringComparer.Ordinal));

    /// <summary>What is known of one; null for nothing.</summary>
    public static MeasureReading? Of(string key) => all.Value.GetValueOrDefault(key);
}

/// <summary>Tables that come with the product.</summary>
internal static class Shipped
{
    /// <summary>The lines of one, by heading.</summary>
    public static IEnumerable<Dictionary<string, string>> Table(string name)
    {
        using StreamReader text = new(typeof(Shipped).Assembly.GetManifestResourceStream($"figures-in/{name}")!);
        string[]? columns = null;
        foreach (var record in Csv.Read(text))
        {
            if (columns is null) columns = [.. record.Fields];
            else yield return columns.Zip(record.Fields).ToDictionary(c => c.First, c => c.Second);
        }
    }

    /// <summary>Several values in one cell.</summary>
    public static IReadOnlyList<string> List(string cell) => cell.Length == 0 ? [] : cell.Split('|');
}
