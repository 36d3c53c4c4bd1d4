using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Dataset;
using Goldthread.Domain.Governance;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Dataset.Catalogue;

/// <summary>Adds indicators from the catalogue that ships with the product, one kind of agency at a time.</summary>
[Needs(Right.ImportFigures)]
public sealed class IndexModel(BoardDb db, TimeProvider clock) : BoardPage
{
    public sealed class CatalogueInput
    {
        public string[] Codes { get; set; } = [];

        [Chosen("Choose the organisation from the list", "organisations")]
        public Guid? OwnerId { get; set; }
    }

    [BindProperty]
    public CatalogueInput Input { get; set; } = new();

    /// <summary>The kind of agency whose indicators are shown.</summary>
    public string Agency { get; private set; } = "";

    /// <summary>Those of one question alone; null for all.</summary>
    public Accountability? Question { get; private set; }

    public IReadOnlyList<CatalogueEntry> Entries { get; private set; } = [];

    /// <summary>Codes that the board has already.</summary>
    public IReadOnlySet<string> Taken { get; private set; } = new HashSet<string>();

    public IReadOnlyList<SelectListItem> Organisations { get; private set; } = [];

    public static IReadOnlyList<SelectListItem> Agencies { get; } =
        [.. IndicatorCatalogue.Agencies.Select(a => new SelectListItem($"{a} ({IndicatorCatalogue.All.Count(e => e.Agency == a)})", a))];

    public async Task<IActionResult> OnGetAsync(string? agency, Accountability? question, CancellationToken stop)
    {
        Choose(agency, question);
        Input.OwnerId = await ProposedAsync(stop);
        return await AgainAsync(stop);
    }

    public async Task<IActionResult> OnPostAsync(string? agency, Accountability? question, CancellationToken stop)
    {
        Choose(agency, question);
        var (taken, next) = await db.TakenAsync(stop);
        var chosen = IndicatorCatalogue.All.Where(e => Input.Codes.Contains(e.Code) && !taken.Contains(e.Code)).ToList();
        if (chosen.Count == 0) ModelState.AddModelError("Input.Codes", "Tick at least one indicator that is not there yet");
        if (!ModelState.IsValid) return await AgainAsync(stop);
        var themes = (await db.Themes.Where(t => !t.IsRetired).Select(t => new { t.Name, t.Id }).ToListAsync(stop)).DistinctBy(t => t.Name).ToDictionary(t => t.Name, t => t.Id);
        db.AddRange(chosen.Select((entry, i) => entry.ToIndicator(next + i, Input.OwnerId, themes)));
        return await SaveAndGoAsync(db, $"/indicators/catalogue?agency={Uri.EscapeDataString(Agency)}", $"{Say.Count(chosen.Count, "indicator")} added", stop);
    }

    /// <inheritdoc/>
    public override async Task FillAsync(CancellationToken stop)
    {
        Taken = (await db.TakenAsync(stop)).Codes;
        Organisations = await db.OrganisationsAsync(clock.Today(), stop);
    }

    private void Choose(string? agency, Accountability? question)
    {
        Agency = IndicatorCatalogue.Agencies.FirstOrDefault(a => a == agency) ?? IndicatorCatalogue.Agencies[0];
        Question = question;
        Entries = [.. IndicatorCatalogue.All.Where(e => e.Agency == Agency && (question is null || e.Meaning.Accountability == question))];
    }

    // Whoever answers for this agency's indicators already, or the only organisation of its type.
    private async Task<Guid?> ProposedAsync(CancellationToken stop)
    {
        string[] codes = [.. IndicatorCatalogue.All.Where(e => e.Agency == Agency).Select(e => e.Code)];
        var owners = await db.Indicators.Where(i => codes.Contains(i.Code) && i.OwnerId != null).Select(i => i.OwnerId!.Value).ToListAsync(stop);
        if (owners.Count > 0) return owners.CountBy(id => id).MaxBy(o => o.Value).Key;
        var (type, today) = (IndicatorCatalogue.TypeOf(Agency), clock.Today());
        var known = await db.Organisations.Where(o => o.Type == type && (o.ActiveUntil == null || o.ActiveUntil >= today)).Select(o => o.Id).Take(2).ToListAsync(stop);
        return known is [var only] ? only : null;
    }
}
