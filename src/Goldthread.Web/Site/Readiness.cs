using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Features.Admin.Backups;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Goldthread.Web.Site;

/// <summary>Ready when the database answers and no migration waits; degraded, and ready all the same, when less than a tenth of the disk
/// is free, the newest backup of the schedule or the newest seal is too old, mail waits too long, or the virus scanner or an identity provider does not answer.</summary>
internal sealed class Readiness(BoardDb db, BoardOptions options, AuditSeals seals, FileScanner scanner, IdentityProviders providers, TimeProvider clock) : IHealthCheck
{
    private static readonly TimeSpan OldSeal = TimeSpan.FromHours(2), LongestWaiting = TimeSpan.FromHours(1);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!await db.Database.CanConnectAsync(cancellationToken)) return HealthCheckResult.Unhealthy("The database does not answer");
        if ((await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
            return HealthCheckResult.Unhealthy("Migrations wait: run ./goldthread migrate");
        var drive = new DriveInfo(Path.GetFullPath(options.Data));
        List<string> worries = [];
        if (drive.AvailableFreeSpace * 10 < drive.TotalSize) worries.Add("Less than a tenth of the disk is free");
        if (options.Backups is not null && BackupRules.Worry(clock.UtcNow(), await db.NewestBackupAsync(cancellationToken)) is { } worry) worries.Add(worry);
        if (!await scanner.AnswersAsync(cancellationToken)) worries.Add("The virus scanner does not answer: new files wait");
        worries.AddRange(await providers.WorriesAsync(cancellationToken));
        if (seals.Newest() is { } sealedAt && clock.UtcNow() - sealedAt > OldSeal) worries.Add($"The audit trail was not sealed since {sealedAt.AtBoard()}");
        if (seals.CopyProblem is { } notCopied) worries.Add(notCopied);
        var before = clock.UtcNow() - LongestWaiting;
        if (await db.Outbox.AnyAsync(m => m.State == MailState.Waiting && (m.NotBefore < before || (m.Tries > 0 && m.MadeAt < before)), cancellationToken)) worries.Add("Mail waits for more than an hour");
        return worries.Count > 0 ? HealthCheckResult.Degraded(string.Join(". ", worries)) : HealthCheckResult.Healthy();
    }

    /// <summary>The state in one word and, behind it, why it is not the best.</summary>
    public static Task SayAsync(HttpContext http, HealthReport report)
    {
        var why = string.Join(". ", report.Entries.Values.Select(e => e.Description).Where(d => !string.IsNullOrEmpty(d)));
        http.Response.ContentType = "text/plain";
        return http.Response.WriteAsync(why.Length > 0 ? $"{report.Status}: {why}" : $"{report.Status}");
    }
}
