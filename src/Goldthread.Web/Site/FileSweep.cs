using Goldthread.Domain;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Site;

/// <summary>Once a day takes out files that were brought and then never saved with a record.</summary>
internal sealed class FileSweep(FileStore store, IServiceScopeFactory scopes, TimeProvider clock, ILogger<FileSweep> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromDays(1), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception broken) when (broken is not OperationCanceledException)
            {
                log.LogError(broken, "Files without a record could not be taken out; tried again in a day");
            }
        }
    }

    private async Task SweepAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BoardDb>();
        db.Viewer = Viewer.System("Take out files without a record"); // a file that is hidden from a person is still in use
        await store.SweepAsync((hash, token) => db.Files.AnyAsync(f => f.Hash == hash, token), stop);
    }
}
