using Goldthread.Domain;
using Goldthread.Domain.Library;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Storage;

namespace Goldthread.Web.Features.Library;

/// <summary>A shelf, and what is chosen on it.</summary>
public sealed record ShelfFilter(Volume Volume, LibraryFilter Chosen);

/// <summary>A shelf as a file: what shelving many takes in again.</summary>
public sealed class ShelfOut(BoardDb db) : ListOut<ShelfFilter>
{
    private static readonly string[] headings = ["reference", "volume", "kind", "title", "stands for", "agency", "themes", "who may see it", "findings", "summary", "link", "address"];

    /// <inheritdoc/>
    public override string Name => "library";

    /// <inheritdoc/>
    public override async Task<OpenedList> OpenAsync(ShelfFilter filter, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var (shelf, names) = (filter.Volume, await Names.LoadAsync(db, stop));
        return OpenedList.Of($"{Name}-{Volumes.Slug(shelf)}", FilterWords.InWords(filter.Chosen, id => names[id]), headings,
            db.ItemsOn(shelf, filter.Chosen).AsExport(db), token => db.LogListAsync(db.ItemsOn(shelf, filter.Chosen), token), line =>
            [
                line.Ref, Volumes.Name(shelf), line.Kind, line.Title, line.Date, names[line.OrganisationId], string.Join("; ", line.ThemeIds.Select(id => names[id])),
                line.Confidentiality.InWords(), line.Findings, line.Summary, line.Link, $"/library/items/{line.Id}",
            ]);
    }
}
