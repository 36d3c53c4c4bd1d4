using Microsoft.Extensions.Logging;

namespace Goldthread.Web.Tests;

/// <summary>What the program wrote to its log, line by line.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    private readonly List<string> all = [];

    public IReadOnlyList<string> All
    {
        get
        {
            lock (all) return [.. all];
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (all) all.Add(formatter(state, exception));
    }

    public void Dispose()
    {
    }
}
