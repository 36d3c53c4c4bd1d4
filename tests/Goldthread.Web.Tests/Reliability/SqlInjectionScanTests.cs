using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;

namespace Goldthread.Web.Tests.Reliability;

/// <summary>The scanner that others would use, against every list and search, and once against a hole planted for it.</summary>
public sealed class SqlInjectionScanTests(Board board) : IClassFixture<Board>
{
    [Fact]
    [Trait("category", "long")]
    [Trait("threat", "T21")]
    [Trait("asvs", "V1.2.4")]
    public async Task The_scanner_finds_its_planted_hole_and_none_of_ours()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/sqlmap"), "sqlmap is not installed; ./test long installs it");
        Assert.SkipUnless(board.Database is null, "Speaks of the embedded database");
        await board.GivenAsync(A.Finding());
        var officer = await board.AsAsync(Somebody.Officer);
        var home = await officer.OpenAsync("/findings");
        Assert.Equal(HttpStatusCode.OK, home.Status);
        await using var planted = await PlantAsync();

        Assert.Contains("is vulnerable", await ScanAsync($"{planted.Urls.First()}/rows?name=x", ""), StringComparison.Ordinal);
        var cookie = string.Join("; ", officer.Cookies.GetAllCookies().Select(c => $"{c.Name}={c.Value}"));
        foreach (var path in new[] { "/search?q=plan&volume=Children&year=2026", "/findings?theme=x&from=2020&sort=date&p=1", "/actions?view=all&agency=x&sort=due", "/audit?kind=Finding&person=x&from=2026-01-01", "/library/children?theme=x&year=2020&sort=title", "/indicators?theme=x" })
        {
            var said = await ScanAsync($"{officer.Address}{path}", cookie);
            Assert.True(said.Contains("do not appear to be injectable", StringComparison.Ordinal), $"{path}\n{said}");
        }
    }

    // What a careless page would do.
    private static async Task<WebApplication> PlantAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        Board.Quiet(builder);
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        SqliteConnection connection = new("Data Source=:memory:");
        await connection.OpenAsync();
        await using (var make = new SqliteCommand("create table t(name text); insert into t values ('x'), ('y')", connection)) await make.ExecuteNonQueryAsync();
        app.MapGet("/rows", async (string name) =>
        {
#pragma warning disable CA2100 // the hole
            await using SqliteCommand command = new($"select count(*) from t where name = '{name}'", connection);
#pragma warning restore CA2100
            try { return Results.Text($"{await command.ExecuteScalarAsync()} rows"); }
            catch (SqliteException error) { return Results.Text(error.Message, statusCode: 500); }
        });
        await app.StartAsync();
        return app;
    }

    private static async Task<string> ScanAsync(string address, string cookie)
    {
        var work = Directory.CreateTempSubdirectory("goldthread-scan-");
        try
        {
            using var process = Process.Start(new ProcessStartInfo("sqlmap", ["-u", address, $"--cookie={cookie}", "--batch", "--level", "2", "--risk", "1", "--dbms", "sqlite", "--technique", "BEU", "--ignore-code=400,404,500",
                "--flush-session", string.Create(CultureInfo.InvariantCulture, $"--output-dir={work.FullName}"), "--disable-coloring"])
            { RedirectStandardOutput = true, RedirectStandardInput = true })!;
            process.StandardInput.Close();
            return await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }
}
