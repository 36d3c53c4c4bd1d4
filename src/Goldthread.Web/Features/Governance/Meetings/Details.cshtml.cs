using Goldthread.Domain;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Governance.Groups;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Governance.Meetings;

/// <summary>A line as it is typed.</summary>
public sealed class LineInput
{
    public LineKind Kind { get; set; }
    public string? Line { get; set; }
    public Guid? OwnerId { get; set; }
    public string? Due { get; set; }
}

/// <summary>A meeting and its record: what was decided and who will do what, written line by line while it runs (C6).</summary>
[ForEveryoneSignedIn]
public sealed class DetailsModel(BoardDb db, Viewer viewer, TimeProvider clock, WorkingDays calendar) : BoardPage
{
    [BindProperty]
    public LineInput Input { get; set; } = new();

    public Meeting Meeting { get; private set; } = null!;
    public Names Names { get; private set; } = null!;
    public IReadOnlyList<DecisionLine> Decisions { get; private set; } = [];
    public IReadOnlyList<RaisedAction> Actions { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Owners { get; private set; } = [];
    public DateOnly Today { get; } = clock.Today();

    /// <summary>This person writes the record of this meeting.</summary>
    public bool MayRecord { get; private set; }

    /// <summary>A line was just added: the cursor goes back to it.</summary>
    public bool IsGoingOn { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, LineKind? added, CancellationToken stop)
    {
        if (await db.FindVisibleAsync<Meeting>(id, stop) is not { } meeting) return NotFound();
        Meeting = meeting;
        (Input.Kind, IsGoingOn) = (added ?? LineKind.Decision, added is not null);
        await FillAsync(stop);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop)
    {
        if (await db.FindVisibleAsync<Meeting>(id, stop) is not { } meeting) return NotFound();
        if (GovernanceRules.CanRecord(meeting, viewer).Count > 0) return StatusCode(StatusCodes.Status403Forbidden);
        Meeting = meeting;
        ModelState.Add(QuickLine.Read(Input.Kind, Input.Line, Input.OwnerId, Input.Due, meeting.HeldOn, calendar, out var line));
        if (line is { Kind: LineKind.Action, OwnerId: { } owner } && !await IsOneAsync(owner, stop)) ModelState.AddModelError("Input.OwnerId", "Choose who will do it");
        if (!ModelState.IsValid) return await AgainAsync(stop);
        await AddAsync(line!, stop);
        Command.Result = $"/meetings/{id}?added={line!.Kind}";
        await db.SaveAsync(Command, stop);
        return LocalRedirect(Command.Result);
    }

    public override async Task FillAsync(CancellationToken stop)
    {
        MayRecord = GovernanceRules.CanRecord(Meeting, viewer).Count == 0;
        Names = await Names.LoadAsync(db, stop);
        Decisions = await db.DecisionsOf(Meeting.Id).ToListAsync(stop);
        Actions = await db.RaisedIn(Meeting.Id).ToListAsync(stop);
        if (MayRecord) Owners = [.. In("Agencies", Names.Current("organisations", Today)), .. In("Groups", Names.Current("groups", Today))];
    }

    private static IEnumerable<SelectListItem> In(string heading, IReadOnlyList<SelectListItem> items)
    {
        var group = new SelectListGroup { Name = heading };
        return items.Select(i => new SelectListItem(i.Text, i.Value) { Group = group });
    }

    private async Task AddAsync(QuickLine line, CancellationToken stop)
    {
        if (line.Kind == LineKind.Decision)
        {
            var last = await db.Decisions.Where(d => d.MeetingId == Meeting.Id).MaxAsync(d => (int?)d.Number, stop) ?? 0;
            db.Decisions.Add(new(Meeting, last + 1, line.Text));
            db.Touch(Meeting); // two who write at once can't both take the number: the second is shown both and adds again
            return;
        }
        var action = new ImprovementAction(Meeting, line.Text, line.OwnerId!.Value, line.Due);
        await db.LetReadAsync(action, [(line.OwnerId.Value, await db.Groups.AnyAsync(g => g.Id == line.OwnerId, stop))], Today, stop);
        db.Actions.Add(action);
    }

    private Task<bool> IsOneAsync(Guid id, CancellationToken stop) =>
        db.Organisations.Where(o => o.Id == id).Select(o => o.Id).Concat(db.Groups.Where(g => g.Id == id).Select(g => g.Id)).AnyAsync(stop);
}
