using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Dataset;
using Goldthread.Web.Features.Shared.Charts;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Dataset.Indicators;

/// <summary>Decides from which period the limits of an indicator's chart are worked out anew, or which periods are its
/// baseline; and withdraws such a decision.</summary>
[Needs(Right.ImportFigures)]
public sealed class LimitsModel(BoardDb db, Viewer viewer, BoardContext board, TimeProvider clock) : BoardPage
{
    public sealed class LimitsInput
    {
        public StepKind? Kind { get; set; }
        public string? Period { get; set; }
        public string? Reason { get; set; }
    }

    [BindProperty]
    public LimitsInput Input { get; set; } = new();

    /// <summary>The decision that is withdrawn.</summary>
    [BindProperty]
    public Guid Step { get; set; }

    public Indicator Item { get; private set; } = null!;
    public IndicatorFigures Figures { get; private set; } = null!;
    public ChartFigure? OverTime { get; private set; }

    /// <summary>All decisions for this area, the latest first.</summary>
    public IReadOnlyList<IndicatorStep> Decisions => [.. Item.Steps.Where(s => s.AreaKey == Figures.Own?.AreaKey).OrderByDescending(s => s.At)];

    /// <summary>The periods, the latest first.</summary>
    public IReadOnlyList<SelectListItem> Periods => [.. (Figures.Own?.Points ?? []).Reverse().Select(p => new SelectListItem(p.Label, $"{p.End:yyyy-MM-dd}"))];

    public async Task<IActionResult> OnGetAsync(string code, DateOnly? from, CancellationToken stop)
    {
        if (!await FindAsync(code, stop)) return NotFound();
        Command.Version = Item.Version;
        if (from is not null) (Input.Kind, Input.Period) = (StepKind.NewLimits, $"{from:yyyy-MM-dd}");
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string code, CancellationToken stop)
    {
        if (!await FindAsync(code, stop)) return NotFound();
        if (Figures.Own is not { } own) ModelState.AddModelError("", "There are no figures whose limits could be changed");
        else ModelState.Add(Item.Decide(own.AreaKey, Input.Kind, DateOnly.TryParseExact(Input.Period, "yyyy-MM-dd", out var period) ? period : null, Input.Reason, own.Points, viewer, clock.UtcNow()));
        return await KeepAsync("Decision on the limits recorded", stop);
    }

    public async Task<IActionResult> OnPostWithdrawAsync(string code, CancellationToken stop)
    {
        if (!await FindAsync(code, stop)) return NotFound();
        ModelState.Add(Item.WithdrawStep(Step, Input.Reason, viewer, clock.UtcNow()));
        return await KeepAsync("Decision withdrawn", stop);
    }

    private async Task<IActionResult> KeepAsync(string done, CancellationToken stop)
    {
        if (!ModelState.IsValid) return Page();
        db.Expect(Item, Command.Version);
        db.Touch(Item);
        var area = Figures.Own!.AreaKey;
        if (await db.Set<Series>().SingleOrDefaultAsync(s => s.IndicatorKey == Item.Key && s.AreaKey == area && s.BreakdownKey == Breakdown.All && s.Kind == Item.PeriodKind, stop) is { } series)
            series.Judge(Item.Polarity, Item.StepsInForce(area)); // what the list says
        return await SaveAndGoAsync(db, $"/indicators/{Item.Code}/limits", done, stop);
    }

    private async Task<bool> FindAsync(string code, CancellationToken stop)
    {
        if (await db.FindIndicatorAsync(code, stop) is not { } indicator) return false;
        Item = indicator;
        Figures = await IndicatorFigures.LoadAsync(db, indicator, board.Settings.Area, stop);
        OverTime = Figures.OverTime([], []);
        return true;
    }
}
