using System.Text.Json;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Goldthread.Web.Features.Admin.Drafts;

/// <summary>Keeps what somebody types into a form until it is sent (E3): the form's own fields are posted here, by its script every
/// few seconds or by its button "Keep for later". Not a page of commands: nothing is done by it.</summary>
[ForEveryoneSignedIn]
public sealed class IndexModel(BoardDb db) : PageModel
{
    [BindProperty(Name = "Command.Draft"), FromForm]
    public DraftSeen Seen { get; set; } = new();

    /// <summary>What was typed here, while another page has kept something else, or while it is too long.</summary>
    public IReadOnlyDictionary<string, string[]> Typed { get; private set; } = new Dictionary<string, string[]>();

    /// <summary>When the other page kept it; null when it is not kept for another reason.</summary>
    public DateTime? OtherAt { get; private set; }

    /// <summary>Of what was typed here, what somebody wrote.</summary>
    public IEnumerable<string> Written => Typed.Where(f => !f.Key.StartsWith("Command.", StringComparison.Ordinal)).SelectMany(f => f.Value).Where(v => v.Trim().Contains(' ')).Distinct();

    public IActionResult OnGet() => LocalRedirect("/");

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (Seen.Place is not { } place || !Url.IsLocalUrl(place.Address)) return BadRequest();
        Typed = Request.Form.Where(f => DraftRules.Keeps(f.Key)).ToDictionary(f => f.Key, f => f.Value.Select(v => PlainText.Of(v ?? "")).ToArray());
        var fields = JsonSerializer.Serialize(DraftRules.Of(Typed), BoardDb.AsRead);
        ModelState.Add(DraftRules.Check(place, fields), "");
        if (!ModelState.IsValid) return IsScript ? StatusCode(StatusCodes.Status413PayloadTooLarge) : Page();
        var (isKept, version, at) = await db.KeepDraftAsync(Seen, fields, stop);
        if (IsScript) return new JsonResult(new { version, at = at.TimeAtBoard() }) { StatusCode = isKept ? StatusCodes.Status200OK : StatusCodes.Status409Conflict };
        if (isKept)
        {
            TempData["Done"] = $"Kept at {at.TimeAtBoard()}. It is not saved yet: it stands here when you open this page again";
            return LocalRedirect(place.Address);
        }
        (OtherAt, Seen.Version, Response.StatusCode) = (at, version, StatusCodes.Status409Conflict);
        ModelState.Clear(); // the version that was posted is not the one to go on from
        return Page();
    }

    public async Task<IActionResult> OnPostDiscardAsync(CancellationToken stop)
    {
        if (Seen.Place is not { } place || !Url.IsLocalUrl(place.Address)) return BadRequest();
        await db.DiscardDraftAsync(Seen, stop);
        return LocalRedirect(place.Address);
    }

    private bool IsScript => Request.Headers.Accept.ToString().Contains("application/json", StringComparison.OrdinalIgnoreCase);
}
