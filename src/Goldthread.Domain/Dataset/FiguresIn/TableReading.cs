namespace Goldthread.Domain.Dataset.FiguresIn;

/// <summary>How a file names the place of a figure.</summary>
public enum AreaBy
{
    /// <summary>Columns of level, country, region and authority, as the Department for Education publishes.</summary>
    Levels,

    /// <summary>The nine-character code of the statistics office.</summary>
    Code,

    /// <summary>The three-digit number of an authority, or the number its tool gives to a region.</summary>
    Number,

    /// <summary>The name.</summary>
    Name,

    /// <summary>The code of a provider of health care.</summary>
    Provider,

    /// <summary>The file has no column for it: all of it is about the board's area.</summary>
    OwnArea,
}

/// <summary>A column whose values part a figure: by age, by kind.</summary>
/// <param name="Column">Its heading.</param>
/// <param name="Whole">Values that mean all of them together.</param>
/// <param name="Values">Some of its values: another publication may have the same headings.</param>
public sealed record FilterReading(string Column, IReadOnlyList<string> Whole, IReadOnlyList<string> Values);

/// <summary>Which cells of a row are figures of which indicator.</summary>
public sealed record MeasureReading
{
    /// <summary>Heading of the column of figures; in a file with a line for each measure, the measure's name there.</summary>
    public required string Key { get; init; }

    /// <summary>Code of the indicator; null for a new one.</summary>
    public string? Indicator { get; init; }

    /// <summary>Not wanted.</summary>
    public bool IsLeftOut { get; init; }

    /// <summary>Heading of the column with the figure in the indicator's unit; null when it is worked out from its parts.</summary>
    public string? Value { get; init; }

    /// <summary>Heading of the column with the count above the line; null for none.</summary>
    public string? Numerator { get; init; }

    /// <summary>Heading of the column with the number below; null for none.</summary>
    public string? Denominator { get; init; }

    /// <summary>What each figure is multiplied by: 100 where a share is written as 0.25. Null while nobody has said: then shares for an indicator in
    /// per cent are a fault.</summary>
    public double? Factor { get; init; }

    /// <summary>Only rows with these values, by heading; such a column does not part the figure.</summary>
    public IReadOnlyDictionary<string, string> Where { get; init; } = new Dictionary<string, string>();

    /// <summary>Day and month on which the figures were counted, "03-31"; null for the whole period.</summary>
    public string? OnDay { get; init; }

    /// <summary>What the file means by a year of this measure; null for what it means by one elsewhere.</summary>
    public YearKind? Years { get; init; }

    /// <summary>The code that a new indicator is to bear; null for the next free one of a published measure.</summary>
    public string? NewCode { get; init; }

    /// <summary>Name of a new indicator.</summary>
    public string Name { get; init; } = "";

    /// <summary>Unit of a new indicator.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Places shown of a new indicator.</summary>
    public int Decimals { get; init; }

    /// <summary>Which way is better of a new indicator.</summary>
    public Polarity Polarity { get; init; }
}

/// <summary>How the columns of a file become figures. Proposed from the file's content, confirmed by a person, and remembered by its
/// headings for the next release (I16).</summary>
public sealed record TableReading
{
    /// <summary>What the file is, in words.</summary>
    public required string Layout { get; init; }

    /// <summary>Who publishes it; empty when nobody knows.</summary>
    public string Publisher { get; init; } = "";

    /// <summary>The line of attribution.</summary>
    public string Licence { get; init; } = "";

    /// <summary>How the place is named.</summary>
    public AreaBy AreaBy { get; init; }

    /// <summary>Heading of the column with the place; empty for <see cref="AreaBy.Levels"/> and <see cref="AreaBy.OwnArea"/>.</summary>
    public string AreaColumn { get; init; } = "";

    /// <summary>Heading of the column with the name beside a number or code; empty for none.</summary>
    public string AreaNameColumn { get; init; } = "";

    /// <summary>Heading of the column with the period; empty when the periods stand in the headings.</summary>
    public string PeriodColumn { get; init; } = "";

    /// <summary>Heading of the column that says what kind of period it is; empty for none.</summary>
    public string IdentifierColumn { get; init; } = "";

    /// <summary>What the file means by a year.</summary>
    public YearKind Years { get; init; }

    /// <summary>Headings that are periods, each over a column of figures; empty when there is a column with the period.</summary>
    public IReadOnlyList<string> PeriodHeadings { get; init; } = [];

    /// <summary>Heading of the column that says whether figures are final; empty for none.</summary>
    public string StatusColumn { get; init; } = "";

    /// <summary>Heading of the column that names the measure of the line; empty when measures have columns of their own.</summary>
    public string MeasureColumn { get; init; } = "";

    /// <summary>Heading of a column with the measure's full name; empty for none.</summary>
    public string MeasureNameColumn { get; init; } = "";

    /// <summary>Columns that part the figures.</summary>
    public IReadOnlyList<FilterReading> Filters { get; init; } = [];

    /// <summary>The figures wanted.</summary>
    public IReadOnlyList<MeasureReading> Measures { get; init; } = [];

    /// <summary>What stands in place of a figure beside the published symbols: LAIT's "-", or an empty cell.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Names in the place's column that are no place and whose rows are left out, told with their number.</summary>
    public IReadOnlyList<string> NoPlaces { get; init; } = [];

    /// <summary>The figures may still change.</summary>
    public bool IsProvisional { get; init; }

    /// <summary>What to know about the file, in sentences.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Whether another table is of the same publication: read in the same way, parted by the same columns, and by much the same values.</summary>
    public bool IsLike(TableReading other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if ((Layout, AreaBy, MeasureColumn) != (other.Layout, other.AreaBy, other.MeasureColumn) || !Filters.Select(f => f.Column).ToHashSet().SetEquals(other.Filters.Select(f => f.Column))) return false;
        return Filters.All(f => other.Filters.First(o => o.Column == f.Column) is var o && o.Values.Count(f.Values.Contains) * 2 >= Math.Min(o.Values.Count, f.Values.Count));
    }

    /// <summary>Whether another table has at least half of this one's columns of figures, or the other way round.</summary>
    public bool HasMuchOf(TableReading other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var keys = Measures.Select(m => m.Key).ToHashSet();
        return other.Measures.Count(m => keys.Contains(m.Key)) * 2 >= Math.Min(keys.Count, other.Measures.Count);
    }
}
