using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Goldthread.Web.Tests.Reliability;

/// <summary>PostgreSQL as the operator's guide sets it up: a primary that answers only when its standby has the change too, both on this
/// machine, for the time of one test. The programs of Debian's package are run, as the user they want.</summary>
internal sealed class Standby : IAsyncDisposable
{
    private static readonly string[] asPostgres = Environment.UserName == "root" ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] : [];
    private readonly string folder = Directory.CreateTempSubdirectory("goldthread-standby-").FullName;
    private readonly (int Primary, int Standby) ports = (Ports.Next(), Ports.Next());

    private Standby() { }

    /// <summary>As the operator's guide has it, for a database on whichever of the two is the primary.</summary>
    public string Connection(string database) =>
        $"Host=127.0.0.1:{ports.Primary},127.0.0.1:{ports.Standby};Username=postgres;Database={database};Target Session Attributes=Primary;Host Recheck Seconds=1;Timeout=3;Command Timeout=15;Keepalive=5;Maximum Pool Size=30";

    /// <summary>Starts both, and waits until the standby keeps up.</summary>
    public static async Task<Standby> StartAsync()
    {
        Standby pair = new();
        if (asPostgres.Length > 0)
        {
            await RunAsync("chown", "postgres", pair.folder);
            await RunAsync("chmod", "711", pair.folder);
        }
        await AsPostgresAsync("initdb", "-D", pair.Of("primary"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8");
        await pair.ConfigureAsync("primary", $"""
            port = {pair.ports.Primary}
            listen_addresses = '127.0.0.1'
            unix_socket_directories = '{pair.folder}'
            max_connections = 200
            wal_level = replica
            max_wal_senders = 10
            max_replication_slots = 10
            wal_keep_size = '512MB'
            hot_standby = on
            wal_log_hints = on
            synchronous_commit = on
            """);
        await pair.ServeAsync("primary");
        await AsPostgresAsync("pg_basebackup", "-d", $"host=127.0.0.1 port={pair.ports.Primary} user=postgres application_name=standby1", "-D", pair.Of("standby"), "-R", "-C", "-S", "standby1", "-X", "stream", "-c", "fast");
        await pair.ConfigureAsync("standby", $"port = {pair.ports.Standby}");
        await pair.ServeAsync("standby");
        // Only now, and only here: a promoted standby that waits for a standby would take no change.
        await pair.ConfigureAsync("primary", "synchronous_standby_names = 'FIRST 1 (standby1)'");
        await AsPostgresAsync("pg_ctl", "-D", pair.Of("primary"), "-s", "reload");
        for (var waited = Stopwatch.StartNew(); await pair.AskAsync("select count(*) from pg_stat_replication where sync_state = 'sync'") != 1; await Task.Delay(200))
            Assert.True(waited.Elapsed < TimeSpan.FromMinutes(1), "The standby does not keep up");
        return pair;
    }

    /// <summary>Copies a database of another server here.</summary>
    public async Task TakeOverAsync(string connection, string name)
    {
        NpgsqlConnectionStringBuilder from = new(connection);
        await ExecuteAsync($"create database {name}");
        await RunAsync("bash", "-c", string.Create(CultureInfo.InvariantCulture, $"set -o pipefail; pg_dump -h {from.Host} -p {from.Port} -U {from.Username} -d {from.Database} --no-owner | psql -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -p {ports.Primary} -U postgres -d {name} >/dev/null"));
    }

    /// <summary>Ends every process of the primary at once, as a power cut would.</summary>
    public async Task KillPrimaryAsync()
    {
        var postmaster = int.Parse(File.ReadLines(Path.Combine(Of("primary"), "postmaster.pid")).First(), CultureInfo.InvariantCulture);
        await RunAsync("bash", "-c", string.Create(CultureInfo.InvariantCulture, $"kill -STOP {postmaster}; kill -9 $(pgrep -P {postmaster}) {postmaster}"));
    }

    /// <summary>Holds up what goes to the standby: a network that is busy.</summary>
    public async Task StallAsync(TimeSpan time)
    {
        var sender = await AskAsync("select pid::bigint from pg_stat_replication");
        await RunAsync("kill", "-STOP", $"{sender}");
        await Task.Delay(time);
    }

    /// <summary>Ends the primary in order.</summary>
    public Task StopPrimaryAsync() => AsPostgresAsync("pg_ctl", "-D", Of("primary"), "-m", "fast", "-s", "stop");

    /// <summary>Makes the standby the primary.</summary>
    public Task PromoteAsync() => AsPostgresAsync("pg_ctl", "-D", Of("standby"), "-s", "-w", "promote");

    /// <summary>Whether there is what this needs.</summary>
    public static bool IsThere => Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(path => File.Exists(Path.Combine(path, "pg_basebackup")));

    public async ValueTask DisposeAsync()
    {
        foreach (var name in new[] { "standby", "primary" })
        {
            try
            {
                await AsPostgresAsync("pg_ctl", "-D", Of(name), "-m", "immediate", "-s", "stop");
            }
            catch (InvalidOperationException)
            {
                // It is down.
            }
        }
        NpgsqlConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private string Of(string name) => Path.Combine(folder, name);

    private async Task ConfigureAsync(string name, string settings) => await AsPostgresAsync("bash", "-c", $"cat >> {Of(name)}/postgresql.conf <<'END'\n{settings}\nEND");

    private Task ServeAsync(string name) => AsPostgresAsync("pg_ctl", "-D", Of(name), "-l", Of($"{name}.log"), "-s", "-w", "start");

    private async Task<long> AskAsync(string sql)
    {
        await using NpgsqlConnection connection = new(string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={ports.Primary};Username=postgres;Database=postgres;Pooling=false"));
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using NpgsqlConnection connection = new(string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={ports.Primary};Username=postgres;Database=postgres;Pooling=false"));
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static Task AsPostgresAsync(params string[] command) => RunAsync([.. asPostgres, .. command]);

    private static async Task RunAsync(params string[] command)
    {
        // Its output goes nowhere: a server that it starts would hold a pipe open.
        ProcessStartInfo start = new("bash", ["-c", "exec \"$@\" >/dev/null 2>\"$0\" </dev/null", Path.Combine(Path.GetTempPath(), $"goldthread-said-{Guid.NewGuid():n}"), .. command]) { WorkingDirectory = Path.GetTempPath() };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        var said = start.ArgumentList[2];
        var words = File.Exists(said) ? await File.ReadAllTextAsync(said) : "";
        File.Delete(said);
        if (process.ExitCode != 0) throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}: {words}");
    }
}
