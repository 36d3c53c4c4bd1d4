using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;

namespace Goldthread.Web.Features.Thread.Demonstration.Stories;

/// <summary>Police notices about domestic abuse arrive in time since April 2022; what children gain by it took longer.</summary>
internal sealed class DomesticAbuse : IStory
{
    public string Name => "Domestic abuse";

    public void Tell(Storyteller tell)
    {
        var figures = tell.Shelve(Volume.Quantitative, "Dataset report", "Police notices about children: how fast they reach the hub", new(2021, 9, 30), "Office", "Domestic abuse, Information sharing",
            "Four in five notices reach the safeguarding hub within a day, and have done so since the figures began. The fifth that does not is nearly always from a Friday or Saturday night. Most of those are about domestic abuse.");
        var schools = tell.Shelve(Volume.FrontLine, "Staff survey", "What safeguarding leads in schools hear on a Monday morning", new(2021, 10, 14), "Schools", "Domestic abuse, Information sharing",
            "Sixty-three schools answered. Half had met a child on a Monday who had seen violence at the weekend, without having been told. They learned of it from the child, or from a fight.");
        var children = tell.Shelve(Volume.Children, "Consultation", "Living with it: twelve children who had help from Lantern", new(2021, 11, 4), "Lantern", "Domestic abuse, Voice of the child",
            "Twelve children between seven and fifteen made a wall of words with their workers. They wanted one grown-up at school to know, and nobody else. Being asked in front of a parent was worse than not being asked.");
        var audit = tell.Shelve(Volume.Qualitative, "Case audit", "Case audit: fifteen families and domestic abuse", new(2021, 11, 25), "Office", "Domestic abuse, Hidden males, Assessment",
            "Fifteen families' files were read by seven agencies. The plan asks the mother to keep the children safe in thirteen of them. The father, or her partner, had been spoken with in four.");
        var mothers = tell.Shelve(Volume.Parents, "Statement", "Eight mothers on being helped", new(2021, 12, 2), "Lantern", "Domestic abuse",
            "Eight mothers spoke with a lay member and a worker they knew. They felt watched for mistakes while he was never asked anything. What helped was one person who stayed.");
        var course = tell.Shelve(Volume.Training, "Course evaluation", "Working with those who use violence: evaluation", new(2023, 6, 15), "Social Care", "Domestic abuse, Hidden males, Training",
            "Ninety-one people came to five courses. Their confidence in a first talk with a father who uses violence rose by two points of ten and stayed there three months on.");
        var marac = tell.Shelve(Volume.BuildingBlocks, "Annual report", "Domestic abuse conference: annual report 2022/23", new(2023, 7, 6), "Police", "Domestic abuse",
            "The conference discussed 412 high-risk cases, with 521 children. One case in three had been there in the year before. Its members ask whether the same plans are being made twice.");
        var reAudit = tell.Shelve(Volume.Qualitative, "Case audit", "Re-audit: fifteen families and domestic abuse", new(2024, 2, 22), "Office", "Domestic abuse, Hidden males",
            "In eleven of fifteen files the person who uses violence has been spoken with and the plan asks something of him. It was four. Recording of what the children said has not moved.");

        var weekend = tell.ToImprove("Quality", new(2021, 12, 9), "Notices of a weekend's violence reach schools after the child does",
                "One notice in five takes longer than a day, nearly always those of a weekend. Schools are told on Tuesday, or never.",
                "A child who has seen violence meets a test, or a telling-off, instead of somebody who knows.")
            .About("Domestic abuse, Information sharing", "Police", "Schools").Toward("Living with domestic abuse").RestsOnFigures("POL02", new(2021, 9, 30), "83.7% within a day, as in every quarter since 2019")
            .RestsOn(figures, "The late fifth is from weekends").RestsOn(schools, "Half of 63 schools had met such a child untold").RestsOn(children, "They wanted one grown-up to know").Repeating("domestic abuse 2018");
        var fathers = tell.ToImprove("Quality", new(2021, 12, 9), "Plans ask everything of mothers and nothing of those who use violence",
                "Thirteen of fifteen plans give the mother tasks. Only four name the man who uses violence other than as a danger.",
                "Children's safety hangs on the parent who is being hurt.")
            .About("Domestic abuse, Hidden males", "Social Care", "Mental Health").Toward("Living with domestic abuse").RestsOn(audit, "13 of 15 plans").RestsOn(mothers, "Eight mothers say the same").Repeating("hidden males 2019");
        var again = tell.Risk("Quality", new(2023, 9, 14), "One high-risk case in three comes back within a year",
                "Repeat cases have stayed at the same level since 2019. The same plans seem to be made again.",
                "Children live through the worst of it twice.")
            .About("Domestic abuse", "Police", "Lantern").Toward("Whole families, one plan").RestsOn(marac, "One case in three").RestsOnFigures("MAR02", new(2023, 6, 30), "No change since 2019");
        tell.Strength("Quality", new(2022, 11, 10), "One school in each cluster keeps a quiet room open on Monday mornings",
                "After a notice a known adult is free for ten minutes and asks nothing unless the child does.",
                "Children begin the week with somebody who knows.")
            .About("Domestic abuse, Voice of the child", "Schools").RestsOn(children, "Younger children drew the room").RestsOn(schools, "Nine schools do it");

        var direct = tell.Recommend("Quality", new(2022, 1, 13), "Tell schools before nine o'clock about violence a child has met, every day of the week",
                "A child who has seen violence at home is met at school by one adult who knows.", weekend).Published()
            .Saying("The notice goes to the hub and, in four lines, to the school's safeguarding lead at the same moment.")
            .Asked("Police", new(2022, 2, 11)).Asked("Schools", new(2022, 2, 11)).Accepted("Police", new(2022, 1, 27)).Accepted("Schools", new(2022, 2, 8));
        direct.Plan("Police", Mechanism.PolicyAndProcedure, "Send notices at the end of each shift, weekends too", "From 4 April 2022 every notice leaves before six in the morning", new(2022, 1, 27), new(2022, 4, 4))
            .Says(new(2022, 3, 3), 60, "Tried by two teams; nine in ten were in time.").ShowsFigures("POL02", new(2022, 6, 30), "91.6% within a day in the first quarter").Done(new(2022, 7, 4), "In force since 4 April in all teams.").Accepted(new(2022, 7, 14));
        direct.Plan("Schools", Mechanism.Communication, "Give each school a named person and a deputy for notices", "A list that is right every Monday", new(2022, 2, 8), new(2022, 4, 1))
            .Says(new(2022, 3, 10), 70, "84 of 102 schools have answered.").States(new(2022, 4, 25), "List of all 102 schools with two names each").Done(new(2022, 4, 26), "Complete; the forum's office keeps it.").Accepted(new(2022, 5, 12));
        direct.See(MeasureKind.Indicator, "Share of police notices that reach the hub within 24 hours", "80% since 2019", "90%, for a year", new(2023, 4, 30), "POL02")
            .RestsOnFigures(new(2023, 3, 31), "Between 88.8% and 93.7% in each quarter of 2022/23").Judged(new(2023, 5, 11), Judgement.Embedded, "92.9% (January to March 2023)", "A step in the very quarter of the change, and a year at the new level.");
        direct.See(MeasureKind.Voice, "Do safeguarding leads know before the child comes in?", "32 of 63 schools were not told", "Nine in ten are told", new(2023, 4, 30))
            .RestsOn(tell.Shelve(Volume.FrontLine, "Staff survey", "Monday mornings, a year later: 71 schools", new(2023, 4, 20), "Schools", "Domestic abuse, Information sharing",
                "Seventy-one schools answered the same questions again. Sixty-four had been told before the child came in, each time they knew of. Three wrote that a child had said thank you."), "64 of 71 schools were told").Judged(new(2023, 5, 11), Judgement.Embedded, "64 of 71 schools", "Nine in ten, in the words of those who meet the children.");
        direct.Closed(new(2023, 7, 13));

        var speak = tell.Recommend("Quality", new(2022, 1, 13), "Speak with those who use violence, and ask something of them in the plan",
                "Children are safer since the person who frightens them is asked to change.", fathers)
            .Asked("Social Care", new(2022, 2, 18)).Asked("Lantern", new(2022, 2, 18)).Asked("Mental Health", new(2022, 2, 18)).Asked("Homes", new(2022, 2, 18))
            .Accepted("Social Care", new(2022, 2, 3)).Accepted("Lantern", new(2022, 2, 14)).PartlyAccepted("Mental Health", new(2022, 2, 17), "We will ask every man in treatment about children and violence. We can't offer a programme.")
            .Rejected("Homes", new(2022, 2, 18), "A landlord who talks with one partner about violence may put the other in danger. We will report and move her if she asks.");
        speak.Plan("Social Care", Mechanism.Training, "Train ninety workers for the first talk", "Five courses with actors", new(2022, 2, 24), new(2023, 3, 31))
            .Says(new(2022, 10, 6), 40, "Two courses run; the actors are worth their money.").MovesDate(new(2023, 3, 1), new(2023, 5, 31), "The trainer was ill for a month.").Shows(course, "91 people, two points more confident, three months on").Done(new(2023, 6, 19), "91 people trained.").Accepted(new(2023, 7, 13));
        speak.Plan("Lantern", Mechanism.Commissioning, "Run a programme for fathers who want to stop", "Two groups of ten each year, with a worker for the partners", new(2022, 3, 1), new(2022, 10, 31))
            .Says(new(2022, 9, 8), 70, "First group is full; seven of ten came by themselves.").States(new(2022, 10, 20), "Attendance of the first group: eight stayed to the end").Done(new(2022, 10, 24), "Running, with money until 2026.").Accepted(new(2022, 11, 10));
        speak.Plan("Mental Health", Mechanism.PracticeGuidance, "Ask every man in treatment about children and violence", "Two questions in the first assessment", new(2022, 3, 3), new(2022, 9, 30))
            .States(new(2022, 9, 15), "The form and a count: asked of 212 of 240").Done(new(2022, 9, 19), "In the form since July.").Accepted(new(2022, 11, 10));
        speak.See(MeasureKind.ReAudit, "Re-audit: has the person who uses violence been spoken with, and does the plan ask something of him?", "4 of 15 files", "12 of 15 files", new(2024, 2, 29))
            .RestsOn(reAudit, "11 of 15 files").Judged(new(2024, 3, 14), Judgement.Improving, "11 of 15 files", "Nearly three times as many. The children's own words have not moved; see the work on children's voice.", nextCheck: tell.InDays(20));

        var twice = tell.Recommend("Quality", new(2023, 11, 9), "When a case comes back, ask first why the last plan did not hold",
                "Children do not live through the worst of it twice.", again)
            .Asked("Police", new(2023, 12, 15)).Asked("Lantern", new(2023, 12, 15)).Accepted("Police", new(2023, 11, 30)).AcceptedByTelephone("Lantern", new(2023, 12, 14), "Carys Bevan rang: they will bring what the mother says about the last plan.");
        twice.Plan("Police", Mechanism.PolicyAndProcedure, "Begin a repeat case with the last plan on the table", "A page at the front: what was planned, what was done, what got in the way", new(2023, 12, 1), new(2024, 3, 29))
            .States(new(2024, 3, 20), "Ten pages of February and March").Done(new(2024, 3, 21), "Every repeat case since February has one.").Accepted(new(2024, 5, 9));
        twice.Plan("Lantern", Mechanism.Participation, "Bring what the mother says about the last plan", "Her words in every repeat case where she wants it", new(2023, 12, 20), new(2024, 5, 31))
            .Says(new(2024, 3, 5), 50, "Fourteen of nineteen wanted it.").States(new(2024, 5, 28), "Count: 23 of 31").Done(new(2024, 5, 29), "As a rule since March.").Accepted(new(2024, 7, 11));
        twice.See(MeasureKind.Indicator, "Share of cases at the conference that had been there in the year before", "33% in 2022/23", "25%", new(2025, 4, 30), "MAR02")
            .RestsOnFigures(new(2025, 3, 31), "Within its usual range in every quarter since the change")
            .Judged(new(2025, 5, 8), Judgement.NoChange, "No change in eight quarters", "The pages are written and the plans are the same. Asking why did not make other help available.", "Commission help for eighteen months in place of twelve weeks, for families who come back", tell.InDays(120));
        twice.Plan("Social Care", Mechanism.Commissioning, "Offer families who come back a worker for eighteen months", "Thirty places from January 2026", new(2025, 6, 5), new(2026, 1, 12))
            .Says(new(2025, 10, 9), 50, "Money agreed for two years; Lantern and one other have bid.").Says(new(2026, 2, 5), 80, "Nineteen families have a worker.").States(new(2026, 4, 9), "Thirty places, 27 taken").Done(new(2026, 4, 13), "All places are offered.").Accepted(new(2026, 5, 14));
    }
}
