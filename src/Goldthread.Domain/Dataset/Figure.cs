namespace Goldthread.Domain.Dataset;

/// <summary>How firm a figure is. Stored by number: never renumber.</summary>
public enum FigureStatus
{
    /// <summary>As it will stay.</summary>
    Final = 0,
    /// <summary>May still change.</summary>
    Provisional = 1,
    /// <summary>Replaced an earlier one.</summary>
    Revised = 2,
}

/// <summary>What is known about one period: a value, or the reason why there is none.</summary>
/// <param name="Numerator">How many; null when hidden or published only as a rate.</param>
/// <param name="Denominator">Out of how many; null as above.</param>
/// <param name="Value">In the indicator's unit; null with a symbol, never zero in place of it.</param>
/// <param name="Symbol">Why there is no value.</param>
/// <param name="Status">How firm it is.</param>
public readonly record struct FigureValue(double? Numerator, double? Denominator, double? Value, PublishedSymbol Symbol, FigureStatus Status);

/// <summary>Where a figure belongs: four numbers, so that a million of them stay small.</summary>
/// <param name="Indicator">Number of the indicator.</param>
/// <param name="Area">Number of the area.</param>
/// <param name="Breakdown">Number of the part; <see cref="Dataset.Breakdown.All"/> for the whole.</param>
/// <param name="Period">Number of the period.</param>
public readonly record struct FigureKey(int Indicator, int Area, int Breakdown, int Period);

/// <summary>A figure as a file brings it.</summary>
/// <param name="Key">Where it belongs.</param>
/// <param name="Value">What is known.</param>
/// <param name="SourceRow">Line of the file, from 1.</param>
public readonly record struct IncomingFigure(FigureKey Key, FigureValue Value, int SourceRow);

/// <summary>A figure in force, as the table holds it.</summary>
public sealed class Figure
{
    private Figure() { }

    /// <summary>Number of the indicator.</summary>
    public int IndicatorKey { get; private set; }

    /// <summary>Number of the area.</summary>
    public int AreaKey { get; private set; }

    /// <summary>Number of the part.</summary>
    public int BreakdownKey { get; private set; }

    /// <summary>Number of the period.</summary>
    public int PeriodKey { get; private set; }

    /// <summary>How many.</summary>
    public double? Numerator { get; private set; }

    /// <summary>Out of how many.</summary>
    public double? Denominator { get; private set; }

    /// <summary>In the indicator's unit.</summary>
    public double? Value { get; private set; }

    /// <summary>Why there is no value.</summary>
    public PublishedSymbol Symbol { get; private set; }

    /// <summary>How firm it is.</summary>
    public FigureStatus Status { get; private set; }

    /// <summary>The import that brought it.</summary>
    public int BatchKey { get; private set; }

    /// <summary>Line of that file.</summary>
    public int SourceRow { get; private set; }
}

/// <summary>A figure that a later import replaced: undoing that import would bring it back.</summary>
public sealed class FigureRevision
{
    private FigureRevision() { }

    /// <summary>Number of the indicator.</summary>
    public int IndicatorKey { get; private set; }

    /// <summary>Number of the area.</summary>
    public int AreaKey { get; private set; }

    /// <summary>Number of the part.</summary>
    public int BreakdownKey { get; private set; }

    /// <summary>Number of the period.</summary>
    public int PeriodKey { get; private set; }

    /// <summary>How many.</summary>
    public double? Numerator { get; private set; }

    /// <summary>Out of how many.</summary>
    public double? Denominator { get; private set; }

    /// <summary>In the indicator's unit.</summary>
    public double? Value { get; private set; }

    /// <summary>Why there was no value.</summary>
    public PublishedSymbol Symbol { get; private set; }

    /// <summary>How firm it was.</summary>
    public FigureStatus Status { get; private set; }

    /// <summary>The import that had brought it.</summary>
    public int BatchKey { get; private set; }

    /// <summary>Line of that file.</summary>
    public int SourceRow { get; private set; }

    /// <summary>The import that replaced it.</summary>
    public int ReplacedByKey { get; private set; }
}

/// <summary>One import: the trail names it in place of its thousand rows.</summary>
public sealed class ImportBatch : Record
{
    private ImportBatch() { }

    /// <summary>Notes an import.</summary>
    /// <param name="key">Number in the tables of figures.</param>
    /// <param name="source">Name of the file.</param>
    /// <param name="hash">SHA-256 of its bytes, lower-case hex.</param>
    /// <param name="at">When, UTC.</param>
    /// <param name="by">Who, by name.</param>
    public ImportBatch(int key, string source, string hash, DateTime at, string by) => (Key, Source, Hash, At, By) = (key, source, hash, at, by);

    /// <summary>Number in the tables of figures.</summary>
    public int Key { get; private set; }

    /// <summary>Name of the file.</summary>
    public string Source { get; private set; } = "";

    /// <summary>SHA-256 of its bytes.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>When, UTC.</summary>
    public DateTime At { get; private set; }

    /// <summary>Who.</summary>
    public string By { get; private set; } = "";

    /// <summary>Figures there were none for before.</summary>
    public int Added { get; private set; }

    /// <summary>Figures that replaced others.</summary>
    public int Changed { get; private set; }

    /// <summary>Figures that stood so already.</summary>
    public int Unchanged { get; private set; }

    /// <summary>Numbers of the indicators it brought figures for.</summary>
    public List<int> IndicatorKeys { get; private set; } = [];

    /// <summary>When it was undone, UTC; null while its figures stand.</summary>
    public DateTime? UndoneAt { get; private set; }

    /// <summary>Who undid it.</summary>
    public string? UndoneBy { get; private set; }

    /// <summary>Why.</summary>
    public string? UndoneReason { get; private set; }

    /// <summary>Says what came of it.</summary>
    /// <param name="added">Figures there were none for before.</param>
    /// <param name="changed">Figures that replaced others.</param>
    /// <param name="unchanged">Figures that stood so already.</param>
    /// <param name="indicators">Numbers of the indicators.</param>
    public void Count(int added, int changed, int unchanged, IEnumerable<int> indicators) =>
        (Added, Changed, Unchanged, IndicatorKeys) = (added, changed, unchanged, [.. indicators]);

    /// <summary>Why it can't be undone; empty when it can. The page that offers it asks the same.</summary>
    /// <param name="replacedBy">Numbers of later imports that replaced some of its figures and stand.</param>
    /// <param name="by">Who undoes it.</param>
    public IReadOnlyList<Problem> CanUndo(IReadOnlyCollection<int> replacedBy, Viewer by)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (!by.Holds(Admin.Right.ImportFigures)) return [new("", "Ask an analyst or the business office: they bring figures in and undo it")];
        if (UndoneAt is not null) return [new("", $"This import was undone already, by {UndoneBy}")];
        if (replacedBy.Count > 0) return [new("", $"Import {replacedBy.Max()} replaced some of its figures since: undo that one first")];
        return Added + Changed == 0 ? [new("", "This import changed nothing: there is nothing to undo")] : [];
    }

    /// <summary>Notes that its figures were taken back; only the undoing calls it.</summary>
    /// <param name="replacedBy">As for <see cref="CanUndo"/>.</param>
    /// <param name="reason">Why.</param>
    /// <param name="by">Who.</param>
    /// <param name="at">When, UTC.</param>
    /// <returns>What is wrong; then nothing is changed.</returns>
    public IReadOnlyList<Problem> Undo(IReadOnlyCollection<int> replacedBy, string? reason, Viewer by, DateTime at)
    {
        List<Problem> problems = [.. CanUndo(replacedBy, by)];
        if (string.IsNullOrWhiteSpace(reason)) problems.Add(new("Reason", "Say why the import is undone"));
        else if (reason.Length > 300) problems.Add(new("Reason", "Shorten the reason to 300 characters"));
        if (problems.Count == 0) (UndoneAt, UndoneBy, UndoneReason) = (at, by.Name, reason!.Trim());
        return problems;
    }
}
