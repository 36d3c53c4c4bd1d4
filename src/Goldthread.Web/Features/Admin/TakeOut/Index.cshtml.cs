using Goldthread.Domain.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.TakeOut;

/// <summary>Takes personal details out of everything the board holds. The text is posted and never stands in an address.</summary>
[Needs(Right.TakeOutText)]
public sealed class IndexModel(BoardDb db, TakeOutText takeOut) : BoardPage
{
    public sealed class TakeOutInput
    {
        public string? Text { get; set; }
        public string? Reason { get; set; }
        public bool InsideWords { get; set; }
    }

    [BindProperty]
    public TakeOutInput Input { get; set; } = new();

    /// <summary>Where it stands; null until looked for.</summary>
    public IReadOnlyList<Place>? Places { get; private set; }

    public void OnGet() { }

    public async Task<IActionResult> OnPostLookAsync(CancellationToken stop)
    {
        if (Check()) Places = await takeOut.FindAsync(Pattern, stop);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (!Check()) return Page();
        (Command.Result, TempData["Done"]) = ("/take-out", "Taken out everywhere you may clean: records, search, names of files and history");
        try
        {
            await takeOut.CarryOutAsync(Command, Pattern, Input.Reason!.Trim(), stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Not the page with both versions: it would show a record that may be hidden from this person.
            TempData.Remove("Done");
            ModelState.AddModelError("", "Somebody was saving one of these records at that moment. Nothing was taken out; press the button again");
            db.ChangeTracker.Clear();
            return Page();
        }
        return LocalRedirect("/take-out");
    }

    private TextPattern Pattern => new(Input.Text!.Trim(), Input.InsideWords);

    private bool Check()
    {
        if ((Input.Text?.Trim().Length ?? 0) < 3) ModelState.AddModelError("Input.Text", "Enter the text to take out, at least three letters");
        else if (Input.Text!.Length > 200) ModelState.AddModelError("Input.Text", "Enter at most 200 letters at a time");
        if (string.IsNullOrWhiteSpace(Input.Reason)) ModelState.AddModelError("Input.Reason", "Say why it must go: it stays on the trail");
        else if (ModelState.IsValid && Pattern.IsIn(Input.Reason)) ModelState.AddModelError("Input.Reason", "Leave the text itself out of the reason, or it would stay on the trail");
        return ModelState.IsValid;
    }
}
