using System.Diagnostics;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Goldthread.Web.Tests.Thread;

/// <summary>Counts the commands that one context sends to its database.</summary>
internal sealed class CommandsOfContext : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly Guid context;
    private readonly List<IDisposable> subscriptions = [];
    private int sent;

    public CommandsOfContext(BoardDb db)
    {
        context = db.ContextId.InstanceId;
        subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    /// <summary>Commands since the last time it was asked.</summary>
    public int Take() => Interlocked.Exchange(ref sent, 0);

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name) subscriptions.Add(value.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == RelationalEventId.CommandExecuting.Name && value.Value is CommandEventData data && data.Context?.ContextId.InstanceId == context) Interlocked.Increment(ref sent);
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }

    public void Dispose() => subscriptions.ForEach(s => s.Dispose());
}
