using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.Colleagues;

/// <summary>Once a year a lead says of everybody in her agency whether the access is still right (W10). Who has left is ended at once;
/// what is not hers to change goes to the office.</summary>
[Needs(Right.InviteColleagues), ConfirmFirst]
public sealed class CheckModel(BoardDb db, Viewer viewer, TimeProvider clock) : ColleaguePage(db, viewer, clock)
{
    public sealed class CheckInput
    {
        /// <summary>By person: what the lead says.</summary>
        public Dictionary<string, string?> Said { get; set; } = [];

        /// <summary>What has changed, where a role has.</summary>
        public string? Note { get; set; }
    }

    [BindProperty]
    public CheckInput Input { get; set; } = new();

    /// <summary>The last confirmation; null when there was none.</summary>
    public AccessCheck? Last { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (!await FindAsync(id, stop)) return NotFound();
        await FillAsync(stop);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop)
    {
        if (!await FindAsync(id, stop)) return NotFound();
        await FillAsync(stop);
        var said = People.ToDictionary(p => p.Person.Id, p => Read(Input.Said.GetValueOrDefault($"{p.Person.Id}")));
        ModelState.Add(AccessCheckRules.CanConfirm(People.Select(p => p.Person.Id), said));
        if (said.ContainsValue(StillRight.RoleChanged) && string.IsNullOrWhiteSpace(Input.Note)) ModelState.AddModelError("Input.Note", "Say which role has changed, and how");
        if (Input.Note?.Length > 500) ModelState.AddModelError("Input.Note", "Shorten it to 500 characters");
        if (!ModelState.IsValid) return Page();
        var ended = 0;
        List<string> office = [];
        foreach (var one in People)
        {
            switch (said[one.Person.Id])
            {
                case StillRight.HasLeft when ColleagueRules.CanEnd(one.Belongs, Viewer, Covered).Count == 0:
                    await EndAsync(one, stop);
                    ended++;
                    break;
                case StillRight.HasLeft:
                    office.Add($"{one.Person.Name} has left");
                    break;
                case StillRight.RoleChanged:
                    office.Add($"{one.Person.Name}: the role has changed");
                    break;
            }
        }
        if (Input.Note?.Trim() is { Length: > 0 } note) office.Add(note.ReplaceLineEndings(" "));
        Db.AccessChecks.Add(new(id, Today, Viewer.Name, People.Count, ended, string.Join('\n', office)));
        return await SaveAndGoAsync(Db, Here, office.Count > 0 ? "Confirmed. The business office sees to the rest" : "Confirmed", stop);
    }

    public override async Task FillAsync(CancellationToken stop)
    {
        await base.FillAsync(stop);
        Last = await Db.AccessChecks.AsNoTracking().Where(c => c.OrganisationId == Item.Id).OrderByDescending(c => c.On).ThenByDescending(c => c.Id).FirstOrDefaultAsync(stop);
    }

    private static StillRight Read(string? said) => said switch
    {
        nameof(StillRight.Yes) => StillRight.Yes,
        nameof(StillRight.HasLeft) => StillRight.HasLeft,
        nameof(StillRight.RoleChanged) => StillRight.RoleChanged,
        _ => StillRight.NotSaid,
    };
}
