using System.Diagnostics;
using System.Globalization;
using Goldthread.Domain;
using Goldthread.Domain.Dataset;
using Goldthread.Domain.Dataset.FiguresIn;
using Goldthread.Web.Features.Dataset.FiguresIn;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using nietras.SeparatedValues;
using Npgsql;
using NpgsqlTypes;

namespace Goldthread.Benchmarks;

/// <summary>Tables of figures beside the least work that gives the same: reading, bringing in, and the statistics of all series (workloads 9, 10, 12).</summary>
internal static class DatasetBench
{
    private const int Rounds = 3;

    /// <summary>Runs on one database.</summary>
    /// <param name="rows">Rows of the table, about.</param>
    /// <param name="database">Connection string of an empty PostgreSQL database; null for the embedded engine.</param>
    public static async Task RunAsync(int rows, string? database)
    {
        var folder = Directory.CreateTempSubdirectory("goldthread-bench-").FullName;
        try
        {
            var path = Path.Combine(folder, "figures.csv");
            Generate(path, rows);
            Console.WriteLine($"{(database is null ? "SQLite" : "PostgreSQL")}: a table of {rows:N0} rows, {new FileInfo(path).Length / 1e6:N0} MB; {Rounds} rounds; processor time");
            Console.WriteLine($"{"#",3} {"workload",-52}{"floor ms",10}{"ours ms",10}{"ratio",8}{"goal",6}");
            var (table, reading) = Open(path);
            if (database is null) Say(9, "Read and check each field, beside a parser's texts", 1.5, [.. Enumerable.Range(0, Rounds).Select(_ => (Cost(() => Texts(path)), Cost(() => Coded(table, reading))))]);
            await BringInAsync(folder, path, database);
            if (database is null) Statistics();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Generate(string path, int rows)
    {
        using StreamWriter to = new(path);
        to.Write("time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name,measure,breakdown,value\n");
        var places = KnownPlaces.All.Where(p => p.Level == PublishedLevel.LocalAuthority && p.Until is null && p.Number.Length == 3).ToList();
        var made = 0;
        uint chance = 17;
        for (var year = 2014; made < rows; year++)
            for (var measure = 1; measure <= 64 && made < rows; measure++)
                for (var part = 0; part < 8 && made < rows; part++)
                    foreach (var place in places)
                    {
                        if (made++ >= rows) break;
                        chance = (chance * 1664525) + 1013904223;
                        var value = (chance >> 8) % 20 == 0 ? "c" : ((chance >> 8) % 100_000 / 10.0).ToString(CultureInfo.InvariantCulture);
                        to.Write(string.Create(CultureInfo.InvariantCulture, $"{year},Reporting year,Local authority,E92000001,England,E12000007,London,{place.Number},{place.Code},\"{place.Name}\",Measure {measure},{(part == 0 ? "Total" : $"Part {part}")},{value}\n"));
                    }
    }

    private static int Texts(string path)
    {
        using var reader = Sep.Reader(o => o with { HasHeader = true, Unescape = true }).FromFile(path);
        var letters = 0;
        foreach (var row in reader)
            for (var i = 0; i < row.ColCount; i++) letters += row[i].ToString().Length;
        return letters;
    }

    private static (FigureTable Table, TableReading Reading) Open(string path)
    {
        var table = FigureFile.Open(path, "figures.csv").Tables[0];
        return (table, Recognise.Table(table.Headings, table.Sample(default), new(KnownPlaces.All, [], false)).Reading!);
    }

    private static int Coded(FigureTable table, TableReading reading)
    {
        FigureFaults faults = new();
        FigureCoder coder = new(table.Headings, reading, new(KnownPlaces.All, [], false), new([], [], [], 0), faults, 0);
        List<CodedFigure> figures = [];
        var count = 0;
        table.Read(row =>
        {
            figures.Clear();
            coder.Code(row, figures);
            count += figures.Count;
            return true;
        }, null, default);
        return faults.Count == 0 ? count : throw new InvalidOperationException($"{faults.Count} faults");
    }

    // The floor writes what the product keeps of the same figures, coded and sorted beforehand, in one transaction.
    private static async Task BringInAsync(string folder, string path, string? database)
    {
        List<(double, double)> costs = [];
        List<(double, double)> times = [];
        var peak = 0.0;
        for (var round = 0; round < Rounds; round++)
        {
            var sorted = Sorted(path);
            var watch = Stopwatch.StartNew();
            var floor = await CostAsync(() => database is null ? SqliteFloorAsync(Path.Combine(folder, $"floor-{round}.db"), sorted) : PostgresFloorAsync(database, sorted));
            var floorTime = watch.Elapsed.TotalMilliseconds;
            sorted.Clear();
            sorted.TrimExcess();
            GC.Collect();

            BoardOptions options = new() { Data = Path.Combine(folder, $"board-{round}"), Database = database is null ? null : $"{database}" };
            await using var app = WebBoard.Build(options);
            await using var scope = app.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<BoardDb>();
            db.Viewer = Viewer.System("bench");
            if (database is not null && round > 0) await using (NpgsqlDataSource empty = NpgsqlDataSource.Create(database)) await using (var wipe = empty.CreateCommand("drop schema public cascade; create schema public")) await wipe.ExecuteNonQueryAsync();
            await db.Database.MigrateAsync();
            var (table, reading) = Open(path);
            watch.Restart();
            using Process self = Process.GetCurrentProcess();
            var ours = await CostAsync(async () =>
            {
                var (count, batch) = await scope.ServiceProvider.GetRequiredService<BringIn>().RunAsync(table, new(reading, false, false), "figures.csv", "", null, _ => { self.Refresh(); peak = Math.Max(peak, self.WorkingSet64 / 1e6); }, default);
                if (batch is null) throw new InvalidOperationException($"nothing came in: {count.FaultCount} faults");
            });
            costs.Add((floor, ours));
            times.Add((floorTime, watch.Elapsed.TotalMilliseconds));
        }
        Say(10, "Bring it in, beside a sorted insert of what is kept", 2, costs);
        Say(10, "the same by the clock on the wall", 2, times);
        Console.WriteLine($"    highest working set while it came in: {peak:N0} MB");
    }

    private static List<CodedFigure> Sorted(string path)
    {
        var (table, reading) = Open(path);
        FigureCoder coder = new(table.Headings, reading, new(KnownPlaces.All, [], false), new([], [], [], 0), new(), 0);
        List<CodedFigure> all = [];
        table.Read(row => coder.Code(row, all), null, default);
        all.Sort(CodedFigure.InOrder);
        return all;
    }

    private static async Task SqliteFloorAsync(string file, List<CodedFigure> sorted)
    {
        await using SqliteConnection connection = new($"Data Source={file};Pooling=false");
        await connection.OpenAsync();
        await using var make = connection.CreateCommand();
        make.CommandText = "pragma journal_mode=wal; pragma synchronous=full; create table f (i integer, a integer, b integer, p integer, n real, d real, v real, s integer, t integer, k integer, r integer, primary key (i, a, b, p)) without rowid";
        await make.ExecuteNonQueryAsync();
        await using var transaction = connection.BeginTransaction();
        await using var insert = connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = "insert into f values ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
        for (var i = 0; i <= 10; i++) insert.Parameters.AddWithValue($"${i}", DBNull.Value);
        var to = insert.Parameters;
        to[9].Value = 1;
        foreach (var f in sorted)
        {
            (to[0].Value, to[1].Value, to[2].Value, to[3].Value) = (f.Key.Indicator, f.Key.Area, f.Key.Breakdown, f.Key.Period);
            (to[6].Value, to[7].Value, to[8].Value, to[10].Value) = (double.IsNaN(f.Value) ? DBNull.Value : f.Value, f.Symbol, f.Status, f.Row);
            insert.ExecuteNonQuery();
        }
        await transaction.CommitAsync();
    }

    private static async Task PostgresFloorAsync(string database, List<CodedFigure> sorted)
    {
        await using NpgsqlConnection connection = new(database);
        await connection.OpenAsync();
        await using (NpgsqlCommand make = new("drop table if exists floor_figures; create table floor_figures (i integer, a integer, b integer, p integer, n float8, d float8, v float8, s smallint, t smallint, k integer, r integer, primary key (i, a, b, p))", connection)) await make.ExecuteNonQueryAsync();
        await using var copy = await connection.BeginBinaryImportAsync("copy floor_figures from stdin (format binary)");
        foreach (var f in sorted)
        {
            await copy.StartRowAsync();
            await copy.WriteAsync(f.Key.Indicator, NpgsqlDbType.Integer);
            await copy.WriteAsync(f.Key.Area, NpgsqlDbType.Integer);
            await copy.WriteAsync(f.Key.Breakdown, NpgsqlDbType.Integer);
            await copy.WriteAsync(f.Key.Period, NpgsqlDbType.Integer);
            await copy.WriteNullAsync();
            await copy.WriteNullAsync();
            if (double.IsNaN(f.Value)) await copy.WriteNullAsync();
            else await copy.WriteAsync(f.Value, NpgsqlDbType.Double);
            await copy.WriteAsync((short)f.Symbol, NpgsqlDbType.Smallint);
            await copy.WriteAsync((short)f.Status, NpgsqlDbType.Smallint);
            await copy.WriteAsync(1, NpgsqlDbType.Integer);
            await copy.WriteAsync(f.Row, NpgsqlDbType.Integer);
        }
        await copy.CompleteAsync();
    }

    // Limits and rules of 13,000 series of 48 months, beside the arithmetic of their limits alone.
    private static void Statistics()
    {
        const int series = 13_000, length = 48;
        uint chance = 3;
        DatedValue[][] all = [.. Enumerable.Range(0, series).Select(_ => (DatedValue[])[.. Enumerable.Range(0, length).Select(i =>
        {
            chance = (chance * 1664525) + 1013904223;
            return new DatedValue(new DateOnly(2020, 1, 1).AddMonths(i), 50 + ((chance >> 8) % 1000 / 100.0));
        })])];
        List<(double Floor, double Ours)> costs = [];
        for (var round = 0; round < Rounds; round++)
            costs.Add((Cost(() => all.Sum(Limits)), Cost(() => all.Sum(s => ProcessChart.Draw(s, Polarity.LowIsGood).Signals.Count))));
        Say(12, $"Limits and signals of {series:N0} series of {length}, beside limits alone", 100, costs);
        var each = costs.Select(c => c.Ours).Order().ElementAt(Rounds / 2) * 1000 / series;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {each:0.0} microseconds a series; the packages it is checked against take about 2,700: {2700 / each:0} times as fast (goal 100)"));

        static double Limits(DatedValue[] values)
        {
            double mean = 0, range = 0;
            for (var i = 0; i < values.Length; i++)
            {
                mean += values[i].Value!.Value;
                if (i > 0) range += Math.Abs(values[i].Value!.Value - values[i - 1].Value!.Value);
            }
            return (mean / values.Length) + (2.66 * range / (values.Length - 1));
        }
    }

    private static void Say(int number, string what, double goal, IReadOnlyList<(double Floor, double Ours)> costs)
    {
        var ratio = costs.Select(c => c.Ours / c.Floor).Order().ElementAt(costs.Count / 2);
        var (floor, ours) = (costs.Select(c => c.Floor).Order().ElementAt(costs.Count / 2), costs.Select(c => c.Ours).Order().ElementAt(costs.Count / 2));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{number,3} {what,-52}{floor,10:0}{ours,10:0}{ratio,8:0.00}{goal,6} {(ratio <= goal ? "met" : "MISSED")}"));
    }

    private static double Cost<T>(Func<T> work)
    {
        var before = Environment.CpuUsage.TotalTime;
        _ = work();
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
    }

    private static async Task<double> CostAsync(Func<Task> work)
    {
        var before = Environment.CpuUsage.TotalTime;
        await work();
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
    }
}
