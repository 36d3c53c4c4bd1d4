using Goldthread.Domain.Library;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Goldthread.Web.Features.Library;

internal sealed class LibraryItemStorage : IEntityTypeConfiguration<LibraryItem>
{
    public void Configure(EntityTypeBuilder<LibraryItem> item)
    {
        item.ToTable("library_items");
        item.Property(i => i.Ref).HasMaxLength(10);
        item.Property(i => i.Kind).HasMaxLength(60);
        item.Property(i => i.Title).HasMaxLength(200);
        item.Property(i => i.SourceKind).HasMaxLength(40);
        item.Property(i => i.Link).HasMaxLength(500);
        item.HasIndex(i => i.Ref).IsUnique();
        item.HasIndex(i => new { i.Volume, i.Date, i.Id, i.Confidentiality, i.AccessListId }); // a shelf, counted and turned over without reading a row
        item.HasIndex(i => new { i.Volume, i.Kind, i.Confidentiality, i.AccessListId }); // the kinds on a shelf
        item.HasIndex(i => new { i.Id, i.Confidentiality, i.AccessListId, i.Volume }); // what bears a theme or is evidence, likewise
        item.HasIndex(i => new { i.SourceKind, i.SourceId }).IsUnique(); // one card for a source; an item shelved by hand is its own
        item.HasIndex(i => i.OrganisationId);
        item.HasIndex(i => new { i.KeeperId, i.KeepUntil });
        item.HasTags(i => i.Themes, "library_item_themes", "ItemId", "ThemeId");
        item.KeepsHistoryOf(nameof(LibraryItem.Ref), nameof(LibraryItem.Volume), nameof(LibraryItem.Kind), nameof(LibraryItem.Title), nameof(LibraryItem.Date),
            nameof(LibraryItem.OrganisationId), nameof(LibraryItem.Summary), nameof(LibraryItem.Link), nameof(LibraryItem.Confidentiality), nameof(LibraryItem.AccessListId),
            nameof(LibraryItem.KeepUntil), nameof(LibraryItem.KeeperId));
    }
}

internal sealed class StoredFileStorage : IEntityTypeConfiguration<StoredFile>
{
    public void Configure(EntityTypeBuilder<StoredFile> file)
    {
        file.ToTable("files");
        file.Property(f => f.Name).HasMaxLength(200);
        file.Property(f => f.MediaType).HasMaxLength(120);
        file.Property(f => f.Hash).HasMaxLength(64);
        file.Property(f => f.UploadedBy).HasMaxLength(120);
        file.Property(f => f.Found).HasMaxLength(200);
        file.Property(f => f.Text).HasMaxLength(20).HasDefaultValue(FileText.Waiting); // files of a version before are read like new ones
        file.HasIndex(f => f.Hash);
        file.HasIndex(f => f.Text);
        file.Property(f => f.Number).HasDefaultValue(1).HasSentinel(0);
        file.Property(f => f.Why).HasMaxLength(500);
        file.HasMany<FileVersion>().WithOne().HasForeignKey(v => v.FileId).IsRequired().Metadata.SetAnnotation(Mapping.PartOf, true);
        file.KeepsHistoryOf(nameof(StoredFile.Name), nameof(StoredFile.MediaType), nameof(StoredFile.Length), nameof(StoredFile.Hash),
            nameof(StoredFile.StandsFor), nameof(StoredFile.UploadedAt), nameof(StoredFile.UploadedBy), nameof(StoredFile.Confidentiality), nameof(StoredFile.Check), nameof(StoredFile.Found),
            nameof(StoredFile.Number), nameof(StoredFile.Why));
    }
}

internal sealed class FileVersionStorage : IEntityTypeConfiguration<FileVersion>
{
    public void Configure(EntityTypeBuilder<FileVersion> version)
    {
        version.ToTable("file_versions");
        version.Property(v => v.Name).HasMaxLength(200);
        version.Property(v => v.MediaType).HasMaxLength(120);
        version.Property(v => v.Hash).HasMaxLength(64);
        version.Property(v => v.UploadedBy).HasMaxLength(120);
        version.Property(v => v.Found).HasMaxLength(200);
        version.Property(v => v.Why).HasMaxLength(500);
        version.HasIndex(v => v.Hash);
        version.HasIndex(v => new { v.FileId, v.Number }).IsUnique(); // whatever comes at the same moment: one version of a number
        version.KeepsHistoryOf(nameof(FileVersion.FileId), nameof(FileVersion.Number), nameof(FileVersion.Name), nameof(FileVersion.MediaType), nameof(FileVersion.Length), nameof(FileVersion.Hash),
            nameof(FileVersion.StandsFor), nameof(FileVersion.UploadedAt), nameof(FileVersion.UploadedBy), nameof(FileVersion.Check), nameof(FileVersion.Found), nameof(FileVersion.Why));
    }
}

internal sealed class FileLinkStorage : IEntityTypeConfiguration<FileLink>
{
    public void Configure(EntityTypeBuilder<FileLink> link)
    {
        link.ToTable("file_links");
        link.Property(l => l.RecordKind).HasMaxLength(40);
        link.HasIndex(l => new { l.RecordId, l.RecordKind });
        link.HasOne<StoredFile>().WithMany().HasForeignKey(l => l.FileId).IsRequired(false);
        link.KeepsHistoryOf(nameof(FileLink.FileId), nameof(FileLink.RecordKind), nameof(FileLink.RecordId));
    }
}

internal sealed class SearchDocumentStorage : IEntityTypeConfiguration<SearchDocument>
{
    public void Configure(EntityTypeBuilder<SearchDocument> document)
    {
        document.ToTable("search_documents").WithoutTrail();
        document.HasKey(d => d.Row);
        document.Property(d => d.Row).ValueGeneratedNever();
        document.HasIndex(d => d.Id).IsUnique();
        document.Property(d => d.Kind).HasMaxLength(40);
        document.HasIndex(d => d.Date);
    }
}
