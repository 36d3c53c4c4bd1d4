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
public readonly record struct FigureValue(double? Numerator, double? Denominator, double? Value, PublishedSymbol Symbol, FigureStatus Status)
{
    /// <summary>Whether a file says the same again. A revised figure that comes again in the same words is still the revised one.</summary>
    public bool IsSaidBy(FigureValue again) =>
        this with { Status = again.Status } == again && (Status == again.Status || (Status == FigureStatus.Revised && again.Status == FigureStatus.Final));

    /// <summary>As it stands in another's place: what was final then is revised.</summary>
    public FigureValue AsReplacement() => Status == FigureStatus.Final ? this with { Status = FigureStatus.Revised } : this;
}

/// <summary>Where a figure belongs: four numbers, so that a million of them stay small.</summary>
/// <param name="Indicator">Number of the indicator.</param>
/// <param name="Area">Number of the area.</param>
/// <param name="Breakdown">Number of the part; <see cref="Dataset.Breakdown.All"/> for the whole.</param>
/// <param name="Period">Number of the period.</param>
public readonly record struct FigureKey(int Indicator, int Area, int Breakdown, int Period)
{
    /// <summary>In the order of the tables.</summary>
    public static int InOrder(FigureKey one, FigureKey other)
    {
        var order = one.Indicator.CompareTo(other.Indicator);
        if (order == 0) order = one.Area.CompareTo(other.Area);
        if (order == 0) order = one.Breakdown.CompareTo(other.Breakdown);
        return order != 0 ? order : one.Period.CompareTo(other.Period);
    }
}

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

/// <summary>A figure that is to replace another when all of its import is in.</summary>
public sealed class WaitingFigure
{
    private WaitingFigure() { }

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

    /// <summary>The import that brings it.</summary>
    public int BatchKey { get; private set; }

    /// <summary>Line of that file.</summary>
    public int SourceRow { get; private set; }
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

    /// <summary>When the last of its figures was in and they began to stand, UTC; null while they come in.</summary>
    public DateTime? FinishedAt { get; private set; }

    /// <summary>Until when whoever brings it in has it; after that it was left, and may be taken back by anybody. Null when it was written at once.</summary>
    public DateTime? HeldUntil { get; private set; }

    /// <summary>When it was stopped before its figures stood, UTC: nothing of it was kept.</summary>
    public DateTime? StoppedAt { get; private set; }

    /// <summary>When it was undone, UTC; null while its figures stand.</summary>
    public DateTime? UndoneAt { get; private set; }

    /// <summary>Who undid it.</summary>
    public string? UndoneBy { get; private set; }

    /// <summary>Why.</summary>
    public string? UndoneReason { get; private set; }

    /// <summary>Says whose figures come in. Until they are all in, none of them stands.</summary>
    /// <param name="indicators">Numbers of the indicators.</param>
    public void IsFor(IEnumerable<int> indicators) => IndicatorKeys = [.. indicators];

    /// <summary>How long a part of a large import may take.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>Says that somebody brings it in, part by part.</summary>
    public void Hold(DateTime now) => HeldUntil = now + Lease;

    /// <summary>Says what came of it, and that its figures stand from now on.</summary>
    /// <param name="added">Figures there were none for before.</param>
    /// <param name="changed">Figures that replaced others.</param>
    /// <param name="unchanged">Figures that stood so already.</param>
    /// <param name="at">When, UTC.</param>
    public void Finish(int added, int changed, int unchanged, DateTime at) =>
        (Added, Changed, Unchanged, FinishedAt) = (added, changed, unchanged, at);

    /// <summary>Says that it was stopped, and that nothing of it was kept.</summary>
    public void Stop(DateTime at) => StoppedAt = at;

    /// <summary>Why it can't be undone; empty when it can. The page that offers it asks the same.</summary>
    /// <param name="replacedBy">Numbers of later imports that replaced some of its figures and stand.</param>
    /// <param name="by">Who undoes it.</param>
    public IReadOnlyList<Problem> CanUndo(IReadOnlyCollection<int> replacedBy, Viewer by)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (!by.Holds(Admin.Right.ImportFigures)) return [new("", "Ask an analyst or the business office: they bring figures in and undo it")];
        if (FinishedAt is null) return [new("", StoppedAt is null ? "This import is still coming in" : "This import was stopped: nothing of it was kept")];
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
