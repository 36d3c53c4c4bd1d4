using Goldthread.Domain.Dataset;

namespace Goldthread.Web.Features.Shared.Charts;

/// <summary>A line the size of a word, for tables: the shape of a series and its latest point.</summary>
public static class Sparkline
{
    private const double Width = 120;
    private const double Height = 30;
    private const double Edge = 7;

    /// <summary>Draws it.</summary>
    /// <param name="id">Unique on the page.</param>
    /// <param name="title">What is measured.</param>
    /// <param name="says">What the series says, as one sentence.</param>
    /// <param name="values">Oldest first; a missing one is a gap.</param>
    /// <param name="latest">Shape and colour of the latest point.</param>
    public static Scene Draw(string id, string title, string says, IReadOnlyList<double?> values, PointType latest = PointType.CommonCause)
    {
        double[] known = [.. values.OfType<double>()];
        var (low, high) = known.Length == 0 ? (0, 1) : (known.Min(), known.Max());
        Spot At(int i) => new(
            Edge + (Width - 2 * Edge) * i / Math.Max(1, values.Count - 1),
            high == low ? Height / 2 : Height - Edge - (Height - 2 * Edge) * (values[i]!.Value - low) / (high - low));

        List<Mark> marks = [];
        List<Spot> run = [];
        for (var i = 0; i <= values.Count; i++)
        {
            if (i < values.Count && values[i] is not null)
            {
                run.Add(At(i));
                continue;
            }
            if (run.Count > 1) marks.Add(new Trace("gt-series", Look.Series, [.. run]));
            run.Clear();
        }
        for (var i = values.Count - 1; i >= 0; i--)
        {
            if (values[i] is null) continue;
            marks.Add(Look.Point(At(i), latest, 4));
            break;
        }
        return new(id, Width, Height, title, says, marks) { Class = "gt-spark" };
    }
}
