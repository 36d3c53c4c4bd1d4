using Goldthread.Web.Features.Admin.Demonstration;
using Goldthread.Web.Features.Thread.Demonstration.Stories;
using Goldthread.Web.Storage;

namespace Goldthread.Web.Features.Thread.Demonstration;

/// <summary>Something that happened at the demonstration board, told from what was seen to what became of it.</summary>
internal interface IStory
{
    /// <summary>What the audit trail calls it.</summary>
    string Name { get; }

    /// <summary>Tells it.</summary>
    void Tell(Storyteller tell);
}

/// <summary>Ten years of the demonstration board's learning, from the library's shelves to the difference made. All of
/// it is invented, and goes through the same rules as people's own doings.</summary>
internal sealed class ThreadDemonstration : IDemonstration
{
    /// <summary>In the order in which they began; a later one may repeat what an earlier one found.</summary>
    private static readonly IStory[] Stories =
    [
        new YearByYear(), new FirstYears(), new MiddleYears(), new RecentYears(),
        new Neglect(), new MissingAndExploited(), new DomesticAbuse(), new TurningEighteen(), new SharingInformation(), new VoiceOfTheChild(),
        new GuardedReview(), new Meetings(), new LooseThreads(),
    ];

    public int Order => 200; // after the dataset, whose indicators the stories speak of

    public async Task AddAsync(DemonstrationBoard board, BoardDb db, CancellationToken stop)
    {
        Storyteller tell = new(board);
        foreach (var story in Stories)
        {
            story.Tell(tell);
            tell.Check();
            db.AddRange(tell.Told);
            await db.SaveAsync(Command.Now($"Demonstration: {story.Name}"), stop);
            db.ChangeTracker.Clear();
            tell.Rest();
        }
    }
}
