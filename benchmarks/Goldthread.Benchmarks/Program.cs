using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Goldthread.Benchmarks;
using Goldthread.Web.Site;

if (args is ["floor", var floorDatabase, var floorUrl, var texts])
{
    await Floor.ServeAsync(floorDatabase, floorUrl, texts);
    return 0;
}

if (args is ["board", var folderOfBoard, var sizeOfBoard, .. var databaseOfBoard]) // to look at what is slow: ./bench board FOLDER SIZE [CONNECTION]
{
    BoardOptions kept = new() { Data = folderOfBoard, Database = databaseOfBoard is [var one] ? one : null };
    Console.WriteLine($"Cookie: {(await GeneratedBoard.MakeAsync(kept, int.Parse(sizeOfBoard, CultureInfo.InvariantCulture))).Cookie}");
    return 0;
}

// ./bench dataset [ROWS] [CONNECTION of an empty database]: tables of figures.
if (args is ["dataset", .. var table])
{
    await DatasetBench.RunAsync(table is [var many, ..] ? int.Parse(many, CultureInfo.InvariantCulture) : 1_000_000, table is [_, var empty] ? empty : null);
    return 0;
}

// ./bench pages makes the large board and asks for its pages; ./bench pages FOLDER [CONNECTION] takes one that is there.
var isLarge = args is ["pages", ..];
var size = !isLarge && args is [var given, ..] ? int.Parse(given, CultureInfo.InvariantCulture) : 2000;
// The runtime goes on compiling what is hot anew over its first thousands of runs.
// Requests that take long are fewer: a count and, once twenty are done, so many seconds at most.
const int rounds = 3;
Length warmUp = new(4000, 10), round = new(400, 2);
if (args is ["pages", var standing, .. var databaseOfStanding]) return await RunAsync(databaseOfStanding is [var its] ? its : null, standing) ? 0 : 1;
var passed = await RunAsync(null, null);
if (Environment.GetEnvironmentVariable("GOLDTHREAD_TEST_POSTGRES") is { Length: > 0 } server)
{
    var name = $"goldthread_bench_{Guid.NewGuid():n}"[..28];
    await OnServerAsync($"create database {name}");
    try { passed &= await RunAsync($"{server};Database={name}", null); }
    finally { await OnServerAsync($"drop database {name} with (force)"); }

    async Task OnServerAsync(string sql)
    {
        await using Npgsql.NpgsqlConnection connection = new($"{server};Database=postgres;Pooling=false");
        await connection.OpenAsync();
        await using Npgsql.NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
return passed ? 0 : 1;

async Task<bool> RunAsync(string? database, string? board)
{
    var engine = database is null ? "SQLite" : "PostgreSQL";
    var folder = Directory.CreateTempSubdirectory("goldthread-bench-").FullName;
    List<Process> servers = [];
    try
    {
        var (ours, theirs) = ($"http://localhost:{Port(0)}", $"http://localhost:{Port(1)}");
        BoardOptions options = new() { Data = board ?? Path.Combine(folder, "board"), Database = database, Urls = ours };
        string[] place = database is null ? ["--data", options.Data] : ["--data", options.Data, "--database", database];
        if (isLarge && board is null) await Start("goldthread.dll", ["demo", "--size", "large", .. place]).WaitForExitAsync();
        var (cookie, session) = isLarge ? await Visitor.SignInAsync(options, "Amara Whitfield") : await GeneratedBoard.MakeAsync(options, size);
        var who = isLarge ? "Amara Whitfield" : "Olive Office";
        var product = Start("goldthread.dll", ["serve", .. place, "--urls", ours, .. isLarge ? ["--demonstration"] : Array.Empty<string>()]);
        using HttpClient signedIn = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new(ours) };
        signedIn.DefaultRequestHeaders.Add("Cookie", cookie);
        using HttpClient anyone = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new(ours) };
        await AnswersAsync(anyone, "/health/live");
        var texts = Directory.CreateDirectory(Path.Combine(folder, "texts")).FullName;
        const string rare = "Bramabbourne", common = "child"; // of the large board's texts
        foreach (var (name, path, opens, closes) in new[] { ("rows", "/actions", "<tbody", "</tbody>"), ("counts", "/", "<main", "</main>"), ("found", $"/search?q={rare}", "<main", "</main>") })
        {
            var page = await signedIn.GetStringAsync(path);
            var (from, to) = (page.IndexOf('>', page.IndexOf(opens, StringComparison.Ordinal)) + 1, page.IndexOf(closes, StringComparison.Ordinal));
            await File.WriteAllTextAsync(Path.Combine(texts, $"{name}.html"), page[..from] + Floor.Gap + page[to..]);
        }
        var floor = Start("Goldthread.Benchmarks.dll", ["floor", options.DatabaseOrFile, theirs, texts]);
        using HttpClient least = new() { BaseAddress = new(theirs) };
        least.DefaultRequestHeaders.Add("Session", session);
        await AnswersAsync(least, "/counts");

        Side layout = new(anyone, product, "/cookies", "<main"); // the product's own layout, for nobody: no session, no data
        Side rows = new(least, floor, "/rows", "</main>");
        List<Workload> workloads =
        [
            new(1, "A page, signed in, beside its layout alone", 3, [layout], new(signedIn, product, "/cookies", who)),
            new(2, "Twenty actions beside one compiled query", 2, [layout, rows], new(signedIn, product, "/actions", "/actions/")),
            new(20, "The home beside its counts one by one", 2, [layout, new(least, floor, "/counts", "</main>")], new(signedIn, product, "/", "What needs you")),
        ];
        if (isLarge)
            workloads.AddRange([
                new(2, "Twenty actions, page 500", 2, [layout, rows], new(signedIn, product, "/actions?p=500", "/actions/")),
                new(2, "Twenty overdue actions", 2, [layout, rows], new(signedIn, product, "/actions?view=overdue", "/actions/")),
                new(2, "Twenty findings", 2, [layout, rows], new(signedIn, product, "/findings", "/findings/")),
                new(2, "Twenty items of a shelf", 2, [layout, rows], new(signedIn, product, "/library/qualitative", "/library/items/")),
                new(15, "Search for a rare word, top twenty", 2, [layout, new(least, floor, $"/found?q={rare.ToLowerInvariant()}", "</main>")], new(signedIn, product, $"/search?q={rare}", "<mark")),
                new(15, "Search for a word of every paper", 2, [layout, new(least, floor, $"/found?q={common}", "</main>")], new(signedIn, product, $"/search?q={common}", "<mark")),
            ]);
        var what = isLarge ? "the large board" : $"{size} findings, recommendations, actions and measures";
        Console.WriteLine($"{engine}: {what}; {rounds} rounds of {round.Requests} requests or {round.Seconds} seconds, one connection; load {Load()}{(Load() > Environment.ProcessorCount ? " (noisy: judged by processor time)" : "")}");
        Console.WriteLine($"{"#",3} {"workload",-46}{"floor ms",10}{"ours ms",10}{"p95",8}{"CPU floor",11}{"CPU ours",10}{"ratio",8}{"fastest",9}{"goal",6}");
        var all = true;
        foreach (var workload in workloads)
        {
            List<(Figures Floor, Figures Ours)> measured = [];
            foreach (var side in workload.Floor.Append(workload.Ours)) await MeasureAsync(side, warmUp);
            for (var i = 0; i < rounds; i++)
            {
                Figures together = new(0, 0, 0, 0);
                foreach (var side in workload.Floor) together += await MeasureAsync(side, round);
                measured.Add((together, await MeasureAsync(workload.Ours, round)));
            }
            var ratio = Median(measured.Select(m => m.Ours.Processor / m.Floor.Processor));
            var fastest = measured.Min(m => m.Ours.Least) / measured.Min(m => m.Floor.Least);
            var isMet = ratio <= workload.Goal;
            all &= isMet;
            var (f, o) = (Middle(measured.Select(m => m.Floor)), Middle(measured.Select(m => m.Ours)));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{workload.Number,3} {workload.Name,-46}{f.Median,10:0.00}{o.Median,10:0.00}{o.P95,8:0.00}{f.Processor,11:0.00}{o.Processor,10:0.00}{ratio,8:0.00}{fastest,9:0.00}{workload.Goal,6:0} {(isMet ? "pass" : "FAIL")}"));
            Console.WriteLine(JsonSerializer.Serialize(new { workload = workload.Number, name = workload.Name, engine, size = isLarge ? 0 : size, floor = f, ours = o, ratio, ratioOfFastest = fastest, goal = workload.Goal, pass = isMet, load = Load() }));
        }
        // Every page once more, as often as in the first round: what is not given back shows.
        var firstRound = Megabytes(product);
        for (var i = 0; i < rounds; i++)
            foreach (var workload in workloads) await MeasureAsync(workload.Ours, round);
        var (after, most) = (Megabytes(product), 1.1);
        all &= after <= firstRound * most;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $" 23 Memory: {firstRound:0} MB after the first round, {after:0} MB after {rounds} more; ratio {after / firstRound:0.00}, goal {most:0.0} {(after <= firstRound * most ? "pass" : "FAIL")}"));
        Console.WriteLine(JsonSerializer.Serialize(new { workload = 23, engine, first = firstRound, after, ratio = after / firstRound, goal = most, pass = after <= firstRound * most }));
        return all;
    }
    finally
    {
        foreach (var one in servers)
        {
            if (!one.HasExited) one.Kill();
            one.WaitForExit();
            one.Dispose();
        }
        Directory.Delete(folder, recursive: true);
    }

    Process Start(string program, string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, program), .. arguments]) { RedirectStandardOutput = true })!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        servers.Add(process);
        return process;
    }
}

// One request after another on a kept connection; an answer without what is expected stops the run.
static async Task<Figures> MeasureAsync(Side side, Length length)
{
    const int least = 20;
    List<double> times = [];
    side.Server.Refresh();
    var before = side.Server.TotalProcessorTime;
    for (var started = Stopwatch.GetTimestamp(); times.Count < length.Requests && (times.Count < least || Stopwatch.GetElapsedTime(started).TotalSeconds < length.Seconds);)
    {
        var begun = Stopwatch.GetTimestamp();
        var body = await side.Client.GetStringAsync(side.Path);
        times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        if (!body.Contains(side.Expected, StringComparison.Ordinal)) throw new InvalidOperationException($"{side.Path} does not hold “{side.Expected}”");
    }
    side.Server.Refresh();
    times.Sort();
    return new(times[0], times[times.Count / 2], times[(int)(times.Count * 0.95)], (side.Server.TotalProcessorTime - before).TotalMilliseconds / times.Count);
}

static Figures Middle(IEnumerable<Figures> all)
{
    var figures = all.ToList();
    return new(figures.Min(f => f.Least), Median(figures.Select(f => f.Median)), Median(figures.Select(f => f.P95)), Median(figures.Select(f => f.Processor)));
}

static double Median(IEnumerable<double> values)
{
    var sorted = values.Order().ToList();
    return sorted[sorted.Count / 2];
}

static async Task AnswersAsync(HttpClient client, string path)
{
    for (var left = 240; ; left--)
    {
        try
        {
            using var answer = await client.GetAsync(path);
            if (answer.StatusCode == HttpStatusCode.OK) return;
            throw new InvalidOperationException($"{path}: {await answer.Content.ReadAsStringAsync()}");
        }
        catch (HttpRequestException) when (left > 0)
        {
            await Task.Delay(250);
        }
    }
}

// A free one, or the first or second from the one that GOLDTHREAD_BENCH_PORT names.
static int Port(int which)
{
    if (Environment.GetEnvironmentVariable("GOLDTHREAD_BENCH_PORT") is { Length: > 0 } first) return int.Parse(first, CultureInfo.InvariantCulture) + which;
    using TcpListener listener = new(IPAddress.Loopback, 0);
    listener.Start();
    return ((IPEndPoint)listener.LocalEndpoint).Port;
}

static double Megabytes(Process process)
{
    process.Refresh();
    return process.WorkingSet64 / 1e6;
}

static double Load() => File.Exists("/proc/loadavg") ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture) : 0;

internal sealed record Length(int Requests, int Seconds);

internal sealed record Side(HttpClient Client, Process Server, string Path, string Expected);

/// <summary>What is compared: the floor is what its sides cost together, the layout of the page and what stands in it.</summary>
internal sealed record Workload(int Number, string Name, double Goal, IReadOnlyList<Side> Floor, Side Ours);

/// <summary>Milliseconds: fastest, median and 95th percentile of a request, and processor time of the server per request.</summary>
internal sealed record Figures(double Least, double Median, double P95, double Processor)
{
    public static Figures operator +(Figures one, Figures other) =>
        new(one.Least + other.Least, one.Median + other.Median, one.P95 + other.P95, one.Processor + other.Processor);
}
