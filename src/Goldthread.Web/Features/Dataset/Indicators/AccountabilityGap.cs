using Goldthread.Domain.Dataset;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Dataset.Indicators;

/// <summary>What the indicators a viewer may see can tell, and where none says whether children are better off.</summary>
/// <param name="Shares">Of those still asked for.</param>
/// <param name="Priorities">Titles of priorities in force without such a measure.</param>
/// <param name="Agencies">Short names of organisations that answer for indicators, none of which is such a measure.</param>
public sealed record AccountabilityGap(AccountabilityShares Shares, IReadOnlyList<string> Priorities, IReadOnlyList<string> Agencies)
{
    /// <summary>Counts in two commands.</summary>
    public static async Task<AccountabilityGap> LoadAsync(BoardDb db, Names names, DateOnly today, CancellationToken stop)
    {
        var asked = db.Indicators.Where(i => i.RetiredOn == null);
        var counts = await asked.GroupBy(i => new { i.OwnerId, i.Accountability }).Select(g => new { g.Key.OwnerId, g.Key.Accountability, Number = g.Count() }).ToListAsync(stop);
        var priorities = await db.Priorities
            .Where(p => (p.Until == null || p.Until >= today) && !asked.Any(i => i.Accountability == Accountability.BetterOff && i.Priorities.Any(t => t.TargetId == p.Id)))
            .OrderBy(p => p.Title).Select(p => p.Title).ToListAsync(stop);
        int Of(Accountability question) => counts.Where(c => c.Accountability == question).Sum(c => c.Number);
        return new(new(Of(Accountability.HowMuch), Of(Accountability.HowWell), Of(Accountability.BetterOff)), priorities,
            [.. counts.Where(c => c.OwnerId is not null).GroupBy(c => c.OwnerId).Where(g => g.All(c => c.Accountability != Accountability.BetterOff)).Select(g => names.Brief(g.Key)).Order()]);
    }
}
