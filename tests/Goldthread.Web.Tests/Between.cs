using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Goldthread.Web.Tests;

/// <summary>Does something once, in the middle of a request: when its first command that names a table was answered. For two
/// people at one moment.</summary>
public sealed class Between : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly Board board;
    private readonly string table;
    private readonly Func<Task> deed;
    private readonly List<IDisposable> listening = [];
    private int done;

    public Between(Board board, string table, Func<Task> deed)
    {
        (this.board, this.table, this.deed) = (board, table, deed);
        listening.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name) listening.Add(value.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is not CommandExecutedEventData command || !command.Command.CommandText.Contains(table, StringComparison.Ordinal)) return;
        if (command.Context?.Database.GetConnectionString() is not { } connection || !connection.Contains(board.Database ?? board.Data, StringComparison.Ordinal)) return;
        if (Interlocked.Exchange(ref done, 1) == 0) Task.Run(deed).GetAwaiter().GetResult();
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }

    public void Dispose() => listening.ForEach(one => one.Dispose());
}
