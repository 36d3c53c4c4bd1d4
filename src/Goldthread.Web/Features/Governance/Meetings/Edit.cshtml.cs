using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Web.Features.Shared.Fields;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Governance.Meetings;

/// <summary>Corrects what a meeting is called and when it was; its history keeps what stood there.</summary>
[Needs(Right.RunMeetings)]
public sealed class EditModel(BoardDb db, Viewer viewer) : BoardPage
{
    [BindProperty]
    public MeetingInput Input { get; set; } = new();

    public Meeting Meeting { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (await OpenAsync(id, stop) is { } refused) return refused;
        (Input.Title, Input.HeldOn, Command.Version) = (Meeting.Title, DateInput.Of(Meeting.HeldOn), Meeting.Version);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop)
    {
        if (await OpenAsync(id, stop) is { } refused) return refused;
        db.Expect(Meeting, Command.Version);
        var heldOn = Input.HeldOn.Read(ModelState, "Input.HeldOn", "the date of the meeting");
        if (heldOn is { } day) ModelState.Add(Meeting.Correct(Input.Title, day, viewer));
        else ModelState.Add(GovernanceRules.CheckMeeting(Input.Title));
        if (!ModelState.IsValid) return await AgainAsync(stop);
        foreach (var decision in await db.Decisions.Where(d => d.MeetingId == id && d.MadeOn != heldOn).ToListAsync(stop)) decision.MoveWith(Meeting);
        return await SaveAndGoAsync(db, $"/meetings/{id}", "Meeting corrected", stop);
    }

    private async Task<IActionResult?> OpenAsync(Guid id, CancellationToken stop)
    {
        if (await db.FindVisibleAsync<Meeting>(id, stop) is not { } meeting) return NotFound();
        Meeting = meeting;
        return GovernanceRules.CanRecord(meeting, viewer).Count > 0 ? StatusCode(StatusCodes.Status403Forbidden) : null;
    }
}
