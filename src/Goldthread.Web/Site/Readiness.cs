using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Goldthread.Web.Site;

/// <summary>Ready when the database answers, no migration waits and a tenth of the disk is free.</summary>
internal sealed class Readiness(BoardDb db, BoardOptions options) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!await db.Database.CanConnectAsync(cancellationToken)) return HealthCheckResult.Unhealthy("The database does not answer");
        if ((await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
            return HealthCheckResult.Unhealthy("Migrations wait: run ./goldthread migrate");
        var drive = new DriveInfo(Path.GetFullPath(options.Data));
        return drive.AvailableFreeSpace * 10 < drive.TotalSize
            ? HealthCheckResult.Degraded("Less than a tenth of the disk is free")
            : HealthCheckResult.Healthy();
    }
}
