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
    /// <summary>Counts in one command.</summary>
    public static async Task<AccountabilityGap> LoadAsync(BoardDb db, Names names, DateOnly today, CancellationToken stop)
    {
        var asked = db.Indicators.Where(i => i.RetiredOn == null && !i.IsBackground);
        // An enum crosses a set operation as text and is read back after: why, SignedIn says.
        var rows = await asked.GroupBy(i => new { i.OwnerId, i.Accountability }).Select(g => new { Id = g.Key.OwnerId, Question = g.Key.Accountability.ToString(), Number = g.Count() })
            .Concat(db.Priorities.Where(p => (p.Until == null || p.Until >= today) && !asked.Any(i => i.Accountability == Accountability.BetterOff && i.Priorities.Any(t => t.TargetId == p.Id)))
                .Select(p => new { Id = (Guid?)p.Id, Question = "", Number = 0 })).ToListAsync(stop);
        var counts = rows.Where(r => r.Question.Length > 0).Select(r => (OwnerId: r.Id, Question: Enum.Parse<Accountability>(r.Question), r.Number)).ToList();
        int Of(Accountability question) => counts.Where(c => c.Question == question).Sum(c => c.Number);
        return new(new(Of(Accountability.HowMuch), Of(Accountability.HowWell), Of(Accountability.BetterOff)), [.. rows.Where(r => r.Question.Length == 0).Select(r => names[r.Id]).Order()],
            [.. counts.Where(c => c.OwnerId is not null).GroupBy(c => c.OwnerId).Where(g => g.All(c => c.Question != Accountability.BetterOff)).Select(g => names.Brief(g.Key)).Order()]);
    }
}
