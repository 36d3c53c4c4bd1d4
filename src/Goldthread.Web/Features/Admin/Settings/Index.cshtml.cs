using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Dataset;
using Goldthread.Domain.Governance;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.Settings;

/// <summary>What the board is called, which words it speaks, and whom to ring about a child (Z9, Z10).</summary>
[Needs(Right.RunTheSystem)]
public sealed class IndexModel(BoardDb db, BoardContext board) : BoardPage
{
    public sealed class SettingsInput
    {
        public string? Name { get; set; }
        public string? Vocabulary { get; set; }
        public string? Area { get; set; }
        public string? WorryInHours { get; set; }
        public string? WorryOutOfHours { get; set; }
        public string? Contact { get; set; }
    }

    [BindProperty]
    public SettingsInput Input { get; set; } = new();

    public Guid SettingsId { get; private set; }
    public int LastYear => board.WorkingDays.LastYear;

    public IReadOnlyList<SelectListItem> Vocabularies { get; } =
        [.. new[] { Words.Lscb, Words.Lscp }.Select(w => new SelectListItem($"{w.Body}: {w.CaseReview}, {w.Scrutineer}, {w.AnnualReport}", w.Code))];

    public async Task OnGetAsync(CancellationToken stop)
    {
        var settings = await FindAsync(stop);
        (SettingsId, Command.Version) = (settings.Id, settings.Version);
        Input = new()
        {
            Name = settings.Name,
            Vocabulary = settings.Vocabulary,
            Area = settings.Area,
            WorryInHours = settings.WorryInHours,
            WorryOutOfHours = settings.WorryOutOfHours,
            Contact = settings.Contact,
        };
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        var settings = await FindAsync(stop);
        SettingsId = settings.Id;
        if (string.IsNullOrWhiteSpace(Input.Name)) ModelState.AddModelError("Input.Name", "Enter the name of the board or partnership");
        else if (Input.Name.Length > 120) ModelState.AddModelError("Input.Name", "Shorten the name to 120 characters");
        else if (Input.Name.Trim().Any(char.IsControl)) ModelState.AddModelError("Input.Name", "Write the name in one line"); // it stands in letters
        if (Vocabularies.All(v => v.Value != Input.Vocabulary)) ModelState.AddModelError("Input.Vocabulary", "Choose which words the pages speak");
        ModelState.Add([.. SettingsRules.CheckWhomToRing(nameof(Input.WorryInHours), Input.WorryInHours, "in office hours"), .. SettingsRules.CheckWhomToRing(nameof(Input.WorryOutOfHours), Input.WorryOutOfHours, "at other times")]);
        // Before the first figures are brought in nobody knows the names of areas.
        if (Input.Area?.Trim() is { Length: > 0 } area && await db.Set<Area>().AnyAsync(stop) && !await db.Set<Area>().AnyAsync(a => a.Name == area, stop))
            ModelState.AddModelError("Input.Area", $"There are no figures for “{area}”: enter the area as the published figures name it");
        if (!ModelState.IsValid) return await AgainAsync(stop);
        if (settings.Version > 0) db.Expect(settings, Command.Version);
        settings.Describe(Input.Name!.Trim(), Input.Vocabulary!, Input.Area?.Trim() ?? "", Input.WorryInHours!.Trim().TrimEnd('.'), Input.WorryOutOfHours!.Trim().TrimEnd('.'), Input.Contact?.Trim() ?? "");
        var answer = await SaveAndGoAsync(db, "/settings", "Settings saved", stop);
        board.Refresh();
        return answer;
    }

    private async Task<BoardSettings> FindAsync(CancellationToken stop) => await db.Settings.OrderBy(s => s.Id).FirstOrDefaultAsync(stop) ?? db.Settings.Add(new()).Entity;
}
