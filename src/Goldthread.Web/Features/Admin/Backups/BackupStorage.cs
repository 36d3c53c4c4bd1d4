using Goldthread.Domain.Admin;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Goldthread.Web.Features.Admin.Backups;

internal sealed class BackupRunStorage : IEntityTypeConfiguration<BackupRun>
{
    public void Configure(EntityTypeBuilder<BackupRun> run)
    {
        run.ToTable("backup_runs");
        run.Property(r => r.File).HasMaxLength(200);
        run.Property(r => r.Problem).HasMaxLength(BackupRun.LongestProblem);
        run.HasIndex(r => r.At);
        run.KeepsHistoryOf(nameof(BackupRun.At), nameof(BackupRun.Seconds), nameof(BackupRun.File), nameof(BackupRun.Length), nameof(BackupRun.Problem), nameof(BackupRun.IsScheduled));
    }
}
