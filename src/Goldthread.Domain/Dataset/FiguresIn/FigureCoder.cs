using System.Globalization;
using System.Runtime.InteropServices;

namespace Goldthread.Domain.Dataset.FiguresIn;

/// <summary>An indicator that figures are coded for.</summary>
/// <param name="Key">Its number in the tables.</param>
/// <param name="Code">Its code; empty for a new one, which gets its code when it is kept.</param>
/// <param name="Multiplier">Value = numerator ÷ denominator × multiplier.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Reading">How the file gives it.</param>
public sealed record CodedIndicator(int Key, string Code, double Multiplier, string Unit, MeasureReading Reading)
{
    /// <summary>The column holds counts; the rate is worked out from the population of the year when the series is built.</summary>
    public bool IsSetAgainstPeople { get; init; }
}

/// <summary>Turns the rows of a file into figures by numbers, and says of each row that it can't why. It knows the file's headings, the places, periods and
/// parts there are, and makes new ones; nothing is looked up anew for the next row.</summary>
public sealed class FigureCoder
{
    private readonly TableReading reading;
    private readonly PlaceBook places;
    private readonly FigureBook book;
    private readonly FigureFaults faults;
    private readonly Dictionary<string, int> columns = new(StringComparer.Ordinal);
    private readonly string[] headings;
    private readonly Filter[] filters;
    private readonly PeriodColumn[] periodColumns;
    private readonly List<Measure> wide = []; // measures with columns of their own
    private readonly Dictionary<string, List<Measure>> byName = new(StringComparer.Ordinal); // measures with lines of their own
    private readonly Dictionary<string, (int Key, FigureStatus Status)> periods = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PublishedSymbol> missing;
    private readonly int period, identifier, level, country, countryName, region, regionName, number, authority, authorityName, place, placeName, status, measure, measureName;
    private readonly HashSet<string> noPlaces;
    private readonly int ownArea;

    private sealed record PeriodColumn(int Column, int Period, FigureStatus Status);

    private sealed class Filter(int column, IReadOnlyList<string> whole)
    {
        public int Column { get; } = column;
        public HashSet<string> Whole { get; } = [.. whole];
        public Dictionary<string, string?> Values { get; } = new(StringComparer.Ordinal); // null for the whole
    }

    private sealed class Measure(CodedIndicator indicator)
    {
        public CodedIndicator Indicator { get; } = indicator;
        public int Value { get; set; } = -1;
        public int Numerator { get; set; } = -1;
        public int Denominator { get; set; } = -1;
        public (int Column, string Value)[] Where { get; set; } = [];
        public int[] Parts { get; set; } = []; // places of the filters that part it
        public Dictionary<int, int?> Days { get; } = []; // period → the day in it on which it was counted
        public Dictionary<(int Breakdown, int Filter, string Value), int> Steps { get; } = [];
        public double Highest { get; set; } = double.NegativeInfinity;
        public bool HasFraction { get; set; }
        public int Figures { get; set; }
    }

    /// <summary>Prepares the reading of a file.</summary>
    /// <param name="headings">Its headings.</param>
    /// <param name="reading">How they are read.</param>
    /// <param name="places">Places.</param>
    /// <param name="book">Indicators, periods and parts.</param>
    /// <param name="faults">Is told what can't be taken; also that a heading is missing, and then no row is read.</param>
    /// <param name="ownArea">Key of the board's area; 0 for none.</param>
    public FigureCoder(IReadOnlyList<string> headings, TableReading reading, PlaceBook places, FigureBook book, FigureFaults faults, int ownArea)
    {
        ArgumentNullException.ThrowIfNull(headings);
        (this.reading, this.places, this.book, this.faults, this.ownArea) = (reading, places, book, faults, ownArea);
        this.headings = [.. headings];
        for (var i = 0; i < headings.Count; i++)
            if (headings[i].Length > 0 && !columns.TryAdd(headings[i], i) && IsUsed(headings[i])) faults.Add(1, headings[i], "the heading twice", "each heading once");
        int Of(string heading, bool isNeeded = true)
        {
            if (heading.Length == 0) return -1;
            if (columns.TryGetValue(heading, out var column)) return column;
            if (isNeeded) faults.Add(1, heading, "no such column", $"the column {heading}, in any place");
            return -1;
        }
        var byLevels = reading.AreaBy == AreaBy.Levels;
        string When(string heading) => byLevels ? heading : "";
        level = Of(When("geographic_level"));
        (country, countryName) = (Of(When("country_code"), false), Of(When("country_name"), false));
        (region, regionName) = (Of(When("region_code"), false), Of(When("region_name"), false));
        (number, authority, authorityName) = (Of(When("old_la_code"), false), Of(When("new_la_code"), false), Of(When("la_name"), false));
        (place, placeName) = (Of(reading.AreaColumn), Of(reading.AreaNameColumn, false));
        (period, identifier, status) = (Of(reading.PeriodColumn), Of(reading.IdentifierColumn), Of(reading.StatusColumn));
        (measure, measureName) = (Of(reading.MeasureColumn), Of(reading.MeasureNameColumn, false));
        filters = [.. reading.Filters.Select(f => new Filter(Of(f.Column), f.Whole))];
        noPlaces = new(reading.NoPlaces, StringComparer.OrdinalIgnoreCase);
        missing = reading.Missing.ToDictionary(m => m, _ => PublishedSymbol.NotAvailable, StringComparer.Ordinal);
        List<PeriodColumn> found = [];
        foreach (var heading in reading.PeriodHeadings)
        {
            if (Of(heading) is not (>= 0 and var column)) continue;
            if (PeriodText.Read(heading, reading.Years) is not { } read) faults.Add(1, heading, heading, PeriodText.Accepted);
            else found.Add(new(column, book.PeriodOf(read.Period), read.Status));
        }
        periodColumns = [.. found];
        foreach (var wanted in reading.Measures.Where(m => !m.IsLeftOut))
        {
            Measure one = new(book.IndicatorFor(wanted));
            (one.Value, one.Numerator, one.Denominator) = (Of(wanted.Value ?? ""), Of(wanted.Numerator ?? ""), Of(wanted.Denominator ?? ""));
            one.Where = [.. wanted.Where.Select(w => (Of(w.Key), w.Value))];
            one.Parts = [.. Enumerable.Range(0, filters.Length).Where(i => !wanted.Where.ContainsKey(reading.Filters[i].Column))];
            if (measure < 0) wide.Add(one);
            else (CollectionsMarshal.GetValueRefOrAddDefault(byName, wanted.Key, out _) ??= []).Add(one);
        }
    }

    /// <summary>Rows left out with reason, and how many: "rows about schools".</summary>
    public Dictionary<string, int> LeftOut { get; } = new(StringComparer.Ordinal);

    /// <summary>Rows of figures read.</summary>
    public int Rows { get; private set; }

    /// <summary>Codes one row.</summary>
    /// <param name="row">Its cells.</param>
    /// <param name="to">Is given its figures; none of them when anything in the row can't be taken.</param>
    /// <returns>Whether the row was taken.</returns>
    public bool Code(Cells row, List<CodedFigure> to)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(to);
        Rows++;
        if (row.Count != headings.Length)
        {
            faults.Add(row.Line, "", $"{row.Count} values", $"{headings.Length} values, as in the headings");
            return false;
        }
        if (!Place(row, out var area, out var isFormer)) return false;
        if (area == 0) return true;
        var when = 0;
        var firm = reading.IsProvisional ? FigureStatus.Provisional : FigureStatus.Final;
        var measures = Measures(row);
        if (measures.Count == 0) return true;
        if (periodColumns.Length == 0 && !Period(row, measure < 0 ? reading.Years : measures[0].Indicator.Reading.Years ?? reading.Years, out when, ref firm)) return false;
        if (status >= 0) firm = StatusOf(row[status]) ?? firm;
        var before = to.Count;
        var good = true;
        foreach (var one in measures)
        {
            if (!Fits(one, row)) continue;
            var part = Breakdown(one, row);
            if (periodColumns.Length == 0) good &= Figure(one, row, area, part, when, firm, isFormer, -1, to);
            else foreach (var column in periodColumns)
                good &= Figure(one, row, area, part, column.Period, column.Status == FigureStatus.Final ? firm : column.Status, isFormer, column.Column, to);
        }
        if (!good) CollectionsMarshal.SetCount(to, before);
        return good;
    }

    /// <summary>Says what only the whole file tells: shares written from 0 to 1 where the indicator is in per cent.</summary>
    public void End()
    {
        foreach (var one in wide.Concat(byName.Values.SelectMany(m => m)))
        {
            // A published percentage that was taken once as it stands may be above: staff covered by agency workers, say.
            if (one.Indicator is { Unit: "%", Code.Length: > 0, IsSetAgainstPeople: false, Reading.Factor: not 1 } && one.Highest > MostPercent)
                faults.Add(0, one.Indicator.Reading.Key, one.Highest.ToString("0.###", CultureInfo.InvariantCulture), $"percentages up to 100, as {one.Indicator.Code} is in per cent; another column, or another indicator");
            if (one.Indicator is { Unit: "%", Code.Length: > 0, Reading.Factor: null, IsSetAgainstPeople: false } && one.Value >= 0 && one.Figures >= 5 && one.HasFraction && one.Highest <= 1)
                faults.Add(0, one.Indicator.Reading.Key, $"shares from 0 to {one.Highest.ToString("0.###", CultureInfo.InvariantCulture)}", "percentages from 0 to 100; say that the column is to be multiplied by 100, if these are shares");
        }
    }

    /// <summary>The largest percentage that is taken: what is above was meant for another indicator.</summary>
    private const double MostPercent = 100.5; // rounded

    private bool IsUsed(string heading) => reading.PeriodHeadings.Contains(heading) || heading == reading.PeriodColumn || heading == reading.AreaColumn || heading == reading.MeasureColumn
        || reading.Filters.Any(f => f.Column == heading) || reading.Measures.Any(m => !m.IsLeftOut && (m.Value == heading || m.Numerator == heading || m.Denominator == heading));

    private List<Measure> Measures(Cells row)
    {
        if (measure < 0) return wide;
        var name = row[measure];
        if (byName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var known)) return known;
        // A measure that stood not in the first rows: taken as a new indicator, as those that did.
        var wanted = book.Discover(name.ToString(), row[measureName].ToString(), reading);
        if (wanted.IsLeftOut) return byName[name.ToString()] = [];
        Measure one = new(book.IndicatorFor(wanted)) { Value = Column(wanted.Value), Numerator = Column(wanted.Numerator), Denominator = Column(wanted.Denominator), Parts = [.. Enumerable.Range(0, filters.Length)] };
        return byName[name.ToString()] = [one];

        int Column(string? heading) => heading is null ? -1 : columns.GetValueOrDefault(heading, -1);
    }

    private static bool Fits(Measure one, Cells row)
    {
        foreach (var (column, value) in one.Where)
            if (!row[column].SequenceEqual(value)) return false;
        return true;
    }

    private int Breakdown(Measure one, Cells row)
    {
        var part = Dataset.Breakdown.All;
        foreach (var i in one.Parts)
        {
            var filter = filters[i];
            var cell = row[filter.Column];
            if (!filter.Values.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(cell, out var value))
            {
                var text = cell.ToString();
                value = filter.Values[text] = text.Length == 0 || filter.Whole.Contains(text) ? null : text;
            }
            if (value is null) continue;
            if (!one.Steps.TryGetValue((part, i, value), out var next)) one.Steps[(part, i, value)] = next = book.BreakdownOf(part, value);
            part = next;
        }
        return part;
    }

    private bool Figure(Measure one, Cells row, int area, int part, int when, FigureStatus firm, bool isFormer, int column, List<CodedFigure> to)
    {
        if (one.Indicator.Reading.OnDay is { } onDay)
        {
            if (!one.Days.TryGetValue(when, out var day)) one.Days[when] = day = book.DayIn(when, onDay);
            if (day is not { } key)
            {
                faults.Add(row.Line, reading.PeriodColumn, book.LabelOf(when), $"a period that holds the day {onDay}");
                return false;
            }
            when = key;
        }
        PublishedValue? value = null, above = null, below = null;
        if (!Read(column >= 0 ? column : one.Value, ref value) || !Read(one.Numerator, ref above) || !Read(one.Denominator, ref below)) return false;
        double? worth;
        PublishedSymbol symbol;
        if (one.Indicator.IsSetAgainstPeople)
        {
            above ??= value;
            (worth, symbol) = (null, above?.Symbol ?? PublishedSymbol.NotAvailable);
        }
        else if (value is { } published)
        {
            (worth, symbol) = (published.Number * (one.Indicator.Reading.Factor ?? 1), published.Symbol);
            if (worth is { } large && !double.IsFinite(large))
            {
                faults.Add(row.Line, one.Indicator.Reading.Key, published.Number!.Value.ToString(CultureInfo.InvariantCulture), "a number that is a figure");
                return false;
            }
            if (worth is { } number)
            {
                one.Figures++;
                if (number > one.Highest) one.Highest = number;
                if (number != Math.Floor(number)) one.HasFraction = true;
            }
        }
        else
        {
            worth = below?.Number is > 0 ? above?.Number / below?.Number * one.Indicator.Multiplier : null;
            symbol = worth is not null ? PublishedSymbol.None : above is { Symbol: not PublishedSymbol.None } a ? a.Symbol : below is { Symbol: not PublishedSymbol.None } b ? b.Symbol : PublishedSymbol.NotApplicable;
        }
        if (above?.Number is { } top && below?.Number is { } bottom && top > bottom && one.Indicator.Unit == "%")
        {
            faults.Add(row.Line, one.Indicator.Reading.Numerator!, top.ToString(CultureInfo.InvariantCulture), $"a part no larger than the whole of {bottom.ToString(CultureInfo.InvariantCulture)} in {one.Indicator.Reading.Denominator}");
            return false;
        }
        to.Add(new(new(one.Indicator.Key, area, part, when), above?.Number ?? double.NaN, below?.Number ?? double.NaN, worth ?? double.NaN, row.Line, (byte)symbol, (byte)firm, isFormer));
        return true;

        bool Read(int at, ref PublishedValue? into)
        {
            if (at < 0) return true;
            var cell = row[at];
            if (PublishedValue.Read(cell) is { } read) into = read;
            else if (missing.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(cell, out var why)) into = new(null, why);
            else if (one.Indicator.Unit == "months" && YearsAndMonths(cell) is { } months) into = new(months, PublishedSymbol.None);
            else
            {
                faults.Add(row.Line, headings[at], cell.ToString(), $"a number such as 1234.5, or {PublishedValue.AcceptedSymbols}");
                return false;
            }
            return true;
        }
    }

    // "00:10" is ten months, "01:02" a year and two.
    private static double? YearsAndMonths(ReadOnlySpan<char> text) =>
        text.Length == 5 && text[2] == ':' && int.TryParse(text[..2], NumberStyles.None, CultureInfo.InvariantCulture, out var years) && int.TryParse(text[3..], NumberStyles.None, CultureInfo.InvariantCulture, out var months) && months < 12
            ? 12 * years + months : null;

    private static FigureStatus? StatusOf(ReadOnlySpan<char> word) => word.Equals("Provisional", StringComparison.OrdinalIgnoreCase) ? FigureStatus.Provisional
        : word.Equals("Revised", StringComparison.OrdinalIgnoreCase) ? FigureStatus.Revised
        : word.Equals("Final", StringComparison.OrdinalIgnoreCase) ? FigureStatus.Final : null;

    private bool Period(Cells row, YearKind years, out int key, ref FigureStatus firm)
    {
        var text = row[period];
        var kind = row[identifier];
        // The cells together name a period, with what is meant by a year; a text is made for the first row of each alone.
        const int most = 60;
        var (textLength, kindLength) = (Math.Min(text.Length, most), Math.Min(kind.Length, most));
        Span<char> both = stackalloc char[textLength + 1 + kindLength];
        text[..textLength].CopyTo(both);
        both[textLength] = (char)('0' + (int)years);
        kind[..kindLength].CopyTo(both[(textLength + 1)..]);
        if (!periods.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(both, out var known))
        {
            ReadPeriod? read = identifier >= 0
                ? PublishedPeriod.Read(text.ToString(), kind.ToString()) is { } published ? new(published, FigureStatus.Final) : null
                : PeriodText.Read(Split(text), years);
            known = read is { } found ? (book.PeriodOf(found.Period), found.Status) : (0, FigureStatus.Final);
            periods[both.ToString()] = known;
        }
        (key, var told) = known;
        if (told != FigureStatus.Final) firm = told;
        if (key != 0) return true;
        if (identifier >= 0) faults.Add(row.Line, $"{reading.PeriodColumn}, {reading.IdentifierColumn}", $"{text}, {kind}", $"a year (2025 or 202425) with one of {PublishedPeriod.AcceptedIdentifiers}");
        else faults.Add(row.Line, reading.PeriodColumn, text.ToString(), PeriodText.Accepted);
        return false;
    }

    // "202425" in a file that says not what kind of period it has is a year over two; as a month it would be the 25th.
    private static string Split(ReadOnlySpan<char> text) =>
        text.Length == 6 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var six) && (six / 100 + 1) % 100 == six % 100 ? $"{text[..4]}/{text[4..]}" : text.ToString();

    private bool Place(Cells row, out int area, out bool isFormer)
    {
        (area, isFormer) = (0, false);
        switch (reading.AreaBy)
        {
            case AreaBy.OwnArea:
                area = ownArea;
                if (area != 0) return true;
                faults.Add(0, "", "no column for the place", "the board's area in its settings, or a column with the place");
                return false;
            case AreaBy.Levels: return PlaceOfLevel(row, out area, out isFormer);
            case AreaBy.Code:
                if (noPlaces.GetAlternateLookup<ReadOnlySpan<char>>().Contains(row[place])) return LeaveOut($"rows with “{row[place]}” in {reading.AreaColumn}");
                if (places.ByCode(row[place], row[placeName], PublishedLevel.LocalAuthority, default) is { } byCode)
                {
                    (area, isFormer) = byCode;
                    return true;
                }
                break;
            case AreaBy.Number:
                if (places.ByNumber(row[place]) is { } byNumber)
                {
                    area = byNumber;
                    return true;
                }
                break;
            case AreaBy.Provider:
                if (places.ByProvider(row[place]) is { } byProvider)
                {
                    area = byProvider;
                    return true;
                }
                break;
            default:
                if (noPlaces.GetAlternateLookup<ReadOnlySpan<char>>().Contains(row[place])) return LeaveOut($"rows with “{row[place]}” in {reading.AreaColumn}");
                if (places.ByName(row[place]) is { } byName)
                {
                    area = byName;
                    return true;
                }
                break;
        }
        faults.Add(row.Line, reading.AreaColumn, row[place].ToString(), reading.AreaBy switch
        {
            AreaBy.Code => "a code of a place there is, such as E09000008; of a new authority, say that new places are taken",
            AreaBy.Number => "the number of an authority, such as 306",
            AreaBy.Provider => "a provider's code, such as RJ6",
            _ => "the name of an authority, a region or England; a row that sums others up is left out by naming it",
        });
        return false;
    }

    private bool PlaceOfLevel(Cells row, out int area, out bool isFormer)
    {
        (area, isFormer) = (0, false);
        var named = row[level];
        (PublishedLevel Level, int Code, int Name, int Number)? at = named switch
        {
            "National" => (PublishedLevel.National, country, countryName, -1),
            "Regional" => (PublishedLevel.Regional, region, regionName, -1),
            "Local authority" => (PublishedLevel.LocalAuthority, authority, authorityName, number),
            _ => null,
        };
        if (at is not var (kind, code, name, old))
        {
            if (OtherLevels.GetAlternateLookup<ReadOnlySpan<char>>().Contains(named)) return LeaveOut($"rows about another kind of place ({named})");
            faults.Add(row.Line, "geographic_level", named.ToString(), "National, Regional or Local authority");
            return false;
        }
        // A table of England alone may have no code for it.
        var cell = kind == PublishedLevel.National && code < 0 ? "E92000001" : row[code];
        if (cell.IsEmpty && kind == PublishedLevel.National) cell = "E92000001";
        if (cell.IsEmpty && kind == PublishedLevel.Regional && places.ByName(row[name]) is { } byName)
        {
            area = byName;
            return true;
        }
        if (places.ByCode(cell, row[name], kind, row[old]) is not { } found)
        {
            faults.Add(row.Line, code < 0 ? "geographic_level" : headings[code], cell.ToString(), "a code of a place there is, such as E09000008; of a new authority, say that new places are taken");
            return false;
        }
        (area, isFormer) = found;
        return true;
    }

    private bool LeaveOut(string what)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(LeftOut, what, out _)++;
        return true;
    }

    // Levels of the Department's standards for data that the board has no use for.
    private static readonly HashSet<string> OtherLevels = new(StringComparer.Ordinal)
    {
        "School", "Institution", "Provider", "Sponsor", "MAT", "Multi-academy trust", "Ward", "Planning area", "Parliamentary constituency", "Local authority district", "Opportunity area",
        "RSC region", "Local enterprise partnership", "Local skills improvement plan area", "English devolved area", "Mayoral combined authority", "Police force area",
    };
}
