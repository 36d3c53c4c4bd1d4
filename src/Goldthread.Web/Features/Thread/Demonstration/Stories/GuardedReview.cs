using Goldthread.Domain.Admin;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;

namespace Goldthread.Web.Features.Thread.Demonstration.Stories;

/// <summary>A learning review that three people may read, and the one finding that left it.</summary>
internal sealed class GuardedReview : IStory
{
    private static readonly DateOnly Opened = new(2026, 3, 5);

    public string Name => "A guarded learning review";

    public void Tell(Storyteller tell)
    {
        AccessList room = new(AccessListOwner.Review, Guid.CreateVersion7());
        foreach (var name in new[] { "Eleanor Voss", "Naomi Feld", "Dr Ines Calloway" })
            room.Admit(MemberKind.Person, tell.Board.Person(name).Id, Opened, "Dr Ines Calloway");
        tell.Add(tell.Board.Keep(room));

        var timeline = tell.Guard(room, tell.Shelve(Volume.Qualitative, "Learning review", "Learning review LR-26-1: merged timeline", new(2026, 5, 14), "Office", "Mental health and self-harm, Transitions",
            "Seven agencies' accounts of eleven months, merged. The same evening is told three ways. The reviewers mark four moments at which the picture could have come together."));
        var talks = tell.Guard(room, tell.Shelve(Volume.FrontLine, "Workshop", "Learning review LR-26-1: learning day with practitioners", new(2026, 7, 2), "Office", "Supervision, Mental health and self-harm",
            "Fourteen practitioners and their managers spent a day together. They describe a system in which everybody waited for the next appointment. Nobody was asked to justify themselves."));
        var family = tell.Guard(room, tell.Shelve(Volume.Parents, "Statement", "Learning review LR-26-1: what the family wants to be known", new(2026, 8, 20), "Office", "Mental health and self-harm",
            "The family met the lead reviewer twice. They want it to be known what was good: one nurse, one teacher. They ask that nobody be told again to ring on Monday."));

        tell.ToImprove("Reviews", new(2026, 9, 3), "A warning from school on a Friday was read on the Tuesday", "The mailbox is read in office hours. The message was clear and went to the right place.", "A young person was alone with it for four days.")
            .About("Mental health and self-harm, Information sharing", "Mental Health", "Schools").InOneCase().RestsOn(timeline, "Second of four moments").RestsOn(talks, "Nobody knew when it is read").GuardedBy(room);
        tell.ToImprove("Reviews", new(2026, 9, 3), "Discharge was decided without the one worker whom the young person trusted", "The worker was on leave, and the meeting was not moved.", "A young person learned of it from a letter.")
            .About("Transitions, Mental health and self-harm", "Mental Health").InOneCase().RestsOn(timeline, "Fourth of four moments").RestsOn(family, "The family was told on the phone").GuardedBy(room);
        tell.Strength("Reviews", new(2026, 9, 3), "One nurse rang every evening for three weeks", "On her own initiative, with her manager's knowledge.", "A young person was alive to say so.")
            .About("Mental health and self-harm", "Community Health").InOneCase().RestsOn(family, "Named by the family").GuardedBy(room);

        var released = tell.Risk("Reviews", new(2026, 10, 15), "Warnings about self-harm sent on a Friday may be read on the Tuesday", "The mailboxes of four services are read in office hours only. Those who write to them do not know.", "Children and young people who are at risk of harming themselves wait over a weekend.")
            .About("Mental health and self-harm, Information sharing", "Mental Health", "Schools", "Community Health").Toward("Safer adolescence").SourceHeldElsewhere();
        var weekend = tell.Recommend("Reviews", new(2026, 10, 15), "Say on every mailbox when it is read, and give a number for the other hours", "No warning about a child waits over a weekend.", released)
            .Asked("Mental Health", tell.InDays(4)).Asked("Schools", tell.InDays(4)).Asked("Community Health", tell.InDays(4)).Asked("Lantern", tell.InDays(4))
            .Accepted("Community Health", tell.InDays(-5));
        weekend.Plan("Community Health", Mechanism.Communication, "An automatic answer with a number, on four mailboxes", "From December", tell.InDays(-5), tell.InDays(8));
        weekend.See(MeasureKind.ReAudit, "Test messages sent on a Friday evening: how many are answered that night?", "0 of 8", "8 of 8", tell.InDays(70));
    }
}
