using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Goldthread.Web.Tests;

/// <summary>Counts the commands that one board's database is sent while it lives.</summary>
public sealed class CommandCount : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly string database;
    private readonly List<IDisposable> listening = [];
    private int count;

    public CommandCount(Board board)
    {
        database = board.Database ?? board.Data;
        listening.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    /// <summary>Commands so far.</summary>
    public int Count => Volatile.Read(ref count);

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
        // Other classes run beside this one: the database says whose command it is.
        if (value.Value is CommandExecutedEventData { Context: { } context, Command.Connection: { } connection }
            && (connection.ConnectionString.Contains(database, StringComparison.Ordinal) || context.Database.GetConnectionString() == database))
            Interlocked.Increment(ref count);
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }

    public void Dispose()
    {
        foreach (var one in listening) one.Dispose();
    }
}
