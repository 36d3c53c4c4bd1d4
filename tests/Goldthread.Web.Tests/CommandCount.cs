using System.Diagnostics;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Goldthread.Web.Tests;

/// <summary>Counts the commands that one board's database, or one context, is sent while it lives; other classes run
/// beside it on theirs. The settings that a connection is opened with don't count.</summary>
public sealed class CommandCount : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly Func<CommandExecutedEventData, bool> isOurs;
    private readonly List<IDisposable> listening = [];
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> texts = [];
    private int count;

    private CommandCount(Func<CommandExecutedEventData, bool> isOurs)
    {
        this.isOurs = isOurs;
        listening.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    /// <summary>Of a board's database.</summary>
    public CommandCount(Board board) : this(command => command.Command.Connection is { } connection
        && (connection.ConnectionString.Contains(board.Database ?? board.Data, StringComparison.Ordinal)
            || command.Context?.Database.GetConnectionString() == board.Database)) // PostgreSQL takes the password out of the first
    {
    }

    /// <summary>Of one context.</summary>
    public CommandCount(BoardDb db) : this(command => command.Context?.ContextId.InstanceId == db.ContextId.InstanceId)
    {
    }

    /// <summary>Commands so far.</summary>
    public int Count => Volatile.Read(ref count);

    /// <summary>What they said, in order.</summary>
    public IReadOnlyCollection<string> Texts => texts;

    /// <summary>Commands since the last time it was asked.</summary>
    public int Take() => Interlocked.Exchange(ref count, 0);

    /// <summary>Commands one page asks, measured at the second opening: the first also fills what the program keeps.</summary>
    public static async Task<int> OfPageAsync(Board board, Client client, string path)
    {
        await client.OpenAsync(path);
        using CommandCount counted = new(board);
        var screen = await client.OpenAsync(path);
        Assert.Equal(System.Net.HttpStatusCode.OK, screen.Status);
        return counted.Count;
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name) listening.Add(value.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is not CommandExecutedEventData command || !isOurs(command)) return;
        Interlocked.Increment(ref count);
        texts.Enqueue(command.Command.CommandText);
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }

    public void Dispose() => listening.ForEach(one => one.Dispose());
}
