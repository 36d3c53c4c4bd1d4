using Goldthread.Web.Features.Admin;
using Goldthread.Web.Storage;

namespace Goldthread.Web.Jobs;

/// <summary>Seals the audit trail when the board starts, every hour, and when it stops.</summary>
internal sealed class SealTrail(IServiceScopeFactory scopes, AuditSeals seals, TimeProvider clock, ILogger<SealTrail> log) : Round(Period, clock, log, "The audit trail could not be sealed")
{
    /// <summary>Time between two seals.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    protected override bool BeginsAtOnce => true;

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task DoAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        await seals.SealAsync(scope.ServiceProvider.GetRequiredService<BoardDb>(), stop);
    }
}
