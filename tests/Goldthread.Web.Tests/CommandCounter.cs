using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Goldthread.Web.Tests;

/// <summary>Counts the commands that a board's database is sent while it lives; other classes run beside it on theirs.</summary>
public sealed class CommandCounter(Board board) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly List<IDisposable> subscriptions = [];
    private int count;

    /// <summary>Begins to count.</summary>
    public static CommandCounter For(Board board)
    {
        CommandCounter counter = new(board);
        counter.subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(counter));
        return counter;
    }

    /// <summary>Commands so far, without the settings a connection is opened with.</summary>
    public int Count => count;

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name) subscriptions.Add(value.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == RelationalEventId.CommandExecuted.Name && value.Value is CommandEventData { Context: { } context } && IsOurs(context)) Interlocked.Increment(ref count);
    }

    private bool IsOurs(DbContext context) => context.Database.GetConnectionString() is { } connection
        && (board.Database is { } ours ? connection == ours : connection.Contains(board.Data, StringComparison.Ordinal));

    public void OnCompleted() { }

    public void OnError(Exception error) { }

    public void Dispose()
    {
        foreach (var subscription in subscriptions) subscription.Dispose();
    }
}
