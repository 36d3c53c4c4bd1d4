using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Goldthread.Domain.Dataset;
using Goldthread.Web.Features.Dataset;
using Goldthread.Web.Features.Dataset.Indicators;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Command = System.CommandLine.Command;

namespace Goldthread.Web.Commands;

/// <summary>Brings published figures in: all of a file or nothing.</summary>
internal static class ImportFiguresVerb
{
    private const int ChangesShown = 20;

    private sealed record Wish(FileInfo File, string Indicator, string? Value, string? Numerator, string? Denominator, string[] Where, string? OnDay, bool IsProvisional, bool OnlyCheck);

    public static Command Verb()
    {
        Argument<FileInfo> file = new("file") { Description = "CSV in the layout of the Department for Education's underlying data: time_period, time_identifier, geographic_level, country_code, country_name, region and authority columns, filters, figures" };
        Option<string> indicator = new("--indicator") { Description = "Code of the indicator the figures are for", Required = true };
        Option<string?> value = new("--value") { Description = "Column with the figure in the indicator's unit; not needed when numerator and denominator are given, or when the file has one column of figures" };
        Option<string?> numerator = new("--numerator") { Description = "Column with the count above the line" };
        Option<string?> denominator = new("--denominator") { Description = "Column with the number it is set against" };
        Option<string[]> where = new("--where") { Description = "COLUMN=VALUE: take only these rows. One for each filter of the file that has several values", DefaultValueFactory = _ => [] };
        Option<string?> onDay = new("--on-day") { Description = "MM-DD: the figures were counted on this day of each period (03-31 for children on 31 March)" };
        Option<bool> provisional = new("--provisional") { Description = "The figures may still change" };
        Option<bool> check = new("--check") { Description = "Say what would be done, and do nothing" };
        Command verb = new("import-figures", "Bring published figures in for one indicator. Importing the same file again changes nothing; figures that are replaced are kept. A fault anywhere in the file is told with its line and column, and nothing is written.")
        {
            file, indicator, value, numerator, denominator, where, onDay, provisional, check,
        };
        verb.SetAction((parsed, stop) =>
        {
            Wish wish = new(parsed.GetValue(file)!, parsed.GetValue(indicator)!, parsed.GetValue(value), parsed.GetValue(numerator), parsed.GetValue(denominator), parsed.GetValue(where) ?? [],
                parsed.GetValue(onDay), parsed.GetValue(provisional), parsed.GetValue(check));
            if (!wish.File.Exists) throw new UsageException($"there is no file {wish.File.FullName}");
            return Hosted.WithBoardAsync(parsed, "import-figures", (services, db) => RunAsync(wish, db, services.GetRequiredService<TimeProvider>(), stop));
        });
        return verb;
    }

    private static async Task<int> RunAsync(Wish wish, BoardDb db, TimeProvider clock, CancellationToken stop)
    {
        var indicator = await db.FindIndicatorAsync(wish.Indicator, stop) ?? throw new UsageException($"there is no indicator {wish.Indicator}: look for its code under Indicators");
        var (lines, problems) = Read(wish, indicator);
        if (problems.Count > 0)
        {
            foreach (var problem in problems)
            {
                await Console.Error.WriteLineAsync($"{wish.File.Name}, line {problem.Line}{(problem.Column.Length > 0 ? $", column {problem.Column}" : "")}: "
                    + $"found {(problem.Found.Length > 0 ? problem.Found : "nothing")}; accepted: {problem.Accepted}");
            }
            await Console.Error.WriteLineAsync("goldthread: nothing was written.");
            return 2;
        }

        ImportFigures import = new(db, clock);
        var plan = await import.PlanAsync(lines, stop);
        if (plan.ChangesNothing)
        {
            Console.WriteLine($"Nothing changed: all {plan.Unchanged} figures stand so already.");
            return 0;
        }
        Console.WriteLine($"{indicator.Code} {indicator.Name}: {plan.Added} new figures, {plan.Changed.Count} changed, {plan.Unchanged} as before; {plan.NewAreas.Count} areas and {plan.NewPeriods.Count} periods are met for the first time.");
        foreach (var (now, old) in plan.Changed.Take(ChangesShown))
            Console.WriteLine($"  line {now.SourceRow}: {Show(old)} becomes {Show(now.Value)}");
        if (plan.Changed.Count > ChangesShown) Console.WriteLine($"  and {plan.Changed.Count - ChangesShown} more");
        if (wish.OnlyCheck)
        {
            Console.WriteLine("This was a check: nothing was written.");
            return 0;
        }
        try
        {
            await using var bytes = wish.File.OpenRead();
            await import.SaveAsync(plan, wish.File.Name, Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes, stop)), stop);
        }
        catch (DbUpdateException) // another import has taken the batch's number or raised the indicator's version
        {
            throw new UsageException("somebody else imported figures at the same time; nothing was written. Run it again.");
        }
        Console.WriteLine($"Written as batch {plan.BatchKey}.");
        return 0;

        static string Show(FigureValue figure) => figure.Value?.ToString("0.####", CultureInfo.InvariantCulture) ?? SmallNumbers.WhyMissing(figure.Symbol);
    }

    private static (IReadOnlyList<FigureLine> Lines, IReadOnlyList<PublishedProblem> Problems) Read(Wish wish, Indicator indicator)
    {
        var filters = wish.Where.Select(pair => pair.Split('=', 2)).ToArray();
        if (filters.Any(f => f.Length < 2)) throw new UsageException("write --where as COLUMN=VALUE, such as --where category=Total");
        var (value, measures) = Columns(wish, indicator);
        PublishedLayout layout = new([.. filters.Select(f => f[0])], measures);
        using var text = wish.File.OpenText();
        var table = PublishedTable.Read(text, layout, row => row.Filters.Zip(filters, (found, wanted) => found == wanted[1]).All(same => same));
        if (table.ProblemCount > 0) return ([], table.Problems);

        List<PublishedProblem> problems = [];
        List<FigureLine> lines = [];
        HashSet<(string, DateOnly)> seen = [];
        foreach (var row in table.Rows)
        {
            if (row.Period.Kind != indicator.PeriodKind)
                problems.Add(new(row.Line, "time_identifier", row.Period.Label, $"figures that are {IndicatorList.HowOften(indicator.PeriodKind)}, as the indicator is"));
            else if (OnDay(row.Period, wish.OnDay) is not { } period)
                problems.Add(new(row.Line, "time_period", row.Period.Label, $"a period that holds the day {wish.OnDay}"));
            else if (!seen.Add((row.Area.Code, period.End)))
                problems.Add(new(row.Line, "", $"another row for {row.Area.Name} in {period.Label}", "one row for each area and period: choose rows with --where COLUMN=VALUE"));
            else
                lines.Add(new(indicator, row.Area, period, Figure(row, value, wish, indicator), row.Line));
        }
        if (table.Rows.Count == 0) problems.Add(new(1, "", "no row that fits --where", "values as they stand in the file"));
        return problems.Count > 0 ? ([], problems) : (lines, []);
    }

    private static (string? Value, List<string> Measures) Columns(Wish wish, Indicator indicator)
    {
        var value = wish.Value;
        if (value is null && (wish.Numerator is null || wish.Denominator is null))
        {
            using var text = wish.File.OpenText();
            var proposal = PublishedLayout.Propose(text);
            if (wish.Numerator is null && proposal.Measures.Count == 1) value = proposal.Measures[0];
            else throw new UsageException($"say which column holds the figure of {indicator.Code} with --value, or its parts with --numerator and --denominator. Columns of figures: {string.Join(", ", proposal.Measures)}. Filters: {string.Join(", ", proposal.Filters)}.");
        }
        return (value, [.. new[] { value, wish.Numerator, wish.Denominator }.OfType<string>().Distinct()]);
    }

    private static FigureValue Figure(PublishedRow row, string? value, Wish wish, Indicator indicator)
    {
        string?[] order = [.. new[] { value, wish.Numerator, wish.Denominator }.OfType<string>().Distinct()];
        PublishedValue? At(string? column) => column is null ? null : row.Measures[Array.IndexOf(order, column)];
        var (above, below) = (At(wish.Numerator), At(wish.Denominator));
        var status = wish.IsProvisional ? FigureStatus.Provisional : FigureStatus.Final;
        if (At(value) is { } published) return new(above?.Number, below?.Number, published.Number, published.Symbol, status);
        var worked = indicator.FromParts(above?.Number, below?.Number);
        var symbol = worked is not null ? PublishedSymbol.None : above!.Value.Symbol != PublishedSymbol.None ? above.Value.Symbol : below!.Value.Symbol != PublishedSymbol.None ? below.Value.Symbol : PublishedSymbol.NotApplicable;
        return new(above?.Number, below?.Number, worked, symbol, status);
    }

    private static PublishedPeriod? OnDay(PublishedPeriod period, string? monthAndDay)
    {
        if (monthAndDay is null) return period;
        for (var year = period.Start.Year; year <= period.End.Year; year++)
        {
            if (!DateOnly.TryParseExact($"{year}-{monthAndDay}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                throw new UsageException("write --on-day as MM-DD, such as 03-31");
            if (day >= period.Start && day <= period.End) return new(period.Kind, day, day, day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture));
        }
        return null;
    }
}
