using System.Globalization;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Goldthread.Web.Storage.Copies;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.Backups;

/// <summary>Which backups were made, which failed and why, and whether there is reason to worry.</summary>
[Needs(Right.RunTheSystem)]
public sealed class IndexModel(BoardDb db, BoardOptions options, TimeProvider clock) : PageModel
{
    public Listing<BackupRun> Runs { get; private set; } = null!;

    /// <summary>Why to worry; null when there is no reason.</summary>
    public string? Worry { get; private set; }

    internal BackupSchedule? Schedule => options.Backups;

    /// <summary>"2am".</summary>
    public string Hour => new TimeOnly(Schedule?.Hour ?? 0, 0).ToString("htt", CultureInfo.InvariantCulture).ToLowerInvariant();

    public async Task OnGetAsync(int p, CancellationToken stop)
    {
        Runs = await db.BackupRuns.AsNoTracking().OrderByDescending(r => r.At).ThenByDescending(r => r.Id).PageAsync(p, stop);
        Worry = BackupRules.Worry(clock.UtcNow(), await db.NewestBackupAsync(stop));
    }
}

/// <summary>What others ask about backups.</summary>
internal static class BackupQueries
{
    /// <summary>When the newest backup was begun, UTC; null when there is none.</summary>
    public static Task<DateTime?> NewestBackupAsync(this BoardDb db, CancellationToken stop) => db.BackupRuns.Where(r => r.Length > 0).MaxAsync(r => (DateTime?)r.At, stop);
}
