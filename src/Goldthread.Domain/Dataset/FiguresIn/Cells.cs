namespace Goldthread.Domain.Dataset.FiguresIn;

/// <summary>The cells of one row, in one buffer that is used again for the next: a million rows make no texts.</summary>
public sealed class Cells
{
    private char[] text = new char[4096];
    private int[] ends = new int[64];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Line of the file on which the row begins, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>A cell, blanks round it taken off; empty for a column that is not there.</summary>
    public ReadOnlySpan<char> this[int column] =>
        column >= 0 && column < Count ? text.AsSpan(column == 0 ? 0 : ends[column - 1], ends[column] - (column == 0 ? 0 : ends[column - 1])).Trim() : default;

    /// <summary>Begins a row.</summary>
    public void Begin(int line) => (Line, Count) = (line, 0);

    /// <summary>Adds the next cell.</summary>
    public void Add(ReadOnlySpan<char> cell)
    {
        var from = Count == 0 ? 0 : ends[Count - 1];
        if (from + cell.Length > text.Length) Array.Resize(ref text, Math.Max(text.Length * 2, from + cell.Length));
        if (Count == ends.Length) Array.Resize(ref ends, ends.Length * 2);
        cell.CopyTo(text.AsSpan(from));
        ends[Count++] = from + cell.Length;
    }

    /// <summary>The cells as texts.</summary>
    public string[] ToTexts()
    {
        var texts = new string[Count];
        for (var i = 0; i < Count; i++) texts[i] = this[i].ToString();
        return texts;
    }
}

/// <summary>A figure as the tables hold it, in a row of fixed length, so that a million can be sorted and laid aside.</summary>
/// <param name="Key">Where it belongs.</param>
/// <param name="Numerator">How many; not a number for none.</param>
/// <param name="Denominator">Out of how many; not a number for none.</param>
/// <param name="Value">In the indicator's unit; not a number for none.</param>
/// <param name="Row">Line of the file.</param>
/// <param name="Symbol">Why there is no value.</param>
/// <param name="Status">How firm it is.</param>
/// <param name="IsFormer">Its place was named by a code that is no longer used.</param>
public readonly record struct CodedFigure(FigureKey Key, double Numerator, double Denominator, double Value, int Row, byte Symbol, byte Status, bool IsFormer)
{
    /// <summary>What is known.</summary>
    public FigureValue Figure => new(Known(Numerator), Known(Denominator), Known(Value), (PublishedSymbol)Symbol, (FigureStatus)Status);

    /// <summary>A figure with its place.</summary>
    public static CodedFigure Of(FigureKey key, FigureValue figure, int row) =>
        new(key, figure.Numerator ?? double.NaN, figure.Denominator ?? double.NaN, figure.Value ?? double.NaN, row, (byte)figure.Symbol, (byte)figure.Status, false);

    /// <summary>By indicator, area, part, period; then in the file's order.</summary>
    public static int InOrder(CodedFigure one, CodedFigure other)
    {
        var order = FigureKey.InOrder(one.Key, other.Key);
        return order != 0 ? order : one.Row.CompareTo(other.Row);
    }

    private static double? Known(double number) => double.IsNaN(number) ? null : number;
}
