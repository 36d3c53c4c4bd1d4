using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Sqlite.Storage.Internal;
using Microsoft.EntityFrameworkCore.Storage;

namespace Goldthread.Web.Storage;

/// <summary>Connections of the embedded engine that nobody uses at this moment, open, with all they have compiled. The library's own pool
/// makes a connection forget that, and the functions it knows, whenever one is given back. What a request sets on a connection by a pragma
/// stays set for the next.</summary>
public sealed class KeptConnections(TimeProvider clock) : IDisposable
{
    /// <summary>How many stay open. Each may hold 32 MB of pages; what a rush opened beyond that is closed after it.</summary>
    public const int Most = 8;

    /// <summary>How long one is kept: it goes by what was known of the tables' sizes when it was opened.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>How long one stays open that nobody takes.</summary>
    public static readonly TimeSpan LongestIdle = TimeSpan.FromMinutes(5);

    private readonly Lock door = new();
    private readonly List<(Kept Connection, long Since)> idle = []; // the one given back last stands last, and is taken first
    private bool isOver;

    /// <summary>A connection and when it was opened.</summary>
    internal sealed record Kept(SqliteConnection Connection, long OpenedAt);

    /// <summary>One that is open on this database; null when none is idle.</summary>
    internal Kept? Take(string? connectionString)
    {
        lock (door)
        {
            CloseWhatIsOver();
            if (idle.FindLastIndex(i => i.Connection.Connection.ConnectionString == connectionString) is var place and >= 0)
            {
                var kept = idle[place].Connection;
                idle.RemoveAt(place);
                return kept;
            }
        }
        return null;
    }

    /// <summary>Begins the time of a connection that is about to be opened.</summary>
    internal Kept Begin(SqliteConnection connection) => new(connection, clock.GetTimestamp());

    /// <summary>Gives one back. One that is closed, or in the middle of a transaction or of reading, is not kept: it would hold everybody
    /// else's view of the database back. Commands that are made past the framework are their makers' to end.</summary>
    /// <returns>Whether it is kept; else the caller disposes it.</returns>
    internal bool Keep(Kept kept)
    {
        if (kept.Connection.State != ConnectionState.Open || SQLitePCL.raw.sqlite3_get_autocommit(kept.Connection.Handle) == 0 || CompiledOn.The(kept.Connection).IsReading) return false;
        lock (door)
        {
            CloseWhatIsOver();
            if (isOver || idle.Count >= Most || IsOld(kept)) return false;
            idle.Add((kept, clock.GetTimestamp()));
        }
        return true;
    }

    /// <summary>Closes what is idle, and lets nothing be kept from now on.</summary>
    public void Dispose()
    {
        lock (door)
        {
            isOver = true;
            foreach (var (kept, _) in idle) kept.Connection.Dispose();
            idle.Clear();
        }
    }

    private void CloseWhatIsOver()
    {
        for (var i = idle.Count - 1; i >= 0; i--)
        {
            if (clock.GetElapsedTime(idle[i].Since) <= LongestIdle && !IsOld(idle[i].Connection)) continue;
            idle[i].Connection.Connection.Dispose();
            idle.RemoveAt(i);
        }
    }

    private bool IsOld(Kept kept) => clock.GetElapsedTime(kept.OpenedAt) > Longest;
}

#pragma warning disable EF1001 // nothing public keeps the framework from closing at the end of each context what it opened
/// <summary>A context's connection, taken from those kept and given back at its end. Without <see cref="KeptConnections"/> among the
/// application's services it opens and closes its own.</summary>
internal sealed class KeptConnection(RelationalConnectionDependencies dependencies, IRawSqlCommandBuilder builder, IDiagnosticsLogger<DbLoggerCategory.Infrastructure> logger)
    : SqliteRelationalConnection(dependencies, builder, logger)
{
    private readonly KeptConnections? all = dependencies.ContextOptions.FindExtension<CoreOptionsExtension>()?.ApplicationServiceProvider?.GetService<KeptConnections>();
    private KeptConnections.Kept? mine;

    protected override DbConnection CreateDbConnection()
    {
        if (all is null) return base.CreateDbConnection();
        mine = all.Take(ConnectionString) ?? all.Begin((SqliteConnection)base.CreateDbConnection());
        return mine.Connection;
    }

    protected override void CloseDbConnection()
    {
        if (mine is null) base.CloseDbConnection();
    }

    protected override Task CloseDbConnectionAsync() => mine is null ? base.CloseDbConnectionAsync() : Task.CompletedTask;

    protected override void DisposeDbConnection()
    {
        if (mine is null || !all!.Keep(mine)) base.DisposeDbConnection();
        mine = null;
    }

    protected override ValueTask DisposeDbConnectionAsync()
    {
        DisposeDbConnection(); // a file: nothing to wait for
        return default;
    }
}
#pragma warning restore EF1001

/// <summary>The queries that a connection of the embedded engine has compiled, and what is being read from it.</summary>
internal sealed class CompiledOn
{
    /// <summary>How many a connection keeps: a page asks five, the product some hundreds. When there are more, all are made anew.</summary>
    public const int Most = 200;

    private static readonly ConditionalWeakTable<DbConnection, CompiledOn> all = [];

    private readonly Dictionary<string, (SqliteCommand Command, DbDataReader? Reader)> commands = [];
    private readonly List<DbDataReader> readers = [];

    /// <summary>Those of this connection.</summary>
    public static CompiledOn The(DbConnection connection) => all.GetOrCreateValue(connection);

    /// <summary>How many are compiled now.</summary>
    public int Count => commands.Count;

    /// <summary>Whether somebody still reads what the framework asked for.</summary>
    public bool IsReading => readers.Exists(IsOpen);

    /// <summary>Runs a query by the command compiled for its text; null while that is being read.</summary>
    public DbDataReader? Read(SqliteCommand asked)
    {
        if (!commands.TryGetValue(asked.CommandText, out var kept))
        {
            if (commands.Count >= Most) Forget();
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

    /// <summary>Notes that something is read from the connection, by a kept command or by another.</summary>
    public void Note(DbDataReader reader)
    {
        readers.RemoveAll(earlier => !IsOpen(earlier));
        readers.Add(reader);
    }

    private void Forget()
    {
        foreach (var (text, kept) in commands.Where(c => !IsOpen(c.Value.Reader)).ToList())
        {
            kept.Command.Dispose();
            commands.Remove(text);
        }
    }

    private static bool IsOpen(DbDataReader? reader) => reader is { IsClosed: false };
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

    public override DbDataReader ReaderExecuted(DbCommand command, CommandExecutedEventData eventData, DbDataReader result)
    {
        CompiledOn.The(command.Connection!).Note(result);
        return result;
    }

    public override ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default) =>
        new(ReaderExecuted(command, eventData, result));
}
