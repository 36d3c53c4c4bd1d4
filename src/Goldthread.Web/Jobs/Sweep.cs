using Goldthread.Domain;
using Goldthread.Web.Features.Admin.Outbox;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Jobs;

/// <summary>Once a day takes out files that were brought and then never saved with a record, what was typed long ago and never
/// sent, long lists that nobody fetched, figures that nobody brought in, and letters that lie in the folder for long.</summary>
internal sealed class Sweep(FileStore store, MakeDownloads downloads, BringFiguresIn figures, IServiceScopeFactory scopes, BoardOptions options, TimeProvider clock, ILogger<Sweep> log) : Round(TimeSpan.FromDays(1), clock, log, "What nobody came back to could not be taken out")
{
    /// <inheritdoc/>
    protected override Task DoAsync(CancellationToken stop) => RoundAsync(stop);

    /// <summary>Does it now.</summary>
    public async Task RoundAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BoardDb>();
        db.Viewer = Viewer.System("Take out files without a record"); // a file that is hidden from a person is still in use
        await db.SweepDraftsAsync(stop);
        await downloads.SweepAsync(db, stop);
        await figures.SweepAsync(db, stop);
        await db.LearnSizesAsync(stop);
        FolderCarrier.Sweep(options, Clock.UtcNow().AddDays(-options.LettersKeptDays));
        await store.SweepAsync(db.UsesContentAsync, stop);
    }
}
