using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.Settings;

/// <summary>Who must have a second factor, and how long a session lasts (W7).</summary>
[Needs(Right.RunTheSystem), ConfirmFirst]
public sealed class SignInModel(BoardDb db, BoardContext board) : BoardPage
{
    public sealed class SignInInput
    {
        public SecondFactorFor? SecondFactor { get; set; }
        public int? IdleMinutes { get; set; }
        public int? LongestHours { get; set; }
    }

    [BindProperty]
    public SignInInput Input { get; set; } = new();

    public IReadOnlyList<SelectListItem> Whom { get; } = Choices.Of<SecondFactorFor>();

    public async Task OnGetAsync(CancellationToken stop)
    {
        var settings = await FindAsync(stop);
        Command.Version = settings.Version;
        Input = new() { SecondFactor = settings.SecondFactor, IdleMinutes = settings.IdleMinutes, LongestHours = settings.LongestHours };
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        var settings = await FindAsync(stop);
        if (Input.SecondFactor is not { } whom || !Enum.IsDefined(whom)) ModelState.AddModelError("Input.SecondFactor", "Choose who must have a second factor");
        else ModelState.Add(settings.DecideSignIn(whom, Input.IdleMinutes, Input.LongestHours).Where(p => ModelState[$"Input.{p.Field}"]?.Errors.Count is not > 0)); // what could not be read is told already
        if (!ModelState.IsValid) return await AgainAsync(stop);
        if (settings.Version > 0) db.Expect(settings, Command.Version);
        var answer = await SaveAndGoAsync(db, "/settings/sign-in", "Settings saved. They hold from the next press of everyone", stop);
        board.Refresh();
        return answer;
    }

    private async Task<BoardSettings> FindAsync(CancellationToken stop) => await db.Settings.OrderBy(s => s.Id).FirstOrDefaultAsync(stop) ?? db.Settings.Add(new()).Entity;
}
