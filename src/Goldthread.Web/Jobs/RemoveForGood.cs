using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Admin.Retention;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Goldthread.Web.Storage.Copies;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Jobs;

/// <summary>Carries out, each hour, removals that two people decided and nobody called back in time. Of several nodes one does it: whoever
/// comes second finds it done.</summary>
internal sealed class RemoveForGood(IServiceScopeFactory scopes, ErasureList list, TimeProvider clock, ILogger<RemoveForGood> log) : Round(RemoveForGood.Period, clock, log, "Removals could not all be carried out")
{
    private const int MostInASave = 50;

    /// <summary>Time between two rounds.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromHours(1);

    private DateOnly swept;
    private bool isToBeRewritten; // the file of the embedded database

    /// <inheritdoc/>
    protected override Task DoAsync(CancellationToken stop) => RoundAsync(stop);

    /// <summary>Carries out what is to be carried out now.</summary>
    /// <returns>How many records it was decided about that are gone.</returns>
    public async Task<int> RoundAsync(CancellationToken stop)
    {
        var now = Clock.UtcNow();
        List<IGrouping<object, Guid>> groups;
        await using (var scope = scopes.CreateAsyncScope()) await scope.ServiceProvider.GetRequiredService<ForGood>().CatchUpAsync(list, stop);
        await using (var scope = scopes.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<BoardDb>();
            var due = await db.Removals.AsNoTracking().Where(r => r.State == RemovalState.Confirmed && r.NotBefore <= now).OrderBy(r => r.Id).ToListAsync(stop);
            groups = [.. due.GroupBy(r => (object)new { r.Kind, r.IsRestricted, r.RuleId, r.ApprovedById, r.ConfirmedById }, r => r.Id)];
        }
        var gone = 0;
        foreach (var ids in groups.SelectMany(g => g.Chunk(MostInASave))) gone += await CarryOutAsync([.. ids], stop);
        await SweepAsync(now, stop);
        isToBeRewritten |= gone > 0;
        if (!isToBeRewritten) return 0;
        await using var after = scopes.CreateAsyncScope();
        var all = after.ServiceProvider.GetRequiredService<BoardDb>();
        await list.WriteAsync(all, null, stop);
        if (list.CopyProblem is { } problem) Log.LogWarning("{Problem}", problem);
        await all.RewriteFileAsync(stop);
        isToBeRewritten = false;
        return gone;
    }

    // What may not be carried out is left undone, with the reason, and the rest is tried again without it.
    private async Task<int> CarryOutAsync(List<Guid> ids, CancellationToken stop)
    {
        while (ids.Count > 0)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<ForGood>().CarryOutAsync(ids, stop);
                return ids.Count;
            }
            catch (RemovalStoppedException stopped)
            {
                await StopAsync(stopped.Why, stop);
                ids.RemoveAll(stopped.Why.ContainsKey);
            }
            catch (DbUpdateConcurrencyException)
            {
                return 0; // somebody was saving one of them, or another node was first: the next round looks again
            }
        }
        return 0;
    }

    private async Task StopAsync(IReadOnlyDictionary<Guid, string> why, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BoardDb>();
        db.Viewer = Viewer.System("Retention");
        var ids = why.Keys.ToList();
        foreach (var removal in await db.Removals.Where(r => ids.Contains(r.Id) && r.State == RemovalState.Confirmed).ToListAsync(stop)) removal.Stop(why[removal.Id]);
        await db.SaveAsync(Command.Now("Removal not carried out"), stop);
    }

    private async Task SweepAsync(DateTime now, CancellationToken stop)
    {
        if (swept == BoardCalendar.DayOf(now)) return;
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ForGood>().SweepTracesAsync(stop);
        swept = BoardCalendar.DayOf(now);
    }
}
