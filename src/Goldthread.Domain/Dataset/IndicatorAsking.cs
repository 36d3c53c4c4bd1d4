namespace Goldthread.Domain.Dataset;

/// <summary>The periods for which an agency is asked for a figure. Beside them stands how often it is published: a quarter's own
/// figure is provisional until the year's is out.</summary>
[Flags]
public enum AskedPeriods
{
    /// <summary>Nobody said: as often as it is published.</summary>
    AsPublished = 0,
    /// <summary>Every month.</summary>
    Month = 1,
    /// <summary>Every quarter.</summary>
    Quarter = 2,
    /// <summary>Every school term.</summary>
    Term = 4,
    /// <summary>Every year.</summary>
    Year = 8,
}

/// <summary>What place a figure is about. One of another place is never set beside the board's own area.</summary>
public enum FigureGeography
{
    /// <summary>The board's own area.</summary>
    Board,
    /// <summary>The area of a police command unit.</summary>
    PoliceUnit,
    /// <summary>The area that a health trust serves.</summary>
    HealthTrust,
    /// <summary>Another.</summary>
    Other,
}

/// <summary>Which counts are hidden because a child might be known by them.</summary>
public enum SmallNumberRule
{
    /// <summary>1 to 5: the board's own rule.</summary>
    UpTo5,
    /// <summary>1 to 4, where the publisher does so.</summary>
    UpTo4,
    /// <summary>None: it counts meetings, staff or services, not children.</summary>
    None,
}

/// <summary>How an indicator is asked for, read and talked about.</summary>
/// <param name="Asked">Periods for which its agency is asked.</param>
/// <param name="Year">The year in which it is counted.</param>
/// <param name="Geography">What place it is about.</param>
/// <param name="GeographyName">That place by name; empty for the board's own area.</param>
/// <param name="SmallNumbers">Which counts are hidden.</param>
/// <param name="ExpectedLow">Lower end of the range in which nobody need wonder, in its unit; null for none.</param>
/// <param name="ExpectedHigh">Upper end; null for none.</param>
/// <param name="PopulationCode">Code of the population it is set against; empty where the denominator is something else.</param>
/// <param name="PopulationYear">Which year's estimate counts.</param>
/// <param name="Questions">What to ask about it in a meeting, one on each line (I23).</param>
public sealed record IndicatorAsking(AskedPeriods Asked, YearKind Year, FigureGeography Geography, string GeographyName, SmallNumberRule SmallNumbers,
    double? ExpectedLow, double? ExpectedHigh, string PopulationCode, PopulationYearRule PopulationYear, string Questions);

/// <summary>What a definition was before it changed, and since when it is another. Never changed or taken away (I1).</summary>
/// <param name="From">First day on which the later words hold.</param>
/// <param name="Why">Why they changed.</param>
/// <param name="IsBreak">Figures before and after can't be compared: a break on every chart.</param>
/// <param name="By">Who wrote it down.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Definition">What it was until then.</param>
/// <param name="Numerator">What was counted until then.</param>
/// <param name="Denominator">Out of what until then.</param>
/// <param name="PopulationCode">The population until then; empty for none.</param>
public sealed record DefinitionChange(DateOnly From, string Why, bool IsBreak, string By, DateTime At,
    string Definition, string Numerator, string Denominator, string PopulationCode);

/// <summary>What a new definition says.</summary>
/// <param name="Definition">What it is.</param>
/// <param name="Numerator">What is counted.</param>
/// <param name="Denominator">Out of what; empty for a count.</param>
/// <param name="PopulationCode">The population; empty for none.</param>
/// <param name="From">First day on which it holds; null for nothing typed.</param>
/// <param name="Why">Why it changed.</param>
/// <param name="IsBreak">Figures before and after can't be compared; null for nothing chosen.</param>
public sealed record NewDefinition(string Definition, string Numerator, string Denominator, string PopulationCode, DateOnly? From, string Why, bool? IsBreak);
