using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Dataset;
using Goldthread.Web.Features.Shared.Fields;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Goldthread.Web.Features.Dataset.Indicators;

/// <summary>Sets, changes and takes away the levels an indicator is to reach (I13). Its history keeps all of them.</summary>
[Needs(Right.ImportFigures)]
public sealed class TargetsModel(BoardDb db) : BoardPage
{
    public sealed class TargetInput
    {
        public string? Value { get; set; }
        public DateInput From { get; set; } = new();
    }

    [BindProperty]
    public TargetInput Input { get; set; } = new();

    /// <summary>First day of the level that is taken away; null for the one that always holds.</summary>
    [BindProperty]
    public DateOnly? Day { get; set; }

    public Indicator Item { get; private set; } = null!;

    /// <inheritdoc/>
    public override IReadOnlyList<string> FieldOrder { get; } = ["Value", "From"];

    public async Task<IActionResult> OnGetAsync(string code, CancellationToken stop)
    {
        if (!await FindAsync(code, stop)) return NotFound();
        Command.Version = Item.Version;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string code, CancellationToken stop)
    {
        if (!await FindAsync(code, stop)) return NotFound();
        var value = IndicatorForm.Number(Input.Value);
        ModelState.Add(IndicatorRules.CheckTarget(Item, value));
        var from = Input.From.Read(ModelState, "Input.From", "the first day", required: false);
        if (ModelState.IsValid) Item.Aim(value!.Value, from);
        return await KeepAsync("Target saved", stop);
    }

    public async Task<IActionResult> OnPostDropAsync(string code, CancellationToken stop)
    {
        if (!await FindAsync(code, stop)) return NotFound();
        if (ModelState.IsValid && !Item.DropTarget(Day)) ModelState.AddModelError("", "This target was taken away already");
        return await KeepAsync("Target taken away", stop);
    }

    private async Task<IActionResult> KeepAsync(string done, CancellationToken stop)
    {
        if (!ModelState.IsValid) return Page();
        db.Expect(Item, Command.Version);
        return await SaveAndGoAsync(db, $"/indicators/{Item.Code}/targets", done, stop);
    }

    private async Task<bool> FindAsync(string code, CancellationToken stop)
    {
        if (await db.FindIndicatorAsync(code, stop) is not { } indicator) return false;
        Item = indicator;
        return true;
    }
}
