using Goldthread.Domain;
using Goldthread.Domain.Dataset;
using Goldthread.Domain.Dataset.FiguresIn;

namespace Goldthread.Web.Features.Dataset.FiguresIn;

/// <summary>What somebody says of a table's columns.</summary>
public sealed class ReadingInput
{
    /// <summary>One column of figures, or one measure.</summary>
    public sealed class MeasureInput
    {
        public string Key { get; set; } = "";

        /// <summary>Code of the indicator; empty for a published measure of its own.</summary>
        public string? Indicator { get; set; }

        public bool IsLeftOut { get; set; }

        /// <summary>Multiplied by 100.</summary>
        public bool IsShare { get; set; }
    }

    /// <summary>A column that parts the figures, and its value for all of them.</summary>
    public sealed class FilterInput
    {
        public string Column { get; set; } = "";
        public string? Whole { get; set; }
    }

    public List<MeasureInput> Measures { get; set; } = [];
    public List<FilterInput> Filters { get; set; } = [];
    public YearKind Years { get; set; }
    public bool IsProvisional { get; set; }
    public bool TakesNewPlaces { get; set; }

    /// <summary>An indicator worked out from two columns, or from some of the rows; empty for none.</summary>
    public string? AlsoIndicator { get; set; }

    public string? AlsoValue { get; set; }
    public string? AlsoNumerator { get; set; }
    public string? AlsoDenominator { get; set; }
    public string? AlsoColumn { get; set; }
    public string? AlsoIs { get; set; }
    public string? AlsoDay { get; set; }

    /// <summary>As the reading has it.</summary>
    public static ReadingInput Of(TableReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        return new()
        {
            Measures = [.. reading.Measures.Where(m => m.Where.Count == 0 && m.OnDay is null or "06-30").Select(m => new MeasureInput { Key = m.Key, Indicator = m.Indicator, IsLeftOut = m.IsLeftOut, IsShare = m.Factor == 100 })],
            Filters = [.. reading.Filters.Select(f => new FilterInput { Column = f.Column, Whole = f.Whole.Count > 0 ? f.Whole[0] : null })],
            Years = reading.Years,
            IsProvisional = reading.IsProvisional,
        };
    }

    /// <summary>The reading with what was said.</summary>
    /// <param name="reading">As it was proposed or said before.</param>
    /// <param name="codes">Codes of the board's indicators.</param>
    public (TableReading Reading, IReadOnlyList<Problem> Problems) Apply(TableReading reading, IReadOnlySet<string> codes)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(codes);
        List<Problem> problems = [];
        List<MeasureReading> measures = [];
        foreach (var measure in reading.Measures)
        {
            var at = Measures.FindIndex(m => m.Key == measure.Key);
            if (at < 0 || measure.Where.Count > 0)
            {
                measures.Add(measure); // said before, or one of hundreds
                continue;
            }
            var said = Measures[at];
            var code = string.IsNullOrWhiteSpace(said.Indicator) ? null : said.Indicator.Trim().ToUpperInvariant();
            if (code is not null && !codes.Contains(code)) problems.Add(new($"Measures[{at}].Indicator", $"There is no indicator {code}: choose one of the list, or leave it empty"));
            measures.Add(measure with { Indicator = code, IsLeftOut = said.IsLeftOut, Factor = said.IsShare ? 100 : code is null ? null : measure.Factor });
        }
        if (Also(reading, codes, problems) is { } also) measures.Add(also);
        if (measures.TrueForAll(m => m.IsLeftOut)) problems.Add(new("", "All columns are left out: say what is to come in"));
        foreach (var twice in measures.Where(m => m is { IsLeftOut: false, Indicator: not null }).GroupBy(m => m.Indicator).Where(g => g.Count() > 1))
            problems.Add(new("", $"{twice.Key} is named twice: for {string.Join(" and ", twice.Select(m => m.Key))}"));
        return (reading with
        {
            Measures = measures,
            Filters = [.. reading.Filters.Select(f => Filters.Find(i => i.Column == f.Column) is { } said ? f with { Whole = string.IsNullOrEmpty(said.Whole) ? [] : f.Whole.Contains(said.Whole) ? f.Whole : [said.Whole] } : f)],
            Years = Years,
            IsProvisional = IsProvisional,
        }, problems);
    }

    private MeasureReading? Also(TableReading reading, IReadOnlySet<string> codes, List<Problem> problems)
    {
        if (string.IsNullOrWhiteSpace(AlsoIndicator))
        {
            if (((string?[])[AlsoValue, AlsoNumerator, AlsoDenominator, AlsoColumn]).Any(s => !string.IsNullOrEmpty(s))) problems.Add(new(nameof(AlsoIndicator), "Say which indicator it is for"));
            return null;
        }
        var code = AlsoIndicator.Trim().ToUpperInvariant();
        if (!codes.Contains(code)) problems.Add(new(nameof(AlsoIndicator), $"There is no indicator {code}: choose one of the list"));
        if (string.IsNullOrEmpty(AlsoValue) && (string.IsNullOrEmpty(AlsoNumerator) || string.IsNullOrEmpty(AlsoDenominator))) problems.Add(new(nameof(AlsoValue), "Choose the column with the figure, or the two columns it is worked out from"));
        if (!string.IsNullOrEmpty(AlsoColumn) && string.IsNullOrWhiteSpace(AlsoIs)) problems.Add(new(nameof(AlsoIs), $"Say which value of {AlsoColumn} is wanted"));
        if (!string.IsNullOrWhiteSpace(AlsoDay) && !DateOnly.TryParseExact($"2024-{AlsoDay.Trim()}", "yyyy-MM-dd", out _)) problems.Add(new(nameof(AlsoDay), "Write the day as MM-DD, such as 03-31"));
        string[] columns = [.. reading.Measures.Select(m => m.Key)];
        foreach (var (field, column) in new[] { (nameof(AlsoValue), AlsoValue), (nameof(AlsoNumerator), AlsoNumerator), (nameof(AlsoDenominator), AlsoDenominator) })
            if (!string.IsNullOrEmpty(column) && !columns.Contains(column)) problems.Add(new(field, "Choose a column of the table"));
        if (!string.IsNullOrEmpty(AlsoColumn) && !reading.Filters.Any(f => f.Column == AlsoColumn)) problems.Add(new(nameof(AlsoColumn), "Choose a column of the table"));
        return new()
        {
            Key = $"{code} from {AlsoValue ?? AlsoNumerator}",
            Indicator = code,
            Value = string.IsNullOrEmpty(AlsoValue) ? null : AlsoValue,
            Numerator = string.IsNullOrEmpty(AlsoNumerator) ? null : AlsoNumerator,
            Denominator = string.IsNullOrEmpty(AlsoDenominator) ? null : AlsoDenominator,
            Where = string.IsNullOrEmpty(AlsoColumn) ? new Dictionary<string, string>() : new Dictionary<string, string> { [AlsoColumn] = AlsoIs?.Trim() ?? "" },
            OnDay = string.IsNullOrWhiteSpace(AlsoDay) ? null : AlsoDay.Trim(),
        };
    }
}
