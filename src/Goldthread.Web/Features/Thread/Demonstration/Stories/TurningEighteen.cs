using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;

namespace Goldthread.Web.Features.Thread.Demonstration.Stories;

/// <summary>Mental health at eighteen: judged improving on two good quarters, closed, then worse; opened again, with a
/// second recommendation.</summary>
internal sealed class TurningEighteen : IStory
{
    public string Name => "Mental health at eighteen";

    public void Tell(Storyteller tell)
    {
        var forum = tell.Shelve(Volume.Children, "Forum", "Young People's Forum: “On my birthday it stopped”", new(2021, 11, 17), "Waymark", "Transitions, Mental health and self-harm, Voice of the child",
            "Members who had been in care of children's mental health services told of the months around their eighteenth birthday. Letters came from people they had never met. Two had been told on the phone that they were discharged.");
        var review = tell.Shelve(Volume.Qualitative, "Learning review", "Learning review: three young people at eighteen", new(2022, 1, 27), "Office", "Transitions, Mental health and self-harm",
            "Three young people's last year in children's services was followed. Planning began four to nine weeks before the birthday; the guidance says six months. Nobody in adult services had met any of the three before.");
        var parents = tell.Shelve(Volume.Parents, "Forum", "Carers' forum: what nobody told us about eighteen", new(2022, 2, 16), "Mental Health", "Transitions, Mental health and self-harm",
            "Fourteen parents and carers met twice. From one day to the next nobody speaks with them. They do not ask to decide, only to be told whom to ring at night.");
        var staff = tell.Shelve(Volume.FrontLine, "Practitioner forum", "Practitioner forum: across the line at eighteen", new(2022, 3, 10), "Mental Health", "Transitions, Capacity",
            "Workers of both services sat at one table for the first time in years. Adult teams accept one referral in three from children's teams. Both sides thought that the other decides.");
        var agency = tell.Shelve(Volume.BuildingBlocks, "Agency report", "Larkfield Mental Health Trust: report to the board 2023/24", new(2024, 5, 9), "Mental Health", "Mental health and self-harm, Capacity, Transitions",
            "Referrals of children rose by a fifth in the year and a quarter of posts stood empty. Two of three transition workers left in the autumn of 2023 and were not replaced. The trust says plainly that young people wait longer and leave with less.");
        var figures = tell.Shelve(Volume.Quantitative, "Dataset report", "Mental health of children: two signals of concern", new(2024, 5, 30), "Office", "Mental health and self-harm, Transitions",
            "The share of young people with an agreed plan before eighteen fell below its limits in the autumn of 2023 and has stayed there. Fewer children are seen within eighteen weeks since April. Both are more than chance.");
        var course = tell.Shelve(Volume.Training, "Feedback from a course", "Self-harm: what school staff asked the trainers", new(2025, 2, 13), "Schools", "Mental health and self-harm, Training",
            "Trainers wrote down 140 questions from six courses. The commonest is what to do while a child waits. Staff feel safe to ask about self-harm and alone with the answer.");
        var visit = tell.Shelve(Volume.Qualitative, "Walkabout", "Walkabout: a day in the crisis team", new(2025, 5, 22), "Office", "Mental health and self-harm, Capacity",
            "The scrutineer and a lay member sat with the crisis team for a day. Of eleven young people, four had been waiting for a first appointment for more than half a year. The team keeps a list of its own of those it worries about.");

        var cliff = tell.ToImprove("Reviews", new(2022, 4, 7), "Young people leave children's mental health services at eighteen without a plan",
                "Planning begins weeks, not months, before the birthday. Adult teams accept one referral in three, and nobody says what follows for the others.",
                "Young people lose the help they trust at the most uncertain moment of their lives.")
            .About("Transitions, Mental health and self-harm", "Mental Health", "Hospital").Toward("Growing up well").RestsOn(review, "Four to nine weeks, where six months are asked").RestsOn(forum, "“On my birthday it stopped”")
            .RestsOn(parents, "Nobody to ring at night").RestsOn(staff, "Each side thought the other decides").RestsOnFigures("HLT18", new(2022, 3, 31), "58.0% with a plan (January to March 2022)").Repeating("eighteen 2019").As("eighteen 2022");
        var fewer = tell.Risk("Reviews", new(2024, 6, 13), "Fewer young people have a plan than before the work began",
                "The share with a plan fell to 44% after two transition workers left. The agreement holds on paper; nobody is there to carry it.",
                "Young people whose lives were at risk turn eighteen without anybody to go to.")
            .About("Transitions, Mental health and self-harm, Capacity", "Mental Health").Toward("Safer adolescence").RestsOnFigures("HLT18", new(2024, 3, 31), "44.2%, below its limits").RestsOn(figures, "More than chance").RestsOn(agency, "Two of three workers left").Repeating("eighteen 2022");
        var waiting = tell.Risk("Quality", new(2024, 9, 12), "Children wait longer for mental health help, and wait alone",
                "Seven in ten were seen within eighteen weeks in the spring of 2024, after more than eight in ten for years; it falls further each quarter.",
                "Children become more ill while they wait, and schools and families carry it without advice.")
            .About("Mental health and self-harm, Capacity", "Mental Health", "Schools").Toward("Safer adolescence").RestsOnFigures("HLT08", new(2024, 6, 30), "71.9%, below its limits").RestsOn(figures, "A signal of concern").RestsOn(agency, "A fifth more referrals, a quarter of posts empty");
        tell.Strength("Quality", new(2025, 6, 12), "The crisis team keeps and rings through a list of those it worries about",
                "Every Thursday two nurses ring each young person who waits and was seen in a crisis.",
                "Young people who wait know that somebody thinks of them.")
            .About("Mental health and self-harm", "Mental Health").RestsOn(visit, "Seen on a Thursday").WorthSharingWith("Schools and the hospital's ward for children");

        var plan = tell.Recommend("Reviews", new(2022, 4, 21), "Begin planning for adult life six months before eighteen, with both services at the table",
                "No young person leaves children's mental health services without knowing who comes next.", cliff)
            .Asked("Mental Health", new(2022, 5, 20)).Asked("Hospital", new(2022, 5, 20)).Accepted("Mental Health", new(2022, 5, 12)).PartlyAccepted("Hospital", new(2022, 5, 19), "We will come to the table for young people on the ward. We can't for those seen once in the emergency department.");
        plan.Plan("Mental Health", Mechanism.PolicyAndProcedure, "Agree between children's and adult teams who decides, and by when", "An agreement signed by both directors", new(2022, 5, 12), new(2022, 9, 30))
            .Says(new(2022, 7, 21), 50, "Draft with both directors.").States(new(2022, 9, 22), "The signed agreement").Done(new(2022, 9, 23), "Signed on 20 September.").Accepted(new(2022, 10, 20));
        plan.Plan("Mental Health", Mechanism.Commissioning, "Appoint three transition workers", "Each young person has one from seventeen and a half", new(2022, 5, 12), new(2022, 12, 30))
            .Says(new(2022, 10, 13), 70, "Two in post.").MovesDate(new(2022, 12, 8), new(2023, 2, 28), "The third withdrew; the post is advertised again.").States(new(2023, 2, 16), "Three workers in post").Done(new(2023, 2, 20), "Three in post, on contracts of a year.").Accepted(new(2023, 3, 16));
        var share = plan.See(MeasureKind.Indicator, "Share of young people with an agreed plan before eighteen", "58% (January to March 2022)", "80%", new(2023, 7, 31), "HLT18")
            .RestsOnFigures(new(2023, 6, 30), "66.0% and 70.8% in the last two quarters")
            .Judged(new(2023, 8, 17), Judgement.Improving, "70.8% (April to June 2023)", "Two quarters above the year before.");
        plan.Closed(new(2023, 9, 21), "Both actions are done and the figure goes the right way. We will look again in spring.");
        share.RestsOnFigures(new(2024, 3, 31), "52.0% and 44.2%: below the limits of the chart")
            .Judged(new(2024, 6, 13), Judgement.Worse, "44.2% (January to March 2024)", "The two good quarters were within the usual range: we closed too soon. The workers' contracts ended and were not renewed.",
                "Open the recommendation again, ask why the posts were not kept, and ask the commissioner for lasting money");
        plan.Reopened(new(2024, 6, 13), "The share with a plan is lower than before the work began.");
        plan.Plan("Office", Mechanism.Challenge, "Ask the trust and its commissioner why the posts were not kept", "An answer in writing, with what will be done", new(2024, 6, 13), new(2024, 7, 31))
            .States(new(2024, 7, 25), "Letter of the chief executive: the money was for one year").Done(new(2024, 7, 26), "Answered, and heard at the board in August.").Accepted(new(2024, 8, 15));

        var lasting = tell.Recommend("Reviews", new(2024, 7, 18), "Pay for transition workers for good, and let one person stay from seventeen to nineteen",
                "Each young person keeps one person they know across their eighteenth birthday.", fewer)
            .Saying("A second recommendation: the first one asked for an agreement and posts, and did not ask how long they would be paid for.")
            .Asked("Mental Health", new(2024, 9, 6)).Asked("Social Care", new(2024, 9, 6)).Asked("Waymark", new(2024, 9, 6))
            .Accepted("Mental Health", new(2024, 8, 29)).PartlyAccepted("Social Care", new(2024, 9, 5), "For care leavers we will pay half of one post. For others we have no power to.").Accepted("Waymark", new(2024, 9, 4), "Two of our workers can stay with young people until nineteen.");
        lasting.Plan("Mental Health", Mechanism.Commissioning, "Make four posts part of the contract from April 2026", "Lasting posts, each with no more than twenty young people", new(2024, 8, 29), new(2026, 4, 1))
            .Says(new(2025, 2, 20), 30, "In the draft contract.").Says(new(2025, 9, 18), 60, "Agreed by the commissioner; the posts are advertised.").MovesDate(new(2026, 3, 19), new(2026, 9, 30), "Two of four posts could not be filled at the first try.")
            .Says(tell.InDays(-30), 75, "Three in post; the fourth begins in January.").MovesDate(tell.InDays(-30), tell.InDays(60), "The fourth worker begins in January.");
        lasting.Plan("Waymark", Mechanism.Participation, "Let young people over eighteen meet those who are next", "A monthly evening, run by them", new(2024, 9, 12), new(2025, 1, 31))
            .Says(new(2024, 11, 20), 50, "Two evenings held; seven came to both.").States(new(2025, 1, 22), "What eleven young people wrote on the wall").Done(new(2025, 1, 24), "Monthly since October.").Accepted(new(2025, 2, 20));
        lasting.Plan("Social Care", Mechanism.Monitoring, "Count every month who turns eighteen and has no plan", "A list of names at the trust and a number at the group", new(2024, 9, 12), new(2024, 12, 20))
            .States(new(2024, 12, 12), "Three months' counts: 9, 11 and 8 without a plan").Done(new(2024, 12, 13), "Monthly since September.").Accepted(new(2025, 1, 16));
        lasting.See(MeasureKind.Indicator, "Share of young people with an agreed plan before eighteen", "44% (January to March 2024)", "70%", tell.InDays(7), "HLT18")
            .RestsOnFigures(new(2025, 9, 30), "45.1% in the summer of 2025/26")
            .Judged(new(2025, 11, 20), Judgement.NoChange, "45.1% (July to September 2025)", "No better than when it was opened again, and far below where the work began. The posts are not filled yet.", "Bring the start of the posts forward; the trust reports each month until they are filled", tell.InDays(7))
            .RestsOnFigures(new(2026, 9, 30), "54.0% and 35.7% in the last two quarters");
        lasting.See(MeasureKind.Voice, "Do young people know at eighteen who comes next?", "3 of 14 young people", "Nine in ten", tell.InDays(100));

        var wait = tell.Recommend("Quality", new(2024, 11, 14), "Give every child who waits a named person and something to do while waiting",
                "No child waits alone; those who get worse are seen first.", waiting).Published()
            .Asked("Mental Health", new(2024, 12, 20)).Asked("Schools", new(2024, 12, 20)).Asked("Community Health", new(2024, 12, 20))
            .Accepted("Mental Health", new(2024, 12, 12)).Accepted("Community Health", new(2024, 12, 17)).PartlyAccepted("Schools", new(2024, 12, 19), "Secondary schools can name a person. Primary schools without a counsellor can't promise it.");
        wait.Plan("Community Health", Mechanism.Communication, "Write to every family that waits, with whom to ring", "A letter within a week of the referral, in the family's language", new(2025, 1, 9), new(2025, 4, 30))
            .Says(new(2025, 3, 6), 60, "The letter is tried with thirty families.").States(new(2025, 4, 24), "The letter, in six languages, and a count of 412 sent").Done(new(2025, 4, 25), "Sent since 1 April.").Accepted(new(2025, 5, 8));
        wait.Plan("Mental Health", Mechanism.Monitoring, "Ring through all who have waited for more than twelve weeks", "Each is rung every month, and seen sooner if worse", new(2025, 1, 9), new(2025, 6, 30))
            .Says(new(2025, 5, 15), 30, "Begun with those over thirty weeks.").MovesDate(new(2025, 6, 12), new(2025, 12, 19), "There are 640 on the list and two people to ring.").Says(new(2025, 11, 6), 70, "All over twenty weeks are rung.").States(new(2025, 12, 11), "Log of November: 388 rung, 41 seen sooner").Done(new(2025, 12, 15), "All are rung; 41 were seen sooner in November.").Accepted(new(2026, 1, 8));
        wait.Plan("Schools", Mechanism.Training, "Train two people in each secondary school for the waiting time", "52 people, with supervision from the trust", new(2025, 1, 16), new(2025, 12, 19))
            .Shows(course, "The questions that the training answers").Says(new(2025, 6, 19), 50, "Twenty-seven trained.").States(new(2025, 12, 10), "Attendance: 49 people from 26 schools").Done(new(2025, 12, 12), "49 of 52 trained; three posts are empty.").Accepted(new(2026, 1, 8));
        wait.See(MeasureKind.Indicator, "Share of children seen within eighteen weeks", "71.9% (April to June 2024)", "80%", new(2026, 4, 30), "HLT08")
            .RestsOnFigures(new(2026, 3, 31), "55.2% in the winter of 2025/26, falling for seven quarters")
            .Judged(new(2026, 5, 14), Judgement.Worse, "55.2% (January to March 2026)", "Those who wait are better looked after, and more of them wait, for longer. The actions did not touch the number of clinicians.",
                "The board takes it to the commissioner as a risk to children's lives; a first appointment by a nurse is tried from autumn", tell.InDays(90));
        wait.Plan("Mental Health", Mechanism.Commissioning, "Try a first appointment with a nurse within six weeks", "Two localities, two hundred children", new(2026, 6, 11), tell.InDays(6))
            .Says(new(2026, 9, 10), 40, "Nurses in post in one locality; 61 children seen.").Says(tell.InDays(-12), 70, "Both localities; 148 children seen, 33 needed nothing more.");
    }
}
