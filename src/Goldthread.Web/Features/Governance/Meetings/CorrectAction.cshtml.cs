using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Governance.Meetings;

/// <summary>Puts right an action as a meeting's record took it down, before its owner began.</summary>
[Needs(Right.RunMeetings)]
public sealed class CorrectActionModel(BoardDb db, Viewer viewer, TimeProvider clock, WorkingDays calendar) : MeetingPage(db, viewer, clock)
{
    public ImprovementAction Item { get; private set; } = null!;
    public IReadOnlyList<Problem> WhyNot { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, Guid action, CancellationToken stop)
    {
        if (await OpenAsync(id, action, stop) is { } refused) return refused;
        Command.Version = Item.Version;
        Input = new() { Line = Item.Title, OwnerId = Item.OwnerId, Due = Item.Due?.InWords(), RecommendationId = Item.RecommendationId };
        return await AgainAsync(stop);
    }

    public async Task<IActionResult> OnPostAsync(Guid id, Guid action, CancellationToken stop)
    {
        if (await OpenAsync(id, action, stop) is { } refused) return refused;
        Db.Expect(Item, Command.Version);
        var (line, answers) = await ReadAsync(LineKind.Action, calendar, stop);
        if (line is { Kind: LineKind.Decision }) ModelState.AddModelError("Input.Line", "An action can't become a decision: withdraw it and record the decision");
        if (line is null && string.IsNullOrWhiteSpace(Input.Because)) ModelState.AddModelError("Input.Because", "Say what was wrong");
        if (!ModelState.IsValid) return await AgainAsync(stop);
        var list = Item.AccessListId;
        if (answers is not null) Db.HangOn(answers);
        ModelState.Add(Item.Correct(Meeting, line!, answers, Input.Because, Viewer, Today, await UnseenAsync(stop)));
        if (!ModelState.IsValid) return await AgainAsync(stop);
        if (Item.AccessListId != list) await LetOwnerReadAsync(Item, stop);
        return await SaveAndGoAsync(Db, $"/meetings/{id}", "Action corrected", stop);
    }

    // The recommendation it answers, when this person may not see it: the form can't offer it, and so can't take it away.
    private async Task<Recommendation?> UnseenAsync(CancellationToken stop) =>
        Item.RecommendationId is not { } id || await Db.Recommendations.AnyAsync(r => r.Id == id, stop) ? null
            : await Db.Recommendations.IgnoreQueryFilters().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, stop);

    private async Task<IActionResult?> OpenAsync(Guid id, Guid action, CancellationToken stop)
    {
        if (await Db.FindVisibleAsync<Meeting>(id, stop) is not { } meeting || await Db.FindVisibleAsync<ImprovementAction>(action, stop) is not { } item || item.MeetingId != id) return NotFound();
        (Meeting, Item, WhyNot) = (meeting, item, ActionRules.CanCorrect(item, meeting, Viewer));
        return GovernanceRules.CanRecord(meeting, Viewer).Count > 0 ? StatusCode(StatusCodes.Status403Forbidden) : null;
    }
}
