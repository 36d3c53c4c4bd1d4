using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;

namespace Goldthread.Web.Features.Thread.Demonstration.Stories;

/// <summary>Sharing information at the front door: much is done and the figure does not move.</summary>
internal sealed class SharingInformation : IStory
{
    public string Name => "Sharing information";

    public void Tell(Storyteller tell)
    {
        var audit = tell.Shelve(Volume.Qualitative, "Case audit", "Case audit: thirty contacts at the front door", new(2023, 9, 21), "Office", "Information sharing, Thresholds",
            "Thirty contacts were followed from the first call. In eleven the decision waited for one agency to answer. The answer changed the decision in two.");
        var visit = tell.Shelve(Volume.Qualitative, "Walkabout", "Walkabout: a morning at the front door", new(2023, 10, 5), "Office", "Information sharing, Capacity",
            "A lay member and the scrutineer listened to calls for a morning. Workers ask for consent well and kindly. They type the same paragraph into three systems.");
        var staff = tell.Shelve(Volume.FrontLine, "Staff survey", "Can I share this? 312 workers answer", new(2023, 11, 9), "Community Health", "Information sharing, Training",
            "Three hundred and twelve workers of ten agencies read six short situations. Four in ten would not share where the law lets them. The most careful were those who had been on a data protection course.");
        var s11 = tell.Shelve(Volume.BuildingBlocks, "Section 11 audit", "Section 11: how agencies answered on information sharing", new(2023, 12, 14), "Office", "Information sharing",
            "All eleven agencies say that their staff know when to share. The panel found two that could show it. It asks for evidence next year, not for policies.");
        var parents = tell.Shelve(Volume.Parents, "Survey of parents", "What parents think happens to what they tell us", new(2024, 1, 25), "Social Care", "Information sharing",
            "Fifty-eight parents answered in two health centres. Most believe that all agencies see everything already. They are angry when they must tell it again, not when it is shared.");
        var course = tell.Shelve(Volume.Training, "Training report", "Share with confidence: the year's courses", new(2025, 3, 27), "Schools", "Information sharing, Training",
            "Two hundred and forty people came to twelve short courses. Right answers to the six situations rose from 61% to 84%, and were 79% three months later.");
        var public1 = tell.Publish(tell.Shelve(Volume.Public, "Website feedback", "What people look for on the partnership's pages", new(2024, 2, 29), "Office", "Information sharing",
            "Of 9,400 visits in six months, four in ten were to the page “What happens when I ring?”. Nearly half left it within ten seconds. The page was written for professionals."));

        var slow = tell.ToImprove("Quality", new(2023, 11, 9), "Decisions at the front door wait for answers that seldom change them",
                "In eleven of thirty contacts the decision waited for one agency, for up to four days. The answer mattered in two.",
                "Children who need help now wait behind questions about those who do not.")
            .About("Information sharing, Thresholds", "Social Care", "Hospital", "Police").RestsOn(audit, "Eleven of thirty waited").RestsOnFigures("CSC03", new(2023, 9, 30), "83.6% decided in time, no change since 2019").RestsOn(visit, "Three systems, one paragraph").Repeating("sharing 2016", "sharing 2019");
        var unsure = tell.ToImprove("Quality", new(2024, 1, 11), "Four in ten workers would not share where the law lets them",
                "The most careful have been taught data protection without safeguarding. Section 11 returns say that all is well.",
                "A worry about a child stays where it was first felt.")
            .About("Information sharing, Training", "Community Health", "Schools", "Hospital").RestsOn(staff, "312 workers").RestsOn(s11, "Two of eleven could show it").As("sharing 2024");
        tell.ToImprove("Quality", new(2024, 3, 14), "The page for people who ring is written for professionals",
                "Nearly half of those who open it leave within ten seconds.",
                "A neighbour who worries about a child does not ring.")
            .About("Information sharing", "Social Care").Published().RestsOn(public1, "4 in 10 visits, half gone in ten seconds").RecommendNothing("The office rewrote the page in March 2024 with six parents; nothing needs to be asked of anybody.");
        tell.Strength("Quality", new(2024, 2, 8), "Workers at the front door ask for consent well and kindly",
                "All calls heard began with why, and with what would happen next.",
                "Families stay in the conversation, and children get help sooner.")
            .About("Information sharing", "Social Care").RestsOn(visit, "Eleven calls heard").RestsOn(parents, "Parents mind telling it twice, not that it is shared").WorthSharingWith("Hospital and police call-takers");

        var first = tell.Recommend("Quality", new(2024, 1, 11), "Decide on what is known, and ask only what could change the decision",
                "Children who need help now are not kept waiting.", slow)
            .Asked("Social Care", new(2024, 2, 16)).Asked("Police", new(2024, 2, 16)).Asked("Hospital", new(2024, 2, 16)).Asked("Youth Justice", new(2024, 2, 16))
            .Accepted("Social Care", new(2024, 1, 30)).Accepted("Police", new(2024, 2, 13)).Rejected("Hospital", new(2024, 2, 16), "Our named doctor can't let decisions be made without asking the ward. We offer an answer within four hours in place of it.").AcceptedByTelephone("Youth Justice", new(2024, 2, 15), "Yusuf Demir rang: agreed, they are seldom asked anyway.");
        first.Plan("Social Care", Mechanism.PracticeGuidance, "A card at each desk: what could change this decision?", "Managers ask it before any question goes out", new(2024, 2, 1), new(2024, 4, 30))
            .Says(new(2024, 3, 14), 60, "Tried for two weeks by one team; a third fewer questions.").States(new(2024, 4, 23), "The card, and counts of questions before and after").Done(new(2024, 4, 25), "In use by all teams.").Accepted(new(2024, 5, 9));
        first.Plan("Police", Mechanism.Monitoring, "Count how long questions from the front door wait", "A monthly figure per agency", new(2024, 2, 20), new(2024, 6, 28))
            .States(new(2024, 6, 20), "Figures of April and May").Done(new(2024, 6, 21), "Monthly since April.").Accepted(new(2024, 7, 11));
        first.Plan("Hospital", Mechanism.PolicyAndProcedure, "Answer the front door within four hours, day and night", "A number that is always answered", new(2024, 3, 1), new(2024, 9, 30))
            .Says(new(2024, 7, 11), 40, "By day, yes; nights need a second person.").MovesDate(new(2024, 9, 12), new(2025, 1, 31), "Nights begin when the rota changes in January.").States(new(2025, 2, 6), "Log of January: 88 of 91 within four hours").Done(new(2025, 2, 7), "Day and night since 6 January.").Accepted(new(2025, 3, 13));
        first.See(MeasureKind.Indicator, "Share of decisions at the front door made in time", "86% since 2019", "95%", new(2025, 4, 30), "CSC03")
            .RestsOnFigures(new(2025, 3, 31), "83.8%, within its usual range in every quarter")
            .Judged(new(2025, 5, 8), Judgement.NoChange, "83.8% (January to March 2025)", "Fewer questions go out and are answered faster; the share in time is where it was. What takes the time is typing it three times.",
                "Look at the three systems with those who use them, and judge again after a year", new(2026, 6, 30))
            .RestsOnFigures(new(2026, 6, 30), "82.5%, no change")
            .Judged(new(2026, 7, 9), Judgement.NoChange, "82.5% (April to June 2026)", "Still no change after two years. The agencies' systems can't be joined before 2028.",
                "Two clerks take over the typing from January 2027, paid by three agencies; the measure stays", tell.InDays(180));
        first.Plan("Office", Mechanism.Participation, "Walk a contact through the three systems with those who type it", "A drawing of where the time goes, agreed by all", new(2025, 6, 12), new(2025, 10, 31))
            .States(new(2025, 10, 16), "The drawing: 41 of 58 minutes are typing").Done(new(2025, 10, 20), "Drawn with nine workers.").Accepted(new(2025, 11, 13));
        first.Plan("Social Care", Mechanism.Commissioning, "Appoint two clerks for the front door", "Workers type once", new(2026, 7, 16), tell.InDays(40)).Says(tell.InDays(-25), 30, "Money agreed by two of three agencies.");

        var learn = tell.Recommend("Quality", new(2024, 3, 14), "Teach sharing and data protection in one course, with real situations",
                "A worry about a child reaches those who can act on it.", unsure)
            .AskedOfGroup("Training", new(2024, 4, 19)).Asked("Hospital", new(2024, 4, 19)).AcceptedByGroup("Training", new(2024, 4, 11)).Accepted("Hospital", new(2024, 4, 18));
        learn.Plan("Schools", Mechanism.Training, "Run twelve short courses with six situations each", "240 people from all agencies", new(2024, 4, 25), new(2025, 3, 31))
            .Says(new(2024, 10, 10), 40, "Five courses, 96 people.").Shows(course, "61% to 84% right, 79% three months on").Done(new(2025, 4, 3), "Twelve courses, 240 people.").Accepted(new(2025, 5, 8));
        learn.Plan("Hospital", Mechanism.Training, "Make it part of the yearly data protection course", "Every new doctor and nurse has it in the first month", new(2024, 5, 2), new(2025, 6, 30))
            .Says(new(2025, 1, 16), 50, "In the nurses' course.").States(new(2025, 6, 19), "Both courses' contents").Done(new(2025, 6, 23), "In both since May.").Accepted(new(2025, 7, 10));
        learn.See(MeasureKind.Training, "Right answers to six situations, three months after", "61%", "80%", new(2025, 7, 10))
            .RestsOn(course, "79% three months on").Judged(new(2025, 7, 10), Judgement.Improving, "79%", "Very near; it has to hold for those who come new.", nextCheck: tell.InDays(30));
    }
}
