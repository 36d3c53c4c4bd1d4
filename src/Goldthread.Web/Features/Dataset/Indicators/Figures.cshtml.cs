using System.Text;
using Goldthread.Domain;
using Goldthread.Domain.Dataset;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Goldthread.Web.Features.Dataset.Indicators;

/// <summary>All figures of an indicator as a file: source, licence and the word "invented" stand in every row, since rows
/// are cut out and pasted elsewhere (Y5).</summary>
[ForEveryoneSignedIn]
public sealed class FiguresModel(BoardDb db, BoardContext board) : PageModel
{
    private static readonly string[] Columns =
    [
        "indicator", "name", "area_code", "area", "period", "start", "end", "numerator", "denominator", "value", "unit", "why_missing", "status", "invented", "source", "licence",
    ];

    public async Task<IActionResult> OnGetAsync(string code, CancellationToken stop)
    {
        if (await db.FindIndicatorAsync(code, stop) is not { } indicator) return NotFound();
        await db.LogExportAsync("indicator-figures", stop);
        var figures = await IndicatorFigures.LoadAsync(db, indicator, board.Settings.Area, stop);
        return File(Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(Write(figures))).ToArray(), "text/csv; charset=utf-8", $"{indicator.Code}.csv");
    }

    internal static string Write(IndicatorFigures figures)
    {
        var indicator = figures.Indicator;
        using StringWriter text = new();
        Csv.Write(text, Columns);
        foreach (var area in figures.Areas)
            foreach (var point in area.Points)
                Csv.Write(text,
                [
                    indicator.Code, indicator.Name, area.Code, area.Name, point.Label, point.Start, point.End, point.Figure.Numerator, point.Figure.Denominator, point.Figure.Value,
                    indicator.Unit, point.Figure.Value is null ? SmallNumbers.WhyMissing(point.Figure.Symbol, indicator.SmallNumbers) : "", point.Figure.Status.ToString(), indicator.IsInvented,
                    $"{indicator.Publisher}, {indicator.Release}", indicator.Licence,
                ]);
        return text.ToString();
    }
}
