using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Domain.SetUp;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.SetUp;

/// <summary>The way from an empty board to one that works, step by step: what is there, what is missing, and where it is done.</summary>
[Needs(Right.EditStructure)]
public sealed class IndexModel(BoardDb db, BoardContext board, BoardOptions options, TimeProvider clock) : BoardPage
{
    public IReadOnlyList<SetUpStep> Steps { get; private set; } = [];
    public bool HasMailServer { get; } = options.MailServer is not null;
    public bool HasBackups { get; } = options.Backups is not null;

    public Task OnGetAsync(CancellationToken stop) => FillAsync(stop);

    public async Task<IActionResult> OnPostThemesAsync(CancellationToken stop)
    {
        if (await db.Themes.AnyAsync(stop)) ModelState.AddModelError("", "There are themes here already: add to them on their own page");
        if (!ModelState.IsValid) return await AgainAsync(stop);
        foreach (var (family, names) in StartingThemes.ByFamily) db.Themes.AddRange(names.Select(name => new Theme(name, family)));
        return await SaveAndGoAsync(db, "/set-up", "Themes added", stop);
    }

    public async Task<IActionResult> OnPostFinishAsync(CancellationToken stop)
    {
        await FillAsync(stop);
        ModelState.Add(SetUpSteps.CanFinish(Steps));
        if (!ModelState.IsValid) return Page();
        (await db.Settings.OrderBy(s => s.Id).FirstAsync(stop)).FinishSetUp(clock.Today());
        var answer = await SaveAndGoAsync(db, "/", "The board is set up", stop);
        board.Refresh();
        return answer;
    }

    public override async Task FillAsync(CancellationToken stop)
    {
        var today = clock.Today();
        var settings = board.Settings;
        var organisations = await db.Organisations.Where(o => o.ActiveUntil == null || o.ActiveUntil >= today).Select(o => o.Type).ToListAsync(stop);
        Steps = SetUpSteps.For(new(
            settings.WorryInHours.Length > 0,
            organisations.Count, organisations.Contains(OrganisationType.BoardOffice),
            await db.Groups.CountAsync(g => g.ClosedOn == null || g.ClosedOn >= today, stop),
            await db.People.CountAsync(stop),
            await db.RoleHoldings.Where(h => h.Role == Role.Administrator && h.From <= today && (h.Until == null || h.Until >= today) && db.Users.Any(u => u.PersonId == h.PersonId && u.EndedAt == null)).Select(h => h.PersonId).Distinct().CountAsync(stop),
            await db.Priorities.CountAsync(p => p.Until == null || p.Until >= today, stop),
            await db.Themes.CountAsync(t => !t.IsRetired, stop),
            await db.Recommendations.CountAsync(stop)), board.Words);
    }
}
