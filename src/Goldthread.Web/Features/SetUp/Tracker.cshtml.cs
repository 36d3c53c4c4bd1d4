using System.Text;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Domain.SetUp;
using Goldthread.Web.Features.Library.Files;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.SetUp;

/// <summary>Open recommendations and actions from the tracker a board has: its columns and its names for agencies are matched once, each
/// row is shown, and all are kept together or none.</summary>
[Needs(Right.ActOnBehalf)]
[RequestSizeLimit(FileStore.FormLimit), RequestFormLimits(MultipartBodyLengthLimit = FileStore.FormLimit)]
public sealed class TrackerModel(BoardDb db, Viewer viewer, SentWorkbook sent, TimeProvider clock) : BoardPage
{
    /// <summary>What the tracker calls an agency, and which one it is.</summary>
    public sealed class OwnerInput
    {
        public string Name { get; set; } = "";
        public Guid? Id { get; set; }
    }

    public sealed class MatchInput
    {
        public string? Sheet { get; set; }

        /// <summary>Which sheet of which file the matching was made for: another is matched anew.</summary>
        public string? Read { get; set; }
        public Dictionary<TrackerField, string?> Columns { get; set; } = [];
        public List<OwnerInput> Owners { get; set; } = [];
        public List<string> Done { get; set; } = [];

        /// <summary>The words of the column of states were shown, so that what is not ticked is known not to mean "done".</summary>
        public bool StatesShown { get; set; }

        [Chosen("Choose the group from the list", "groups")]
        public Guid? GroupId { get; set; }
    }

    private TrackerMatching matching = new();

    [BindProperty]
    public FilesInput Files { get; set; } = new();

    [BindProperty]
    public MatchInput Input { get; set; } = new();

    public IReadOnlyList<string> Sheets { get; private set; } = [];
    public Sheet? Chosen { get; private set; }
    public TrackerPlan? Plan { get; private set; }

    /// <summary>It was read for the first time, and is still to be matched.</summary>
    public bool IsFirst { get; private set; }
    public IReadOnlyList<SelectListItem> Organisations { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Groups { get; private set; } = [];
    public IReadOnlyList<TrackerImport> Earlier { get; private set; } = [];
    public Names Names { get; private set; } = null!;
    private DateOnly Today { get; } = clock.Today();

    /// <summary>What each column can hold, in words.</summary>
    public static IReadOnlyDictionary<TrackerField, string> FieldLabels { get; } = new Dictionary<TrackerField, string>
    {
        [TrackerField.Action] = "What will be done",
        [TrackerField.Owner] = "Who does it",
        [TrackerField.Recommendation] = "What was recommended",
        [TrackerField.Group] = "The group that owns it",
        [TrackerField.Source] = "Where it comes from",
        [TrackerField.Number] = "Its number",
        [TrackerField.MadeOn] = "When it was made",
        [TrackerField.Due] = "When it is due",
        [TrackerField.Status] = "How it stands",
        [TrackerField.Percent] = "How much is done",
        [TrackerField.Progress] = "What was last said",
    };

    public async Task OnGetAsync(CancellationToken stop) => await FillAsync(stop);

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        await ReadAsync(stop);
        return await AgainAsync(stop);
    }

    public async Task<IActionResult> OnPostKeepAsync(CancellationToken stop)
    {
        if (!viewer.HoldsForBoard(Right.ActOnBehalf)) return StatusCode(StatusCodes.Status403Forbidden);
        await ReadAsync(stop);
        if (Plan is not { Rows.Count: > 0, Problems.Count: 0 } || !ModelState.IsValid) return await AgainAsync(stop);
        var source = Files.Kept[0].File.Name;
        TrackerImport import = new(source, matching, clock.UtcNow(), viewer.Name);
        var made = Tracker.Make(Plan, source, viewer, Today);
        await db.Groups.LoadAsync(stop);
        foreach (var (recommendation, actions) in made)
        {
            // Each agency reads its own part, as it does of what is asked here.
            await db.LetReadAsync(recommendation, [.. recommendation.Responses.Select(r => (r.AskedId, r.IsGroup))], Today, stop);
            foreach (var action in actions) action.LimitLike(recommendation);
            db.Recommendations.Add(recommendation);
            db.Actions.AddRange(actions);
        }
        import.Brought(made.Select(m => m.Recommendation.Id), made.SelectMany(m => m.Actions).Select(a => a.Id));
        db.Add(import);
        return await SaveAndGoAsync(db, $"/set-up/tracker/{import.Id}", $"{Say.Count(import.RecommendationIds.Count, "recommendation")} and {Say.Count(import.ActionIds.Count, "action")} brought over", stop);
    }

    private async Task ReadAsync(CancellationToken stop)
    {
        if (await SheetsAsync(stop) is not { } sheets) return;
        var filled = sheets.Where(s => s.Rows.Count > 0).Select(s => s.FromHeadings()).Where(s => s.Rows.Count > 0).ToList();
        if (filled.Count == 0)
        {
            ModelState.AddModelError("Files.New", "There is no row under the headings: choose the file that holds your tracker");
            return;
        }
        Sheets = [.. filled.Select(s => s.Name)];
        var last = (await db.Set<TrackerImport>().AsNoTracking().OrderByDescending(i => i.At).FirstOrDefaultAsync(stop))?.ReadMatching();
        Chosen = filled.FirstOrDefault(s => s.Name == Input.Sheet) ?? filled[0];
        var read = $"{Files.Kept[0].File.Hash} {Chosen.Name}";
        var isFirst = Input.Read != read;
        (Input.Sheet, Input.Read) = (Chosen.Name, read);
        ModelState.Remove("Input.Read");
        ModelState.Remove("Input.Sheet");
        Guid? only = null;
        if (isFirst)
        {
            (Input.Columns, Input.Done, Input.StatesShown) = ([], [], false);
            foreach (var key in ModelState.Keys.Where(k => k.StartsWith("Input.Columns", StringComparison.Ordinal) || k is "Input.Done" or "Input.StatesShown").ToList()) ModelState.Remove(key);
            foreach (var (field, heading) in Tracker.Propose(Chosen, last)) Input.Columns[field] = heading;
            var groups = await db.GroupsAsync(Today, stop);
            only = groups.Count == 1 ? Guid.Parse(groups[0].Value) : null;
        }
        var owners = new Dictionary<string, Guid>(last?.Owners ?? []);
        foreach (var owner in Input.Owners.Where(o => o.Id is not null)) owners[owner.Name.Trim().ToLowerInvariant()] = owner.Id!.Value;
        // What was posted, and what was remembered, counts where it is an agency of today.
        var current = (await db.OrganisationsAsync(Today, stop)).Select(o => Guid.Parse(o.Value)).ToHashSet();
        owners = owners.Where(o => current.Contains(o.Value)).ToDictionary();
        foreach (var owner in Input.Owners.Where(o => o.Id is { } id && !current.Contains(id))) owner.Id = null;
        matching = new()
        {
            Columns = Input.Columns.Where(c => !string.IsNullOrEmpty(c.Value) && Chosen.ColumnOf(c.Value) >= 0).ToDictionary(c => c.Key, c => c.Value!),
            Owners = owners,
            GroupId = Input.GroupId ??= last?.GroupId is { } usual && await db.Groups.AnyAsync(g => g.Id == usual, stop) ? usual : only,
            Done = [.. Input.Done.Select(d => d.Trim().ToLowerInvariant())],
        };
        var context = await ContextAsync(stop);
        Plan = Tracker.Read(Chosen, matching, context);
        if (!Input.StatesShown && Plan.States.Count > 0)
        {
            // Proposed once; from then on what is ticked counts.
            var proposed = Plan.States.Select(s => s.Word).Where(w => last?.Done.Contains(w.ToLowerInvariant()) == true || Tracker.IsUsuallyDone(w)).ToList();
            (Input.Done, Input.StatesShown) = (proposed, true);
            foreach (var word in proposed) matching.Done.Add(word.ToLowerInvariant());
            Plan = Tracker.Read(Chosen, matching, context);
            ModelState.Remove("Input.Done");
            ModelState.Remove("Input.StatesShown");
        }
        ModelState.Remove("Input.GroupId");
        Input.Owners = [.. Input.Owners.Where(o => o.Id is not null).Concat(Plan.Owners.Select(o => new OwnerInput { Name = o.Name }))];
        foreach (var key in ModelState.Keys.Where(k => k.StartsWith("Input.Owners", StringComparison.Ordinal)).ToList()) ModelState.Remove(key);
        IsFirst = isFirst;
        if (isFirst && Plan.Problems.Count > 0) return; // nothing is wrong yet: it is still to be matched
        if (Plan.Problems.Count > 0) ModelState.AddModelError("faults", $"{Say.Count(Plan.Problems.Count, "cell")} {(Plan.Problems.Count == 1 ? "is" : "are")} not right yet: match what is asked, or mend the tracker and choose it again. Nothing was kept");
        else if (Plan.Rows.Count == 0) ModelState.AddModelError("faults", "Nothing is left to bring over: every line is done, or here already");
    }

    private async Task<IReadOnlyList<Sheet>?> SheetsAsync(CancellationToken stop) => await sent.ReadAsync(Files, ModelState, stop, alsoLists: true);

    private async Task<TrackerContext> ContextAsync(CancellationToken stop)
    {
        var board = await db.Organisations.Where(o => o.ActiveUntil == null || o.ActiveUntil >= Today).Select(o => new { o.Id, o.Name, o.ShortName }).ToListAsync(stop);
        var groups = await db.Groups.Where(g => g.ClosedOn == null || g.ClosedOn >= Today).Select(g => new { g.Id, g.Name, g.ShortName }).ToListAsync(stop);
        var here = (await db.Actions.Where(a => a.Status != Domain.Thread.ActionStatus.Withdrawn).Select(a => new { a.Title, a.OwnerId }).ToListAsync(stop)).Select(a => (a.Title.ToLowerInvariant(), a.OwnerId)).ToHashSet();
        return new(WorkbookForm.ByName(board.Select(o => (o.Name, o.Id)).Concat(board.Select(o => (o.ShortName, o.Id)))), WorkbookForm.ByName(groups.Select(g => (g.Name, g.Id)).Concat(groups.Select(g => (g.ShortName, g.Id)))), here, Today);
    }

    public override async Task FillAsync(CancellationToken stop)
    {
        Organisations = await db.OrganisationsAsync(Today, stop);
        Groups = await db.GroupsAsync(Today, stop);
        Names = await Names.LoadAsync(db, stop);
        Earlier = await db.Set<TrackerImport>().AsNoTracking().OrderByDescending(i => i.At).Take(20).ToListAsync(stop);
    }
}
