using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Sqlite.Storage.Internal;
using Microsoft.EntityFrameworkCore.Storage;

namespace Goldthread.Web.Storage;

/// <summary>Connections of the embedded engine that nobody uses at this moment, open, with all they have compiled. The library's own pool
/// makes a connection forget that, and the functions it knows, whenever one is given back.</summary>
public sealed class KeptConnections : IDisposable
{
    // Each may hold 32 MB of pages; what a rush opened beyond that is closed after it.
    private static readonly int most = Math.Max(8, 4 * Environment.ProcessorCount);

    private readonly ConcurrentBag<SqliteConnection> idle = [];
    private volatile bool isOver;

    /// <summary>One that is open; null when none is idle.</summary>
    internal SqliteConnection? Take() => idle.TryTake(out var kept) ? kept : null;

    /// <summary>Gives one back. One that is closed or old, or in the middle of a transaction or of reading, is not kept: it would hold everybody
    /// else's view of the database back.</summary>
    /// <returns>Whether it is kept; else the caller disposes it.</returns>
    internal bool Keep(SqliteConnection connection)
    {
        if (isOver || idle.Count >= most || connection.State != ConnectionState.Open || SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0) return false;
        if (CompiledOn.The(connection) is { IsOld: true } or { IsReading: true }) return false;
        idle.Add(connection);
        if (isOver) Dispose();
        return true;
    }

    /// <summary>Closes what is idle, and lets nothing be kept from now on.</summary>
    public void Dispose()
    {
        isOver = true;
        while (Take() is { } kept) kept.Dispose();
    }
}

#pragma warning disable EF1001 // nothing public keeps the framework from closing at the end of each context what it opened
/// <summary>A context's connection, taken from those kept and given back at its end. Without <see cref="KeptConnections"/> among the
/// application's services it opens and closes its own.</summary>
internal sealed class KeptConnection(RelationalConnectionDependencies dependencies, IRawSqlCommandBuilder builder, IDiagnosticsLogger<DbLoggerCategory.Infrastructure> logger)
    : SqliteRelationalConnection(dependencies, builder, logger)
{
    private readonly KeptConnections? all = dependencies.ContextOptions.FindExtension<CoreOptionsExtension>()?.ApplicationServiceProvider?.GetService<KeptConnections>();

    protected override DbConnection CreateDbConnection() => all?.Take() ?? base.CreateDbConnection();

    protected override void CloseDbConnection()
    {
        if (all is null) base.CloseDbConnection();
    }

    protected override Task CloseDbConnectionAsync() => all is null ? base.CloseDbConnectionAsync() : Task.CompletedTask;

    protected override void DisposeDbConnection()
    {
        if (all?.Keep((SqliteConnection)DbConnection) != true) base.DisposeDbConnection();
    }

    protected override ValueTask DisposeDbConnectionAsync()
    {
        DisposeDbConnection(); // a file: nothing to wait for
        return default;
    }
}
#pragma warning restore EF1001

/// <summary>Sets every connection to full durability: with <c>NORMAL</c> a power cut loses acknowledged changes.</summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    private const string Pragmas =
        "pragma journal_mode=wal; pragma synchronous=FULL; pragma busy_timeout=10000; pragma trusted_schema=off; pragma cache_size=-32000;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData); // a file: nothing to wait for
        return Task.CompletedTask;
    }
}

/// <summary>The queries that a connection of the embedded engine has compiled.</summary>
internal sealed class CompiledOn
{
    private const int Most = 200; // a page asks five, the product some hundreds

    private static readonly ConditionalWeakTable<DbConnection, CompiledOn> all = [];

    private readonly Dictionary<string, (SqliteCommand Command, SqliteDataReader? Reader)> commands = [];
    private readonly long since = Stopwatch.GetTimestamp();

    /// <summary>Those of this connection.</summary>
    public static CompiledOn The(DbConnection connection) => all.GetOrCreateValue(connection);

    /// <summary>Whether the connection should be opened anew: it goes by what was known of the tables' sizes when it was opened.</summary>
    public bool IsOld => Stopwatch.GetElapsedTime(since) > TimeSpan.FromHours(1);

    /// <summary>Whether somebody still reads by one of them.</summary>
    public bool IsReading => commands.Values.Any(c => IsOpen(c.Reader));

    /// <summary>Runs a query by the command compiled for its text; null when that is being read, or there are too many.</summary>
    public SqliteDataReader? Read(SqliteCommand asked)
    {
        if (!commands.TryGetValue(asked.CommandText, out var kept))
        {
            if (commands.Count >= Most) return null;
            kept.Command = asked.Connection!.CreateCommand();
            kept.Command.CommandText = asked.CommandText;
        }
        if (IsOpen(kept.Reader)) return null;
        kept.Command.Parameters.Clear();
        foreach (SqliteParameter parameter in asked.Parameters) kept.Command.Parameters.Add(parameter);
        (kept.Command.Transaction, kept.Command.CommandTimeout) = (asked.Transaction, asked.CommandTimeout);
        kept.Command.Prepare();
        var reader = kept.Command.ExecuteReader();
        commands[asked.CommandText] = (kept.Command, reader);
        return reader;
    }

    private static bool IsOpen(SqliteDataReader? reader) => reader is { IsClosed: false };
}

/// <summary>Keeps the queries of the embedded engine compiled: the library does so as long as a command's object lives, and the framework makes
/// a new one at each request. PostgreSQL's driver does the like by itself.</summary>
internal sealed class KeptCommands : DbCommandInterceptor
{
    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) =>
        eventData.CommandSource == CommandSource.LinqQuery && !result.HasResult && CompiledOn.The(command.Connection!).Read((SqliteCommand)command) is { } reader
            ? InterceptionResult<DbDataReader>.SuppressWithResult(reader) : result;

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(ReaderExecuting(command, eventData, result)); // a file: nothing to wait for
    }
}
