using System.Text.RegularExpressions;

namespace Goldthread.Domain.Dataset.FiguresIn;

/// <summary>An authority and those nearest to it, nearest first.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Near">Numbers of the others, with the model's word for how near.</param>
/// <param name="Line">Line of the table.</param>
public sealed record Neighbours(string Number, IReadOnlyList<(string Number, string Closeness)> Near, int Line);

/// <summary>Reads the tables in which the model of statistical neighbours is published: a line for each authority, ten pairs of columns.</summary>
public static partial class NeighbourTable
{
    /// <summary>Reads one line.</summary>
    /// <param name="headings">Headings: SN1 or SN_1 to 10, each with the closeness in the column behind it. The authority's number is in the first column that is called so.</param>
    /// <param name="row">Cells of the line.</param>
    /// <param name="faults">Is told what can't be taken.</param>
    /// <returns>Null for a line with nothing on it, and for one that can't be taken.</returns>
    public static Neighbours? Read(IReadOnlyList<string> headings, Cells row, FigureFaults faults)
    {
        ArgumentNullException.ThrowIfNull(headings);
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(faults);
        var own = Enumerable.Range(0, headings.Count).FirstOrDefault(i => Own().IsMatch(headings[i]), 0);
        var number = row[own].ToString();
        if (number.Length == 0) return null;
        List<(string, string)> near = [];
        for (var i = 0; i < headings.Count; i++)
        {
            if (!Nth().IsMatch(headings[i])) continue;
            var other = row[i].ToString();
            if (other.Length != 3 || !other.All(char.IsAsciiDigit) || other == number || near.Exists(n => n.Item1 == other))
            {
                faults.Add(row.Line, headings[i], other, "the number of another authority, such as 306, each once");
                return null;
            }
            var closeness = row[i + 1].ToString();
            near.Add((other, closeness.Length == 0 ? "" : char.ToUpperInvariant(closeness[0]) + closeness[1..].ToLowerInvariant()));
        }
        if (near.Count == 10) return new(number, near, row.Line);
        faults.Add(row.Line, "", $"{near.Count} neighbours", "ten neighbours: columns SN1 to SN10");
        return null;
    }

    [GeneratedRegex("^(la num(ber)?|old_la_code|la_number|la code)$", RegexOptions.IgnoreCase)]
    private static partial Regex Own();

    [GeneratedRegex("^SN_?([1-9]|10)$", RegexOptions.IgnoreCase)]
    private static partial Regex Nth();
}
