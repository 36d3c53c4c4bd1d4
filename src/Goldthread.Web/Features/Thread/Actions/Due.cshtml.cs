using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Shared.Fields;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Goldthread.Web.Features.Thread.Actions;

/// <summary>Sets or moves the due date; the first one stays in sight (S5).</summary>
[Needs(Right.PlanActions, Right.ActOnBehalf)]
public sealed class DueModel(BoardDb db, Viewer viewer, TimeProvider clock, WorkingDays workingDays) : ActionPage(db, clock)
{
    public sealed class DueInput
    {
        public DateInput Due { get; set; } = new();
        public string? Reason { get; set; }
    }

    [BindProperty]
    public DueInput Input { get; set; } = new();

    public Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop) => ChangeAsync(id, $"The date is changed{workingDays.Note(DateText.Read($"{Input.Due.Day} {Input.Due.Month} {Input.Due.Year}"))}", action =>
        Task.FromResult(Input.Due.Read(ModelState, "Input.Due", "the new date") is { } due ? action.MoveDue(due, Input.Reason, viewer, Today) : []), stop);

    protected override void Show() => Input.Due = DateInput.Of(Item.Due);
}
