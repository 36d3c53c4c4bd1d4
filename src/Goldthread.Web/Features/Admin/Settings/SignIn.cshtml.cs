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
public sealed class SignInModel(BoardDb db, BoardContext board, IdentityProviders providers, ProviderPeople people, BoardOptions options) : BoardPage
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

    /// <summary>A provider, where it sends people back to, and what keeps them from signing in by it.</summary>
    public sealed record ProviderLine(IdentityProvider Provider, string BackTo, string? Problem);

    public IReadOnlyList<ProviderLine> Providers { get; private set; } = [];

    /// <summary>What is wrong with the settings of providers.</summary>
    public IReadOnlyList<string> SettingProblems => providers.SettingProblems;

    public async Task OnGetAsync(CancellationToken stop)
    {
        await FillAsync(stop);
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

    public override async Task FillAsync(CancellationToken stop)
    {
        List<ProviderLine> lines = [];
        foreach (var provider in providers.All)
        {
            var problem = (await providers.AskAsync(provider, stop)).Problem;
            if (!await people.SpeaksForSomebodyAsync(provider, stop)) problem = "names no organisation of this board, or one of two with the same name: nobody can sign in by it";
            lines.Add(new(provider, options.PublicAddress + IdentityProviders.BackPath(provider), problem));
        }
        Providers = lines;
    }

    private async Task<BoardSettings> FindAsync(CancellationToken stop) => await db.Settings.OrderBy(s => s.Id).FirstOrDefaultAsync(stop) ?? db.Settings.Add(new()).Entity;
}
