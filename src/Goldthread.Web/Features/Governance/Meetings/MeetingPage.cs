using Goldthread.Domain;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Thread;
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
    [Chosen("Choose who will do it", "organisations", "groups")]
    public Guid? OwnerId { get; set; }
    public string? Due { get; set; }
    public Guid? RecommendationId { get; set; }
    public string? Because { get; set; }
}

/// <summary>A page on which lines of a meeting's record are typed.</summary>
public abstract class MeetingPage(BoardDb db, Viewer viewer, TimeProvider clock) : BoardPage
{
    [BindProperty]
    public LineInput Input { get; set; } = new();

    /// <summary>The board's database.</summary>
    protected BoardDb Db { get; } = db;

    /// <summary>Who is typing.</summary>
    protected Viewer Viewer { get; } = viewer;

    /// <summary>The date at the board.</summary>
    public DateOnly Today { get; } = clock.Today();

    public Meeting Meeting { get; protected set; } = null!;
    public Names Names { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> Owners { get; private set; } = [];

    /// <summary>Open recommendations of the group, to tie an action to.</summary>
    public IReadOnlyList<SelectListItem> Recommendations { get; private set; } = [];

    /// <summary>This person writes the record of this meeting.</summary>
    public bool MayRecord { get; private set; }

    public override async Task FillAsync(CancellationToken stop)
    {
        MayRecord = GovernanceRules.CanRecord(Meeting, Viewer).Count == 0;
        Names = await Names.LoadAsync(Db, stop);
        if (!MayRecord) return;
        Owners = [.. In("Agencies", Names.Current("organisations", Today)), .. In("Groups", Names.Current("groups", Today))];
        var open = await Db.Recommendations.Where(r => r.OwnerGroupId == Meeting.GroupId && r.Status == RecommendationStatus.Open).OrderByDescending(r => r.MadeOn).ThenBy(r => r.Ref)
            .Select(r => new { r.Id, r.Ref, r.Title, r.Confidentiality }).ToListAsync(stop);
        await Db.LogReadingsAsync<Recommendation>(open.Where(r => r.Confidentiality == Confidentiality.Restricted).Select(r => r.Id), stop);
        Recommendations = [.. open.Select(r => new SelectListItem($"{r.Ref} {r.Title}", r.Id.ToString()))];
    }

    /// <summary>Reads the line that was typed, with the recommendation it answers; problems stand at their fields.</summary>
    /// <param name="chosen">What it is, unless a prefix says otherwise.</param>
    /// <param name="calendar">Which days are working days.</param>
    /// <param name="stop">Stops the work.</param>
    protected async Task<(QuickLine? Line, Recommendation? Answers)> ReadAsync(LineKind chosen, WorkingDays calendar, CancellationToken stop)
    {
        ModelState.Add(QuickLine.Read(chosen, Input.Line, Input.OwnerId, Input.Due, Meeting.HeldOn, calendar, out var line, await BodiesAsync(stop)));
        return (line, line is { Kind: LineKind.Action } ? await AnswersAsync(line, stop) : null);
    }

    // Whoever exists today: those that have ended can't be asked to do anything.
    private async Task<IReadOnlyList<NamedBody>> BodiesAsync(CancellationToken stop)
    {
        var rows = await Db.Organisations.Where(o => o.ActiveUntil == null || o.ActiveUntil >= Today).Select(o => new { o.Id, o.Name, o.ShortName })
            .Concat(Db.Groups.Where(g => g.ClosedOn == null || g.ClosedOn >= Today).Select(g => new { g.Id, g.Name, g.ShortName })).ToListAsync(stop);
        return [.. rows.Select(r => new NamedBody(r.Id, r.Name, r.ShortName))];
    }

    private async Task<Recommendation?> AnswersAsync(QuickLine line, CancellationToken stop)
    {
        if (line.Recommendation is null && Input.RecommendationId is null) return null;
        var code = line.Recommendation;
        var id = code is null ? Input.RecommendationId : await Db.Recommendations.Where(r => r.Ref == code).Select(r => (Guid?)r.Id).SingleOrDefaultAsync(stop);
        if (code is not null && Input.RecommendationId is { } chosen && id != chosen)
        {
            ModelState.AddModelError("Input.RecommendationId", "The line names one recommendation and this list another: keep one");
            return null;
        }
        if (id is null || await Db.FindVisibleAsync<Recommendation>(id.Value, stop) is not { } answers)
        {
            ModelState.AddModelError(code is null ? "Input.RecommendationId" : "Input.Line", code is null ? "Choose a recommendation from the list" : $"You can see no recommendation {code}: check its code");
            return null;
        }
        ModelState.Add(ActionRules.CanRaise(Meeting, answers, Viewer));
        return answers;
    }

    /// <summary>Whoever is to do an action reads it.</summary>
    protected async Task LetOwnerReadAsync(ImprovementAction action, CancellationToken stop) =>
        await Db.LetReadAsync(action, [(action.OwnerId, await Db.Groups.AnyAsync(g => g.Id == action.OwnerId, stop))], Today, stop);

    private static IEnumerable<SelectListItem> In(string heading, IReadOnlyList<SelectListItem> items)
    {
        var group = new SelectListGroup { Name = heading };
        return items.Select(i => new SelectListItem(i.Text, i.Value) { Group = group });
    }
}
