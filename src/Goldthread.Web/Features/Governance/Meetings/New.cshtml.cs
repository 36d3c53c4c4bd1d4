using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Web.Features.Shared.Fields;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Governance.Meetings;

/// <summary>A meeting as it is typed.</summary>
public sealed class MeetingInput
{
    public string? Title { get; set; }
    public DateInput HeldOn { get; set; } = new();
    public Confidentiality Confidentiality { get; set; }
}

/// <summary>Puts a meeting of a group on record, past or to come.</summary>
[Needs(Right.RunMeetings)]
public sealed class NewModel(BoardDb db, Viewer viewer, TimeProvider clock) : BoardPage
{
    [BindProperty]
    public MeetingInput Input { get; set; } = new();

    public Group Group { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (await OpenAsync(id, stop) is { } refused) return refused;
        (Input.Title, Input.HeldOn) = ($"{Group.Name} meeting", DateInput.Of(clock.Today()));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop)
    {
        if (await OpenAsync(id, stop) is { } refused) return refused;
        var heldOn = Input.HeldOn.Read(ModelState, "Input.HeldOn", "the date of the meeting");
        ModelState.Add(GovernanceRules.CheckMeeting(Input.Title));
        if (Input.Confidentiality is not (Confidentiality.Board or Confidentiality.Group)) ModelState.AddModelError("Input.Confidentiality", "Choose who may read the record");
        if (!ModelState.IsValid) return await AgainAsync(stop);
        var meeting = new Meeting(id, heldOn!.Value, Input.Title!.Trim());
        // The group's own list either way: members of a panel or a forum read its record without being board members.
        meeting.LimitTo(Input.Confidentiality, Group.AccessListId);
        if (!Access.CanSee(meeting, viewer))
        {
            ModelState.AddModelError("Input.Confidentiality", "You are not in this group, and could not write its record: let every member read it, or let the group's chair add the meeting");
            return await AgainAsync(stop);
        }
        db.Meetings.Add(meeting);
        return await SaveAndGoAsync(db, $"/meetings/{meeting.Id}", "Meeting added", stop);
    }

    private async Task<IActionResult?> OpenAsync(Guid id, CancellationToken stop)
    {
        if (await db.Groups.AsNoTracking().SingleOrDefaultAsync(g => g.Id == id, stop) is not { } group) return NotFound();
        Group = group;
        return GovernanceRules.CanPlanMeeting(id, viewer).Count > 0 ? StatusCode(StatusCodes.Status403Forbidden) : null;
    }
}
