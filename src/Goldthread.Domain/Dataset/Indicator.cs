using Goldthread.Domain.Library;

namespace Goldthread.Domain.Dataset;

/// <summary>Which of the three questions of outcome-based accountability an indicator answers.</summary>
public enum Accountability
{
    /// <summary>How much was done.</summary>
    HowMuch,
    /// <summary>How well it was done.</summary>
    HowWell,
    /// <summary>Whether children are better off.</summary>
    BetterOff,
}

/// <summary>A level to be reached from a day on.</summary>
public sealed class IndicatorTarget
{
    private IndicatorTarget() { }

    /// <summary>Sets a level.</summary>
    public IndicatorTarget(double value, DateOnly? from) => (Value, From) = (value, from);

    /// <summary>In the indicator's unit; zero is a real target.</summary>
    public double Value { get; private set; }

    /// <summary>First day it holds; null for always.</summary>
    public DateOnly? From { get; private set; }
}

/// <summary>What an indicator means, in words that stand beside every picture of it.</summary>
/// <param name="Name">Plain name, without its unit.</param>
/// <param name="Definition">What it is, in a sentence or two.</param>
/// <param name="Numerator">What is counted.</param>
/// <param name="Denominator">Out of what; empty for a count.</param>
/// <param name="Multiplier">Value = numerator ÷ denominator × multiplier: 100 for a percentage, 10,000 for most rates.</param>
/// <param name="Unit">"%", "per 10,000 children", "children".</param>
/// <param name="Decimals">Places shown.</param>
/// <param name="Polarity">Which way is better; most rates are neutral.</param>
/// <param name="PeriodKind">How often there is a figure.</param>
/// <param name="Accountability">Which question it answers.</param>
/// <param name="Caveat">What a reader must know; empty for nothing.</param>
public sealed record IndicatorMeaning(string Name, string Definition, string Numerator, string Denominator, double Multiplier, string Unit,
    int Decimals, Polarity Polarity, PublishedPeriodKind PeriodKind, Accountability Accountability, string Caveat);

/// <summary>Where an indicator's figures come from.</summary>
/// <param name="Publisher">Who published them.</param>
/// <param name="Release">In what.</param>
/// <param name="Licence">The line that must stand wherever the figures are shown or exported.</param>
/// <param name="Address">Where to find them; empty when nowhere.</param>
/// <param name="IsInvented">Made up for the demonstration: every page, chart, table and export says so.</param>
public sealed record IndicatorSource(string Publisher, string Release, string Licence, string Address, bool IsInvented);

/// <summary>A series of figures that the board watches (Framework 5.3, 5.4): what it means, whose it is and where it
/// comes from. The figures themselves lie apart, by <see cref="Key"/>.</summary>
public sealed class Indicator : ConfidentialRecord, ISearched
{
    private readonly List<Tag> themes = [];
    private readonly List<Tag> priorities = [];
    private readonly List<IndicatorStep> steps = [];

    private Indicator() { }

    /// <summary>Sets up an indicator.</summary>
    /// <param name="key">Its number in the tables of figures; unique, and never shown.</param>
    /// <param name="code">What people call it: "MIS01".</param>
    public Indicator(int key, string code) => (Key, Code) = (key, code);

    /// <summary>Number in the tables of figures.</summary>
    public int Key { get; private set; }

    /// <summary>Short code; unique; part of the address.</summary>
    public string Code { get; private set; } = "";

    /// <inheritdoc cref="IndicatorMeaning"/>
    public string Name { get; private set; } = "";

    /// <summary>What it is.</summary>
    public string Definition { get; private set; } = "";

    /// <summary>What is counted.</summary>
    public string Numerator { get; private set; } = "";

    /// <summary>Out of what; empty for a count.</summary>
    public string Denominator { get; private set; } = "";

    /// <summary>Value = numerator ÷ denominator × multiplier.</summary>
    public double Multiplier { get; private set; } = 1;

    /// <summary>Unit of the value.</summary>
    public string Unit { get; private set; } = "";

    /// <summary>Places shown.</summary>
    public int Decimals { get; private set; }

    /// <summary>Which way is better.</summary>
    public Polarity Polarity { get; private set; }

    /// <summary>How often there is a figure.</summary>
    public PublishedPeriodKind PeriodKind { get; private set; }

    /// <summary>Which question it answers.</summary>
    public Accountability Accountability { get; private set; }

    /// <summary>What a reader must know; empty for nothing.</summary>
    public string Caveat { get; private set; } = "";

    /// <summary>The organisation that answers for it; null when none of the board's does.</summary>
    public Guid? OwnerId { get; private set; }

    /// <summary>Who published the figures.</summary>
    public string Publisher { get; private set; } = "";

    /// <summary>In what.</summary>
    public string Release { get; private set; } = "";

    /// <summary>The line of attribution.</summary>
    public string Licence { get; private set; } = "";

    /// <summary>Where to find the release; empty when nowhere.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Made up for the demonstration.</summary>
    public bool IsInvented { get; private set; }

    /// <summary>A published measure kept to look things up in and to compare with: it is not of the board's own data set, on no shelf and in
    /// no list unless it is asked for.</summary>
    public bool IsBackground { get; private set; }

    /// <summary>Last day for which there is a figure; null before the first import.</summary>
    public DateOnly? FiguresUntil { get; private set; }

    /// <summary>Themes it sheds light on.</summary>
    public IReadOnlyList<Tag> Themes => themes;

    /// <summary>Priorities of the board it serves.</summary>
    public IReadOnlyList<Tag> Priorities => priorities;

    /// <inheritdoc cref="IndicatorAsking"/>
    public AskedPeriods Asked { get; private set; }

    /// <summary>The year in which it is counted.</summary>
    public YearKind Year { get; private set; }

    /// <summary>What place it is about.</summary>
    public FigureGeography Geography { get; private set; }

    /// <summary>That place by name; empty for the board's own area.</summary>
    public string GeographyName { get; private set; } = "";

    /// <summary>Which counts are hidden.</summary>
    public SmallNumberRule SmallNumbers { get; private set; }

    /// <summary>Lower end of the expected range; null for none.</summary>
    public double? ExpectedLow { get; private set; }

    /// <summary>Upper end of the expected range; null for none.</summary>
    public double? ExpectedHigh { get; private set; }

    /// <summary>Code of the population it is set against; empty for none.</summary>
    public string PopulationCode { get; private set; } = "";

    /// <summary>Which year's estimate counts.</summary>
    public PopulationYearRule PopulationYear { get; private set; }

    /// <summary>What to ask about it in a meeting, one on each line (I23).</summary>
    public string Questions { get; private set; } = "";

    /// <summary>Last day it is asked for; null while it is.</summary>
    public DateOnly? RetiredOn { get; private set; }

    /// <summary>Why it is not asked for any more; empty while it is.</summary>
    public string RetiredReason { get; private set; } = "";

    /// <summary>The levels to be reached in words, so that its history tells them.</summary>
    public string TargetsInWords { get; private set; } = "";

    /// <summary>What its definition was before, oldest first (I1).</summary>
    public IReadOnlyList<DefinitionChange> Changes { get; private set; } = [];

    /// <summary>Decisions on the limits of its charts, also those withdrawn.</summary>
    public IReadOnlyList<IndicatorStep> Steps => steps;

    /// <summary>Decisions in force for an area's chart, and the breaks of its definition, by period.</summary>
    /// <param name="areaKey">Number of the area.</param>
    public IReadOnlyList<IndicatorStep> StepsInForce(int areaKey) => [.. steps.Where(s => s.AreaKey == areaKey && s.WithdrawnAt is null)
        .Concat(Changes.Where(c => c.IsBreak).Select(c => IndicatorStep.Of(Id, areaKey, c))).OrderBy(s => s.Period)];

    /// <summary>Decides on the limits of an area's chart.</summary>
    /// <param name="areaKey">Number of the area.</param>
    /// <param name="kind">What is decided.</param>
    /// <param name="period">Last day of a period.</param>
    /// <param name="reason">Why.</param>
    /// <param name="points">The area's series, oldest first.</param>
    /// <param name="by">Who decides; needs the right to bring figures in.</param>
    /// <param name="at">When, UTC.</param>
    /// <returns>What is wrong; then nothing is kept.</returns>
    public IReadOnlyList<Problem> Decide(int areaKey, StepKind? kind, DateOnly? period, string? reason, IReadOnlyList<SeriesPoint> points, Viewer by, DateTime at)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (!by.Holds(Admin.Right.ImportFigures)) return [new("", "Ask an analyst or the business office: they decide on limits")];
        var problems = IndicatorStep.Problems(kind, period, reason, points, StepsInForce(areaKey));
        if (problems.Count == 0) steps.Add(new(Id, areaKey, kind!.Value, period!.Value, reason!.Trim(), by.Name, at));
        return problems;
    }

    /// <summary>Withdraws a decision that was wrong; it stays on record.</summary>
    /// <param name="stepId">Which.</param>
    /// <param name="reason">Why.</param>
    /// <param name="by">Who withdraws it.</param>
    /// <param name="at">When, UTC.</param>
    /// <returns>What is wrong; then nothing is changed.</returns>
    public IReadOnlyList<Problem> WithdrawStep(Guid stepId, string? reason, Viewer by, DateTime at)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (!by.Holds(Admin.Right.ImportFigures)) return [new("", "Ask an analyst or the business office: they decide on limits")];
        if (steps.Find(s => s.Id == stepId && s.WithdrawnAt is null) is not { } step) return [new("", "This decision was withdrawn already")];
        if (string.IsNullOrWhiteSpace(reason)) return [new(nameof(IndicatorStep.Reason), "Say why it is withdrawn")];
        if (reason.Length > 500) return [new(nameof(IndicatorStep.Reason), "Shorten the reason to 500 characters")];
        step.Withdraw(by.Name, reason.Trim(), at);
        return [];
    }

    /// <summary>Levels to be reached, in any order (I13).</summary>
    public List<IndicatorTarget> Targets { get; private set; } = [];

    /// <inheritdoc/>
    public override string Label => Code;

    /// <inheritdoc/>
    public override IEnumerable<Guid> GoverningScopes => OwnerId is { } id ? [id] : [];

    /// <inheritdoc/>
    public override Admin.Right GoverningRight => Admin.Right.ImportFigures;

    /// <summary>Keeps it in the background.</summary>
    public void LayAside() => IsBackground = true;

    /// <summary>Takes it into the board's own data set.</summary>
    public void TakeIn() => IsBackground = false;

    /// <summary>Says what it means, whose it is and where it comes from.</summary>
    public void Describe(IndicatorMeaning meaning, IndicatorSource source, Guid? ownerId, IEnumerable<Guid> themeIds)
    {
        (Name, Definition, Numerator, Denominator, Multiplier, Unit, Decimals, Polarity, PeriodKind, Accountability, Caveat) = meaning;
        (Publisher, Release, Licence, Address, IsInvented) = source;
        OwnerId = ownerId;
        themes.Set(themeIds);
    }

    /// <summary>Says how it is asked for, read and talked about.</summary>
    public void Ask(IndicatorAsking asking, IEnumerable<Guid> priorityIds)
    {
        (Asked, Year, Geography, GeographyName, SmallNumbers, ExpectedLow, ExpectedHigh, PopulationCode, PopulationYear, Questions) = asking;
        priorities.Set(priorityIds);
    }

    /// <summary>Sets the level to be reached from a day on, in place of one that began on the same day.</summary>
    public void Aim(double value, DateOnly? from)
    {
        Targets.RemoveAll(t => t.From == from);
        Targets.Add(new(value, from));
        TellTargets();
    }

    /// <summary>Takes a level away; its history keeps it.</summary>
    /// <param name="from">First day it holds; null for the one that always does.</param>
    /// <returns>False when there is none from that day.</returns>
    public bool DropTarget(DateOnly? from)
    {
        var any = Targets.RemoveAll(t => t.From == from) > 0;
        TellTargets();
        return any;
    }

    private void TellTargets() => TargetsInWords = string.Join("; ", Targets.OrderBy(t => t.From)
        .Select(t => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{t.Value}{(t.From is { } from ? $" from {from:yyyy-MM-dd}" : "")}")));

    /// <summary>Gives it another definition from a day on. The words that held before are kept with it.</summary>
    /// <returns>What is wrong; then nothing is changed.</returns>
    public IReadOnlyList<Problem> Redefine(NewDefinition next, Viewer by, DateOnly today, DateTime at)
    {
        ArgumentNullException.ThrowIfNull(by);
        var problems = IndicatorRules.CanRedefine(this, next, by, today);
        if (problems.Count > 0) return problems;
        Changes = [.. Changes, new(next.From!.Value, next.Why, next.IsBreak!.Value, by.Name, at, Definition, Numerator, Denominator, PopulationCode)];
        (Definition, Numerator, Denominator, PopulationCode) = (next.Definition, next.Numerator, next.Denominator, next.PopulationCode);
        return [];
    }

    /// <summary>Ends asking for it; figures and history stay.</summary>
    /// <returns>What is wrong; then nothing is changed.</returns>
    public IReadOnlyList<Problem> Retire(DateOnly? lastDay, string reason, Viewer by)
    {
        ArgumentNullException.ThrowIfNull(by);
        var problems = IndicatorRules.CanRetire(this, lastDay, reason, by);
        if (problems.Count == 0) (RetiredOn, RetiredReason) = (lastDay, reason.Trim());
        return problems;
    }

    /// <summary>Asks for it again.</summary>
    /// <returns>What is wrong; then nothing is changed.</returns>
    public IReadOnlyList<Problem> BringBack(Viewer by)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (!by.Holds(Admin.Right.ImportFigures)) return [new("", IndicatorRules.WhoMay)];
        if (RetiredOn is null) return [new("", "It is asked for already")];
        (RetiredOn, RetiredReason) = (null, "");
        return [];
    }

    /// <summary>The figure worked out from its parts, so that one told by its parts is the same whichever file it came from; null without them.</summary>
    public double? FromParts(double? numerator, double? denominator) => denominator is > 0 ? numerator / denominator * Multiplier : null;

    /// <summary>Notes that figures came in; only the import calls it.</summary>
    /// <param name="until">Last day of the latest figure there is now.</param>
    public void TakeFiguresUntil(DateOnly? until) => FiguresUntil = until;

    /// <inheritdoc/>
    public SearchText ToSearch() => new("Indicator", Name, SearchText.Fields(Code, Definition, Numerator, Denominator, Publisher, Release, Caveat),
        FiguresUntil ?? new(2000, 1, 1), OwnerId, null, Volume.Quantitative, [.. themes.Select(t => t.TargetId)]);
}
