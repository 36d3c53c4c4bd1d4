using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.Trail;

/// <summary>What somebody did oddly in a week.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="Kind">What.</param>
/// <param name="InWeek">How often.</param>
/// <param name="Usual">How often in a usual week: the mean of the weeks before.</param>
public sealed record OddLine(Guid PersonId, OddKind Kind, int InWeek, double Usual);

/// <summary>Finds odd use in what trail and sessions hold; nothing is recorded for it.</summary>
public static class OddWeek
{
    private sealed record Counted(Guid PersonId, OddKind Kind, bool IsInWeek, int Count);

    /// <summary>The odd lines of a week, most often first; two commands.</summary>
    /// <param name="db">The board's database.</param>
    /// <param name="monday">First day of the week.</param>
    /// <param name="stop">Stops the work.</param>
    public static async Task<IReadOnlyList<OddLine>> OddUseAsync(this BoardDb db, DateOnly monday, CancellationToken stop)
    {
        var (before, start, end) = (BoardCalendar.StartOfDayUtc(monday.AddDays(-7 * OddUse.WeeksBefore)), BoardCalendar.StartOfDayUtc(monday), BoardCalendar.StartOfDayUtc(monday.AddDays(7)));
        var deeds = await db.AuditEntries.Where(e => e.At >= before && e.At < end && e.PersonId != null && (e.Deed == "Read" || e.Deed.StartsWith("Export")))
            .GroupBy(e => new { e.PersonId, IsReading = e.Deed == "Read", IsInWeek = e.At >= start })
            .Select(g => new { g.Key.PersonId, g.Key.IsReading, g.Key.IsInWeek, Count = g.Count() }).ToListAsync(stop);
        var sessions = await db.Sessions.Where(s => s.StartedAt >= before && s.StartedAt < end && s.Proof != SignInProof.Press).Select(s => new { s.PersonId, s.StartedAt }).ToListAsync(stop);
        var counted = deeds.Select(d => new Counted(d.PersonId!.Value, d.IsReading ? OddKind.Readings : OddKind.Exports, d.IsInWeek, d.Count))
            .Concat(sessions.Where(s => OddUse.IsOddHour(s.StartedAt)).Select(s => new Counted(s.PersonId, OddKind.OddHours, s.StartedAt >= start, 1)));
        return [.. from line in counted
                   group line by (line.PersonId, line.Kind) into of
                   let inWeek = of.Where(l => l.IsInWeek).Sum(l => l.Count)
                   let earlier = of.Where(l => !l.IsInWeek).Sum(l => l.Count)
                   where OddUse.IsOdd(of.Key.Kind, inWeek, earlier)
                   orderby inWeek descending, of.Key.PersonId
                   select new OddLine(of.Key.PersonId, of.Key.Kind, inWeek, (double)earlier / OddUse.WeeksBefore)];
    }
}
