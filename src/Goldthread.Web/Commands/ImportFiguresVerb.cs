using System.CommandLine;
using System.Security.Cryptography;
using Goldthread.Domain.Dataset.FiguresIn;
using Goldthread.Web.Features.Dataset.FiguresIn;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Command = System.CommandLine.Command;

namespace Goldthread.Web.Commands;

/// <summary>Brings figures in from a file, as the page does: all of it, or, where somebody says so, its good rows.</summary>
internal static class ImportFiguresVerb
{
    private const int Shown = 20;

    private sealed record Wish(FileInfo File, string? Table, string? Indicator, string? Value, string? Numerator, string? Denominator, string[] Where, string? OnDay,
        bool IsProvisional, bool GoodRows, FileInfo? Left, bool NewPlaces, bool OnlyCheck, string? Model, DateOnly? From);

    public static Command Verb()
    {
        Argument<FileInfo> file = new("file") { Description = "CSV (also .gz, or several in a .zip) or Excel workbook: the Department for Education's underlying data, OHID Fingertips, LAIT, a table with a row or a column for each period, or a table of statistical neighbours. What it is, its content says" };
        Option<string?> table = new("--table") { Description = "Of a file with several tables, the name of the one that is wanted. Without it all are brought in" };
        Option<string?> indicator = new("--indicator") { Description = "Code of an indicator of the board that the figures are for. Without it each column of figures comes in as a published measure of its own" };
        Option<string?> value = new("--value") { Description = "Column with the figure in the indicator's unit; not needed when numerator and denominator are given, or when the file has one column of figures" };
        Option<string?> numerator = new("--numerator") { Description = "Column with the count above the line" };
        Option<string?> denominator = new("--denominator") { Description = "Column with the number it is set against" };
        Option<string[]> where = new("--where") { Description = "COLUMN=VALUE: take only these rows; such a column does not part the figures", DefaultValueFactory = _ => [] };
        Option<string?> onDay = new("--on-day") { Description = "MM-DD: the figures were counted on this day of each period (03-31 for children on 31 March)" };
        Option<bool> provisional = new("--provisional") { Description = "The figures may still change" };
        Option<bool> goodRows = new("--good-rows") { Description = "Bring in the rows that can be taken and leave the others. Without it one fault stops the whole file" };
        Option<FileInfo?> left = new("--left") { Description = "Write the rows that can't be taken into this CSV, each with its line and the reason" };
        Option<bool> newPlaces = new("--new-places") { Description = "Take codes of places that nobody knows for new places" };
        Option<bool> check = new("--check") { Description = "Say what would be done, and do nothing" };
        Option<string?> model = new("--model") { Description = "Of a table of statistical neighbours, the name of the model: \"May 2025\"" };
        Option<DateOnly?> from = new("--from") { Description = "First day on which that model holds: 2025-05-01" };
        Command verb = new("import-figures", "Bring figures in from a file. The same file again changes nothing; figures that are replaced are kept. A fault is told with its line and column, and nothing is written unless --good-rows says so.")
        {
            file, table, indicator, value, numerator, denominator, where, onDay, provisional, goodRows, left, newPlaces, check, model, from,
        };
        verb.SetAction((parsed, stop) =>
        {
            Wish wish = new(parsed.GetValue(file)!, parsed.GetValue(table), parsed.GetValue(indicator), parsed.GetValue(value), parsed.GetValue(numerator), parsed.GetValue(denominator), parsed.GetValue(where)!,
                parsed.GetValue(onDay), parsed.GetValue(provisional), parsed.GetValue(goodRows), parsed.GetValue(left), parsed.GetValue(newPlaces), parsed.GetValue(check), parsed.GetValue(model), parsed.GetValue(from));
            if (!wish.File.Exists) throw new UsageException($"there is no file {wish.File.Name}");
            return Hosted.WithBoardAsync(parsed, "import-figures", (services, db) => RunAsync(wish, services, db, stop));
        });
        return verb;
    }

    private static async Task<int> RunAsync(Wish wish, IServiceProvider services, BoardDb db, CancellationToken stop)
    {
        if (wish.Indicator is { } code && !await db.Indicators.AnyAsync(i => i.Code == code, stop)) throw new UsageException($"there is no indicator {code}: look for its code under Indicators");
        var (tables, refusal) = FigureFile.Open(wish.File.FullName, wish.File.Name);
        if (refusal is not null) return await RefuseAsync(wish.File.Name, refusal);
        if (wish.Table is { } named) tables = [.. tables.Where(t => t.Name == named)];
        if (tables.Count == 0) throw new UsageException($"{wish.File.Name} has no table {wish.Table}");

        // All tables are looked at before the first is written.
        List<(FigureTable Table, Recognised What)> found = [];
        foreach (var one in tables) found.Add((one, await services.GetRequiredService<RecogniseTable>().LookAsync(one, stop)));
        if (found.TrueForAll(f => f.What.Refusal is not null)) return await RefuseAsync(wish.File.Name, found[0].What.Refusal!);
        foreach (var (one, what) in found)
        {
            if (what.Refusal is { } none) await Console.Error.WriteLineAsync($"{one.Name}: {none}. It is left out.");
            else if ((what.IsNeighbours ? await NeighboursAsync(wish, one, services, stop) : await FiguresAsync(wish, one, what.Reading!, services, stop)) is not 0 and var failed) return failed;
        }
        return 0;
    }

    private static async Task<int> RefuseAsync(string file, string refusal)
    {
        await Console.Error.WriteLineAsync($"{file}: {refusal}.");
        await Console.Error.WriteLineAsync("goldthread: nothing was written.");
        return 2;
    }

    private static async Task<int> FiguresAsync(Wish wish, FigureTable table, TableReading proposed, IServiceProvider services, CancellationToken stop)
    {
        var reading = Chosen(wish, proposed);
        var bring = services.GetRequiredService<BringIn>();
        BringInWish how = new(reading, wish.NewPlaces, wish.GoodRows);
        FigureCount count;
        await using (var left = wish.Left is null ? null : new StreamWriter(OwnerOnly.Write(wish.Left.FullName, FileMode.Create)))
            count = await bring.CheckAsync(table, how, left is null ? null : new(left), null, stop);
        foreach (var (reason, rows) in count.LeftOut) Console.WriteLine($"{table.Name}: {Say.Count(rows, "row")} left out: {reason}.");
        if (count.FaultCount > 0)
        {
            foreach (var fault in count.Faults.Take(Shown))
            {
                await Console.Error.WriteLineAsync($"{table.Name}{(fault.Line > 0 ? $", line {fault.Line}" : "")}{(fault.Column.Length > 0 ? $", column {fault.Column}" : "")}: "
                    + $"found {(fault.Found.Length > 0 ? fault.Found : "nothing")}; accepted: {fault.Accepted}");
            }
            if (count.FaultCount > Shown) await Console.Error.WriteLineAsync($"and {count.FaultCount - Shown} more");
            if (!wish.GoodRows)
            {
                await Console.Error.WriteLineAsync(count.Left > 0 && count.Added + count.Changed > 0
                    ? $"goldthread: nothing was written. {Say.Count(count.Left, "row")} of {count.Rows} can't be taken: mend the file, or bring the others in with --good-rows (and --left FILE for those that are left)."
                    : "goldthread: nothing was written.");
                return 2;
            }
            Console.WriteLine($"{table.Name}: {Say.Count(count.Left, "row")} of {count.Rows} can't be taken and are left.");
        }
        if (count.ChangesNothing)
        {
            Console.WriteLine($"{table.Name}: nothing changed: all {count.Unchanged} figures stand so already.");
            return 0;
        }
        Console.WriteLine($"{table.Name}: {count.Added} new figures, {count.Changed} changed, {count.Unchanged} as before; {Say.Count(count.NewIndicators, "new indicator")}; {count.Periods}.");
        foreach (var change in count.Changes.Take(Shown)) Console.WriteLine($"  line {change.Line}: {change.What}: {change.Was} becomes {change.Becomes}");
        if (count.Changed > Shown) Console.WriteLine($"  and {count.Changed - Shown} more");
        if (wish.OnlyCheck)
        {
            Console.WriteLine("This was a check: nothing was written.");
            return 0;
        }
        try
        {
            await using var bytes = wish.File.OpenRead();
            var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes, stop));
            var (_, batch) = await bring.RunAsync(table, how, table.Name, hash, null, null, stop);
            Console.WriteLine(batch is null ? "Nothing changed." : $"Written as batch {batch.Key}.");
            return 0;
        }
        catch (Exception raced) when (raced is DbUpdateException or AnotherImportException) // another import has taken the batch's number or raised an indicator's version
        {
            throw new UsageException("somebody else imported figures at the same time; nothing was written. Run it again.");
        }
    }

    private static async Task<int> NeighboursAsync(Wish wish, FigureTable table, IServiceProvider services, CancellationToken stop)
    {
        if (wish is not { Model: { Length: > 0 } model, From: { } from }) throw new UsageException("this is a table of statistical neighbours: say which model it is with --model \"May 2025\" and from when it holds with --from 2025-05-01");
        var (sets, faults) = await services.GetRequiredService<BringInNeighbours>().RunAsync(table, model, from, wish.OnlyCheck, stop);
        foreach (var fault in faults.Take(Shown)) await Console.Error.WriteLineAsync($"{table.Name}, line {fault.Line}, column {fault.Column}: found {fault.Found}; accepted: {fault.Accepted}");
        if (faults.Count > 0) await Console.Error.WriteLineAsync("goldthread: nothing was written.");
        else Console.WriteLine(wish.OnlyCheck ? $"{table.Name}: neighbours of {sets} authorities. This was a check: nothing was written." : $"{table.Name}: neighbours of {sets} authorities by the model {model}, from {from:yyyy-MM-dd}.");
        return faults.Count > 0 ? 2 : 0;
    }

    // One indicator from named columns, where somebody says so; else every column as proposed.
    private static TableReading Chosen(Wish wish, TableReading proposed)
    {
        var reading = proposed with { IsProvisional = wish.IsProvisional };
        var filters = wish.Where.Select(pair => pair.Split('=', 2)).ToArray();
        if (filters.Any(f => f.Length < 2)) throw new UsageException("write --where as COLUMN=VALUE, such as --where category=Total");
        if (wish.OnDay is { } day && !DateOnly.TryParseExact($"2024-{day}", "yyyy-MM-dd", out _)) throw new UsageException("write --on-day as MM-DD, such as 03-31");
        if (wish.Indicator is not { } code) return filters.Length + (wish.Value ?? wish.Numerator ?? wish.Denominator ?? wish.OnDay ?? "").Length == 0 ? reading : throw new UsageException("say with --indicator which indicator these columns and rows are for");
        var value = wish.Value;
        if (value is null && (wish.Numerator is null || wish.Denominator is null) && reading.PeriodHeadings.Count == 0)
        {
            if (wish.Numerator is not null || reading.Measures.Count != 1)
                throw new UsageException($"say which column holds the figure of {code} with --value, or its parts with --numerator and --denominator. Columns of figures: {string.Join(", ", reading.Measures.Select(m => m.Key))}. Columns that part them: {string.Join(", ", reading.Filters.Select(f => f.Column))}.");
            value = reading.Measures[0].Value;
        }
        MeasureReading measure = new()
        {
            Key = value ?? wish.Numerator ?? reading.Measures[0].Key,
            Indicator = code,
            Value = value,
            Numerator = wish.Numerator,
            Denominator = wish.Denominator,
            Where = filters.ToDictionary(f => f[0], f => f[1]),
            OnDay = wish.OnDay,
        };
        // A column of rows that are not wanted parts nothing, also one of numbers.
        return reading with { Measures = [measure] };
    }
}
