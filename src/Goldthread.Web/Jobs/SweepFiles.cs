using Goldthread.Domain;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Jobs;

/// <summary>Once a day takes out files that were brought and then never saved with a record.</summary>
internal sealed class SweepFiles(FileStore store, IServiceScopeFactory scopes, TimeProvider clock, ILogger<SweepFiles> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var daily = new PeriodicTimer(TimeSpan.FromDays(1), clock);
        try
        {
            while (await daily.WaitForNextTickAsync(stoppingToken)) await SweepAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The board stops.
        }
    }

    // A database that is away must not stop the board: the next day tries again.
    private async Task SweepAsync(CancellationToken stop)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<BoardDb>();
            db.Viewer = Viewer.System("Take out files without a record"); // a file that is hidden from a person is still in use
            await store.SweepAsync((hash, token) => db.Files.AnyAsync(f => f.Hash == hash, token), stop);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            log.LogWarning("Files without a record could not be taken out: {Problem}", problem.GetType().Name);
        }
    }
}
