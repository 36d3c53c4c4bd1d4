using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;

namespace Goldthread.Web.Features.Thread.Demonstration.Stories;

/// <summary>Neglect is seen late; one shared tool; the re-audit shows movement, the yearly figure can't tell yet.</summary>
internal sealed class Neglect : IStory
{
    public string Name => "Neglect";

    public void Tell(Storyteller tell)
    {
        var audit = tell.Shelve(Volume.Qualitative, "Case audit", "Case audit: twelve children known for neglect", new(2022, 3, 24), "Office", "Neglect, Assessment",
            "Six agencies read the files of twelve children side by side. In nine of them every worry had been answered on its own, and nobody had written down what daily life was like for the child. The earliest sign was on average two years older than the first plan.");
        var parents = tell.Shelve(Volume.Parents, "Survey of parents", "What parents told us about help with everyday care", new(2022, 5, 18), "Social Care", "Neglect, Thresholds",
            "Forty-one parents answered, most of them after a case had been closed. They wanted to be told plainly what was worrying, early, by one person. Several said that they had agreed to plans they had not understood.");
        var staff = tell.Shelve(Volume.FrontLine, "Practitioner forum", "Practitioner forum: naming neglect with families", new(2022, 6, 9), "Community Health", "Neglect, Professional curiosity",
            "Thirty-four workers from nine agencies met for a morning. They find it easier to describe a home than to say what it does to a child. Each agency brought its own checklist; none could read another's.");
        var children = tell.Shelve(Volume.Children, "Consultation", "Listening days in four primary schools", new(2022, 6, 22), "Schools", "Neglect, Voice of the child",
            "Children drew and talked about what makes a day good or bad. Being hungry on a Monday, and being late because nobody was up, came from children in all four schools. Several did not know that an adult at school could help with that.");
        tell.Shelve(Volume.Quantitative, "Data analysis", "Neglect in assessments: what the yearly figures can and can't say", new(2022, 11, 30), "Office", "Neglect",
            "Neglect was recorded in 12.2% of assessments in 2021/22, against 13.6% the year before. The share moves with how workers record as much as with children's lives. One figure a year is too few for a trend.");
        var lay = tell.Shelve(Volume.Public, "Lay members' report", "Lay members' visits to two family hubs", new(2023, 2, 15), "Office", "Neglect, Thresholds",
            "The lay members spent a day in each hub. Families come for food and stay to talk; workers there see neglect long before anyone refers. They were not sure whether they were allowed to use the agencies' tool.");
        var course = tell.Shelve(Volume.Training, "Course evaluation", "Day to day: the neglect course, three months on", new(2023, 11, 16), "Community Health", "Neglect, Training",
            "Of 118 people trained, 74 answered three months later. Fifty-one had used the scale with a family since. Those who had not said that their supervisor had not asked for it.");
        var reAudit = tell.Shelve(Volume.Qualitative, "Case audit", "Re-audit: twelve children known for neglect, two years on", new(2024, 4, 18), "Office", "Neglect, Assessment",
            "The same questions were put to twelve other files. Eight now hold the shared scale, done with the parents and repeated. Daily life from the child's side is described in seven; it was three.");

        var late = tell.ToImprove("Quality", new(2022, 7, 14), "Neglect is recognised late because each worry is weighed alone",
                "Missed appointments, hunger and lateness are each answered by the agency that meets them. Nobody puts them together over time, so the threshold seems never to be reached.",
                "Children live with hunger, tiredness and worry for about two years before anybody names it.")
            .About("Neglect, Assessment, Thresholds", "Social Care", "Community Health", "Schools").Toward("Neglect")
            .RestsOn(audit, "Nine of twelve files show worries answered one by one").RestsOn(staff, "Each agency has its own checklist")
            .RestsOn(children, "Children in all four schools spoke of hunger and lateness").Repeating("neglect 2017").As("neglect 2022");
        var plain = tell.ToImprove("Quality", new(2022, 7, 14), "Parents are not told in plain words what is worrying",
                "Plans speak of parenting capacity and engagement. Parents agree to them without knowing what should be different at home.",
                "Nothing changes at home, since the people who could change it do not know what to change.")
            .About("Neglect", "Social Care").Toward("Neglect")
            .RestsOn(parents, "Several had agreed to plans that they had not understood").RestsOn(audit, "Plans in seven files name no change that a parent could see");
        tell.Strength("Quality", new(2022, 9, 8), "Health visitors use the home conditions scale with parents, not on them",
                "In one locality the scale is filled in together, on paper, at the kitchen table, and left with the parents.",
                "Children see their parents change things that they chose themselves.")
            .About("Neglect, Under one", "Community Health").RestsOn(staff, "Four health visitors showed how they do it")
            .RestsOn(parents, "Six parents praised it unasked").WorthSharingWith("Children's social care, schools and Harrowdown Homes")
            .TakenUpBy("Harrowdown Schools Forum", new(2023, 5, 11), "Family workers in eleven schools fill the scale in with parents")
            .TakenUpBy("Harrowdown Homes", new(2023, 9, 20), "Tenancy officers leave the one-page version after a visit and ask whom to call");
        var hubs = tell.ToImprove("Quality", new(2023, 3, 9), "Family hubs see neglect first and hold no shared tool",
                "Hub workers meet families months before a referral and have nothing to write on that others can read.",
                "The earliest chance to help children passes without a word between agencies.")
            .About("Neglect, Thresholds", "Social Care").Toward("Neglect").RestsOn(lay, "Lay members saw it in both hubs");

        var scale = tell.Recommend("Quality", new(2022, 9, 8), "Use one neglect scale in every agency, with parents, and repeat it",
                "Children's daily needs are named within weeks and met at home, so fewer live with neglect for years.", late, plain)
            .Saying("One scale, free to use, in plain English. It goes with the child from agency to agency and is repeated every three months.")
            .Asked("Social Care", new(2022, 10, 14)).Asked("Community Health", new(2022, 10, 14)).Asked("Schools", new(2022, 10, 14)).Asked("Homes", new(2022, 10, 14))
            .Accepted("Social Care", new(2022, 9, 29)).Accepted("Community Health", new(2022, 10, 4))
            .PartlyAccepted("Schools", new(2022, 10, 13), "Schools with a family worker will use it. Smaller schools will use the first page only, for they have nobody to repeat it.")
            .AcceptedByTelephone("Homes", new(2022, 10, 14), "Linda Cross rang: tenancy officers will use the one-page version on visits.");
        scale.Plan("Community Health", Mechanism.PracticeGuidance, "Write the guidance for the shared scale", "A four-page guide with a filled-in example, agreed by six agencies", new(2022, 10, 14), new(2023, 1, 31))
            .Says(new(2022, 12, 6), 60, "Draft tried by two teams. They asked for a shorter first page.").States(new(2023, 1, 24), "The guide, agreed by six agencies")
            .Done(new(2023, 1, 26), "The guide is on the partnership's pages and in every new starter's pack.").Accepted(new(2023, 2, 9));
        scale.Plan("Social Care", Mechanism.PolicyAndProcedure, "Ask for the scale in every assessment where neglect is a worry", "The assessment form has a place for it, and managers do not sign without it", new(2022, 10, 14), new(2023, 3, 31))
            .Says(new(2023, 2, 20), 40, "The form is changed in the test system.").MovesDate(new(2023, 3, 22), new(2023, 6, 30), "The supplier moved the release of the recording system to June.")
            .States(new(2023, 6, 15), "Picture of the form as it is now").Done(new(2023, 6, 19), "The form went live on 12 June.").SentBack(new(2023, 7, 13), "The form asks for it; please show that it is filled in.")
            .Says(new(2023, 9, 4), 80, "Pulled all assessments of July and August: 61 of 84 hold a completed scale.").States(new(2023, 10, 2), "September: 47 of 52 assessments hold the scale")
            .Done(new(2023, 10, 5), "Nine in ten assessments hold it; two teams are being helped.").Accepted(new(2023, 11, 9));
        scale.Plan("Community Health", Mechanism.Training, "Train 120 workers to use the scale with parents", "Course run eight times, with practice on a real family's (changed) story", new(2022, 10, 14), new(2023, 7, 31))
            .Says(new(2023, 4, 18), 50, "Four courses run, 59 people. Housing officers have asked for a half day.").Shows(course, "51 of 74 had used the scale three months on")
            .Done(new(2023, 11, 20), "118 people trained in eight courses and two half days.").Accepted(new(2024, 1, 11));
        scale.Plan("Homes", Mechanism.Communication, "Give tenancy officers the one-page scale and a number to ring", "Every officer carries it and knows who answers", new(2022, 10, 20), new(2023, 4, 28))
            .SaysByTelephone(new(2023, 2, 2), 50, "Printed; briefings are booked for March.").States(new(2023, 4, 14), "Attendance of the three briefings: 38 officers")
            .Done(new(2023, 4, 17), "All 38 officers briefed; eleven calls made since.").Accepted(new(2023, 5, 11));
        scale.See(MeasureKind.ReAudit, "Re-audit of twelve files: is daily life from the child's side described, and the scale repeated?", "3 of 12 files", "9 of 12 files", new(2024, 4, 18))
            .RestsOn(reAudit, "7 of 12 files describe daily life; 8 hold the scale")
            .Judged(new(2024, 5, 9), Judgement.Improving, "7 of 12 files", "More than twice as many, though not yet what was aimed at; workers name supervision as what is missing.", nextCheck: tell.InDays(60));
        scale.See(MeasureKind.Indicator, "Share of assessments that record neglect: should rise as it is named earlier, then fall", "12.2% in 2021/22", "Rises for two years, then falls", new(2024, 11, 1), "CSC10NE")
            .RestsOnFigures(new(2024, 3, 31), "16.4% in 2022/23, 10.5% in 2023/24")
            .Judged(new(2024, 11, 14), Judgement.CannotTell, "10.5% in 2023/24", "It rose and fell again, but one figure a year can't be parted from a change in recording.", "Two more yearly figures, and the note on recording practice that children's social care has promised", new(2025, 11, 3))
            .RestsOnFigures(new(2025, 3, 31), "5.2% in 2024/25, after the new recording system")
            .Judged(new(2025, 11, 13), Judgement.CannotTell, "5.2% in 2024/25", "The fall goes with a new recording system. Only yearly figures are published, and this one is not comparable with those before.", "A figure of 2025/26 recorded the new way; until then the re-audit is what we go by", new(2027, 1, 14));

        var early = tell.Recommend("Quality", new(2023, 5, 11), "Let family hubs use the scale and say what becomes of it",
                "Families are helped in the hub, and children are not referred only when it has become serious.", hubs)
            .Asked("Social Care", new(2023, 6, 16)).Asked("Lantern", new(2023, 6, 16)).Accepted("Social Care", new(2023, 6, 5)).Accepted("Lantern", new(2023, 6, 14), "Our workers are in both hubs on Thursdays and will use it there.");
        early.Plan("Social Care", Mechanism.Commissioning, "Write the scale into the hubs' contracts", "New contracts from April 2024 name it and ask for a yearly count", new(2023, 6, 16), new(2024, 3, 29))
            .Says(new(2023, 11, 21), 50, "Agreed with three of four providers.").States(new(2024, 3, 20), "Signed contracts of all four hubs").Done(new(2024, 3, 25), "All four contracts name it.").Accepted(new(2024, 5, 9));
        early.Plan("Lantern", Mechanism.Participation, "Ask twenty parents in the hubs how the scale felt", "A short report, in their words", new(2023, 6, 20), new(2024, 6, 28))
            .Says(new(2024, 2, 8), 40, "Nine parents so far; they want it shorter still.").States(new(2024, 6, 20), "Report with the words of 22 parents").Done(new(2024, 6, 24), "22 parents heard; the report is with the group.").Accepted(new(2024, 7, 11));
        early.See(MeasureKind.Voice, "Do parents in the hubs say that things at home have changed for their children?", "Not asked before", "Two in three name a change", new(2024, 9, 2))
            .RestsOn(tell.Shelve(Volume.Parents, "Statement", "Twenty-two parents on the neglect scale", new(2024, 6, 20), "Lantern", "Neglect",
                "Lantern's workers asked parents in both hubs how the scale had felt and what came of it. Sixteen of twenty-two named something that is different for their children: breakfast, a bed, somebody at the gate. Five found the questions hard."), "16 of 22 parents name a change")
            .Judged(new(2024, 9, 12), Judgement.Embedded, "16 of 22 parents", "Parents name real changes, and the hubs now do it without being asked.");
        early.Closed(new(2024, 11, 14), "The hubs do it as a matter of course, and the yearly count is in their contracts.");
    }
}
