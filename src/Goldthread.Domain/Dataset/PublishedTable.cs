using System.Globalization;
using System.Text.RegularExpressions;

namespace Goldthread.Domain.Dataset;

/// <summary>Why a published figure is not there. None of these is zero.</summary>
public enum PublishedSymbol
{
    /// <summary>There is a number.</summary>
    None,

    /// <summary>"c": hidden by the publisher to protect confidentiality.</summary>
    Confidential,

    /// <summary>"x", and in older releases ":" and "..": not collected or not returned.</summary>
    NotAvailable,

    /// <summary>"z", and in older releases ".": the figure makes no sense for this row.</summary>
    NotApplicable,

    /// <summary>"k", and in older releases "low" and "~": rounds to zero but is not zero.</summary>
    RoundsToZero,

    /// <summary>"u": too unreliable to show.</summary>
    LowReliability,

    /// <summary>Published, but not to be compared: it is on another scale or known to be wrong. Never read from a file
    /// of the published layout; whoever loads the figures says so.</summary>
    Doubtful,

    /// <summary>Hidden by the board because so few children are behind it; see <see cref="SmallNumbers"/>. Never stored.</summary>
    HiddenHere,
}

/// <summary>One published figure: a number, or the reason why there is none.</summary>
/// <param name="Number">In the measure's unit; null when there is a symbol.</param>
/// <param name="Symbol"><see cref="PublishedSymbol.None"/> when there is a number.</param>
public readonly record struct PublishedValue(double? Number, PublishedSymbol Symbol)
{
    /// <summary>What may stand in place of a number, for messages.</summary>
    public const string AcceptedSymbols = "c, x, z, k, u, low, :, ~, . or ..";

    /// <summary>Reads one cell.</summary>
    /// <param name="text">A number with a full stop as decimal mark and no thousands separator, or a symbol.</param>
    /// <returns>Null when it is neither; an empty cell is neither.</returns>
    public static PublishedValue? Read(string text) => text switch
    {
        "c" => new(null, PublishedSymbol.Confidential),
        "x" or ":" or ".." => new(null, PublishedSymbol.NotAvailable),
        "z" or "." => new(null, PublishedSymbol.NotApplicable),
        "k" or "low" or "~" => new(null, PublishedSymbol.RoundsToZero),
        "u" => new(null, PublishedSymbol.LowReliability),
        _ => double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number) ? new(number, PublishedSymbol.None) : null,
    };
}

/// <summary>The kind of area a published row is about.</summary>
public enum PublishedLevel
{
    /// <summary>The whole country.</summary>
    National,

    /// <summary>A region. Social care files hold London and also its Inner and Outer half: adding all regions up counts London twice.</summary>
    Regional,

    /// <summary>A local authority.</summary>
    LocalAuthority,
}

/// <summary>The area a published row is about.</summary>
/// <param name="Level">Country, region or local authority.</param>
/// <param name="Code">The nine-character code of the statistics office (E09000008). Two authorities that report
/// together have both, as published: "E09000021 / E09000027".</param>
/// <param name="Name">As published; spellings differ between publications, so join by code.</param>
/// <param name="OldCode">The three-digit number of a local authority (306); empty for other levels. It stays when the code changes.</param>
public sealed record PublishedArea(PublishedLevel Level, string Code, string Name, string OldCode);

/// <summary>One row of a published table.</summary>
/// <param name="Line">The line of the file, from 1.</param>
/// <param name="Period">When.</param>
/// <param name="Area">Where.</param>
/// <param name="Filters">The values of the layout's filters, in the layout's order.</param>
/// <param name="Measures">The figures of the layout's measures, in the layout's order.</param>
public sealed record PublishedRow(int Line, PublishedPeriod Period, PublishedArea Area, IReadOnlyList<string> Filters, IReadOnlyList<PublishedValue> Measures);

/// <summary>Something in the file that can't be taken.</summary>
/// <param name="Line">The line of the file, from 1.</param>
/// <param name="Column">The column's name; empty when the whole row or file is meant.</param>
/// <param name="Found">What stands there.</param>
/// <param name="Accepted">What may stand there.</param>
public sealed record PublishedProblem(int Line, string Column, string Found, string Accepted);

/// <summary>Which columns of a published file are wanted, by name, in any order of the file.</summary>
/// <param name="Filters">Text columns that tell rows of one period and area apart, such as "category".</param>
/// <param name="Measures">Columns of figures.</param>
public sealed record PublishedLayout(IReadOnlyList<string> Filters, IReadOnlyList<string> Measures)
{
    /// <summary>Proposes a layout from the first rows: a column that holds only numbers and symbols is a
    /// measure, any other a filter. A person confirms it before it is saved for reuse.</summary>
    /// <param name="text">The file from its beginning.</param>
    /// <param name="rows">How many rows to look at.</param>
    /// <exception cref="CsvFormatException">The text is not comma-separated values.</exception>
    public static PublishedLayout Propose(TextReader text, int rows = 200)
    {
        using var records = Csv.Read(text).GetEnumerator();
        if (!records.MoveNext()) return new([], []);
        var header = records.Current.Fields;
        var isText = new bool[header.Count];
        for (var seen = 0; seen < rows && records.MoveNext(); seen++)
            for (var column = 0; column < header.Count; column++)
                isText[column] |= PublishedValue.Read(records.Current[column]) is null;
        var free = Enumerable.Range(0, header.Count).Where(column => !PublishedTable.KnownColumns.Contains(header[column])).ToLookup(column => isText[column], column => header[column]);
        return new([.. free[true]], [.. free[false]]);
    }
}

/// <summary>What came of reading a file: rows, or problems, never both.</summary>
/// <param name="Rows">In the file's order; empty when there is a problem.</param>
/// <param name="Problems">The first thousand, in the file's order.</param>
/// <param name="ProblemCount">How many there are in all.</param>
public sealed record PublishedTableResult(IReadOnlyList<PublishedRow> Rows, IReadOnlyList<PublishedProblem> Problems, int ProblemCount);

/// <summary>Reads the tidy layout in which the Department for Education publishes underlying data:
/// one row per period, area and filters; time, area and filter columns by name, in any order; then measures.</summary>
/// <remarks>Source of the layout: "Explore education statistics", open data standards.</remarks>
public static partial class PublishedTable
{
    private const int MostProblems = 1000;
    private const string CountryCode = "country_code", RegionCode = "region_code", LaCode = "new_la_code", OldLaCode = "old_la_code";

    /// <summary>The columns of time and place, which are neither filters nor measures.</summary>
    public static IReadOnlyList<string> KnownColumns { get; } =
        ["time_period", "time_identifier", "geographic_level", CountryCode, "country_name", RegionCode, "region_name", OldLaCode, LaCode, "la_name"];

    /// <summary>Reads the whole file and takes all of it or nothing.</summary>
    /// <param name="text">Comma-separated text with a header; byte order mark and line ends as they come.</param>
    /// <param name="layout">The columns wanted; others are not looked at.</param>
    /// <param name="wanted">Which rows to keep; every row is checked all the same. Null keeps all.</param>
    public static PublishedTableResult Read(TextReader text, PublishedLayout layout, Func<PublishedRow, bool>? wanted = null)
    {
        List<PublishedProblem> problems = [];
        var count = 0;
        List<PublishedRow> rows = [.. Stream(text, layout, Note).Where(row => wanted is null || wanted(row))];
        return count == 0 ? new(rows, [], 0) : new([], problems, count);

        void Note(PublishedProblem problem)
        {
            if (count++ < MostProblems) problems.Add(problem);
        }
    }

    /// <summary>Gives the good rows one at a time, for a caller that stages them and swaps them in only if
    /// no problem was told by the end.</summary>
    /// <param name="text">As for <see cref="Read"/>.</param>
    /// <param name="layout">As for <see cref="Read"/>.</param>
    /// <param name="problem">Called for each problem, in the file's order. Text that isn't comma-separated ends the reading with one.</param>
    public static IEnumerable<PublishedRow> Stream(TextReader text, PublishedLayout layout, Action<PublishedProblem> problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(problem);
        return Rows();

        IEnumerable<PublishedRow> Rows()
        {
            using var records = Csv.Read(text).GetEnumerator();
            if (!Next(records, problem))
            {
                problem(new(1, "", "", "a header row and at least one row of figures"));
                yield break;
            }
            if (Columns.Find(records.Current, layout, problem) is not { } columns) yield break;
            Dictionary<string, int> seen = [];
            var empty = true;
            while (Next(records, problem))
            {
                empty = false;
                if (columns.Row(records.Current, problem) is not { } row) continue;
                var key = string.Join('\u001F', [$"{row.Period.Start.DayNumber} {row.Period.End.DayNumber}", row.Area.Code, row.Area.OldCode, .. row.Filters]);
                if (seen.TryAdd(key, row.Line)) yield return row;
                else problem(new(row.Line, "", $"the same period, area and filters as line {seen[key]}", "each of them once"));
            }
            if (empty) problem(new(1, "", "no row below the header", "at least one row of figures"));
        }
    }

    private static bool Next(IEnumerator<CsvRow> records, Action<PublishedProblem> problem)
    {
        try
        {
            return records.MoveNext();
        }
        catch (CsvFormatException broken)
        {
            problem(new(broken.Line, "", broken.Message, "comma-separated values"));
            return false;
        }
    }

    [GeneratedRegex("^[EKNSW][0-9]{8}( / [EKNSW][0-9]{8})*$")]
    private static partial Regex AreaCode();

    /// <summary>Where each column stands in this file.</summary>
    private sealed class Columns
    {
        private readonly Dictionary<string, int> _place;
        private readonly int _width;
        private readonly PublishedLayout _layout;
        private readonly Dictionary<(string, string), PublishedPeriod?> _periods = [];
        private readonly Dictionary<string, PublishedArea> _areas = [];

        private Columns(Dictionary<string, int> place, int width, PublishedLayout layout) => (_place, _width, _layout) = (place, width, layout);

        public static Columns? Find(CsvRow header, PublishedLayout layout, Action<PublishedProblem> problem)
        {
            Dictionary<string, int> place = [];
            var good = true;
            string[] wanted = ["time_period", "time_identifier", "geographic_level", CountryCode, "country_name", .. layout.Filters, .. layout.Measures];
            for (var column = 0; column < header.Fields.Count; column++)
            {
                var name = header[column].Trim();
                if (place.TryAdd(name, column) || !(wanted.Contains(name) || KnownColumns.Contains(name))) continue;
                problem(new(header.Line, name, "the column twice", "each column once"));
                good = false;
            }
            foreach (var missing in wanted.Where(name => !place.ContainsKey(name)))
            {
                problem(new(header.Line, missing, "no such column", $"the column {missing}, in any place"));
                good = false;
            }
            return good ? new(place, header.Fields.Count, layout) : null;
        }

        public PublishedRow? Row(CsvRow record, Action<PublishedProblem> problem)
        {
            if (record.Fields.Count != _width)
            {
                problem(new(record.Line, "", $"{record.Fields.Count} values", $"{_width} values, as in the header"));
                return null;
            }
            var period = Period(record, problem);
            var area = Area(record, problem);
            var measures = new PublishedValue[_layout.Measures.Count];
            var good = period is not null && area is not null;
            for (var measure = 0; measure < measures.Length; measure++)
            {
                var found = Cell(record, _layout.Measures[measure]);
                if (PublishedValue.Read(found) is { } value)
                {
                    measures[measure] = value;
                    continue;
                }
                problem(new(record.Line, _layout.Measures[measure], found, $"a number such as 1234.5, or {PublishedValue.AcceptedSymbols}"));
                good = false;
            }
            return good ? new(record.Line, period!, area!, [.. _layout.Filters.Select(name => Cell(record, name))], measures) : null;
        }

        private PublishedPeriod? Period(CsvRow record, Action<PublishedProblem> problem)
        {
            var (year, identifier) = (Cell(record, "time_period"), Cell(record, "time_identifier"));
            if (!_periods.TryGetValue((year, identifier), out var period))
                _periods[(year, identifier)] = period = PublishedPeriod.Read(year, identifier);
            if (period is null)
                problem(new(record.Line, "time_period, time_identifier", $"{year}, {identifier}", $"a year (2025 or 202425) with one of {PublishedPeriod.AcceptedIdentifiers}"));
            return period;
        }

        private PublishedArea? Area(CsvRow record, Action<PublishedProblem> problem)
        {
            var level = Cell(record, "geographic_level");
            PublishedArea? area = level switch
            {
                "National" => new(PublishedLevel.National, Cell(record, CountryCode), Cell(record, "country_name"), ""),
                "Regional" => new(PublishedLevel.Regional, Cell(record, RegionCode), Cell(record, "region_name"), ""),
                "Local authority" => new(PublishedLevel.LocalAuthority, Cell(record, LaCode), Cell(record, "la_name"), Cell(record, OldLaCode)),
                _ => null,
            };
            if (area is null)
            {
                problem(new(record.Line, "geographic_level", level, "National, Regional or Local authority"));
                return null;
            }
            if (_areas.TryGetValue(area.Code, out var known) && known == area) return known; // one object for the thousand rows of an area
            if (AreaCode().IsMatch(area.Code)) return _areas[area.Code] = area;
            var column = area.Level switch
            {
                PublishedLevel.National => CountryCode,
                PublishedLevel.Regional => RegionCode,
                PublishedLevel.LocalAuthority => LaCode,
            };
            problem(new(record.Line, column, area.Code, "a code such as E09000008"));
            return null;
        }

        private string Cell(CsvRow record, string name) => _place.TryGetValue(name, out var column) ? record[column].Trim() : "";
    }
}
