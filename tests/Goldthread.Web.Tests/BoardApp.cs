using Goldthread.Domain;
using Goldthread.Domain.Governance;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Goldthread.Web.Tests;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

[assembly: AssemblyFixture(typeof(BoardApp))]

namespace Goldthread.Web.Tests;

/// <summary>Makes one migrated database with the cast of <see cref="Somebody"/>; every <see cref="Board"/> is a copy of
/// it. On PostgreSQL when GOLDTHREAD_TEST_POSTGRES holds a connection string without a database, else embedded.</summary>
public sealed class BoardApp : IAsyncLifetime
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"goldthread-{Guid.NewGuid():n}"); // made with the first board
    private readonly string prefix = $"goldthread_{Guid.NewGuid():n}"[..24];
    private readonly SemaphoreSlim oneAtATime = new(1);
    private readonly List<string> databases = [];
    private bool isMade;

    private static string? Server { get; } = Environment.GetEnvironmentVariable("GOLDTHREAD_TEST_POSTGRES") is { Length: > 0 } server ? server : null;

    /// <summary>Whether this run is on PostgreSQL.</summary>
    public static bool IsPostgres => Server is not null;

    /// <summary>A folder and a database of its own, with the cast in it.</summary>
    internal async Task<(string Data, string? Database)> CopyAsync()
    {
        await oneAtATime.WaitAsync();
        try
        {
            if (!isMade) await MakeTemplateAsync();
            isMade = true;
            var name = $"{prefix}_{databases.Count}";
            lock (databases) databases.Add(name);
            var data = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.Combine(data, "keys"));
            File.Copy(Path.Combine(Template, "keys", "master.key"), Path.Combine(data, "keys", "master.key"));
            if (IsPostgres) await OnServerAsync($"create database {name} template {prefix}");
            else File.Copy(Path.Combine(Template, "board.db"), Path.Combine(data, "board.db"));
            return (data, IsPostgres ? $"{Server};Database={name};Maximum Pool Size=20" : null);
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    /// <summary>A folder that is not there yet and, on PostgreSQL, an empty database: a place to restore into.</summary>
    internal async Task<(string Data, string? Database)> NewPlaceAsync()
    {
        var name = $"{prefix}_new{Guid.NewGuid():n}"[..40];
        lock (databases) databases.Add(name);
        Directory.CreateDirectory(folder);
        if (IsPostgres) await OnServerAsync($"create database {name}");
        return (Path.Combine(folder, name), IsPostgres ? $"{Server};Database={name};Maximum Pool Size=20" : null);
    }

    private string Template => Path.Combine(folder, "template");

    private async Task MakeTemplateAsync()
    {
        Directory.CreateDirectory(Template);
        var options = new BoardOptions { Data = Template, Database = IsPostgres ? $"{Server};Database={prefix};Pooling=false" : null, Urls = "http://127.0.0.1:0", Clock = Board.NewClock() };
        await using var app = WebBoard.Build(options, Board.Quiet);
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BoardDb>();
        await db.Database.MigrateAsync();
        db.Viewer = Viewer.System("tests");
        var settings = new BoardSettings();
        settings.Describe("Test Partnership", Words.Lscp.Code, "Croydon", "Front door 020 7946 0101", "Night 020 7946 0102", "office@goldthread.example");
        db.Add(settings);
        Somewhere.AddTo(db);
        Somebody.AddTo(db);
        await db.SaveAsync(Command.Now("Tests: cast"), default);
        if (IsPostgres) return;
        await db.Database.ExecuteSqlRawAsync("pragma wal_checkpoint(truncate)");
    }

    private static async Task OnServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection($"{Server};Database=postgres;Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 300; // seconds; dropping a database waits for the server's checkpoint
        await command.ExecuteNonQueryAsync();
    }

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        if (IsPostgres && isMade)
            foreach (var name in databases.Append(prefix)) await OnServerAsync($"drop database if exists {name} with (force)");
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        oneAtATime.Dispose();
    }
}
