using System.Globalization;

namespace Goldthread.Domain.Dataset.FiguresIn;

/// <summary>The indicators, periods and parts there are, and the new ones that a file brings, each with its number.</summary>
public sealed class FigureBook
{
    private readonly Dictionary<(PublishedPeriodKind, DateOnly, DateOnly), int> periodKeys;
    private readonly Dictionary<int, Period> periods;
    private readonly Dictionary<string, int> breakdownKeys;
    private readonly Dictionary<int, string> breakdowns;
    private readonly Dictionary<string, Indicator> indicators;
    private readonly Dictionary<MeasureReading, CodedIndicator> coded = [];
    private readonly Func<string, MeasureReading?> known;
    private int nextPeriod, nextBreakdown, nextIndicator;

    /// <summary>Opens the book.</summary>
    /// <param name="indicators">All of the board's.</param>
    /// <param name="periods">All.</param>
    /// <param name="breakdowns">All.</param>
    /// <param name="highestIndicator">Highest number given to an indicator, also of those the reader may not see.</param>
    /// <param name="known">What is known of a measure by its name in a file; null for nothing.</param>
    public FigureBook(IEnumerable<Indicator> indicators, IEnumerable<Period> periods, IEnumerable<Breakdown> breakdowns, int highestIndicator, Func<string, MeasureReading?>? known = null)
    {
        this.indicators = indicators.ToDictionary(i => i.Code, StringComparer.OrdinalIgnoreCase);
        this.periods = periods.ToDictionary(p => p.Key);
        periodKeys = this.periods.Values.ToDictionary(p => (p.Kind, p.Start, p.End), p => p.Key);
        this.breakdowns = breakdowns.ToDictionary(b => b.Key, b => b.Name);
        breakdownKeys = this.breakdowns.ToDictionary(b => b.Value, b => b.Key, StringComparer.Ordinal);
        nextPeriod = this.periods.Keys.DefaultIfEmpty(0).Max();
        nextBreakdown = this.breakdowns.Keys.DefaultIfEmpty(Breakdown.All).Max();
        nextIndicator = highestIndicator;
        this.known = known ?? (_ => null);
    }

    private const int MostMeasures = 5_000, MostParts = 100_000, MostPeriods = 5_000;

    /// <summary>Longest name of a part.</summary>
    public const int LongestBreakdown = 300;

    private const int LongestName = 200;

    /// <summary>Periods met for the first time.</summary>
    public List<Period> NewPeriods { get; } = [];

    /// <summary>Parts met for the first time.</summary>
    public List<Breakdown> NewBreakdowns { get; } = [];

    /// <summary>Every indicator that figures are coded for, by number.</summary>
    public Dictionary<int, CodedIndicator> Coded { get; } = [];

    /// <summary>Measures that stood not in the first rows.</summary>
    public List<MeasureReading> Discovered { get; } = [];

    /// <summary>The period by number.</summary>
    public Period PeriodAt(int key) => periods[key];

    /// <summary>Its label.</summary>
    public string LabelOf(int period) => periods[period].Label;

    /// <summary>The part's name; empty for the whole.</summary>
    public string BreakdownAt(int key) => key == Breakdown.All ? "" : breakdowns[key];

    /// <summary>The board's indicator that a measure is for; null for a new one, or one that is not there.</summary>
    public Indicator? IndicatorOf(CodedIndicator coded) => coded.Code.Length > 0 ? indicators.GetValueOrDefault(coded.Code) : null;

    /// <summary>Whether there is an indicator with this code.</summary>
    public bool Has(string code) => indicators.ContainsKey(code);

    /// <summary>The indicator that a measure is for; a new one gets the next number.</summary>
    public CodedIndicator IndicatorFor(MeasureReading measure)
    {
        ArgumentNullException.ThrowIfNull(measure);
        if (coded.TryGetValue(measure, out var had)) return had;
        var one = (measure.Indicator ?? measure.NewCode) is { } code && indicators.TryGetValue(code, out var indicator)
            ? new CodedIndicator(indicator.Key, indicator.Code, indicator.Multiplier, indicator.Unit, measure) { IsSetAgainstPeople = indicator.PopulationCode.Length > 0 && measure.Denominator is null }
            : new CodedIndicator(++nextIndicator, "", 1, measure.Unit, measure);
        Coded[one.Key] = one;
        return coded[measure] = one;
    }

    /// <summary>A measure that a file names in a line.</summary>
    public MeasureReading Discover(string key, string name, TableReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        if (Discovered.Count >= MostMeasures) throw new InvalidDataException($"The table names more than {MostMeasures} measures: another column names them");
        if (name.Length > LongestName) name = name[..LongestName];
        if (key.Length > LongestName) key = key[..LongestName];
        var like = reading.Measures.FirstOrDefault(m => !m.IsLeftOut);
        var measure = (known(key) ?? new MeasureReading { Key = key, Name = name.Length > 0 ? name : key, Decimals = 1 }) with
        {
            Value = like?.Value,
            Numerator = like?.Numerator,
            Denominator = like?.Denominator,
        };
        Discovered.Add(measure);
        return measure;
    }

    /// <summary>The number of a period.</summary>
    public int PeriodOf(PublishedPeriod period)
    {
        ArgumentNullException.ThrowIfNull(period);
        if (periodKeys.TryGetValue((period.Kind, period.Start, period.End), out var key)) return key;
        if (NewPeriods.Count >= MostPeriods) throw new InvalidDataException($"The table has more than {MostPeriods} periods: another column holds them");
        Period added = new(++nextPeriod, period.Kind, period.Start, period.End, period.Label);
        periods[added.Key] = added;
        NewPeriods.Add(added);
        return periodKeys[(period.Kind, period.Start, period.End)] = added.Key;
    }

    /// <summary>The number of the day in a period on which something was counted; null where the period has no such day.</summary>
    /// <param name="period">Number of the period.</param>
    /// <param name="monthAndDay">"03-31".</param>
    public int? DayIn(int period, string monthAndDay)
    {
        var whole = periods[period];
        for (var year = whole.Start.Year; year <= whole.End.Year; year++)
        {
            if (DateOnly.TryParseExact($"{year}-{monthAndDay}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day >= whole.Start && day <= whole.End)
                return PeriodOf(new(whole.Kind, day, day, day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)));
        }
        return null;
    }

    /// <summary>The number of a part of a part: "17 to 18 years", and of those "In education".</summary>
    public int BreakdownOf(int of, string value)
    {
        var name = of == Breakdown.All ? value : $"{breakdowns[of]}, {value}";
        if (name.Length > LongestBreakdown) name = name[..LongestBreakdown];
        if (breakdownKeys.TryGetValue(name, out var key)) return key;
        if (NewBreakdowns.Count >= MostParts) throw new InvalidDataException($"The figures have more than {MostParts} parts: a column that parts them is no such column");
        Breakdown added = new(++nextBreakdown, name);
        breakdowns[added.Key] = name;
        NewBreakdowns.Add(added);
        return breakdownKeys[name] = added.Key;
    }
}
