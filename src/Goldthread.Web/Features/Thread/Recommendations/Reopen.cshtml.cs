using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Goldthread.Web.Features.Thread.Recommendations;

/// <summary>Opens a recommendation again, with a reason.</summary>
[Needs(Right.JudgeImpact)]
public sealed class ReopenModel(BoardDb db, Viewer viewer) : RecommendationEnding(db, viewer)
{
    public Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop) => ChangeAsync(id, "Recommendation opened again", () => Item.Reopen(Viewer, Input.Reason), stop);
}
