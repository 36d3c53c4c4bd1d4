using System.ComponentModel.DataAnnotations;
using Goldthread.Domain;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Goldthread.Web.Features.Thread.Triangulate;

/// <summary>The filter of the grid as it stands in the address.</summary>
public sealed class TriangulationInput
{
    [Range(1901, 2199)]
    public int? From { get; set; }
    [Range(1901, 2199)]
    public int? To { get; set; }
    public Guid? Agency { get; set; }
}

/// <summary>A theme as a row of the grid.</summary>
public sealed record ThemeLine(Guid Id, string Name, string Family);

/// <summary>What each volume says about each theme: where evidence agrees, where it leans, where it is silent (A9).</summary>
[ForEveryoneSignedIn]
public sealed class TriangulationModel(BoardDb db, TimeProvider clock) : PageModel
{
    public TriangulationInput Filter { get; private set; } = new();
    public IReadOnlyList<SelectListItem> Organisations { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Years { get; private set; } = [];
    public IReadOnlyList<ThemeLine> Themes { get; private set; } = [];
    public Triangulation Grid { get; private set; } = null!;

    /// <summary>Themes that enough volumes speak of, most volumes first.</summary>
    public IReadOnlyList<(ThemeLine Theme, IReadOnlyList<TriangulationCell> Volumes)> Agreeing { get; private set; } = [];

    public async Task OnGetAsync([FromQuery] TriangulationInput filter, CancellationToken stop)
    {
        Filter = filter;
        (Grid, Themes) = await db.TriangulateAsync(new(FirstDay(filter.From), FirstDay(filter.To + 1)?.AddDays(-1), filter.Agency), stop);
        Organisations = await db.OrganisationsAsync(clock.Today(), stop);
        var thisYear = clock.Today().Year;
        Years = [.. Enumerable.Range(0, 12).Select(back => $"{thisYear - back}").Select(year => new SelectListItem(year, year))];
        Agreeing = [.. Themes.Select(t => (t, Grid.Speaking(t.Id))).Where(t => t.Item2.Count >= Triangulation.Enough)
            .OrderByDescending(t => t.Item2.Count).ThenByDescending(t => Grid[t.t.Id, null].Findings).ThenBy(t => t.t.Name, StringComparer.CurrentCulture)];
    }

    /// <summary>The list of findings behind a cell.</summary>
    public string Address(Guid? theme, Volume? volume) => "/findings" + QueryString.Create(new Dictionary<string, string?>
    {
        ["theme"] = $"{theme}",
        ["volume"] = $"{volume}",
        ["from"] = $"{Filter.From}",
        ["to"] = $"{Filter.To}",
        ["agency"] = $"{Filter.Agency}",
    }.Where(q => q.Value!.Length > 0));

    private static DateOnly? FirstDay(int? year) => year is > 1900 and < 2200 ? new DateOnly(year.Value, 1, 1) : null;
}
