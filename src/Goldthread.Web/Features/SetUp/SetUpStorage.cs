using Goldthread.Domain.SetUp;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Goldthread.Web.Features.SetUp;

internal sealed class TrackerImportStorage : IEntityTypeConfiguration<TrackerImport>
{
    public void Configure(EntityTypeBuilder<TrackerImport> import)
    {
        import.ToTable("tracker_imports");
        import.Property(i => i.Source).HasMaxLength(200);
        import.Property(i => i.By).HasMaxLength(120);
        import.Property(i => i.UndoneBy).HasMaxLength(120);
        import.KeepsHistoryOf(nameof(TrackerImport.Source), nameof(TrackerImport.At), nameof(TrackerImport.By),
            nameof(TrackerImport.UndoneAt), nameof(TrackerImport.UndoneBy), nameof(TrackerImport.UndoneReason));
    }
}
