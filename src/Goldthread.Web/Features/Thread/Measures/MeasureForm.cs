using Goldthread.Domain;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Library;
using Goldthread.Web.Features.Shared.Fields;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Thread.Measures;

/// <summary>An impact test as it is typed.</summary>
public sealed class MeasureInput
{
    public MeasureKind Kind { get; set; }
    public string? HowSeen { get; set; }
    public Guid? IndicatorId { get; set; }
    public string? Baseline { get; set; }
    public string? Target { get; set; }
    public DateInput CheckOn { get; set; } = new();
}

/// <summary>What the forms for a new impact test and for changing one share.</summary>
public abstract class MeasureForm(BoardDb db, Viewer viewer, TimeProvider clock) : BoardPage
{
    /// <summary>The board's database.</summary>
    protected BoardDb Db { get; } = db;

    /// <summary>Who is typing.</summary>
    protected Viewer Viewer { get; } = viewer;

    /// <summary>The date at the board.</summary>
    protected DateOnly Today { get; } = clock.Today();

    [BindProperty]
    public MeasureInput Input { get; set; } = new();

    public IReadOnlyList<SelectListItem> Indicators { get; private set; } = [];
    public string For { get; protected set; } = "";
    public string? Difference { get; protected set; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> FieldOrder { get; } = ["Kind", "HowSeen", "IndicatorId", "Baseline", "Target", "CheckOn"];

    public override async Task FillAsync(CancellationToken stop)
    {
        // The shelf knows every indicator the reader may see, whatever part keeps its figures.
        var indicators = await Db.LibraryItems.Where(i => i.SourceKind == Shelf.Indicator).OrderBy(i => i.Title).Select(i => new { i.Id, i.SourceId, i.Title, i.Confidentiality }).ToListAsync(stop);
        await Db.LogReadingsAsync<LibraryItem>(indicators.Where(i => i.Confidentiality == Confidentiality.Restricted).Select(i => i.Id), stop);
        Indicators = [.. indicators.Select(i => new SelectListItem(i.Title, i.SourceId.ToString()))];
    }

    /// <summary>Puts what was typed into a measure.</summary>
    protected async Task FillMeasureAsync(ImpactMeasure measure, DateOnly? madeOn, CancellationToken stop)
    {
        if (Input.IndicatorId is { } indicator && indicator != measure.IndicatorId && !await Db.Indicators.AnyAsync(i => i.Id == indicator, stop))
            ModelState.AddModelError("Input.IndicatorId", "Choose the indicator from the list");
        var checkOn = Input.CheckOn.Read(ModelState, "Input.CheckOn", "the date of the check");
        measure.Describe(Input.Kind, Input.HowSeen?.Trim() ?? "", Input.IndicatorId, Input.Baseline?.Trim() ?? "", Input.Target?.Trim() ?? "", checkOn ?? Today);
        ModelState.Add(MeasureRules.Check(measure, checkOn is null ? null : madeOn));
    }
}
