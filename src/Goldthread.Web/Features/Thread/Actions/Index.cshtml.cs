using Goldthread.Domain;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Features.Shared.Word;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Thread.Actions;

/// <summary>All actions the reader may see.</summary>
[ForEveryoneSignedIn]
public sealed class IndexModel(BoardDb db, WordExport word, ListExport export, ActionsOut list, TimeProvider clock) : PageModel
{
    private static readonly WordColumn[] inWord = [new("Reference", 13), new("Action", 34), new("Done by", 16), new("Accepted by", 16), new("Due", 17), new("State", 14), new("Done", 9, IsNumber: true), new("Evidence", 13, IsNumber: true)];

    public ActionFilter Filter { get; private set; } = new();
    public DateOnly Today { get; } = clock.Today();
    public Listing<ActionLine> Actions { get; private set; } = null!;
    public Names Names { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> Organisations { get; private set; } = [];

    /// <summary>This person has open actions to report on.</summary>
    public bool HasOpen { get; private set; }

    public async Task OnGetAsync([FromQuery] ActionFilter filter, int p, CancellationToken stop)
    {
        Filter = filter;
        Actions = await db.ActionsListed(filter, Today).PageAsync(actions => actions.AsLines(db), p, stop);
        await db.LogReadingsAsync<ImprovementAction>(Actions.Rows.Where(a => a.IsRestricted).Select(a => a.Id), stop);
        Names = await Names.LoadAsync(db, stop);
        Organisations = Names.Current("organisations", Today);
        HasOpen = await db.HasOpenActionsAsync(stop);
    }

    /// <summary>Everything that matches, as a paper that says what was chosen (S8).</summary>
    public async Task<IActionResult> OnGetWordAsync([FromQuery] ActionFilter filter, CancellationToken stop)
    {
        var names = await Names.LoadAsync(db, stop);
        await db.LogListAsync(db.ActionsMatching(filter, Today), stop);
        var total = await db.ActionsMatching(filter, Today).CountAsync(stop);
        return await word.WriteAsync("actions", null, "Actions", filter.InWords(names), async paper =>
        {
            paper.Text($"{Say.Count(total, "action")}.");
            if (total > 0) await paper.TableAsync("Actions", inWord, LinesAsync(), stop);
        }, stop);

        async IAsyncEnumerable<IReadOnlyList<string>> LinesAsync()
        {
            await foreach (var a in db.ActionsListed(filter, Today).AsLines(db).AsAsyncEnumerable().WithCancellation(stop))
                yield return [a.Ref, a.Title, names.Brief(a.OwnerId), names.Brief(a.AcceptedById), a.Due is { } due ? due.InWords() : "No date",
                    ActionRules.IsOverdue(a.Status, a.Due, Today) ? "Overdue" : a.Status.InWords(), $"{a.Percent}%", $"{a.Evidence}"];
        }
    }

    /// <summary>Everything that matches, as a file safe to open (Y5).</summary>
    public Task<IActionResult> OnGetCsvAsync([FromQuery] ActionFilter filter, CancellationToken stop) => export.TakeAsync(list, ListFormat.Csv, filter, stop);

    /// <inheritdoc cref="OnGetCsvAsync"/>
    public Task<IActionResult> OnGetExcelAsync([FromQuery] ActionFilter filter, CancellationToken stop) => export.TakeAsync(list, ListFormat.Excel, filter, stop);
}
