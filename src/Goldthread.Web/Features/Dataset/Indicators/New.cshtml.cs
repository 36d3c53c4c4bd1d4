using Goldthread.Domain.Admin;
using Goldthread.Domain.Dataset;
using Goldthread.Web.Features.Dataset.Catalogue;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Goldthread.Web.Features.Dataset.Indicators;

/// <summary>Sets up an indicator of the board's own.</summary>
[Needs(Right.ImportFigures)]
public sealed class NewModel(BoardDb db, TimeProvider clock) : IndicatorForm(db, clock)
{
    public Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        (Input.Multiplier, Input.Unit, Input.Decimals, Input.PeriodKind) = ("100", "%", "1", PublishedPeriodKind.Quarter);
        return AgainAsync(stop);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        var code = Text(Input.Code).ToUpperInvariant();
        var (codes, next) = await Db.TakenAsync(stop);
        ModelState.Add(IndicatorRules.CheckCode(code));
        if (codes.Contains(code)) ModelState.AddModelError("Input.Code", "Another indicator has this code: choose another one");
        Indicator indicator = new(next, code);
        Fill(indicator);
        if (!ModelState.IsValid) return await AgainAsync(stop);
        Db.Add(indicator);
        return await SaveAndGoAsync(Db, $"/indicators/{code}", "Indicator added", stop);
    }
}
