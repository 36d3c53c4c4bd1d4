using System.Net.Sockets;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL;

namespace Goldthread.Web.Storage;

/// <summary>Retries what a failover interrupts. The provider's own strategy treats "no suitable host" and a disposed
/// transaction as final, and users saw errors.</summary>
internal sealed class FailoverStrategy(ExecutionStrategyDependencies dependencies) : NpgsqlRetryingExecutionStrategy(dependencies, 12)
{
    private static readonly HashSet<string> Interrupted =
        ["57P01", "57P02", "57P03", "25006", "08000", "08001", "08003", "08004", "08006"];

    protected override bool ShouldRetryOn(Exception? exception) => base.ShouldRetryOn(exception) || exception switch
    {
        PostgresException postgres => Interrupted.Contains(postgres.SqlState),
        // The driver has no type for these two; the failover test keeps the texts honest.
        NpgsqlException npgsql => npgsql.InnerException is AggregateException or IOException or SocketException or TimeoutException
            || npgsql.Message.StartsWith("No suitable host", StringComparison.Ordinal),
        ObjectDisposedException disposed => disposed.ObjectName.Contains("Npgsql", StringComparison.Ordinal)
            || disposed.Message.Contains("Npgsql", StringComparison.Ordinal),
        IOException or SocketException or TimeoutException => true,
        _ => false,
    };

    protected override TimeSpan? GetNextDelay(Exception lastException)
    {
        if (base.GetNextDelay(lastException) is null) return null;
        var delay = Math.Min(250 * Math.Pow(1.5, ExceptionsEncountered.Count - 1), 3000);
        return TimeSpan.FromMilliseconds(delay * (0.8 + (Random.Shared.NextDouble() * 0.4)));
    }
}
