using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Home;

/// <summary>How often somebody is written to about what waits (X2).</summary>
[ForEveryoneSignedIn]
public sealed class YourMailModel(BoardDb db, Viewer viewer) : BoardPage
{
    public sealed class MailInput
    {
        public DigestRhythm? Digest { get; set; }
    }

    [BindProperty]
    public MailInput Input { get; set; } = new();

    public IReadOnlyList<SelectListItem> Rhythms { get; } =
    [
        new("At most once a working day, when something is new, near or late", nameof(DigestRhythm.Daily)),
        new("Once a week, on its first working day", nameof(DigestRhythm.Weekly)),
    ];

    public async Task OnGetAsync(CancellationToken stop) => Input.Digest = (await AccountAsync(stop)).Digest;

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (Input.Digest is not { } digest) ModelState.AddModelError("Input.Digest", "Choose how often");
        else (await AccountAsync(stop)).Digest = digest;
        if (!ModelState.IsValid) return await AgainAsync(stop);
        return await SaveAndGoAsync(db, "/your-mail", "Saved", stop);
    }

    private Task<Account> AccountAsync(CancellationToken stop) => db.Users.SingleAsync(a => a.PersonId == viewer.PersonId, stop);
}
