using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Features.Shared.Fields;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.Retention;

/// <summary>Records whose time is over: looked at, approved by one person and confirmed by another, or put off (W8).</summary>
[Needs(Right.ApproveRemoval)]
public sealed class IndexModel(BoardDb db, RetentionBook book, RetentionList list, ListExport export, RetentionOut asFile, Viewer viewer, TimeProvider clock) : BoardPage
{
    public sealed class DecisionInput
    {
        /// <summary>Records that were ticked, each with how it stood on the screen.</summary>
        public List<string> Ticked { get; set; } = [];
        public DateInput LookAgainOn { get; set; } = new();
        public string? Why { get; set; }
    }

    [BindProperty]
    public DecisionInput Input { get; set; } = new();

    [BindProperty(SupportsGet = true, Name = "")]
    public RetentionFilter Filter { get; set; } = new();

    public override IReadOnlyList<string> FieldOrder => [.. typeof(DecisionInput).GetProperties().Select(p => p.Name)];

    public Listing<RetentionLine> Lines { get; private set; } = new([], 0, 1);

    /// <summary>How many there are of each view and of each kind in this one.</summary>
    public IReadOnlyDictionary<RetentionView, int> Counts { get; private set; } = new Dictionary<RetentionView, int>();
    public IReadOnlyList<SelectListItem> Kinds { get; private set; } = [];

    public IEnumerable<SelectListItem> Views => Counts.Select(c => new SelectListItem($"{c.Key.InWords()} ({c.Value})", c.Key.ToString()));

    /// <summary>No rule counts today: nothing can be due.</summary>
    public bool HasNoRule { get; private set; }

    public Viewer You => viewer;

    public Task OnGetAsync(CancellationToken stop) => FillAsync(stop);

    public Task<IActionResult> OnGetCsvAsync(CancellationToken stop) => export.TakeAsync(asFile, ListFormat.Csv, Filter, stop);

    public Task<IActionResult> OnGetExcelAsync(CancellationToken stop) => export.TakeAsync(asFile, ListFormat.Excel, Filter, stop);

    [ConfirmFirst]
    public Task<IActionResult> OnPostApproveAsync(CancellationToken stop) => DecideAsync(line =>
    {
        var (removal, problems) = Removal.Approve(line.Judged.Facts, line.Judged.Verdict, viewer, clock.UtcNow());
        return (removal, problems);
    }, chosen => $"{Say.Count(chosen, "record")} approved. Nothing is removed before another person confirms", stop);

    public Task<IActionResult> OnPostPostponeAsync(CancellationToken stop)
    {
        var again = Input.LookAgainOn.Read(ModelState, "Input.LookAgainOn", "the day it is looked at again");
        return DecideAsync(line => Removal.Postpone(line.Judged.Facts, line.Judged.Verdict, again, Input.Why, viewer, clock.UtcNow()), chosen => $"{Say.Count(chosen, "record")} put off to {again.InWords()}", stop);
    }

    [ConfirmFirst]
    public Task<IActionResult> OnPostConfirmAsync(CancellationToken stop) => DecideAsync(line => line.Removal is { } removal
        ? (null, removal.Confirm(line.Judged.Facts, line.Judged.Verdict, viewer, clock.UtcNow())) : (null, [Gone]), chosen => $"{Say.Count(chosen, "removal")} confirmed. Until they are carried out they can be called back", stop);

    public Task<IActionResult> OnPostCallBackAsync(CancellationToken stop) => DecideAsync(line => line.Removal is { } removal
        ? (null, removal.CallBack(line.Judged.Facts, Input.Why, viewer)) : (null, [Gone]), chosen => $"{Say.Count(chosen, "removal")} called back", stop);

    public override async Task FillAsync(CancellationToken stop)
    {
        var today = clock.Today();
        HasNoRule = !(await book.RulesAsync(stop)).Exists(r => r.From <= today && r.Months is not null);
        var all = await list.ReadAsync(stop);
        Counts = Enum.GetValues<RetentionView>().ToDictionary(v => v, v => list.Of(v, all).Count());
        var shown = list.Of(Filter.Show, all).ToList();
        Kinds = [.. shown.CountBy(l => l.Kind).OrderBy(c => c.Key).Select(c => new SelectListItem($"{c.Key.InWords()} ({c.Value})", c.Key.ToString()))];
        var matching = shown.Where(l => Filter.Kind is null || l.Kind == Filter.Kind).ToList();
        var number = Math.Clamp(int.TryParse(Request.Query["p"], out var p) ? p : 1, 1, Math.Max(1, (matching.Count + Listing.PageSize - 1) / Listing.PageSize));
        Lines = new([.. matching.Skip((number - 1) * Listing.PageSize).Take(Listing.PageSize)], matching.Count, number);
        await list.LogAsync(Lines.Rows, stop);
    }

    /// <summary>A record as it stands on the screen.</summary>
    public static string Tick(RetentionLine line) => $"{line.Id:N}.{line.Judged.Facts.Stamp[..16]}";

    private static Problem Gone { get; } = new("", "Somebody else has decided about this meanwhile");

    // All that are ticked or none.
    private async Task<IActionResult> DecideAsync(Func<RetentionLine, (Removal? New, IReadOnlyList<Problem> Problems)> decide, Func<int, string> said, CancellationToken stop)
    {
        var lines = (await list.ReadAsync(stop)).ToDictionary(Tick);
        var chosen = Input.Ticked.Distinct().Select(t => lines.GetValueOrDefault(t)).ToList();
        if (chosen.Count == 0) ModelState.AddModelError("Input.Ticked", "Tick at least one record");
        else if (chosen.Contains(null)) ModelState.AddModelError("Input.Ticked", "Some of these have changed since the list was shown. Look at it and tick again");
        List<Guid> taken = [];
        foreach (var line in ModelState.IsValid ? chosen.OfType<RetentionLine>() : [])
        {
            var before = line.Removal;
            var (added, problems) = decide(line);
            foreach (var problem in problems) ModelState.TryAddModelError(problem.Field.Length > 0 ? $"Input.{problem.Field}" : "", problem.Field.Length > 0 || line.Ref.Length == 0 ? problem.Message : $"{line.Ref}: {problem.Message}");
            if (added is null) continue;
            db.Removals.Add(added);
            before?.GiveWay();
            taken.Add(line.Id);
        }
        if (!ModelState.IsValid)
        {
            db.ChangeTracker.Clear(); // what was decided of the others before one was refused is not shown as done
            return await AgainAsync(stop);
        }
        // Of two who decide about one record at the same moment, the second is told.
        db.BehindTheLock = async token =>
        {
            if (taken.Count > 0 && await db.Removals.AsNoTracking().AnyAsync(r => taken.Contains(r.RecordId) && (r.State == RemovalState.Approved || r.State == RemovalState.Confirmed), token))
                throw new DbUpdateConcurrencyException("Somebody else has decided about one of these records");
        };
        return await SaveAndGoAsync(db, Request.Path + new QueryString("?show=" + Filter.Show), said(chosen.Count), stop);
    }
}
