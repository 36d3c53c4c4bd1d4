using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Dataset;
using Goldthread.Web.Features.Shared.Fields;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Goldthread.Web.Features.Dataset.Indicators;

/// <summary>Ends asking for an indicator, or asks for it again; its figures and history stay.</summary>
[Needs(Right.ImportFigures)]
public sealed class RetireModel(BoardDb db, Viewer viewer, TimeProvider clock) : BoardPage
{
    public sealed class RetireInput
    {
        public DateInput RetiredOn { get; set; } = new();
        public string? RetiredReason { get; set; }
    }

    [BindProperty]
    public RetireInput Input { get; set; } = new();

    public Indicator Item { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string code, CancellationToken stop)
    {
        if (!await FindAsync(code, stop)) return NotFound();
        Command.Version = Item.Version;
        Input.RetiredOn = DateInput.Of(clock.Today());
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string code, CancellationToken stop)
    {
        if (!await FindAsync(code, stop)) return NotFound();
        var day = Input.RetiredOn.Read(ModelState, "Input.RetiredOn", "the last day for which it is asked");
        ModelState.Add(Item.Retire(day, Input.RetiredReason ?? "", viewer).Where(p => day is not null || p.Field != nameof(Indicator.RetiredOn)));
        return await KeepAsync("Indicator retired", stop);
    }

    public async Task<IActionResult> OnPostBackAsync(string code, CancellationToken stop)
    {
        if (!await FindAsync(code, stop)) return NotFound();
        ModelState.Clear(); // nothing is typed
        ModelState.Add(Item.BringBack(viewer));
        return await KeepAsync("Indicator brought back", stop);
    }

    private async Task<IActionResult> KeepAsync(string done, CancellationToken stop)
    {
        if (!ModelState.IsValid) return Page();
        db.Expect(Item, Command.Version);
        return await SaveAndGoAsync(db, $"/indicators/{Item.Code}", done, stop);
    }

    private async Task<bool> FindAsync(string code, CancellationToken stop)
    {
        if (await db.FindIndicatorAsync(code, stop) is not { } indicator) return false;
        Item = indicator;
        return true;
    }
}
