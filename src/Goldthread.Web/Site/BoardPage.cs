using Goldthread.Domain;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Goldthread.Web.Site;

/// <summary>A page that writes: it carries a command, and can be shown again with what was typed.</summary>
public abstract class BoardPage : PageModel
{
    /// <summary>Command id and the version that was on the screen. From the form alone: an id in the address is a record's.</summary>
    [BindProperty, FromForm]
    public Command Command { get; set; } = new();

    /// <summary>Names of the input's fields as they stand on the page: the summary of errors follows them. Empty where errors are found
    /// in that order anyway.</summary>
    public virtual IReadOnlyList<string> FieldOrder => [];

    /// <summary>Loads what the view needs besides what was typed: lists to choose from. Called before the page is shown,
    /// also after an error or a conflict.</summary>
    public virtual Task FillAsync(CancellationToken stop) => Task.CompletedTask;

    /// <summary>Says on the trail what was decided, where a page takes more than one answer; <c>TrailSentence</c> has the words.</summary>
    protected void Decided(string outcome) => Command.Deed += $" · {outcome}";

    /// <summary>The page again, with the problems and with what was typed.</summary>
    protected async Task<IActionResult> AgainAsync(CancellationToken stop)
    {
        await FillAsync(stop);
        return Page();
    }

    /// <summary>Saves, then goes on to a local address; a second press is sent there too.</summary>
    protected async Task<IActionResult> SaveAndGoAsync(BoardDb db, string address, string message, CancellationToken stop)
    {
        Command.Result = address;
        await db.SaveAsync(Command, stop);
        TempData["Done"] = message;
        return LocalRedirect(address);
    }
}

/// <summary>Problems of the domain as errors of a form.</summary>
public static class Problems
{
    /// <summary>Adds them; a field of the form's input is found by its name.</summary>
    public static void Add(this ModelStateDictionary state, IEnumerable<Problem> problems, string prefix = "Input")
    {
        foreach (var problem in problems)
            state.AddModelError(problem.Field.Length == 0 ? "" : prefix.Length == 0 ? problem.Field : $"{prefix}.{problem.Field}", problem.Message);
    }
}
