using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Governance.Structure;

/// <summary>A group as the structure shows it.</summary>
public sealed record GroupInStructure(Guid Id, string Name, string ShortName, GroupKind Kind, string Purpose, Guid? ReportsToId, bool RunsFramework, IReadOnlyList<string> Chairs);

/// <summary>The groups that meet, with their chairs.</summary>
public static class StructureQuery
{
    /// <summary>Groups that meet on a day, the board first; two commands.</summary>
    public static async Task<IReadOnlyList<GroupInStructure>> StructureAsync(this BoardDb db, DateOnly today, CancellationToken stop)
    {
        var chairs = await (
            from seat in db.RoleHoldings
            join person in db.People on seat.PersonId equals person.Id
            where seat.Scope == ScopeKind.Group && seat.Role == Role.Chair && seat.From <= today && (seat.Until == null || seat.Until >= today)
            orderby seat.IsDeputy, person.Name
            select new { GroupId = seat.ScopeId!.Value, person.Name, seat.IsDeputy }).ToListAsync(stop);
        var named = chairs.ToLookup(c => c.GroupId, c => c.IsDeputy ? $"{c.Name} (deputy)" : c.Name);
        var groups = await db.Groups.Where(g => g.ClosedOn == null || g.ClosedOn >= today)
            .Select(g => new { g.Id, g.Name, g.ShortName, g.Kind, g.Purpose, g.ReportsToId, g.RunsFramework }).ToListAsync(stop);
        return [.. groups.OrderBy(g => g.Kind).ThenBy(g => g.Name, StringComparer.Ordinal)
            .Select(g => new GroupInStructure(g.Id, g.Name, g.ShortName, g.Kind, g.Purpose, g.ReportsToId, g.RunsFramework, [.. named[g.Id]]))];
    }
}
