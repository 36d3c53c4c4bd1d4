using System.Globalization;
using Goldthread.Domain;
using Goldthread.Domain.Dataset;
using Goldthread.Web.Features.Admin.Demonstration;
using Goldthread.Web.Features.Dataset.Catalogue;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Dataset.Demonstration;

/// <summary>The demonstration's dataset: published figures about Croydon and its neighbours, and invented local ones.</summary>
public sealed class DatasetDemonstration(TimeProvider clock) : IDemonstration
{
    /// <summary>Why the figures of an invented place bear the name of a real one.</summary>
    public const string StandIn = "Harrowdown is invented. Croydon’s real published figures stand in for it here, so that charts and comparisons are those of a real place.";

    private static readonly Dictionary<string, string> Themes = new()
    {
        ["thresholds"] = "Thresholds",
        ["step-down"] = "Thresholds",
        ["information sharing"] = "Information sharing",
        ["multi-agency meeting attendance"] = "Information sharing",
        ["capacity"] = "Capacity",
        ["assessment"] = "Assessment",
        ["neglect"] = "Neglect",
        ["CCE"] = "Child criminal exploitation",
        ["CSE"] = "Child sexual exploitation",
        ["domestic abuse"] = "Domestic abuse",
        ["mental health/self-harm"] = "Mental health and self-harm",
        ["supervision"] = "Supervision",
        ["commissioning"] = "Commissioning",
        ["transitions"] = "Transitions",
        ["voice"] = "Voice of the child",
        ["missing"] = "Missing",
        ["LAC"] = "Children in care",
        ["care leaver"] = "Transitions",
        ["parental mental health"] = "Parental mental health",
        ["disabilities/SEND"] = "Disability and SEND",
        ["under-1"] = "Under one",
        ["pre-birth"] = "Under one",
        ["online"] = "Online harm",
        ["adolescents"] = "Adolescents",
        ["professional curiosity"] = "Professional curiosity",
        ["training"] = "Training",
    };

    private static readonly Dictionary<string, string> Owners = new()
    {
        ["Children's social care"] = "Social Care",
        ["Health"] = "Community Health",
        ["Education"] = "Schools",
        ["Police"] = "Police",
        ["Youth justice"] = "Youth Justice",
        ["Missing and exploitation"] = "Social Care",
        ["MARAC and domestic abuse"] = "Lantern",
        ["Training"] = "Office",
        ["Board"] = "Office",
    };

    private static readonly Dictionary<string, string> PrioritiesByTheme = new()
    {
        ["Neglect"] = "Neglect",
        ["Adolescents"] = "Safer adolescence",
        ["Missing"] = "Safer adolescence",
        ["Child criminal exploitation"] = "Safer adolescence",
        ["Domestic abuse"] = "Whole families, one plan",
        ["Parental mental health"] = "Whole families, one plan",
    };

    private static readonly Dictionary<string, string> CatalogueOwners = new(Owners)
    {
        ["Early help"] = "Social Care",
        ["Missing & exploitation"] = "Social Care",
        ["LADO"] = "Social Care",
        ["CDOP / child death"] = "Community Health",
        ["MARAC & domestic abuse"] = "Lantern",
        ["Housing"] = "Homes",
    };

    /// <inheritdoc/>
    public int Order => 10;

    /// <inheritdoc/>
    public async Task AddAsync(DemonstrationBoard board, BoardDb db, CancellationToken stop)
    {
        var indicators = Indicators(board);
        foreach (var indicator in indicators.Values) board.RegisterIndicator(indicator.Code, indicator.Id);
        var areas = Table("areas").ToDictionary(r => r["code"], r => new PublishedArea(Enum.Parse<PublishedLevel>(LevelOf(r["kind"])), r["code"], r["name"], r["old_code"]));
        FigureLine[] lines = [.. Table("figures").Select((r, i) => new FigureLine(indicators[r["indicator"]], areas[r["area"]],
            new(Enum.Parse<PublishedPeriodKind>(r["period_kind"]), Day(r["start"]), Day(r["end"]), r["period_label"]), Value(r, indicators[r["indicator"]]), i + 2))];

        db.AddRange(indicators.Values);
        ImportFigures import = new(db, clock);
        await import.SaveAsync(await import.PlanAsync(lines, stop), "demonstration figures", "", stop);
        await AddNeighboursAsync(db, stop);
    }

    private static Dictionary<string, Indicator> Indicators(DemonstrationBoard board)
    {
        Dictionary<string, Indicator> made = [];
        foreach (var row in Table("indicators"))
        {
            Indicator indicator = new(made.Count + 1, row["code"]);
            Guid? owner = Owners.TryGetValue(row["owner_kind"], out var name) ? board.Organisation(name).Id : null;
            indicator.Describe(
                new(row["name"], row["definition"], row["numerator"], row["denominator"], Number(row["multiplier"]) ?? 1, row["unit"], int.Parse(row["decimals"], CultureInfo.InvariantCulture),
                    Enum.Parse<Polarity>(row["polarity"]), Enum.Parse<PublishedPeriodKind>(row["period_kind"]), Enum.Parse<Accountability>(row["accountability"]), row["caveat"]),
                new(row["publisher"], row["release"], row["licence"], row["source_address"], row["invented"] == "Yes"),
                owner, row["themes"].Split('|').Where(Themes.ContainsKey).Select(t => board.Theme(Themes[t]).Id));
            made.Add(indicator.Code, indicator);
        }
        foreach (var (code, value) in new[] { ("MIS01", 90.0), ("POL02", 90.0), ("HLT08", 80.0), ("CSC24", 95.0), ("HLT18", 90.0) })
            made[code].Aim(value, new(2022, 4, 1));
        AddCatalogue(made, board);
        return made;
    }

    // The whole catalogue is there: indicators without figures say so, and those with figures get its questions.
    private static void AddCatalogue(Dictionary<string, Indicator> made, DemonstrationBoard board)
    {
        var years = Table("indicators").ToDictionary(r => r["code"], r => Enum.TryParse<YearKind>(r["year_type"], out var year) ? year : YearKind.Financial);
        foreach (var indicator in made.Values)
        {
            if (IndicatorCatalogue.Of(indicator.Code) is not { } entry) continue;
            var isOfPeople = indicator.Denominator.StartsWith("Children aged", StringComparison.Ordinal);
            indicator.Ask(entry.Asking with { Year = years[indicator.Code], PopulationCode = isOfPeople ? entry.Asking.PopulationCode : "" }, Serves(indicator, board));
        }
        foreach (var entry in IndicatorCatalogue.All.Where(e => !made.ContainsKey(e.Code)))
        {
            var indicator = entry.ToIndicator(made.Count + 1, CatalogueOwners.TryGetValue(entry.Agency, out var name) ? board.Organisation(name).Id : null, board.ThemesByName);
            indicator.Ask(entry.Asking, Serves(indicator, board));
            made.Add(entry.Code, indicator);
        }
    }

    private static IEnumerable<Guid> Serves(Indicator indicator, DemonstrationBoard board) =>
        PrioritiesByTheme.Where(p => indicator.Themes.Any(t => t.TargetId == board.Theme(p.Key).Id)).Select(p => board.Priority(p.Value).Id).Distinct();

    private static async Task AddNeighboursAsync(BoardDb db, CancellationToken stop)
    {
        var areas = await db.Set<Area>().AsNoTracking().ToDictionaryAsync(a => a.Code, a => a.Key, stop);
        foreach (var model in Table("neighbours").GroupBy(r => (Area: r["area"], Name: r["model"], From: r["valid_from"], Until: r["valid_to"])))
        {
            ComparatorSet set = new(areas[model.Key.Area], model.Key.Name, Day(model.Key.From), model.Key.Until.Length > 0 ? Day(model.Key.Until) : null);
            foreach (var row in model.OrderBy(r => int.Parse(r["rank"], CultureInfo.InvariantCulture))) set.Add(areas[row["neighbour"]], row["closeness"]);
            db.Add(set);
        }
        await db.SaveAsync(Command.Now("Demonstration: neighbours"), stop);
    }

    private static string LevelOf(string kind) => kind switch
    {
        "Country" => nameof(PublishedLevel.National),
        "Region" => nameof(PublishedLevel.Regional),
        _ => nameof(PublishedLevel.LocalAuthority),
    };

    private static FigureValue Value(Dictionary<string, string> row, Indicator indicator) => new(Number(row["numerator"]), Number(row["denominator"]),
        Number(row["value"]) is { } published ? indicator.FromParts(Number(row["numerator"]), Number(row["denominator"])) ?? published : null,
        row["symbol"] == "doubtful" ? PublishedSymbol.Doubtful : row["symbol"].Length > 0 ? PublishedValue.Read(row["symbol"])!.Value.Symbol : PublishedSymbol.None,
        Enum.Parse<FigureStatus>(row["status"]));

    private static double? Number(string text) => text.Length == 0 ? null : double.Parse(text, CultureInfo.InvariantCulture);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static IEnumerable<Dictionary<string, string>> Table(string name)
    {
        using StreamReader text = new(typeof(DatasetDemonstration).Assembly.GetManifestResourceStream($"demonstration/{name}.csv")!);
        string[]? columns = null;
        foreach (var record in Csv.Read(text))
        {
            if (columns is null) columns = [.. record.Fields];
            else yield return columns.Zip(record.Fields).ToDictionary(c => c.First, c => c.Second);
        }
    }
}
