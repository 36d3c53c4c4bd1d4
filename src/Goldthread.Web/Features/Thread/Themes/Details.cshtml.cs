using System.ComponentModel.DataAnnotations;
using Goldthread.Domain;
using Goldthread.Domain.Dataset;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Thread.Themes;

/// <summary>Which of the things tagged are listed; stands in the address.</summary>
public sealed class TaggedInput
{
    [Range(1901, 2199)]
    public int? Year { get; set; }

    /// <summary>Name of a volume, or "findings".</summary>
    public string? Source { get; set; }

    public string? Sort { get; set; }
}

/// <summary>Everything that bears a theme, by year and by source (A7), and what was done about it (A11).</summary>
[ForEveryoneSignedIn]
public sealed class DetailsModel(BoardDb db) : PageModel
{
    /// <summary>The source that stands for findings in the address.</summary>
    public const string Findings = "findings";

    public Theme Theme { get; private set; } = null!;
    public TaggedInput Filter { get; private set; } = new();
    public IReadOnlyList<TaggedCount> Counts { get; private set; } = [];
    public Listing<TaggedRow> Rows { get; private set; } = null!;
    public IReadOnlyList<(string Code, string Name)> Indicators { get; private set; } = [];
    public EffortAndEffect Both { get; private set; } = null!;

    /// <summary>How many bear the theme in a year and a source; null sums.</summary>
    public int Count(int? year, string? source) => Counts.Where(c => (year is null || c.Year == year) && (source is null || Name(c.Volume) == source)).Sum(c => c.Count);

    /// <summary>A source as it stands in the address.</summary>
    public static string Name(Volume? volume) => volume?.ToString() ?? Findings;

    public async Task<IActionResult> OnGetAsync(Guid id, [FromQuery] TaggedInput filter, int p, CancellationToken stop)
    {
        if (await db.Themes.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, stop) is not { } theme) return NotFound();
        (Theme, Filter) = (theme, filter);
        Counts = await db.TaggedCountsAsync(id, stop);
        var rows = db.TaggedWith(id);
        if (filter.Year is > 1900 and < 2200 and var year)
        {
            var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
            rows = rows.Where(r => r.Date >= first && r.Date <= last);
        }
        if (filter.Source is { } source) rows = rows.Where(r => r.Volume == (source == Findings ? "" : source));
        rows = filter.Sort switch
        {
            "title" => rows.OrderBy(r => r.Title).ThenBy(r => r.Id),
            "oldest" => rows.OrderBy(r => r.Date).ThenBy(r => r.Id),
            _ => rows.OrderByDescending(r => r.Date).ThenByDescending(r => r.Id),
        };
        // The counts are there already: no second question for the total.
        var total = Count(filter.Year is > 1900 and < 2200 ? filter.Year : null, filter.Source);
        var number = Math.Clamp(p, 1, Math.Max(1, (total + Listing.PageSize - 1) / Listing.PageSize));
        Rows = new(await rows.Skip((number - 1) * Listing.PageSize).Take(Listing.PageSize).ToListAsync(stop), total, number);
        var indicators = await db.Indicators.Where(i => i.Themes.Any(t => t.TargetId == id)).OrderBy(i => i.Name).Select(i => new { i.Id, i.Code, i.Name, i.Confidentiality }).ToListAsync(stop);
        Indicators = [.. indicators.Select(i => (i.Code, i.Name))];
        await db.LogReadingsAsync([.. Rows.Rows.Where(r => r.IsRestricted).Select(r => (r.Target == Findings ? nameof(Finding) : nameof(LibraryItem), r.Id)),
            .. indicators.Where(i => i.Confidentiality == Confidentiality.Restricted).Select(i => (nameof(Indicator), i.Id))], stop);
        Both = await db.EffortAndEffectAsync(id, stop);
        return Page();
    }
}
