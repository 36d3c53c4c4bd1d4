using Goldthread.Web.Features.Admin;
using Goldthread.Web.Storage;

namespace Goldthread.Web.Jobs;

/// <summary>Seals the audit trail when the board starts, every hour, and when it stops.</summary>
internal sealed class SealTrail(IServiceScopeFactory scopes, AuditSeals seals, TimeProvider clock, ILogger<SealTrail> log) : BackgroundService
{
    /// <summary>Time between two seals.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromHours(1);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await SealAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hourly = new PeriodicTimer(Period, clock);
        try
        {
            do await SealAsync(stoppingToken);
            while (await hourly.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The board stops; StopAsync writes the last seal.
        }
    }

    // A database that is away, or waits for its migrations, must not stop the board: the next hour tries again.
    private async Task SealAsync(CancellationToken stop)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await seals.SealAsync(scope.ServiceProvider.GetRequiredService<BoardDb>(), stop);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            log.LogWarning("The audit trail could not be sealed: {Problem}", problem.GetType().Name);
        }
    }
}
