namespace Goldthread.Domain.Dataset;

/// <summary>How many people live where, by the estimates of mid-year: what counts are set against (Framework 5.3). The published tables of counts
/// have dropped their rates, so they are worked out here.</summary>
public sealed class PopulationTable
{
    private readonly Dictionary<(string Code, int Area, DateOnly On), double> people = [];

    /// <summary>Nothing known.</summary>
    public static PopulationTable Empty { get; } = new([]);

    /// <summary>Opens the table.</summary>
    /// <param name="series">Code of a population, number of an area, and its estimates, each for a 30 June.</param>
    public PopulationTable(IEnumerable<(string Code, int Area, IReadOnlyList<SeriesPoint> Points)> series)
    {
        ArgumentNullException.ThrowIfNull(series);
        foreach (var (code, area, points) in series)
            foreach (var point in points)
                if (point.Figure.Value is > 0 and var number) people[(code, area, point.End)] = number;
    }

    /// <summary>What the indicator is called that holds a population's estimates.</summary>
    /// <param name="population">Code of the population: "0-17".</param>
    public static string IndicatorCode(string population) => $"POP-{population.ToUpperInvariant()}";

    /// <summary>The figure with what it is set against. One that has its own parts, or only a value, stays as it is.</summary>
    /// <param name="indicator">Whose.</param>
    /// <param name="area">Number of the area.</param>
    /// <param name="end">Last day of the period.</param>
    /// <param name="figure">As it came in: a count alone.</param>
    /// <returns>Without an estimate for that year there is no value: "not available", never a rate by another year.</returns>
    public FigureValue Fill(Indicator indicator, int area, DateOnly end, FigureValue figure)
    {
        ArgumentNullException.ThrowIfNull(indicator);
        if (indicator.PopulationCode.Length == 0 || figure is not { Numerator: { } count, Denominator: null, Value: null }) return figure;
        var on = Population.MidYearFor(indicator.PopulationYear, indicator.Year, end);
        return people.TryGetValue((indicator.PopulationCode, area, on), out var number)
            ? figure with { Denominator = number, Value = count / number * indicator.Multiplier, Symbol = PublishedSymbol.None }
            : figure with { Symbol = PublishedSymbol.NotAvailable };
    }
}
