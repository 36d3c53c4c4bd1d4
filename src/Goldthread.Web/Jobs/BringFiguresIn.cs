using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Dataset.FiguresIn;
using Goldthread.Web.Features.Dataset.FiguresIn;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Jobs;

/// <summary>Reads tables of figures whole, and brings them in, one after another. Several nodes may do so at once: whoever moves a table's time on has
/// it, and a node that dies with it leaves it to the next, which takes back what was half written.</summary>
internal sealed class BringFiguresIn(IServiceScopeFactory scopes, FigureFiles files, TimeProvider clock, ILogger<BringFiguresIn> log) : Round(BringFiguresIn.Period, clock, log, "Figures could not be brought in")
{
    /// <summary>Time between two looks.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override Task DoAsync(CancellationToken stop) => RoundAsync(stop);

    /// <summary>Does all that waits.</summary>
    /// <returns>How many tables it took up.</returns>
    public async Task<int> RoundAsync(CancellationToken stop)
    {
        for (var done = 0; ;)
        {
            await using var scope = scopes.CreateAsyncScope(); // each for itself: one person's sight is not the next one's
            var db = scope.ServiceProvider.GetRequiredService<BoardDb>();
            var now = Clock.UtcNow();
            var all = db.Set<FigureImport>().IgnoreQueryFilters([BoardDb.Own]);
            var open = all.Where(i => (i.State == ImportState.ToCheck || i.State == ImportState.ToBringIn) && i.HeldUntil <= now);
            if (await open.OrderBy(i => i.At).ThenBy(i => i.Table).Select(i => (Guid?)i.Id).FirstOrDefaultAsync(stop) is not { } id) return done;
            var isMine = await open.Where(i => i.Id == id).ExecuteUpdateAsync(set => set.SetProperty(i => i.HeldUntil, now + FigureImport.Lease).SetProperty(i => i.Tries, i => i.Tries + 1), stop) == 1;
            if (!isMine) continue;
            done++;
            await TakeUpAsync(scope.ServiceProvider, db, await all.SingleAsync(i => i.Id == id, stop), stop);
        }
    }

    /// <summary>Takes away what nobody came back to; once a day.</summary>
    public async Task SweepAsync(BoardDb db, CancellationToken stop)
    {
        var since = Clock.UtcNow() - FigureImport.Lasts;
        var all = db.Set<FigureImport>().IgnoreQueryFilters([BoardDb.Own]);
        await all.Where(i => i.At < since && i.State != ImportState.ToCheck && i.State != ImportState.ToBringIn).ExecuteDeleteAsync(stop);
        var kept = await all.Select(i => new { i.Id, i.FileId }).ToListAsync(stop);
        files.KeepOnly(kept.SelectMany(i => new[] { i.Id, i.FileId }).ToHashSet(), Clock.UtcNow() - FigureImport.Lease);
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever goes wrong with one table is told to who brought it, and stops no other")]
    private async Task TakeUpAsync(IServiceProvider services, BoardDb db, FigureImport import, CancellationToken stop)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var share = 0.0;
        var told = TellAsync(import.Id, () => Volatile.Read(ref share), ended);
        string? why = null;
        try
        {
            db.Viewer = Viewer.System("Figures");
            if (import.BatchKey is { } begun) await BringIn.TakeBackAsync(db, begun, Clock, stop); // a node died with it
            if (import.Tries > FigureImport.MostTries) why = "It was tried three times and did not come to an end: tell whoever looks after the board";
            else if (!await db.Users.AnyAsync(a => a.PersonId == import.PersonId && a.EndedAt == null, stop)) why = "Whoever brought it may not sign in any more";
            else
            {
                await db.SeeAsAsync(import.PersonId, Clock.Today(), stop);
                why = db.Viewer.Holds(Right.ImportFigures) ? await WorkAsync(services, db, import, s => Volatile.Write(ref share, s), ended.Token) : "You may not bring figures in any more";
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return; // somebody stopped it, and its row says so
        }
        catch (AnotherImportException) when (!stop.IsCancellationRequested)
        {
            await db.Set<FigureImport>().IgnoreQueryFilters([BoardDb.Own]).Where(i => i.Id == import.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(i => i.HeldUntil, Clock.UtcNow() + TimeSpan.FromSeconds(5)).SetProperty(i => i.Tries, i => i.Tries - 1), stop);
            return; // it waits for the other
        }
        catch (DbUpdateConcurrencyException)
        {
            why = "Somebody changed one of its indicators while it came in, and nothing of it was kept: read it again and bring it in";
        }
        catch (InvalidDataException unreadable)
        {
            why = unreadable.Message;
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            Log.LogWarning("A table of figures could not be brought in: {Problem}", failed.GetType().Name);
            why = "Something went wrong, and nothing of it was kept: try it again, and tell whoever looks after the board if it happens again";
        }
        finally
        {
            await ended.CancelAsync();
            await told;
        }
        if (why is null) return;
        db.ChangeTracker.Clear();
        var text = why.Length > 500 ? why[..500] : why;
        await db.Set<FigureImport>().IgnoreQueryFilters([BoardDb.Own]).Where(i => i.Id == import.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.State, ImportState.Stopped).SetProperty(i => i.Message, text), stop);
    }

    // The answer is why it was given up; null when it came to its end.
    private async Task<string?> WorkAsync(IServiceProvider services, BoardDb db, FigureImport import, Action<double> progress, CancellationToken stop)
    {
        if (files.PathOf(import.FileId) is not { } path) return "The file is not here any more: bring it again";
        var (tables, refusal) = FigureFile.Open(path, import.File);
        if (refusal is not null || import.Table >= tables.Count) return refusal ?? "The file is not here any more: bring it again";
        var bring = services.GetRequiredService<BringIn>();
        BringInWish wish = new(RecogniseTable.Read(import.Reading), import.TakesNewPlaces, import.GoodRowsOnly);
        var rows = db.Set<FigureImport>().IgnoreQueryFilters([BoardDb.Own]).Where(i => i.Id == import.Id && (i.State == ImportState.ToCheck || i.State == ImportState.ToBringIn));
        if (import.State == ImportState.ToCheck)
        {
            FigureCount count = null!;
            await files.WriteAsync(import.Id, async to =>
            {
                await using StreamWriter text = new(to, leaveOpen: true);
                count = await bring.CheckAsync(tables[import.Table], wish, new(text), progress, stop);
                return count.Left;
            });
            if (count.Left == 0) files.Remove(import.Id);
            var told = RecogniseTable.Write(count);
            await rows.ExecuteUpdateAsync(set => set.SetProperty(i => i.State, ImportState.Checked).SetProperty(i => i.Count, told).SetProperty(i => i.Percent, 100), stop);
            return null;
        }
        var (brought, batch) = await bring.RunAsync(tables[import.Table], wish, tables[import.Table].Name, import.Hash,
            key => rows.ExecuteUpdateAsync(set => set.SetProperty(i => i.BatchKey, key), stop), progress, stop);
        var result = RecogniseTable.Write(brought);
        // What stands, stands: whoever pressed Stop a moment too late is told so.
        await (batch is null ? rows : db.Set<FigureImport>().IgnoreQueryFilters([BoardDb.Own]).Where(i => i.Id == import.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.State, batch is null ? ImportState.Checked : ImportState.Done).SetProperty(i => i.Count, result).SetProperty(i => i.Percent, 100), CancellationToken.None);
        return null;
    }

    // Once a second the row says how far it is and that a node has it; a row that somebody stopped ends the work.
    private async Task TellAsync(Guid id, Func<double> share, CancellationTokenSource ended)
    {
        try
        {
            while (true)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), Clock, ended.Token);
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<BoardDb>();
                var (percent, until) = ((int)(share() * 100), Clock.UtcNow() + FigureImport.Lease);
                var isWanted = await db.Set<FigureImport>().IgnoreQueryFilters([BoardDb.Own]).Where(i => i.Id == id && (i.State == ImportState.ToCheck || i.State == ImportState.ToBringIn))
                    .ExecuteUpdateAsync(set => set.SetProperty(i => i.Percent, percent).SetProperty(i => i.HeldUntil, until), ended.Token) == 1;
                if (!isWanted) await ended.CancelAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // It is done.
        }
        catch (DbException)
        {
            // Told late: the next table is told of again.
        }
    }
}
