using System.Text;

namespace Goldthread.Domain.Dataset;

/// <summary>One period of a series with everything a page shows of it.</summary>
/// <param name="Kind">Length of the period.</param>
/// <param name="Start">First day.</param>
/// <param name="End">Last day.</param>
/// <param name="Label">For people.</param>
/// <param name="Figure">What is known.</param>
public sealed record SeriesPoint(PublishedPeriodKind Kind, DateOnly Start, DateOnly End, string Label, FigureValue Figure);

/// <summary>What a series does, by the test that fits its periods.</summary>
public enum Direction
{
    /// <summary>Too few figures, or not tested.</summary>
    NotKnown,
    /// <summary>Up and down by chance.</summary>
    NoChange,
    /// <summary>A real change for the better.</summary>
    Better,
    /// <summary>A real change for the worse.</summary>
    Worse,
    /// <summary>A real rise of what has no good direction.</summary>
    Up,
    /// <summary>A real fall of what has no good direction.</summary>
    Down,
}

/// <summary>A series that is to take another's place when all of its import is in.</summary>
public sealed class WaitingSeries
{
    private WaitingSeries() { }

    /// <summary>Number of the indicator.</summary>
    public int IndicatorKey { get; private set; }

    /// <summary>Number of the area.</summary>
    public int AreaKey { get; private set; }

    /// <summary>Number of the part.</summary>
    public int BreakdownKey { get; private set; }

    /// <summary>Length of its periods.</summary>
    public PublishedPeriodKind Kind { get; private set; }

    /// <summary>How many periods there are.</summary>
    public int Points { get; private set; }

    /// <summary>Last day of the latest period.</summary>
    public DateOnly LatestEnd { get; private set; }

    /// <summary>What the series does.</summary>
    public Direction Direction { get; private set; }

    /// <summary>The periods.</summary>
    public byte[] Packed { get; private set; } = [];
}

/// <summary>All figures of one indicator, area, part and length of period, packed into one row: the only thing pages read.
/// Always rebuilt from the figures, in the transaction that changed them. A quarter's provisional figures and a year's published ones
/// stand in two rows, and neither takes the other's place.</summary>
public sealed class Series
{
    private Series() { }

    /// <summary>Packs a series.</summary>
    /// <param name="indicatorKey">Number of the indicator.</param>
    /// <param name="areaKey">Number of the area.</param>
    /// <param name="breakdownKey">Number of the part.</param>
    /// <param name="points">In any order; periods of one kind.</param>
    /// <param name="polarity">Which way is better.</param>
    /// <param name="steps">What people decided about its limits; null for nothing.</param>
    public Series(int indicatorKey, int areaKey, int breakdownKey, IEnumerable<SeriesPoint> points, Polarity polarity, IEnumerable<IndicatorStep>? steps = null)
    {
        SeriesPoint[] ordered = [.. points.OrderBy(p => p.End).ThenBy(p => p.Start)];
        (IndicatorKey, AreaKey, BreakdownKey) = (indicatorKey, areaKey, breakdownKey);
        (Packed, Direction) = (Pack(ordered), DirectionOf(ordered, polarity, steps));
        (Points, LatestEnd) = (ordered.Length, ordered.Length == 0 ? default : ordered[^1].End);
        Kind = ordered.Length == 0 ? default : ordered[0].Kind;
    }

    /// <summary>Number of the indicator.</summary>
    public int IndicatorKey { get; private set; }

    /// <summary>Number of the area.</summary>
    public int AreaKey { get; private set; }

    /// <summary>Number of the part.</summary>
    public int BreakdownKey { get; private set; }

    /// <summary>Length of its periods.</summary>
    public PublishedPeriodKind Kind { get; private set; }

    /// <summary>How many periods there are.</summary>
    public int Points { get; private set; }

    /// <summary>Last day of the latest period, with a value or without.</summary>
    public DateOnly LatestEnd { get; private set; }

    /// <summary>What the series does.</summary>
    public Direction Direction { get; private set; }

    /// <summary>The periods, oldest first, for <see cref="Unpack"/>.</summary>
    public byte[] Packed { get; private set; } = [];

    /// <summary>The periods of a packed series, oldest first.</summary>
    /// <param name="packed">What <see cref="Packed"/> holds; nothing gives no period.</param>
    public static IReadOnlyList<SeriesPoint> Unpack(byte[] packed)
    {
        ArgumentNullException.ThrowIfNull(packed);
        if (packed.Length == 0) return [];
        using BinaryReader from = new(new MemoryStream(packed), Encoding.UTF8);
        var points = new SeriesPoint[from.ReadInt32()];
        for (var i = 0; i < points.Length; i++)
        {
            points[i] = new((PublishedPeriodKind)from.ReadByte(), DateOnly.FromDayNumber(from.ReadInt32()), DateOnly.FromDayNumber(from.ReadInt32()), from.ReadString(),
                new(Number(from), Number(from), Number(from), (PublishedSymbol)from.ReadByte(), (FigureStatus)from.ReadByte()));
        }
        return points;
    }

    /// <summary>Says anew what the series does, after a decision on its limits.</summary>
    /// <param name="polarity">Which way is better.</param>
    /// <param name="steps">All decisions.</param>
    public void Judge(Polarity polarity, IEnumerable<IndicatorStep> steps) => Direction = DirectionOf(Unpack(Packed), polarity, steps);

    /// <summary>The test that fits a series: signals of a process chart, the trend test for years; nothing for a short one.</summary>
    /// <param name="points">Oldest first.</param>
    /// <param name="polarity">Which way is better.</param>
    /// <param name="steps">What people decided about its limits; null for nothing.</param>
    public static Direction DirectionOf(IReadOnlyList<SeriesPoint> points, Polarity polarity, IEnumerable<IndicatorStep>? steps = null)
    {
        if (points.Count == 0) return Direction.NotKnown;
        if (SeriesReading.IsYearly(points))
        {
            var trend = SeriesReading.Trend(points, polarity, steps);
            return trend.Verdict == TrendVerdict.NotTested ? Direction.NotKnown : DirectionOf(trend.Type);
        }
        var chart = SeriesReading.Process(points, polarity, [], steps);
        return chart?.Latest is { } latest ? DirectionOf(latest.Type) : Direction.NotKnown;
    }

    private static Direction DirectionOf(PointType type) => type switch
    {
        PointType.CommonCause => Direction.NoChange,
        PointType.Improvement => Direction.Better,
        PointType.Concern => Direction.Worse,
        PointType.NeutralHigh => Direction.Up,
        PointType.NeutralLow => Direction.Down,
    };

    private static byte[] Pack(SeriesPoint[] points)
    {
        using MemoryStream bytes = new();
        using BinaryWriter to = new(bytes, Encoding.UTF8);
        to.Write(points.Length);
        foreach (var point in points)
        {
            to.Write((byte)point.Kind);
            to.Write(point.Start.DayNumber);
            to.Write(point.End.DayNumber);
            to.Write(point.Label);
            to.Write(point.Figure.Numerator ?? double.NaN);
            to.Write(point.Figure.Denominator ?? double.NaN);
            to.Write(point.Figure.Value ?? double.NaN);
            to.Write((byte)point.Figure.Symbol);
            to.Write((byte)point.Figure.Status);
        }
        to.Flush();
        return bytes.ToArray();
    }

    private static double? Number(BinaryReader from) => from.ReadDouble() is var number && double.IsNaN(number) ? null : number;
}
