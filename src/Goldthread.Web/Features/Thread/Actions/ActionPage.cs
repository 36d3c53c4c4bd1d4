using Goldthread.Domain;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Goldthread.Web.Features.Thread.Actions;

/// <summary>A deed on one action: find it, decide by its rule, keep it, answer.</summary>
public abstract class ActionPage(BoardDb db, TimeProvider clock) : BoardPage
{
    /// <summary>The board's database.</summary>
    protected BoardDb Db { get; } = db;

    /// <summary>The clock.</summary>
    protected TimeProvider Clock { get; } = clock;

    /// <summary>The date at the board.</summary>
    public DateOnly Today { get; } = clock.Today();

    /// <summary>The action.</summary>
    public ImprovementAction Item { get; private set; } = null!;

    /// <summary>Names for what is shown of it.</summary>
    public Names Names { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (await Db.FindVisibleAsync<ImprovementAction>(id, stop) is not { } action) return NotFound();
        (Item, Command.Version) = (action, action.Version);
        Show();
        return await AgainAsync(stop);
    }

    /// <summary>Fills the form from the action, the first time.</summary>
    protected virtual void Show() { }

    /// <summary>Carries out the deed.</summary>
    protected async Task<IActionResult> ChangeAsync(Guid id, string done, Func<ImprovementAction, Task<IReadOnlyList<Problem>>> deed, CancellationToken stop, string prefix = "Input")
    {
        if (await Db.FindVisibleAsync<ImprovementAction>(id, stop) is not { } action) return NotFound();
        Item = action;
        Db.Expect(action, Command.Version);
        ModelState.Add(await deed(action), prefix);
        if (!ModelState.IsValid) return await AgainAsync(stop);
        return await SaveAndGoAsync(Db, $"/actions/{id}", done, stop);
    }

    public override async Task FillAsync(CancellationToken stop) => Names = await Names.LoadAsync(Db, stop);
}
