namespace Goldthread.Web.Storage.Copies;

/// <summary>Says on the console what long work is at: nothing in its first second, then at most one line a second.</summary>
internal sealed class Progress(TextWriter to, TimeProvider clock)
{
    private long last = clock.GetTimestamp();

    /// <summary>For work that nobody watches.</summary>
    public static Progress Unwatched { get; } = new(TextWriter.Null, TimeProvider.System);

    /// <summary>What it is at.</summary>
    public void Say(string what)
    {
        if (clock.GetElapsedTime(last) < TimeSpan.FromSeconds(1)) return;
        last = clock.GetTimestamp();
        to.WriteLine($"goldthread: {what}");
    }
}
