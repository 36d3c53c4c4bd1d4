using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Dataset;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Dataset.Imports;

/// <summary>One import, and undoing it.</summary>
[Needs(Right.ImportFigures)]
public sealed class DetailsModel(BoardDb db, Viewer viewer, TimeProvider clock) : BoardPage
{
    /// <summary>An indicator it brought figures for.</summary>
    public sealed record Brought(string Code, string Name, Guid Id, bool IsRestricted);

    public sealed class UndoInput
    {
        public string? Reason { get; set; }
    }

    private readonly UndoImport undo = new(db, clock);

    [BindProperty]
    public UndoInput Input { get; set; } = new();

    public ImportBatch Item { get; private set; } = null!;
    public IReadOnlyList<Brought> Indicators { get; private set; } = [];

    /// <summary>Why it can't be undone; empty when it can.</summary>
    public IReadOnlyList<Problem> InTheWay { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(int key, CancellationToken stop)
    {
        if (!await FindAsync(key, stop)) return NotFound();
        Command.Version = Item.Version;
        await FillAsync(stop);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(int key, CancellationToken stop)
    {
        if (!await FindAsync(key, stop)) return NotFound();
        db.Expect(Item, Command.Version);
        Command.Result = $"/imports/{key}";
        ModelState.Add(await undo.CarryOutAsync(Command, Item, Input.Reason, stop));
        if (!ModelState.IsValid) return await AgainAsync(stop);
        TempData["Done"] = $"Import {key} undone";
        return LocalRedirect(Command.Result);
    }

    public override async Task FillAsync(CancellationToken stop)
    {
        Indicators = await db.Indicators.Where(i => Item.IndicatorKeys.Contains(i.Key)).OrderBy(i => i.Name).Select(i => new Brought(i.Code, i.Name, i.Id, i.Confidentiality == Confidentiality.Restricted)).ToListAsync(stop);
        await db.LogReadingsAsync<Indicator>(Indicators.Where(i => i.IsRestricted).Select(i => i.Id), stop);
        InTheWay = Item.CanUndo(await undo.ReplacedByAsync(Item, stop), viewer);
    }

    private async Task<bool> FindAsync(int key, CancellationToken stop)
    {
        if (await undo.Visible.SingleOrDefaultAsync(b => b.Key == key, stop) is not { } batch) return false;
        Item = batch;
        return true;
    }
}
