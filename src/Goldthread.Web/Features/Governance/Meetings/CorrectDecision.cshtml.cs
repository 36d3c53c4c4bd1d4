using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Goldthread.Web.Features.Governance.Meetings;

/// <summary>Corrects the wording of a decision, or withdraws one that was recorded in error; nothing is deleted.</summary>
[Needs(Right.RunMeetings)]
public sealed class CorrectDecisionModel(BoardDb db, Viewer viewer, TimeProvider clock) : BoardPage
{
    public sealed class CorrectionInput
    {
        public string? What { get; set; }
        public string? Text { get; set; }
        public string? Because { get; set; }
    }

    [BindProperty]
    public CorrectionInput Input { get; set; } = new();

    public Decision Decision { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (await OpenAsync(id, stop) is { } refused) return refused;
        (Input.Text, Command.Version) = (Decision.Text, Decision.Version);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop)
    {
        if (await OpenAsync(id, stop) is { } refused) return refused;
        db.Expect(Decision, Command.Version);
        if (Input.What == "Wording") ModelState.Add(Decision.Correct(Input.Text, viewer, clock.Today()));
        else if (Input.What == "Error")
        {
            Decided("Withdraw");
            ModelState.Add(Decision.Withdraw(Input.Because, viewer, clock.Today()));
        }
        else ModelState.AddModelError("Input.What", "Choose what is wrong with it");
        if (!ModelState.IsValid) return await AgainAsync(stop);
        return await SaveAndGoAsync(db, $"/meetings/{Decision.MeetingId}", Input.What == "Wording" ? "Decision corrected" : "Decision withdrawn", stop);
    }

    private async Task<IActionResult?> OpenAsync(Guid id, CancellationToken stop)
    {
        if (await db.FindVisibleAsync<Decision>(id, stop) is not { } decision) return NotFound();
        Decision = decision;
        return GovernanceRules.CanCorrect(decision, viewer).Count > 0 ? StatusCode(StatusCodes.Status403Forbidden) : null;
    }
}
