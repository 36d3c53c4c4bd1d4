using System.Security.Cryptography;
using System.Text;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Shared;
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

    /// <summary>What was listed when the person confirmed; null when nothing was.</summary>
    [BindProperty]
    public string? Confirmed { get; set; }

    /// <summary>Where it stands; null until looked for.</summary>
    public IReadOnlyList<Place>? Places { get; private set; }

    public void OnGet() { }

    public async Task<IActionResult> OnPostLookAsync(CancellationToken stop)
    {
        if (Check()) Places = await takeOut.FindAsync(Pattern, stop);
        return Page();
    }

    [ConfirmFirst]
    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (!Check()) return Page();
        // What is confirmed is what was listed: another text, or a place more or less, is shown first.
        var places = await takeOut.FindAsync(Pattern, stop);
        if (Confirmed != Fingerprint(places))
        {
            Places = places;
            if (Confirmed is not null) ModelState.AddModelError("", "What would be cleaned has changed. Look at the list and confirm again");
            return Page();
        }
        Command.Result = "/take-out";
        try
        {
            await takeOut.CarryOutAsync(Command, Pattern, Input.Reason!.Trim(), stop);
            TempData["Done"] = places.Count == 0
                ? "Taken out wherever you may clean: records, search, names of files and history. None of these places is one that you may see, so they are not counted"
                : $"Taken out of {Count(places)} that you may see, and everywhere else you may clean: search, names of files and history";
        }
        catch (DbUpdateConcurrencyException)
        {
            // Not the page with both versions: it would show a record that may be hidden from this person.
            ModelState.AddModelError("", "Somebody was saving one of these records at that moment. Nothing was taken out; press the button again");
            db.ChangeTracker.Clear();
            return Page();
        }
        return LocalRedirect("/take-out");
    }

    /// <summary>In how many places of how many records: "5 places in 3 records".</summary>
    public static string Count(IReadOnlyList<Place> places) => $"{Say.Count(places.Sum(p => p.Count), "place")} in {Say.Count(places.Count, "record")}";

    /// <summary>Stands for text and list together, so that nothing else is confirmed than what was looked at.</summary>
    public string Fingerprint(IReadOnlyList<Place> places) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', places.Select(p => $"{p.Id} {p.Count}").Order(StringComparer.Ordinal).Prepend($"{Input.Text?.Trim()} {Input.InsideWords}")))));

    private TextPattern Pattern => new(Input.Text!.Trim(), Input.InsideWords);

    private bool Check()
    {
        ModelState.Add(TakeOutRules.CheckText(Input.Text, Input.InsideWords));
        if (string.IsNullOrWhiteSpace(Input.Reason)) ModelState.AddModelError("Input.Reason", "Say why it must go: it stays on the trail");
        else if (ModelState.IsValid && Pattern.IsIn(Input.Reason)) ModelState.AddModelError("Input.Reason", "Leave the text itself out of the reason, or it would stay on the trail");
        return ModelState.IsValid;
    }
}
