using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Goldthread.Web.Features.Thread.Actions;

/// <summary>Gives an action up, with a reason; it stays in sight.</summary>
[Needs(Right.AcceptActions)]
public sealed class WithdrawModel(BoardDb db, Viewer viewer, TimeProvider clock) : ActionPage(db, clock)
{
    public sealed class WithdrawInput
    {
        public string? Reason { get; set; }
    }

    [BindProperty]
    public WithdrawInput Input { get; set; } = new();

    public Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop) =>
        ChangeAsync(id, "Action withdrawn", action => Task.FromResult(action.Withdraw(Input.Reason, viewer, Today)), stop);
}
