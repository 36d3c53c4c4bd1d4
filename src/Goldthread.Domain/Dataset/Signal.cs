namespace Goldthread.Domain.Dataset;

/// <summary>The rules a signal can come from, the strongest first: the first that fits labels the point.</summary>
public enum SignalRule
{
    /// <summary>One point beyond a limit.</summary>
    Outlier,

    /// <summary>Seven or more in a row, each strictly above (or below) the one before; a tie breaks it.</summary>
    Trend,

    /// <summary>Three in a row strictly on one side of the mean, at least two of them close to that limit; overlapping threes are one signal.</summary>
    TwoOfThree,

    /// <summary>Seven or more in a row strictly on one side of the mean.</summary>
    Shift,
}

/// <summary>A special cause: which rule fired, which way, and at which points.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="IsHigh">True for above or rising, false for below or falling.</param>
/// <param name="First">Position of its first point in the chart, from 0.</param>
/// <param name="Last">Position of its last point.</param>
/// <param name="Marked">The positions it marks, in order; between first and last, some may not be marked.</param>
public sealed record Signal(SignalRule Rule, bool IsHigh, int First, int Last, IReadOnlyList<int> Marked)
{
    private const int RunLength = 7;

    /// <summary>Every signal within one stretch. A missing value stops each rule from reaching over it.</summary>
    internal static IEnumerable<Signal> In(IReadOnlyList<ProcessPoint> points, int start, int end, TwoOfThreeRule twoOfThree)
    {
        IEnumerable<Signal> Runs(SignalRule rule, Func<int, int> side, int stepsNeeded, int before) =>
            from run in RunsOf(side, start + before, end)
            where run.To - run.From >= stepsNeeded
            select new Signal(rule, run.Side > 0, run.From - before, run.To - 1,
                [.. Enumerable.Range(run.From - before, run.To - run.From + before)]);

        int Side(int i) => points[i].RelativeToMean ?? 0;
        int Outside(int i) => points[i].OutsideLimits == true ? Side(i) : 0;
        int Step(int i) => points[i].Value is { } value && points[i - 1].Value is { } previous ? value.CompareTo(previous) : 0;

        return
        [
            .. from i in Enumerable.Range(start, end - start) where Outside(i) != 0 select new Signal(SignalRule.Outlier, Outside(i) > 0, i, i, [i]),
            .. Runs(SignalRule.Trend, Step, RunLength - 1, before: 1),
            .. TwoOfThree(points, start, end, Side, twoOfThree),
            .. Runs(SignalRule.Shift, Side, RunLength, before: 0),
        ];
    }

    private static List<Signal> TwoOfThree(
        IReadOnlyList<ProcessPoint> points, int start, int end, Func<int, int> side, TwoOfThreeRule rule)
    {
        bool IsClose(int i) => points[i].CloseToLimits == true
            || (rule == TwoOfThreeRule.BeyondTwoSigma && points[i].OutsideLimits == true);

        List<Signal> found = [];
        for (var i = start; i + 2 < end; i++)
        {
            if (side(i) == 0 || side(i) != side(i + 1) || side(i) != side(i + 2)) continue;
            int[] close = [.. Enumerable.Range(i, 3).Where(IsClose)];
            if (close.Length < 2) continue;
            if (found.LastOrDefault() is { } before && before.Last >= close[0])
                found[^1] = before with { Last = close[^1], Marked = [.. before.Marked.Union(close)] };
            else
                found.Add(new(SignalRule.TwoOfThree, side(i) > 0, close[0], close[^1], close));
        }
        return found;
    }

    // Longest stretches [From, To) on which side keeps one sign; zero belongs to none.
    private static IEnumerable<(int From, int To, int Side)> RunsOf(Func<int, int> side, int start, int end)
    {
        for (int first = start, next; first < end; first = next)
        {
            next = first + 1;
            while (next < end && side(next) == side(first)) next++;
            if (side(first) != 0) yield return (first, next, side(first));
        }
    }
}
