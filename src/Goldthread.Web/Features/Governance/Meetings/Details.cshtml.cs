using Goldthread.Domain;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Governance.Groups;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Governance.Meetings;

/// <summary>A meeting and its record: what was decided and who will do what, written line by line while it runs (C6).</summary>
[ForEveryoneSignedIn]
public sealed class DetailsModel(BoardDb db, Viewer viewer, TimeProvider clock, WorkingDays calendar) : MeetingPage(db, viewer, clock)
{
    public IReadOnlyList<DecisionLine> Decisions { get; private set; } = [];
    public IReadOnlyList<RaisedAction> Actions { get; private set; } = [];

    /// <summary>What was just added, as it was understood.</summary>
    public Guid? Added { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, LineKind? added, Guid? line, CancellationToken stop)
    {
        if (await Db.FindVisibleAsync<Meeting>(id, stop) is not { } meeting) return NotFound();
        Meeting = meeting;
        (Input.Kind, Added) = (added ?? LineKind.Decision, added is null ? null : line);
        await FillAsync(stop);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop)
    {
        if (await Db.FindVisibleAsync<Meeting>(id, stop) is not { } meeting) return NotFound();
        if (GovernanceRules.CanRecord(meeting, Viewer).Count > 0) return StatusCode(StatusCodes.Status403Forbidden);
        Meeting = meeting;
        ModelState.Add(GovernanceRules.HasBegun(meeting.HeldOn, Today));
        var (line, answers) = await ReadAsync(Input.Kind, calendar, stop);
        if (!ModelState.IsValid) return await AgainAsync(stop);
        Command.Result = $"/meetings/{id}?added={line!.Kind}&line={await AddAsync(line, answers, stop)}";
        await Db.SaveAsync(Command, stop);
        return LocalRedirect(Command.Result);
    }

    public override async Task FillAsync(CancellationToken stop)
    {
        await base.FillAsync(stop);
        Decisions = await Db.DecisionsOf(Meeting.Id).ToListAsync(stop);
        Actions = await Db.RaisedIn(Meeting.Id).ToListAsync(stop);
        await Db.LogReadingsAsync([.. Decisions.Where(d => d.IsRestricted).Select(d => (nameof(Decision), d.Id)), .. Actions.Where(a => a.IsRestricted).Select(a => (nameof(ImprovementAction), a.Id)),
            .. Actions.Where(a => a.AnswersIsRestricted).Select(a => (nameof(Recommendation), a.Answers!.Value))], stop);
    }

    private async Task<Guid> AddAsync(QuickLine line, Recommendation? answers, CancellationToken stop)
    {
        Db.HangOn(Meeting);
        if (line.Kind == LineKind.Decision) return Db.Decisions.Add(new(Meeting, Decision.NextNumber, line.Text)).Entity.Id;
        if (answers is not null) Db.HangOn(answers);
        var action = new ImprovementAction(Meeting, line.Text, line.OwnerId!.Value, line.Due, answers);
        await LetOwnerReadAsync(action, stop);
        return Db.Actions.Add(action).Entity.Id;
    }
}
