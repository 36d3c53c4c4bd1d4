using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Governance.Structure;

/// <summary>A theme as it is typed.</summary>
public sealed class ThemeInput
{
    public string? Name { get; set; }
    public string? Family { get; set; }
    public List<string> Retired { get; set; } = [];
}

/// <summary>The one list of themes that evidence of every kind is tagged with (A7): adds one, or changes the one named in
/// the address. A retired theme is no longer offered; what bears it keeps it.</summary>
[Needs(Right.EditStructure)]
public sealed class ThemesModel(BoardDb db, Viewer viewer, TimeProvider clock) : StructureForm(db, viewer, clock)
{
    [BindProperty]
    public ThemeInput Input { get; set; } = new();

    public Theme? Item { get; private set; }
    public IReadOnlyList<Theme> Themes { get; private set; } = [];
    public static IReadOnlyList<SelectListItem> Families { get; } = [.. new[] { "Abuse", "Family", "Child", "Practice", "System" }.Select(f => new SelectListItem(f, f))];

    public async Task<IActionResult> OnGetAsync(Guid? id, CancellationToken stop)
    {
        if (await OpenAsync(id, stop) is { } refused) return refused;
        if (Item is { } theme) (Command.Version, Input) = (theme.Version, new() { Name = theme.Name, Family = theme.Family, Retired = theme.IsRetired ? ["yes"] : [] });
        await FillAsync(stop);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid? id, CancellationToken stop)
    {
        if (await OpenAsync(id, stop) is { } refused) return refused;
        var name = Input.Name?.Trim() ?? "";
        var names = await Db.Themes.Where(t => t.Id != id).Select(t => t.Name).ToListAsync(stop);
        ModelState.Add(GovernanceRules.CheckTheme(name, Input.Family, names.Contains(name, StringComparer.OrdinalIgnoreCase)));
        if (!ModelState.IsValid) return await AgainAsync(stop);
        if (Item is null) Db.Themes.Add(new(name, Input.Family!));
        else
        {
            Db.Expect(Item, Command.Version);
            Item.Describe(name, Input.Family!, Input.Retired.Count > 0);
        }
        return await SaveAndGoAsync(Db, "/structure/themes", "Theme saved", stop);
    }

    public override async Task FillAsync(CancellationToken stop) =>
        Themes = await Db.Themes.AsNoTracking().OrderBy(t => t.Family).ThenBy(t => t.Name).ToListAsync(stop);

    private async Task<IActionResult?> OpenAsync(Guid? id, CancellationToken stop)
    {
        if (Refusal() is { } refused) return refused;
        if (id is null) return null;
        Item = await Db.Themes.SingleOrDefaultAsync(t => t.Id == id, stop);
        return Item is null ? NotFound() : null;
    }
}
