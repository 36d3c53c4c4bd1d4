using Goldthread.Domain;
using Goldthread.Domain.Dataset;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Dataset.Indicators;

/// <summary>All indicators the reader may see, filtered and sorted by the address.</summary>
[ForEveryoneSignedIn]
public sealed class IndexModel(BoardDb db, BoardContext board, ListExport export, IndicatorsOut list, TimeProvider clock) : PageModel
{
    public IndicatorFilter Filter { get; private set; } = new();
    public Listing<IndicatorLine> Indicators { get; private set; } = null!;
    public Names Names { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> Themes { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Organisations { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Priorities { get; private set; } = [];
    public AccountabilityGap Gap { get; private set; } = null!;

    public static IReadOnlyList<SelectListItem> Directions { get; } =
        [.. Enum.GetValues<Direction>().Select(d => new SelectListItem(SeriesReading.Say(d), d.ToString()))];

    public static IReadOnlyList<SelectListItem> HowOften { get; } =
        [.. new[] { PublishedPeriodKind.Year, PublishedPeriodKind.Term, PublishedPeriodKind.Quarter, PublishedPeriodKind.Month }.Select(k => new SelectListItem(IndicatorList.HowOften(k), k.ToString()))];

    public async Task OnGetAsync([FromQuery] IndicatorFilter filter, int p, CancellationToken stop)
    {
        Filter = filter;
        Indicators = await db.IndicatorLines(Filter, board.Settings.Area).PageAsync(p, stop);
        await db.LogReadingsAsync<Indicator>(Indicators.Rows.Where(i => i.IsRestricted).Select(i => i.Id), stop);
        Names = await Names.LoadAsync(db, stop);
        Themes = await db.ThemesAsync(stop);
        Organisations = Names.Current("organisations", clock.Today());
        Priorities = Names.Current("priorities", clock.Today());
        Gap = await AccountabilityGap.LoadAsync(db, Names, clock.Today(), stop);
    }

    /// <summary>Everything that matches, as a file safe to open (Y3, Y5).</summary>
    public Task<IActionResult> OnGetCsvAsync([FromQuery] IndicatorFilter filter, CancellationToken stop) => export.TakeAsync(list, ListFormat.Csv, filter, stop);

    /// <inheritdoc cref="OnGetCsvAsync"/>
    public Task<IActionResult> OnGetExcelAsync([FromQuery] IndicatorFilter filter, CancellationToken stop) => export.TakeAsync(list, ListFormat.Excel, filter, stop);

    /// <summary>Shape and colour of a line's last point.</summary>
    public static PointType TypeOf(Direction? direction) => direction switch
    {
        Direction.Better => PointType.Improvement,
        Direction.Worse => PointType.Concern,
        Direction.Up => PointType.NeutralHigh,
        Direction.Down => PointType.NeutralLow,
        Direction.NotKnown or Direction.NoChange or null => PointType.CommonCause,
    };
}
