using Goldthread.Domain;
using Goldthread.Domain.Library;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Features.Shared.Fields;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Goldthread.Web.Features.Library.Items;

/// <summary>What is said when evidence was looked at again.</summary>
public sealed class ReviewInput
{
    public DateInput KeepUntil { get; set; } = new();
    public Guid? KeeperId { get; set; }
    public string? Note { get; set; }
}

/// <summary>Says until when something may be rested on, who looks after it, and what was found when it was looked at (F3): for an item of
/// the library, and for a piece of evidence of an action.</summary>
public abstract class ReviewForm(BoardDb db, Viewer viewer, TimeProvider clock) : BoardPage
{
    /// <summary>The board's database.</summary>
    protected BoardDb Db { get; } = db;

    /// <summary>Who is typing.</summary>
    protected Viewer Viewer { get; } = viewer;

    /// <summary>The date at the board.</summary>
    public DateOnly Today { get; } = clock.Today();

    [BindProperty]
    public ReviewInput Input { get; set; } = new();

    /// <summary>What it is about.</summary>
    public string Label { get; protected set; } = "";

    /// <summary>Its page.</summary>
    public string Address { get; protected set; } = "/";

    /// <summary>Until when it may be rested on so far.</summary>
    public DateOnly? KeptUntil { get; protected set; }

    /// <summary>Who looks after it so far.</summary>
    protected Guid? KeeperNow { get; set; }

    public IReadOnlyList<SelectListItem> People { get; private set; } = [];

    /// <inheritdoc/>
    public override IReadOnlyList<string> FieldOrder { get; } = ["KeepUntil", "KeeperId", "Note"];

    /// <inheritdoc/>
    public override async Task FillAsync(CancellationToken stop) => People = await Db.PossibleReadersAsync(Viewer, KeeperNow is { } now ? [now] : [], Today, stop);

    /// <summary>Shows what is kept. A year from now is offered: one press says it still holds.</summary>
    protected async Task<IActionResult> ShowAsync(int version, CancellationToken stop)
    {
        Command.Version = version;
        Input = new() { KeepUntil = DateInput.Of(KeptUntil is { } day && day > Today.AddDays(ReviewRules.Soon) ? day : Today.AddYears(1)), KeeperId = KeeperNow ?? Viewer.PersonId };
        await FillAsync(stop);
        return Page();
    }

    /// <summary>What was typed, checked; null when something is wrong, and then each field says what.</summary>
    protected async Task<(DateOnly? Until, Guid Keeper)?> ReadAsync(CancellationToken stop)
    {
        var until = Input.KeepUntil.Read(ModelState, "Input.KeepUntil", "the day until which it may be rested on", required: false);
        ModelState.Add(ReviewRules.CanKeep(until, Today, KeptUntil));
        var keeper = Input.KeeperId ?? Viewer.PersonId!.Value;
        if (keeper != Viewer.PersonId && keeper != KeeperNow && (await Db.PossibleReadersAsync(Viewer, [], Today, stop)).All(p => p.Value != keeper.ToString()))
            ModelState.AddModelError("Input.KeeperId", "Choose the person from the list");
        if (string.IsNullOrWhiteSpace(Input.Note) && KeptUntil is not null) ModelState.AddModelError("Input.Note", "Say in a sentence what you found");
        if (Input.Note?.Length > 1000) ModelState.AddModelError("Input.Note", "Say it in 1,000 letters or fewer");
        return ModelState.IsValid ? (until, keeper) : null;
    }

    /// <summary>What is said when it was saved.</summary>
    protected static string Said(DateOnly? until) => until is { } day ? $"Reviewed: to be rested on until {day.InWords()}" : "Reviewed: to be rested on without an end";
}
