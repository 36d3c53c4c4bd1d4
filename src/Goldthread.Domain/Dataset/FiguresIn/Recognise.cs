using System.Globalization;
using System.Text.RegularExpressions;

namespace Goldthread.Domain.Dataset.FiguresIn;

/// <summary>What a file turned out to be: figures with a proposed reading, a table of neighbours, or neither with a sentence why.</summary>
/// <param name="Reading">How it may be read; null when it holds no figures.</param>
/// <param name="IsNeighbours">A table of statistical neighbours.</param>
/// <param name="Refusal">What it is instead, and what to do; null when it can be read.</param>
public sealed record Recognised(TableReading? Reading, bool IsNeighbours, string? Refusal)
{
    internal static Recognised No(string refusal) => new(null, false, refusal);
}

/// <summary>Tells by its content what a file is and proposes how to read it (I16). A name says nothing: files are saved under any.</summary>
public static partial class Recognise
{
    private const string OpenGovernment = "Licensed under the Open Government Licence v3.0.";

    private static readonly string[] PlaceColumns =
        ["time_period", "time_identifier", "geographic_level", "country_code", "country_name", "region_code", "region_name", "old_la_code", "new_la_code", "la_name"];

    private static readonly HashSet<string> NotPlaces = new(StringComparer.OrdinalIgnoreCase)
    {
        "Total", "Grand total", "All", "Sum", "Unknown", "Not known", "Other", "London Heathrow and London City Airports", "Outside area",
    };

    /// <summary>Looks at a table.</summary>
    /// <param name="headings">Its headings.</param>
    /// <param name="rows">Rows from all over it.</param>
    /// <param name="places">To tell a place when there is one.</param>
    /// <param name="known">What is known of a measure by its name in the file; null for nothing.</param>
    public static Recognised Table(IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<string>> rows, PlaceBook places, Func<string, MeasureReading?>? known = null)
    {
        ArgumentNullException.ThrowIfNull(headings);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(places);
        bool Has(params string[] all) => all.All(headings.Contains);
        if (headings.Count < 2) return Recognised.No("The file is one column of text: a table has a line of headings and at least a period and a figure in each row");
        if (Has("respondent_id") || headings.Any(h => h.Contains("respondent", StringComparison.OrdinalIgnoreCase)))
            return Recognised.No("These are the answers of single people to a survey, not figures: count them up first, and bring in the counts");
        if (Has("Measure_code", "Polarity")) return Recognised.No("This is the dictionary of the Local Authority Interactive Tool: it says what its measures mean and holds no figures. The figures are in its long table (LA Number, Short Desc, Years, Values)");
        if (headings.Any(h => h is "SN1" or "SN_1")) return new(null, true, null);
        rows = [.. rows.Where(r => r.Count == headings.Count)]; // a row of another length is told when all is read
        if (rows.Count == 0) return Recognised.No("Under the headings stands no row");
        if (Has("Indicator ID", "Area Code", "Time period", "Value")) return new(Fingertips(headings, rows, known), false, null);
        if (Has("LA Number", "Short Desc", "Years", "Values")) return new(Lait(Column(rows, headings.IndexOf("Short Desc")), known), false, null);
        return Has("time_period", "geographic_level") ? Department(headings, rows) : Any(headings, rows, places);
    }

    /// <summary>Whether a text is a heading of a publication that is known.</summary>
    public static bool IsKnownHeading(string text) => text is "SN1" or "SN_1" or "time_period" or "Indicator ID" or "LA Number";

    /// <summary>Looks at the first bytes of what is no table.</summary>
    /// <returns>What it is, in a sentence; null when it may be a table.</returns>
    public static string? NoTable(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("PAR1"u8)) return "This is a Parquet file: bring in the same table as CSV";
        if (head.StartsWith("%PDF"u8)) return "This is a PDF: figures come in from a table, as CSV or Excel workbook";
        if (head.StartsWith<byte>([0xD0, 0xCF, 0x11, 0xE0])) return "This is a workbook of an old Excel, or an encrypted one: save it as an Excel workbook (.xlsx) without a password";
        var text = head;
        while (text.Length > 0 && (text[0] is (byte)' ' or (byte)'\r' or (byte)'\n' or (byte)'\t' or 0xEF or 0xBB or 0xBF)) text = text[1..];
        if (text.Length > 0 && text[0] is (byte)'{' or (byte)'[')
            return text.IndexOf("england-and-wales"u8) >= 0 ? "This is the calendar of bank holidays (JSON), not figures: bank holidays are kept under Settings" : "This is JSON, not a table: bring in CSV or an Excel workbook";
        if (text.Length > 0 && text[0] is (byte)'<') return "This is a web page or XML, not a table: on the publisher’s page choose the download as CSV";
        return head.IndexOf((byte)0) >= 0 && !head.StartsWith("PK"u8) && !(head.Length > 1 && head[0] == 0x1F && head[1] == 0x8B) ? "This is no text: figures come in as CSV, ZIP of CSV, or Excel workbook" : null;
    }

    private static Recognised Department(IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        List<FilterReading> filters = [];
        List<MeasureReading> measures = [];
        var status = "";
        for (var i = 0; i < headings.Count; i++)
        {
            var heading = headings[i];
            if (heading.Length == 0 || PlaceColumns.Contains(heading)) continue;
            var values = Column(rows, i);
            if (values.All(v => v is "Final" or "Revised" or "Provisional")) status = heading;
            else if (IsMeasure(values)) measures.Add(MeasureOf(heading, values));
            else filters.Add(FilterOf(heading, values));
        }
        if (measures.Count == 0) return Recognised.No("The file has the layout of the Department for Education, but no column of figures");
        // An estimate of the middle of a year is no count of the twelve months that the file calls its reporting year.
        var isPopulation = measures is [{ Key: "population_estimate" }];
        if (isPopulation)
        {
            var ages = filters.SelectMany(f => f.Values).Select(v => Ages().Match(v)).FirstOrDefault(m => m.Success);
            var population = ages is null ? null : Population.Of($"{ages.Groups[1].Value}-{ages.Groups[2].Value}");
            measures = [measures[0] with { OnDay = "06-30", Unit = "people", Name = population is null ? "People by the estimate of mid-year" : $"{char.ToUpperInvariant(population.Name[0])}{population.Name[1..]}, by the estimate of mid-year", NewCode = population is null ? null : PopulationTable.IndicatorCode(population.Code) }];
        }
        var identifier = headings.Contains("time_identifier") && !isPopulation;
        return new(new()
        {
            Layout = "A table of the Department for Education’s underlying data",
            Publisher = "Department for Education",
            Licence = $"Contains public sector information. Source: Department for Education. {OpenGovernment}",
            AreaBy = AreaBy.Levels,
            PeriodColumn = "time_period",
            IdentifierColumn = identifier ? "time_identifier" : "",
            Years = isPopulation ? YearKind.Calendar : YearKind.Financial,
            StatusColumn = status,
            Filters = filters,
            Measures = measures,
            Notes = isPopulation ? ["Estimates of the middle of each year: “2024” is 30 June 2024."] : identifier ? [] : ["The file does not say what kind of year it has: a single year is taken for the year to 31 March, two for a school year."],
        }, false, null);
    }

    private static TableReading Fingertips(IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<string>> rows, Func<string, MeasureReading?>? known)
    {
        int Of(string heading) => headings.IndexOf(heading);
        List<MeasureReading> measures = [];
        foreach (var row in rows.DistinctBy(r => r[Of("Indicator ID")]))
        {
            var id = row[Of("Indicator ID")];
            var name = Of("Indicator Name") >= 0 ? row[Of("Indicator Name")] : id;
            measures.Add((known?.Invoke(id) ?? new MeasureReading { Key = id, Name = Shortened(name), Decimals = 1 }) with { Value = "Value", Numerator = Optional("Count"), Denominator = Optional("Denominator") });
        }
        return new()
        {
            Layout = "Figures of the Office for Health Improvement and Disparities (Fingertips)",
            Publisher = "Office for Health Improvement and Disparities",
            Licence = $"Contains public sector information. Source: Office for Health Improvement and Disparities. {OpenGovernment}",
            AreaBy = AreaBy.Code,
            AreaColumn = "Area Code",
            AreaNameColumn = "Area Name",
            PeriodColumn = "Time period",
            MeasureColumn = "Indicator ID",
            MeasureNameColumn = "Indicator Name",
            Filters = [.. new[] { "Sex", "Age", "Category Type", "Category" }.Where(headings.Contains).Select(h => FilterOf(h, Column(rows, Of(h))))],
            Measures = measures,
            Missing = [""],
            Notes = ["Deciles of deprivation come in as parts of England; they are no places."],
        };

        string? Optional(string heading) => headings.Contains(heading) ? heading : null;
    }

    private static TableReading Lait(List<string> measures, Func<string, MeasureReading?>? known) => new()
    {
        Layout = "The long table of the Local Authority Interactive Tool",
        Publisher = "Department for Education, Local Authority Interactive Tool",
        Licence = "Source: DfE LAIT, OGL v3.0.",
        AreaBy = AreaBy.Number,
        AreaColumn = "LA Number",
        AreaNameColumn = "LA and Regions",
        PeriodColumn = "Years",
        MeasureColumn = "Short Desc",
        Measures = [.. measures.Distinct().Select(key => (known?.Invoke(key) ?? new MeasureReading { Key = key, Name = key, Decimals = 1 }) with { Value = "Values" })],
        Missing = ["-", ""],
        Notes = ["“-” means no value, for whatever reason: the tool does not say which.", "Every measure is published as a figure without its parts: no interval can be drawn, and it is never added up."],
    };

    private static Recognised Any(IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<string>> rows, PlaceBook places)
    {
        string[] periodHeadings = [.. headings.Where(PeriodText.IsHeading)];
        var isWide = periodHeadings.Length >= 2;
        var free = Enumerable.Range(0, headings.Count).Where(i => headings[i].Length > 0 && !(isWide && periodHeadings.Contains(headings[i]))).ToList();
        var (by, place) = PlaceColumn(headings, rows, free, places);
        var period = isWide ? -1 : free.Where(i => i != place).OrderByDescending(i => SoundsLikeTime().IsMatch(headings[i])).FirstOrDefault(i => IsPeriod(headings[i], Column(rows, i)), -1);
        if (!isWide && period < 0)
            return Recognised.No("No column tells the period, and no heading is one: this is a list or a lookup, not a table of figures");
        List<FilterReading> filters = [];
        List<MeasureReading> measures = [];
        var other = new HashSet<int> { place, period };
        if (place >= 0) other.UnionWith(free.Where(i => NamesPlaces(Column(rows, i), places)));
        foreach (var i in free.Where(i => !other.Contains(i)))
        {
            var values = Column(rows, i);
            // A short number in the way of "type 1" parts figures, where the heading says so.
            if (!isWide && IsMeasure(values) && !SoundsLikeKind().IsMatch(headings[i])) measures.Add(MeasureOf(headings[i], values));
            else if (values.Any(v => v.Length > 0)) filters.Add(FilterOf(headings[i], values));
        }
        if (isWide) measures.Add(new() { Key = "figures", Name = "Figures", Value = null });
        if (measures.Count == 0) return Recognised.No("No column holds figures alone: a column of figures has a number in each cell, or a sign such as c or x where there is none");
        return new(new()
        {
            Layout = isWide ? "A table with a column for each period" : "A table with a row for each place and period",
            AreaBy = place >= 0 ? by : AreaBy.OwnArea,
            AreaColumn = place >= 0 ? headings[place] : "",
            PeriodColumn = period >= 0 ? headings[period] : "",
            PeriodHeadings = isWide ? periodHeadings : [],
            NoPlaces = by == AreaBy.Name && place >= 0 ? [.. Column(rows, place).Distinct(StringComparer.OrdinalIgnoreCase).Where(NotPlaces.Contains)] : [],
            Filters = filters,
            Measures = measures,
            Missing = [""],
            Notes = place >= 0 ? [] : ["No column names a place: all figures are taken to be about the board’s area."],
        }, false, null);
    }

    private static (AreaBy By, int Column) PlaceColumn(IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<string>> rows, List<int> free, PlaceBook places)
    {
        int First(Func<string, bool> fits, Func<string, bool>? heading = null) =>
            free.FirstOrDefault(i => (heading?.Invoke(headings[i]) ?? true) && Column(rows, i).FindAll(v => !NotPlaces.Contains(v)) is { Count: > 0 } values && values.Count(fits) * 10 >= values.Count * 8, -1);
        if (First(v => PlaceBook.LooksLikeCode(v)) is >= 0 and var code) return (AreaBy.Code, code);
        if (First(v => places.Knows(v), h => !SoundsLikeTime().IsMatch(h)) is >= 0 and var name) return (AreaBy.Name, name);
        // A misspelt name is a fault of its row, and no reason to take the whole table for the board's own.
        if (free.FirstOrDefault(i => SoundsLikePlace().IsMatch(headings[i]) && Column(rows, i).Exists(places.Knows), -1) is >= 0 and var some) return (AreaBy.Name, some);
        if (First(v => v.Length == 3 && places.KnowsNumber(v), h => SoundsLikePlace().IsMatch(h)) is >= 0 and var number) return (AreaBy.Number, number);
        return First(v => PlaceBook.LooksLikeProvider(v), h => SoundsLikeProvider().IsMatch(h)) is >= 0 and var provider ? (AreaBy.Provider, provider) : (AreaBy.OwnArea, -1);
    }

    private static bool NamesPlaces(List<string> values, PlaceBook places) =>
        values.Count > 0 && values.Count(v => places.Knows(v) || PlaceBook.LooksLikeCode(v)) * 10 >= values.Count * 8;

    private static bool IsPeriod(string heading, List<string> values) =>
        values.Count > 0 && values.Count(v => PeriodText.Read(v, YearKind.Calendar) is not null) * 10 >= values.Count * 9
        // A column of numbers near 2,000 is a column of years only where its heading says so, or none other is.
        && (SoundsLikeTime().IsMatch(heading) || values.Exists(v => !v.All(char.IsAsciiDigit)) || values.TrueForAll(v => int.TryParse(v, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 1990 and < 2060));

    // A cell that was mistyped makes no column of words: it is told as a fault of its row.
    private static bool IsMeasure(List<string> values)
    {
        var filled = values.FindAll(v => v.Length > 0);
        var words = filled.Count(v => PublishedValue.Read(v) is null && !YearsAndMonths().IsMatch(v));
        return filled.Count > 0 && (words * 10 <= filled.Count || (words <= 2 && words * 2 <= filled.Count));
    }

    private static MeasureReading MeasureOf(string heading, List<string> values)
    {
        var isMonths = values.Exists(v => YearsAndMonths().IsMatch(v));
        return new()
        {
            Key = heading,
            Value = heading,
            Name = Shortened(InWords(heading)),
            Unit = isMonths ? "months" : Percent().IsMatch(heading) ? "%" : heading.Contains("per_10000", StringComparison.OrdinalIgnoreCase) || heading.Contains("per_10k", StringComparison.OrdinalIgnoreCase) ? "per 10,000 children" : "",
            Decimals = isMonths ? 0 : Math.Min(2, values.Select(v => v.IndexOf('.', StringComparison.Ordinal) is >= 0 and var at && v.Length > at + 1 ? v.Length - at - 1 : 0).DefaultIfEmpty(0).Max()),
        };
    }

    // The whole is where one value says so; several that begin with “Total” are each the whole of something else. A column that never changes
    // parts nothing.
    private static FilterReading FilterOf(string heading, List<string> values)
    {
        string[] distinct = [.. values.Distinct()];
        string[] whole = [.. distinct.Where(v => Whole().IsMatch(v))];
        if (whole.Length > 1) whole = [.. whole.Where(v => v.Equals("Total", StringComparison.OrdinalIgnoreCase) || v.Equals("All", StringComparison.OrdinalIgnoreCase))];
        if (whole.Length == 0 && distinct.Length == 1) whole = distinct;
        return new(heading, whole, [.. distinct.Where(v => v.Length <= 200).Take(60)]);
    }

    private static string InWords(string heading)
    {
        var words = Underlines().Replace(heading, " ").Trim();
        return words.Length == 0 ? heading : char.ToUpperInvariant(words[0]) + words[1..];
    }

    private static string Shortened(string name) => name.Length <= 200 ? name : name[..199] + "…";

    private static List<string> Column(IReadOnlyList<IReadOnlyList<string>> rows, int column) => [.. rows.Where(r => column < r.Count).Select(r => r[column])];

    private static int IndexOf(this IReadOnlyList<string> headings, string heading)
    {
        for (var i = 0; i < headings.Count; i++)
            if (headings[i] == heading) return i;
        return -1;
    }

    [GeneratedRegex(@"^(total\b(?! (ages|boys|girls|males|females))|all\b|persons$|both sexes$)", RegexOptions.IgnoreCase)]
    private static partial Regex Whole();

    [GeneratedRegex("(^|_)(pt|pc|pct|percent|percentage|perc)(_|$)|%|percentage", RegexOptions.IgnoreCase)]
    private static partial Regex Percent();

    [GeneratedRegex("year|period|date|month|quarter|week|term|time|when", RegexOptions.IgnoreCase)]
    private static partial Regex SoundsLikeTime();

    [GeneratedRegex("area|authority|borough|council|region|place|la\\b|code|number|local", RegexOptions.IgnoreCase)]
    private static partial Regex SoundsLikePlace();

    [GeneratedRegex("org|provider|trust|ods|code", RegexOptions.IgnoreCase)]
    private static partial Regex SoundsLikeProvider();

    [GeneratedRegex("^(type|kind|category|group|age|sex|gender|class|band|level)$", RegexOptions.IgnoreCase)]
    private static partial Regex SoundsLikeKind();

    [GeneratedRegex("^[0-9]{2}:[0-9]{2}$")]
    private static partial Regex YearsAndMonths();

    [GeneratedRegex("aged ([0-9]+) to ([0-9]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Ages();

    [GeneratedRegex("[_ ]+")]
    private static partial Regex Underlines();
}
