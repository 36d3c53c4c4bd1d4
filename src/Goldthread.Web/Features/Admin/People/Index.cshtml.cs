using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Goldthread.Web.Features.Admin.People;

/// <summary>Everybody the board works with: for administrators and the office alone (W3).</summary>
[Needs(Right.RunTheSystem, Right.ActOnBehalf)]
public sealed class IndexModel(BoardDb db, TimeProvider clock) : PageModel
{
    public sealed record PersonLine(Guid Id, string Name, string Email, int Roles, bool HasAccount);

    public string? Name { get; private set; }
    public Listing<PersonLine> People { get; private set; } = null!;

    public async Task OnGetAsync([FromQuery] string? name, int p, CancellationToken stop)
    {
        Name = name;
        var today = clock.Today();
        var people = db.People.AsQueryable();
        // Search text folds case alike on both databases; here it is enough to try the name as typed and as names begin.
        if (name?.Trim() is { Length: > 0 } typed)
        {
            var begun = char.ToUpperInvariant(typed[0]) + typed[1..];
            people = people.Where(x => x.Name.Contains(typed) || x.Name.Contains(begun) || x.Email.Contains(typed));
        }
        People = await people.OrderBy(x => x.Name).ThenBy(x => x.Id).Select(x => new PersonLine(x.Id, x.Name, x.Email,
            db.RoleHoldings.Count(h => h.PersonId == x.Id && h.From <= today && (h.Until == null || h.Until >= today)),
            db.Users.Any(a => a.PersonId == x.Id && a.EndedAt == null))).PageAsync(p, stop);
    }
}
