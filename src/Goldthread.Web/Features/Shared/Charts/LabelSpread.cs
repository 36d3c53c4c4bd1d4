namespace Goldthread.Web.Features.Shared.Charts;

/// <summary>Pushes labels apart that would overlap, moving them as little as it can.</summary>
public static class LabelSpread
{
    /// <summary>New places for things on a line.</summary>
    /// <param name="wanted">Where each would like its centre, in any order.</param>
    /// <param name="room">How far centres must lie apart.</param>
    /// <param name="from">The least place.</param>
    /// <param name="to">The greatest place; passed over when there is not room enough for all.</param>
    /// <returns>In the order given.</returns>
    public static IReadOnlyList<double> Apart(IReadOnlyList<double> wanted, double room, double from, double to)
    {
        int[] order = [.. Enumerable.Range(0, wanted.Count).OrderBy(i => wanted[i])];
        // Groups of touching labels, each centred on the average of what its members want.
        List<(double Sum, int Count)> groups = [];
        double Top((double Sum, int Count) g) =>
            Math.Max(from, Math.Min(g.Sum / g.Count - (g.Count - 1) * room / 2, to - (g.Count - 1) * room));
        foreach (var i in order)
        {
            (double Sum, int Count) group = (wanted[i], 1);
            while (groups.Count > 0 && Top(groups[^1]) + groups[^1].Count * room > Top(group))
            {
                group = (groups[^1].Sum + group.Sum, groups[^1].Count + group.Count);
                groups.RemoveAt(groups.Count - 1);
            }
            groups.Add(group);
        }
        double[] places = new double[wanted.Count];
        var next = 0;
        foreach (var group in groups)
        {
            for (var k = 0; k < group.Count; k++) places[order[next++]] = Top(group) + k * room;
        }
        return places;
    }
}
