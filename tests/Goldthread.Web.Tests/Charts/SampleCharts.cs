using System.Globalization;
using Goldthread.Domain.Dataset;
using Goldthread.Web.Features.Shared.Charts;

namespace Goldthread.Web.Tests.Charts;

/// <summary>Invented charts of the three kinds, as pages would build them.</summary>
internal static class SampleCharts
{
    public static ProcessChart Quarterly { get; } = ProcessChart.Draw(
        new double?[] { 61, 64, 58, 66, 60, 63, 57, null, 62, 65, 59, 61, 64, 78, 79, 76, 80, 77, 81, 78, 80, 79, 60, 77 }
            .Select((v, i) => new DatedValue(new DateOnly(2020, 4, 1).AddMonths(3 * i), v)),
        Polarity.HighIsGood,
        new() { FixAfter = 13, Targets = [new(70), new(75, new(2024, 4, 1))] });

    public static TimeChart QuarterlyChart { get; } = TimeChart.Of("assessed", "Assessments finished in 45 working days", Quarterly, Quarter, Percent) with
    {
        Marks =
        [
            new(new(2023, 8, 1), "Screening moved into the front door"),
            new(new(2023, 10, 1), "New case system: earlier figures counted by hand", IsBreak: true),
            new(new(2025, 11, 1), "Audit of late assessments"),
        ],
    };

    public static TimeChart Yearly { get; } = new()
    {
        Id = "plans",
        Title = "Children starting a child protection plan for a second time",
        Says = "Not tested: at least 5 years on end without a break or a missing figure are needed.",
        Show = Percent,
        OwnName = "Barking and Dagenham",
        Points = Years(14.1, 16.8, null, 19.4, 18.7, 21.3, 23.0).Select(v => new TimePoint(v.Date, Financial(v.Date), v.Value)).ToList(),
        Comparators =
        [
            new("England", Years(20.2, 20.8, 21.9, 22.1, 23.3, 23.6, 23.9)),
            new("London", Years(17.1, 17.3, 17.6, 18.1, 19.0, 19.5, 23.3)),
            new("Neighbours (average)", Years(18.2, 18.5, 19.9, 20.1, 21.3, 21.6, 23.6)),
        ],
        Marks = [new(new(2022, 4, 1), "Counting rules changed", IsBreak: true)],
    };

    public static ComparisonChart Areas { get; } = new()
    {
        Id = "areas",
        Title = "Children in need at 31 March 2025 per 10,000",
        Says = "Barking and Dagenham is worse than England, and third highest of 12 areas with a figure.",
        Show = v => v.ToString("0", CultureInfo.InvariantCulture),
        England = 333,
        Areas =
        [
            Area("Barking and Dagenham", 398, AreaKind.Own, Standing.Worse), Area("Croydon", 351, AreaKind.Neighbour, Standing.Worse),
            Area("Southend-on-Sea", 322, AreaKind.Other, Standing.Similar), Area("Reading", 300, AreaKind.Other, Standing.Better),
            Area("Milton Keynes", 284, AreaKind.Other, Standing.Better), Area("Southampton", 421, AreaKind.Neighbour, Standing.Worse),
            Area("Luton", 340, AreaKind.Neighbour, Standing.Similar), Area("Enfield", 336, AreaKind.Neighbour, Standing.Similar),
            Area("Greenwich", 367, AreaKind.Neighbour, Standing.Worse), Area("Bristol, City of", 318, AreaKind.Other, Standing.Similar),
            Area("Kingston upon Hull, City of", 512, AreaKind.Other, Standing.Worse), Area("Slough", 260, AreaKind.Neighbour, Standing.Better),
            new("Medway", null, Kind: AreaKind.Neighbour),
        ],
    };

    public static string Percent(double value) => value.ToString("0.#", CultureInfo.InvariantCulture) + "%";

    private static ComparedArea Area(string name, double value, AreaKind kind, Standing standing) => new(name, value, value - 14, value + 15, kind, standing);

    private static DatedValue[] Years(params double?[] values) => [.. values.Select((v, i) => new DatedValue(new(2019 + i, 3, 31), v))];

    private static string Financial(DateOnly end) => $"{end.Year - 1}/{end.Year % 100:00}";

    private static string Quarter(DateOnly start) =>
        start.Month >= 4 ? $"Q{(start.Month - 1) / 3} {start.Year}/{(start.Year + 1) % 100:00}" : $"Q4 {start.Year - 1}/{start.Year % 100:00}";
}
