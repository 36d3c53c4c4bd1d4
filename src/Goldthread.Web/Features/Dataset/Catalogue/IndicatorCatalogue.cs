using System.Globalization;
using Goldthread.Domain;
using Goldthread.Domain.Dataset;
using Goldthread.Domain.Governance;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Dataset.Catalogue;

/// <summary>An indicator that a board can begin with.</summary>
/// <param name="Code">What people call it: "CSC04".</param>
/// <param name="Agency">Kind of agency that answers for it: "Police".</param>
/// <param name="Themes">Names of starting themes it sheds light on.</param>
/// <param name="Meaning">What it means.</param>
/// <param name="Source">Where its figures are counted.</param>
/// <param name="Asking">How it is asked for, with the questions for the meeting.</param>
public sealed record CatalogueEntry(string Code, string Agency, IReadOnlyList<string> Themes, IndicatorMeaning Meaning, IndicatorSource Source, IndicatorAsking Asking)
{
    /// <summary>The board's own indicator after this one.</summary>
    /// <param name="key">Its number in the tables of figures.</param>
    /// <param name="ownerId">The organisation that answers for it; null for none yet.</param>
    /// <param name="themes">The board's themes by name; what it has none of is left out.</param>
    public Indicator ToIndicator(int key, Guid? ownerId, IReadOnlyDictionary<string, Guid> themes)
    {
        Indicator indicator = new(key, Code);
        indicator.Describe(Meaning, Source, ownerId, Themes.Where(themes.ContainsKey).Select(name => themes[name]));
        indicator.Ask(Asking, []);
        return indicator;
    }
}

/// <summary>The indicators that ship with the product, each with what it means and what to ask about it.</summary>
public static class IndicatorCatalogue
{
    private static readonly Lazy<IReadOnlyList<CatalogueEntry>> Read = new(() => [.. Table()]);

    /// <summary>All of them, by agency.</summary>
    public static IReadOnlyList<CatalogueEntry> All => Read.Value;

    /// <summary>Kinds of agency, in the order of the catalogue.</summary>
    public static IReadOnlyList<string> Agencies { get; } = [.. All.Select(e => e.Agency).Distinct()];

    /// <summary>The entry of a code, or of the code that one with a letter at its end is a part of ("CSC05P"); null for none.</summary>
    public static CatalogueEntry? Of(string code) => All.FirstOrDefault(e => e.Code == code) ?? All.FirstOrDefault(e => e.Code == code.TrimEnd([.. "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]));

    /// <summary>The type of organisation that usually answers for a kind of agency's indicators.</summary>
    public static OrganisationType TypeOf(string agency) => agency switch
    {
        "Police" => OrganisationType.Police,
        "Health" or "CDOP / child death" => OrganisationType.Health,
        "Education" => OrganisationType.Education,
        "Probation" or "Youth justice" => OrganisationType.Justice,
        "MARAC & domestic abuse" => OrganisationType.Voluntary,
        "Housing" => OrganisationType.Housing,
        "Training" or "Board" => OrganisationType.BoardOffice,
        "Cafcass" => OrganisationType.Other,
        _ => OrganisationType.LocalAuthority,
    };

    /// <summary>Codes that are taken, and the next free number. Past the filter: an indicator that is hidden from whoever adds one has its
    /// code and number all the same.</summary>
    public static async Task<(IReadOnlySet<string> Codes, int NextKey)> TakenAsync(this BoardDb db, CancellationToken stop)
    {
        var taken = await db.Indicators.IgnoreQueryFilters().Select(i => new { i.Code, i.Key }).ToListAsync(stop);
        // Figures that are coming in bear the numbers of indicators that are not here yet.
        var coming = await db.Set<ImportBatch>().Where(b => b.FinishedAt == null && b.StoppedAt == null).Select(b => b.IndicatorKeys).ToListAsync(stop);
        return (taken.Select(t => t.Code).ToHashSet(), 1 + taken.Select(t => t.Key).Concat(coming.SelectMany(keys => keys)).DefaultIfEmpty(0).Max());
    }

    private static IEnumerable<CatalogueEntry> Table()
    {
        using StreamReader text = new(typeof(IndicatorCatalogue).Assembly.GetManifestResourceStream("catalogue.csv")!);
        string[]? columns = null;
        foreach (var record in Csv.Read(text))
        {
            if (columns is null) columns = [.. record.Fields];
            else yield return Entry(columns.Zip(record.Fields).ToDictionary(c => c.First, c => c.Second));
        }
    }

    private static CatalogueEntry Entry(Dictionary<string, string> row) => new(row["code"], row["agency"], row["themes"].Split('|'),
        new(row["name"], row["definition"], row["numerator"], row["denominator"], Number(row["multiplier"])!.Value, row["unit"], int.Parse(row["decimals"], CultureInfo.InvariantCulture),
            Enum.Parse<Polarity>(row["polarity"]), Enum.Parse<PublishedPeriodKind>(row["period_kind"]), Enum.Parse<Accountability>(row["accountability"]), ""),
        new(row["source"], "", "", "", false),
        new(row["asked"].Split('|').Aggregate(AskedPeriods.AsPublished, (all, one) => all | Enum.Parse<AskedPeriods>(one)), Enum.Parse<YearKind>(row["year"]), FigureGeography.Board, "",
            Enum.Parse<SmallNumberRule>(row["small_numbers"]), Number(row["expected_low"]), Number(row["expected_high"]), row["population"], PopulationYearRule.MidYearBefore,
            row["questions"].Replace('|', '\n')));

    private static double? Number(string text) => text.Length == 0 ? null : double.Parse(text, CultureInfo.InvariantCulture);
}
