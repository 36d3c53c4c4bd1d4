namespace Goldthread.Domain.Dataset;

/// <summary>What charts say, in plain English.</summary>
public static class ChartReading
{
    /// <summary>The main message of a process chart: is there real change, and will the target be met.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="show">Writes a figure with its unit, such as "82.5%".</param>
    /// <param name="period">Writes the period of a date; null for the date itself.</param>
    /// <returns>One sentence with a full stop; a second one where somebody decided on new limits, for their mean hides what changed.</returns>
    public static string Of(ProcessChart chart, Func<double, string> show, Func<DateOnly, string>? period = null)
    {
        var now = Now(chart, show);
        if (chart.Segments is not [.., { Mean: { } before }, { Mean: { } since }] || show(before) == show(since)) return now;
        var first = chart.Points.First(p => p.Segment == chart.Segments[^1]).Date;
        return $"{now} Since {period?.Invoke(first) ?? $"{first:d MMMM yyyy}"} the mean is {show(since)}, before {show(before)}.";
    }

    private static string Now(ProcessChart chart, Func<double, string> show)
    {
        if (chart.Latest is not { Value: { } value } latest) return "There are no figures yet.";
        var change = chart.Variation is not { } variation ? $"The latest figure is {show(value)}, and there are too few figures to see change" : variation switch
        {
            Variation.CommonCause => WithoutChange(chart, latest, show),
            Variation.ImprovementHigh or Variation.ImprovementLow => $"This is getting better: the latest figure, {show(value)}, is {Of(latest.Cause)}",
            Variation.ConcernHigh or Variation.ConcernLow => $"This is getting worse: the latest figure, {show(value)}, is {Of(latest.Cause)}",
            Variation.NeutralHigh => $"This has gone up: the latest figure, {show(value)}, is {Of(latest.Cause)}",
            Variation.NeutralLow => $"This has gone down: the latest figure, {show(value)}, is {Of(latest.Cause)}",
        };
        var target = (chart.Variation == Variation.CommonCause ? "" : "by the limits so far, ") + "the target of " + show(chart.Points[^1].Target ?? 0);
        // Once the process has moved, limits lag behind it until a person decides on a step change: they can't speak of the target.
        if (chart is { StepChangeToConsider: not null, Assurance: not null })
            return $"{change}; whether {"the target of " + show(chart.Points[^1].Target ?? 0)} will be met can’t be told until the limits follow the change.";
        return chart.Assurance is not { } assurance ? $"{change}." : assurance switch
        {
            Assurance.Pass => $"{change}; {target} will be met as things are.",
            Assurance.Inconsistent => $"{change}; {target} will sometimes be met and sometimes not, by chance alone.",
            Assurance.Fail => $"{change}; {target} will not be met unless something changes.",
        };
    }

    /// <summary>The main message of a run chart.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="show">Writes a figure with its unit.</param>
    /// <returns>One sentence with a full stop.</returns>
    public static string Of(RunChart chart, Func<double, string> show)
    {
        if (chart.Parts[^1].Centre is not { } centre) return "There are no figures yet.";
        var line = chart.Options.Centre == RunChartCentre.Median ? "median" : "mean";
        var figures = chart.Points.Count(p => p.Value is not null);
        var limits = figures < ProcessChart.PointsForLimits
            ? $"There are too few points for limits ({figures} of the {ProcessChart.PointsForLimits} needed), and the"
            : "The";
        return chart.Parts[^1].RunsSignal
            ? $"{limits} figures keep to one side of the {line} of {show(centre)} for longer than chance explains."
            : $"{limits} figures go up and down around a {line} of {show(centre)} with no sign of real change.";
    }

    /// <summary>What one point signals.</summary>
    /// <param name="cause">Its label.</param>
    /// <returns>Words that follow "this point is".</returns>
    public static string Of(SpecialCause cause) => cause switch
    {
        SpecialCause.None => "within the usual range",
        SpecialCause.AboveUpperLimit => "above the upper limit",
        SpecialCause.BelowLowerLimit => "below the lower limit",
        SpecialCause.Rising => "one of seven or more in a row that rise",
        SpecialCause.Falling => "one of seven or more in a row that fall",
        SpecialCause.TwoOfThreeHigh => "one of two in three close to the upper limit",
        SpecialCause.TwoOfThreeLow => "one of two in three close to the lower limit",
        SpecialCause.RunAbove => "one of seven or more in a row above the mean",
        SpecialCause.RunBelow => "one of seven or more in a row below the mean",
    };

    /// <summary>The words beside the variation icon.</summary>
    /// <param name="variation">What the latest figure says.</param>
    public static string Of(Variation variation) => variation switch
    {
        Variation.CommonCause => "No real change",
        Variation.ImprovementHigh => "Getting better, upwards",
        Variation.ImprovementLow => "Getting better, downwards",
        Variation.ConcernHigh => "Getting worse, upwards",
        Variation.ConcernLow => "Getting worse, downwards",
        Variation.NeutralHigh => "Going up",
        Variation.NeutralLow => "Going down",
    };

    /// <summary>The words beside the assurance icon.</summary>
    /// <param name="assurance">Target against limits.</param>
    public static string Of(Assurance assurance) => assurance switch
    {
        Assurance.Pass => "Target will be met",
        Assurance.Inconsistent => "Target met some of the time",
        Assurance.Fail => "Target will not be met without change",
    };

    private static string WithoutChange(ProcessChart chart, ProcessPoint latest, Func<double, string> show)
    {
        var usual = latest.Segment is { LowerLimit: { } lower, UpperLimit: { } upper }
            ? $"The latest figure, {show(latest.Value!.Value)}, is within the usual range of {show(lower)} to {show(upper)}"
            : $"The figures stand at {show(latest.Segment.Mean!.Value)} and do not vary";
        var earlier = chart.Points.LastOrDefault(p => p.Segment == latest.Segment && p.Cause != SpecialCause.None);
        return earlier is null ? $"{usual}, with no sign of real change" : $"{usual}, after a signal last seen on {earlier.Date:d MMMM yyyy}";
    }
}
