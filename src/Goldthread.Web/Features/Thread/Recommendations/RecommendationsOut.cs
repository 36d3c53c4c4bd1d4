using Goldthread.Domain;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Storage;

namespace Goldthread.Web.Features.Thread.Recommendations;

/// <summary>The recommendations as a file.</summary>
public sealed class RecommendationsOut(BoardDb db) : ListOut<RecommendationFilter>
{
    /// <inheritdoc/>
    public override string Name => "recommendations";

    /// <inheritdoc/>
    public override async Task<OpenedList> OpenAsync(RecommendationFilter filter, CancellationToken stop)
    {
        var names = await Names.LoadAsync(db, stop);
        return OpenedList.Of(Name, FilterWords.InWords(filter, id => names[id]), ["Reference", "Recommendation", "Made on", "State", "Group", "Answered", "Asked", "Actions done", "Actions", "Judged"],
            IndexModel.AsLines(IndexModel.Listed(db, filter), db), token => db.LogListAsync(IndexModel.Listed(db, filter), token),
            r => [r.Ref, r.Title, r.MadeOn, r.Status.InWords(), names[r.OwnerGroupId], r.Answered, r.Asked, r.ActionsDone, r.Actions, r.Judged?.InWords()]);
    }
}
