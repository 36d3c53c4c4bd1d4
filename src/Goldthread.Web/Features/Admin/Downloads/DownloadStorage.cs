using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Goldthread.Web.Features.Admin.Downloads;

internal sealed class DownloadStorage : IEntityTypeConfiguration<Download>
{
    public void Configure(EntityTypeBuilder<Download> download)
    {
        // That the list leaves is on the trail when it is made; how far it has come is told by its own row.
        download.ToTable("downloads").WithoutTrail();
        download.Property(d => d.List).HasMaxLength(40);
        download.Property(d => d.Format).HasMaxLength(10);
        download.Property(d => d.Filter).HasMaxLength(DownloadRules.LongestFilter);
        download.Property(d => d.Title).HasMaxLength(DownloadRules.LongestTitle);
        download.Property(d => d.File).HasMaxLength(100);
        download.Property(d => d.Sight).HasMaxLength(64);
        download.HasOne<Person>().WithMany().HasForeignKey(d => d.PersonId).OnDelete(DeleteBehavior.Cascade);
        download.HasIndex(d => new { d.PersonId, d.AskedAt });
        download.HasIndex(d => new { d.State, d.HeldUntil });
    }
}
