using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Features.Shared.Fields;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Thread.Recommendations;

/// <summary>Makes a recommendation from one or many findings, to one or many agencies or groups.</summary>
[Needs(Right.MakeRecommendations)]
public sealed class NewModel(BoardDb db, Viewer viewer, TimeProvider clock, WorkingDays workingDays) : RecommendationForm(db, viewer, clock)
{
    public async Task OnGetAsync(Guid? finding, CancellationToken stop)
    {
        (Input.MadeOn, Input.AnswerBy) = (DateInput.Of(Today), DateInput.Of(workingDays.OnOrAfter(Today.AddDays(28))));
        if (finding is { } id && await Db.Findings.Where(f => f.Id == id).Select(f => new { f.OwnerGroupId, f.Confidentiality }).SingleOrDefaultAsync(stop) is { } source)
        {
            Input.Findings = [id];
            (Input.OwnerGroupId, Input.Confidentiality) = (source.OwnerGroupId, source.Confidentiality); // whom it concerns is not yet whom it is asked of
        }
        await FillAsync(stop);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        var madeOn = Input.MadeOn.Read(ModelState, "Input.MadeOn", "the date it was made");
        var answerBy = Input.AnswerBy.Read(ModelState, "Input.AnswerBy", "the date the answer is due");
        if (answerBy < madeOn) ModelState.AddModelError("Input.AnswerBy", "Enter a date for the answer that is not before the recommendation");
        if (Input.OwnerGroupId is null) ModelState.AddModelError("Input.OwnerGroupId", "Choose the group that owns it");
        var recommendation = new Recommendation(Input.Title?.Trim() ?? "", madeOn ?? Today, Input.OwnerGroupId ?? Guid.Empty);
        await FillRecommendationAsync(recommendation, answerBy ?? Today, stop);
        ModelState.Add(RecommendationRules.Check(recommendation));
        if (Input.OwnerGroupId is { } group && !Viewer.MayIn(group, Right.MakeRecommendations)) ModelState.AddModelError("Input.OwnerGroupId", "Choose a group you make recommendations for");
        else if (Input.OwnerGroupId is { } owner) ModelState.Add(PublishingRules.Check(Input.Confidentiality, owner, Viewer));
        if (!ModelState.IsValid) return await AgainAsync(stop);
        await Db.LimitAsync(recommendation, Input.Confidentiality, Input.OwnerGroupId!.Value, Today, stop);
        await Db.LetReadAsync(recommendation, AskedBy(recommendation), Today, stop);
        Db.Recommendations.Add(recommendation);
        return await SaveAndGoAsync(Db, $"/measures/new?recommendation={recommendation.Id}", $"Recommendation made. Now say how a difference will be seen, before work starts{workingDays.Note(answerBy)}", stop);
    }

    public override Task FillAsync(CancellationToken stop)
    {
        IsNew = true;
        return base.FillAsync(stop);
    }
}
