using Goldthread.Domain;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Storage;

namespace Goldthread.Web.Features.Thread.Findings;

/// <summary>The findings as a file.</summary>
public sealed class FindingsOut(BoardDb db) : ListOut<FindingFilter>
{
    /// <inheritdoc/>
    public override string Name => "findings";

    /// <inheritdoc/>
    public override async Task<OpenedList> OpenAsync(FindingFilter filter, CancellationToken stop)
    {
        var names = await Names.LoadAsync(db, stop);
        return OpenedList.Of(Name, FilterWords.InWords(filter, id => names[id]), ["Reference", "Finding", "Kind", "Found on", "Strength of the evidence", "Group", "Evidence", "Recommendations", "Repeats"],
            db.FindingsListed(filter).AsLines(db), token => db.LogListAsync(db.FindingsMatching(filter), token),
            f => [f.Ref, f.Title, f.Kind.InWords(), f.FoundOn, f.Strength.InWords(), names[f.OwnerGroupId], f.Evidence, f.Recommendations, f.Repeats]);
    }
}
