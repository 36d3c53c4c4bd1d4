namespace Goldthread.Web.Jobs;

/// <summary>Work that comes round: it waits, is done, and waits again. The wait is counted from the end of the last round, so that a clock
/// that jumps makes no rounds up. A database that is away, or another node that was first, stops nothing: the next round tries again.</summary>
/// <param name="period">Time between two rounds.</param>
/// <param name="clock">The board's.</param>
/// <param name="log">Is told when a round fails, without a word of what it was about.</param>
/// <param name="failed">What it is told: "The outbox could not be looked through".</param>
internal abstract class Round(TimeSpan period, TimeProvider clock, ILogger log, string failed) : BackgroundService
{
    /// <summary>The board's clock.</summary>
    protected TimeProvider Clock { get; } = clock;

    /// <summary>What whoever runs the board reads.</summary>
    protected ILogger Log { get; } = log;

    /// <summary>Nothing to do here, for want of a setting.</summary>
    protected virtual bool IsIdle => false;

    /// <summary>The first round is at the start, not a wait later.</summary>
    protected virtual bool BeginsAtOnce => false;

    /// <summary>One round.</summary>
    protected abstract Task DoAsync(CancellationToken stop);

    /// <inheritdoc/>
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (IsIdle) return;
        try
        {
            if (BeginsAtOnce) await TryAsync(stoppingToken);
            while (true)
            {
                await Task.Delay(period, Clock, stoppingToken);
                await TryAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The board stops; the next start goes on.
        }
    }

    /// <summary>One round that stops nothing when it fails.</summary>
    protected async Task TryAsync(CancellationToken stop)
    {
        try
        {
            await DoAsync(stop);
        }
        catch (Exception problem) when (!stop.IsCancellationRequested)
        {
            Log.LogWarning("{Failed}: {Problem}", failed, problem.GetType().Name);
        }
    }
}
