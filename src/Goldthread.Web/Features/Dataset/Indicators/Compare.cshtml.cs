using Goldthread.Domain;
using Goldthread.Domain.Dataset;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Features.Shared.Charts;
using Goldthread.Web.Features.Shared.Word;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Goldthread.Web.Features.Dataset.Indicators;

/// <summary>One indicator, area beside area: with whom, against what, in which period (I15).</summary>
[ForEveryoneSignedIn]
public sealed class CompareModel(BoardDb db, BoardContext board, ListExport export, CompareOut list, WordExport word) : PageModel
{
    public ComparedIndicator Compared { get; private set; } = null!;
    public ChartFigure? Bars { get; private set; }
    public ChartFigure? Funnel { get; private set; }

    public async Task<IActionResult> OnGetAsync(string code, [FromQuery] CompareFilter filter, CancellationToken stop)
    {
        if (!await ReadAsync(code, filter, stop)) return NotFound();
        return Page();
    }

    /// <summary>The areas as a file safe to open (Y3, Y5).</summary>
    public Task<IActionResult> OnGetCsvAsync(string code, [FromQuery] CompareFilter filter, CancellationToken stop) => TakeAsync(code, filter, ListFormat.Csv, stop);

    /// <inheritdoc cref="OnGetCsvAsync"/>
    public Task<IActionResult> OnGetExcelAsync(string code, [FromQuery] CompareFilter filter, CancellationToken stop) => TakeAsync(code, filter, ListFormat.Excel, stop);

    /// <summary>The charts as pictures, each with its table (Y4).</summary>
    public async Task<IActionResult> OnGetWordAsync(string code, [FromQuery] CompareFilter filter, CancellationToken stop)
    {
        if (!await ReadAsync(code, filter, stop)) return NotFound();
        var item = Compared.Indicator;
        return await word.WriteAsync($"indicator-{item.Code}-compared", (nameof(Indicator), item.Id), $"{item.Name}: compared", $"{Compared.Group.InWords()}; {Compared.ComparedWith.ToLowerInvariant()}", paper =>
        {
            if (item.IsInvented) paper.Text("Invented figures. They were made up for this demonstration and describe no real service.");
            if (Bars is { } bars) paper.Chart(1, bars);
            if (Funnel is { } funnel) paper.Chart(1, funnel);
            return Task.CompletedTask;
        }, stop);
    }

    /// <summary>The address with one chosen area less.</summary>
    public string Without(string area) => Request.With("area", null) is var bare
        ? bare + (bare.Contains('?', StringComparison.Ordinal) ? "&" : "?") + string.Join('&', Compared.Chosen.Where(c => c != area).Select(c => $"area={Uri.EscapeDataString(c)}"))
        : "";

    private async Task<IActionResult> TakeAsync(string code, CompareFilter filter, ListFormat format, CancellationToken stop)
    {
        if (await db.FindIndicatorAsync(code, stop) is null) return NotFound();
        filter.Code = code;
        return await export.TakeAsync(list, format, filter, stop);
    }

    private async Task<bool> ReadAsync(string code, CompareFilter filter, CancellationToken stop)
    {
        filter.Code = code;
        if (await ComparedIndicator.LoadAsync(db, filter, board.Settings.Area, stop) is not { } compared) return false;
        (Compared, Bars, Funnel) = (compared, compared.Bars(), compared.FunnelPlot());
        return true;
    }
}
