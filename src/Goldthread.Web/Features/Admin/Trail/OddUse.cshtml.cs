using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.Trail;

/// <summary>Whose week was unlike the others: counts, each with the entries of the trail behind it (T13).</summary>
[Needs(Right.ReadAuditTrail)]
public sealed class OddUseModel(BoardDb db, TimeProvider clock) : PageModel
{
    /// <summary>First day of the week shown.</summary>
    public DateOnly Monday { get; private set; }

    public IReadOnlyList<OddLine> Lines { get; private set; } = [];
    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    /// <summary>What was done, and which entries of the trail tell of it, as part of an address.</summary>
    public static (string Words, string Filter) About(OddKind kind) => kind switch
    {
        OddKind.Readings => ("Restricted records read", "&readings=true"),
        OddKind.Exports => ("Lists and files taken out", "&deed=export"),
        OddKind.OddHours => ("Signed in at night or at a weekend", "&deed=sign"),
    };

    public async Task OnGetAsync(DateOnly? week, CancellationToken stop)
    {
        var last = OddUse.LastWeek(clock.Today());
        Monday = week is { Year: > 2000 } asked && asked < last ? Reminders.MondayOf(asked) : last;
        Lines = await db.OddUseAsync(Monday, stop);
        var people = Lines.Select(l => l.PersonId).ToHashSet();
        Names = await db.People.Where(p => people.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, stop);
    }
}
