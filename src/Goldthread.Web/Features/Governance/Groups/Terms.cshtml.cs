using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Web.Features.Shared.Fields;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Governance.Groups;

/// <summary>Terms of reference as they are typed.</summary>
public sealed class TermsInput
{
    public DateInput ApprovedOn { get; set; } = new();
    public DateInput ReviewOn { get; set; } = new();
    public string? Text { get; set; }
}

/// <summary>Adds a dated version of a group's terms of reference; earlier ones stay.</summary>
[Needs(Right.EditStructure)]
public sealed class TermsModel(BoardDb db, Viewer viewer, TimeProvider clock) : StructureForm(db, viewer, clock)
{
    [BindProperty]
    public TermsInput Input { get; set; } = new();

    public Group Group { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (Refusal() is { } refused) return refused;
        if (await Db.Groups.SingleOrDefaultAsync(g => g.Id == id, stop) is not { } group) return NotFound();
        (Group, Command.Version) = (group, group.Version);
        Input = new() { ApprovedOn = DateInput.Of(Today), ReviewOn = DateInput.Of(Today.AddYears(1)), Text = group.TermsOn(Today)?.Text };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop)
    {
        if (Refusal() is { } refused) return refused;
        if (await Db.Groups.SingleOrDefaultAsync(g => g.Id == id, stop) is not { } group) return NotFound();
        Group = group;
        Db.Expect(group, Command.Version);
        var approvedOn = Input.ApprovedOn.Read(ModelState, "Input.ApprovedOn", "the date of approval");
        var reviewOn = Input.ReviewOn.Read(ModelState, "Input.ReviewOn", "the date of the next review");
        if (approvedOn is { } approved && reviewOn is { } review) ModelState.Add(GovernanceRules.CheckTerms(group, approved, review, Input.Text));
        if (!ModelState.IsValid) return await AgainAsync(stop);
        group.Approve(new(approvedOn!.Value, reviewOn!.Value, Input.Text!.ReplaceLineEndings("\n").Trim()));
        return await SaveAndGoAsync(Db, $"/groups/{id}", "Terms of reference added", stop);
    }
}
