using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Goldthread.Web.Tests.Reliability;

/// <summary>What the program as it is run tells whoever runs it, after somebody walked through its pages: enough to find a fault by, and
/// nothing of anybody.</summary>
[Trait("threat", "T22")]
[Trait("feature", "Z5")]
public sealed class TelemetryTests(BoardApp app)
{
    private const string Marker = "Zephyrine Quillfeather";

    [Fact]
    [Trait("asvs", "V14.2.4"), Trait("asvs", "V16.2.4"), Trait("asvs", "V16.2.2"), Trait("asvs", "V16.4.1"), Trait("asvs", "V1.4.3")]
    public async Task The_log_has_a_line_of_JSON_for_each_request_and_nothing_of_anybody()
    {
        await using var board = await Board.NewAsync(app);
        await using var node = await Node.StartAsync(board.Data, board.Database, ("GOLDTHREAD_LOG", "json"));
        var id = await WalkAsync(board, node);
        await UntilAsync(() => node.Lines.Any(l => l.Contains("forgotten", StringComparison.Ordinal)));

        var lines = node.Lines.Where(l => l.StartsWith('{')).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        var requests = lines.Where(l => l.GetProperty("Category").GetString()!.EndsWith("RequestLog", StringComparison.Ordinal)).Select(l => l.GetProperty("State")).ToList();
        Assert.Contains(requests, r => r.GetProperty("Route").GetString() == "findings/{id:guid}" && r.GetProperty("Status").GetInt32() == 200 && r.GetProperty("Trace").GetString()!.Length == 32);
        Assert.Contains(requests, r => r.GetProperty("Route").GetString() == "search");
        Assert.Contains(requests, r => r.GetProperty("Status").GetInt32() == 404);
        Assert.All(lines, l => Assert.EndsWith("+00:00", l.GetProperty("Timestamp").GetString(), StringComparison.Ordinal));
        // What somebody sends begins no line of its own, whatever signs are in it.
        Assert.DoesNotContain(node.Lines, line => line.Contains("forged", StringComparison.OrdinalIgnoreCase));
        NothingOfAnybody(string.Join('\n', node.Lines), id);

        // And what a request opens is given back: files, connections, sockets.
        if (!OperatingSystem.IsLinux()) return;
        using Client visitor = new(new(node.Address));
        await VisitAsync(20);
        var before = node.OpenHandles;
        await VisitAsync(60);
        Assert.InRange(node.OpenHandles, 1, before + 15);

        async Task VisitAsync(int times)
        {
            for (var i = 0; i < times; i++) foreach (var path in new[] { "/sign-in", "/help", "/nowhere" }) await visitor.AskAsync(path);
        }
    }

    [Fact]
    [Trait("asvs", "V16.4.3"), Trait("asvs", "V16.2.3")]
    public async Task A_collector_gets_logs_traces_and_metrics_and_nothing_of_anybody()
    {
        ConcurrentDictionary<string, StringBuilder> taken = new();
        var builder = WebApplication.CreateSlimBuilder();
        Board.Quiet(builder);
        await using var collector = builder.Build();
        collector.Urls.Add("http://127.0.0.1:0");
        collector.MapPost("/{**path}", async (HttpRequest request) =>
        {
            using MemoryStream body = new();
            await request.Body.CopyToAsync(body);
            var text = taken.GetOrAdd(request.Path, _ => new());
            lock (text) text.Append(Encoding.Latin1.GetString(body.ToArray()));
            return Results.Ok();
        });
        await collector.StartAsync(TestContext.Current.CancellationToken);
        await using var board = await Board.NewAsync(app);
        await using var node = await Node.StartAsync(board.Data, board.Database, ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Urls.First()), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_BSP_SCHEDULE_DELAY", "200"), ("OTEL_METRIC_EXPORT_INTERVAL", "500"), ("OTEL_BLRP_SCHEDULE_DELAY", "200"));
        var id = await WalkAsync(board, node);
        await UntilAsync(() => Said("/v1/traces").Contains("forgotten", StringComparison.Ordinal) && Said("/v1/metrics").Contains("http.server.request.duration", StringComparison.Ordinal)
            && Said("/v1/logs").Contains("SignInRefused", StringComparison.Ordinal));

        Assert.Contains("findings/{id:guid}", Said("/v1/traces"), StringComparison.Ordinal);
        NothingOfAnybody(Said("/v1/traces") + Said("/v1/metrics") + Said("/v1/logs"), id);

        string Said(string path)
        {
            if (!taken.TryGetValue(path, out var text)) return "";
            lock (text) return text.ToString();
        }
    }

    private static async Task<Guid> WalkAsync(Board board, Node node)
    {
        var finding = await board.GivenAsync(A.Finding(Marker));
        using Client officer = new(new(node.Address));
        var cookie = (await Node.SignInAsync(board, Somebody.Officer)).Split('=', 2);
        officer.Cookies.Add(new Uri(node.Address), new Cookie(cookie[0], cookie[1]));
        var page = await officer.OpenAsync($"/findings/{finding.Id}");
        Assert.Contains(Marker, page.Text, StringComparison.Ordinal);
        foreach (var path in new[] { "/", "/findings", $"/search?q={Uri.EscapeDataString(Marker)}", $"/people/{Somebody.Officer.Id}", $"/nowhere/{Uri.EscapeDataString(Marker)}", $"/findings?theme={Uri.EscapeDataString(Marker)}" }) await officer.AskAsync(path);
        await officer.PostAsync($"/findings/{finding.Id}/edit", ("Input.Title", Marker)); // without the form's token
        using Client stranger = new(new(node.Address));
        await stranger.PressAsync(await stranger.OpenAsync("/sign-in"), "Sign in", ("Input.Email", $"{Marker.Replace(' ', '.')}@tests.example"), ("Input.Password", Marker));
        await stranger.PressAsync(await stranger.OpenAsync("/sign-in"), "Sign in", ("Input.Email", Somebody.Officer.Email), ("Input.Password", Marker));
        foreach (var forged in new[] { "/nowhere/x%0d%0a{%22forged%22:1}", "/findings?theme=%0Aforged" }) await stranger.AskAsync(forged);
        using (HttpRequestMessage odd = new(new HttpMethod("FORGED"), "/sign-in")) await stranger.SendAsync(odd);
        await stranger.PressAsync(await stranger.OpenAsync("/sign-in"), "Sign in", ("Input.Email", "x\r\n{\"forged\":1}@tests.example"), ("Input.Password", "\r\nforged"));
        await stranger.OpenAsync("/forgotten");
        return finding.Id;
    }

    private static void NothingOfAnybody(string told, Guid id)
    {
        foreach (var secret in new[] { "Quillfeather", "@tests.example", Somebody.Officer.Name, $"{Somebody.Officer.Id}", $"{id}", "search?" }) Assert.DoesNotContain(secret, told, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        for (var patience = Stopwatch.StartNew(); !isSo(); await Task.Delay(100, TestContext.Current.CancellationToken)) Assert.True(patience.Elapsed < TimeSpan.FromSeconds(30), "Nothing came");
    }
}
