using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;

namespace Goldthread.Web.Features.Thread.Demonstration.Stories;

/// <summary>Where the thread is loose today: each kind of break at least once, and something next week for everybody.</summary>
internal sealed class LooseThreads : IStory
{
    public string Name => "Loose ends";

    public void Tell(Storyteller tell)
    {
        // Findings that lead nowhere, and one that rests on nothing.
        tell.ToImprove("Quality", tell.InDays(-75), "Interpreters are booked for the parents and not for the children", "In six of nine files the child interpreted, or nobody did.", "Children carry their parents' words in place of their own.")
            .About("Voice of the child, Assessment", "Social Care", "Hospital").RestsOn(tell.Shelve(Volume.Qualitative, "On-a-day survey", "On a day: who interpreted?", tell.InDays(-80), "Office", "Voice of the child", "On one Tuesday board members asked in nine places who had interpreted for children that week. In six of nine cases nobody had. Workers had not known that they may book one for a child."), "Six of nine");
        tell.Risk("Exploitation", tell.InDays(-40), "Young people are recruited at two new food courts", "Youth workers hear the same two names again and again.", "Young people may be drawn into crime by adults they meet over a meal.").About("Child criminal exploitation, Adolescents", "Police", "Waymark").KeptIn("Exploitation");
        tell.ToImprove("Training", tell.InDays(-33), "Supervisors are not asked whether a course changed anything", "Three in ten have ever been asked.", "What is learned for children does not reach them.").About("Training, Supervision", "Schools").RestsOn(tell.Item("What workers need to learn in 2026/27"), "Three in ten supervisors");

        // Asked and not answered: late, and due within days.
        var home = tell.ToImprove("Quality", tell.InDays(-120), "Families with a baby are housed in one room for months", "Nineteen families with a child under one have lived in one room for more than six weeks.", "Babies have no safe place to sleep or to crawl.")
            .About("Under one, Neglect", "Homes", "Community Health").Toward("Neglect").RestsOn(tell.Shelve(Volume.Parents, "Statement", "Five mothers in one room", tell.InDays(-130), "Community Health", "Under one, Neglect", "Five mothers showed a health visitor and a lay member where they live. Cots do not fit. They are grateful and ashamed, and tired."), "Five mothers");
        var room = tell.Recommend("Quality", tell.InDays(-110), "Move families with a baby out of single rooms within six weeks", "Babies sleep safely and can crawl.", home).Asked("Homes", tell.InDays(-60)).Asked("Community Health", tell.InDays(-60)).Accepted("Community Health", tell.InDays(-70));
        room.Plan("Community Health", Mechanism.Monitoring, "Count babies in single rooms each month", "A list that the named nurse signs", tell.InDays(-70), tell.InDays(7)).Says(tell.InDays(-30), 50, "Nineteen in September, seventeen in October.");
        room.See(MeasureKind.ReAudit, "Families with a baby in one room for more than six weeks", "19", "None", tell.InDays(90));
        var dads = tell.ToImprove("Quality", tell.InDays(-50), "Young fathers are not invited to anything", "Letters and classes speak of mothers.", "Babies have a father nearby who is not asked to help.").About("Hidden males, Under one", "Community Health", "Waymark")
            .RestsOn(tell.Shelve(Volume.Parents, "Forum", "Eleven young fathers, with pizza", tell.InDays(-58), "Waymark", "Hidden males, Under one", "Eleven fathers under twenty-two talked for two evenings. Nine had been at the birth and at nothing since. All would come if somebody wrote their name on the letter."), "Nine of eleven");
        tell.Recommend("Quality", tell.InDays(-44), "Write to fathers by name, and see them", "Babies are looked after by two.", dads).Asked("Social Care", tell.InDays(6)).Asked("Waymark", tell.InDays(5)).Asked("Hospital", tell.InDays(-10)).Asked("Mental Health", tell.InDays(3)).Asked("Homes", tell.InDays(9)).Asked("Police", tell.InDays(7))
            .See(MeasureKind.Voice, "Fathers who were at a visit", "2 of 11", "8 of 11", tell.InDays(200));

        // Accepted and nothing planned; planned without a test of its effect.
        var steps = tell.ToImprove("Training", tell.InDays(-95), "Newly qualified workers meet no family of their own for months and then twelve at once", "Told by fourteen in their first year.", "Children get a worker who is overwhelmed.").About("Supervision, Capacity, Training", "Social Care").RestsOn(tell.Shelve(Volume.FrontLine, "Staff survey", "My first year: fourteen social workers", tell.InDays(-100), "Social Care", "Supervision, Capacity", "Fourteen social workers at the end of their first year answered. They learned most from sitting beside somebody. Eleven had twelve families at once by the fifth month."), "Eleven of fourteen");
        tell.Recommend("Training", tell.InDays(-88), "Let new workers begin beside somebody, and grow to twelve families over a year", "Children keep a worker who has time.", steps).Asked("Social Care", tell.InDays(-50)).Accepted("Social Care", tell.InDays(-55));
        var selfHarm = tell.Recommend("Training", tell.InDays(-85), "Teach supervisors to ask about what was learned", "What is learned reaches children.", steps).Asked("Schools", tell.InDays(-50)).Accepted("Schools", tell.InDays(-52));
        selfHarm.Plan("Schools", Mechanism.Training, "Three questions for supervisors, tried in ten schools", "On a card", tell.InDays(-52), tell.InDays(6)).Says(tell.InDays(-18), 60, "Six schools try it.");

        // Overdue, quiet, nobody's, waiting to be accepted.
        var bruises = tell.ToImprove("Quality", tell.InDays(-260), "Bruises on babies who can't move yet are explained away", "Four cases in a year.", "A first injury is not seen as one.").About("Under one, Professional curiosity", "Hospital", "Community Health").RestsOn(tell.Shelve(Volume.Qualitative, "Case audit", "Case audit: four babies with bruises", tell.InDays(-270), "Hospital", "Under one, Professional curiosity", "Four files of babies under six months were read. In each a bruise was seen, measured and explained. In one a second injury followed."), "Four files");
        var look = tell.Recommend("Quality", tell.InDays(-250), "Send every baby with a bruise who can't move yet to a paediatrician on the same day", "A first injury is never the first of several.", bruises).Published()
            .Asked("Hospital", tell.InDays(-215)).Asked("Community Health", tell.InDays(-215)).Asked("Social Care", tell.InDays(-215)).Accepted("Hospital", tell.InDays(-220)).Accepted("Community Health", tell.InDays(-225)).Accepted("Social Care", tell.InDays(-218));
        look.Plan("Hospital", Mechanism.PolicyAndProcedure, "Write the pathway for bruises in babies", "One page, at every desk", tell.InDays(-215), tell.InDays(-45)).Says(tell.InDays(-140), 30, "First draft.").MovesDate(tell.InDays(-60), tell.InDays(-21), "Two paediatricians are on leave.");
        look.Plan("Community Health", Mechanism.Training, "Teach all health visitors", "Forty people", tell.InDays(-220), tell.InDays(-14)).Says(tell.InDays(-40), 70, "Twenty-nine taught; the rest wait for the pathway.");
        look.Plan("Social Care", Mechanism.PracticeGuidance, "Tell the front door what to do when a bruise is reported", "In the desk book", tell.InDays(-210), tell.InDays(5)).Says(tell.InDays(-95), 40, "Waits for the pathway.");
        look.Plan("Schools", Mechanism.Communication, "Tell nurseries", "Every nursery has the page", tell.InDays(-200), null).Says(tell.InDays(-150), 10, "We need a date from the hospital first.");
        look.Plan("Social Care", Mechanism.Audit, "Read every bruise of a year", "With the hospital", tell.InDays(-200), tell.InDays(40)).ByNobodyInParticular();
        look.Plan("Social Care", Mechanism.Training, "Brief the emergency duty team", "All eleven know whom to ring at night", tell.InDays(-205), tell.InDays(-9)).States(tell.InDays(-13), "Signed list of eleven").Done(tell.InDays(-12), "All eleven briefed.");
        look.Plan("Community Health", Mechanism.PracticeGuidance, "A picture of where babies bruise and where they don't", "On the back of the pathway", tell.InDays(-200), tell.InDays(-5)).States(tell.InDays(-9), "The picture").Done(tell.InDays(-8), "Drawn with a paediatrician.");
        look.See(MeasureKind.ReAudit, "Babies with a bruise seen by a paediatrician on the same day", "1 of 4", "All", tell.InDays(-8));
        look.See(MeasureKind.Training, "Health visitors who would send the baby the same day", "24 of 40", "40 of 40", tell.InDays(4));

        var nights = tell.ToImprove("Exploitation", tell.InDays(-170), "Children in custody overnight are met by nobody who knows them", "Eleven children in a summer.", "Children who are exploited are treated as if they had chosen it.").About("Child criminal exploitation, Adolescents", "Police", "Youth Justice").Toward("Safer adolescence")
            .RestsOn(tell.Shelve(Volume.Quantitative, "Data analysis", "Children in custody overnight, summer 2026", tell.InDays(-175), "Police", "Child criminal exploitation, Adolescents", "Eleven children stayed overnight between April and early June. Eight were known to be exploited. An adult who knew them came to two."), "Eleven children, two met");
        var adult = tell.Recommend("Exploitation", tell.InDays(-160), "Call somebody who knows the child, at any hour", "Children in custody are met as children.", nights).Asked("Police", tell.InDays(-130)).Asked("Youth Justice", tell.InDays(-130)).Asked("Waymark", tell.InDays(-130)).Accepted("Police", tell.InDays(-135)).Accepted("Youth Justice", tell.InDays(-133)).Accepted("Waymark", tell.InDays(-131));
        adult.Plan("Waymark", Mechanism.Participation, "A rota of six workers whom young people chose", "From eight in the evening to eight in the morning", tell.InDays(-130), tell.InDays(-20)).States(tell.InDays(-24), "Rota of November").Done(tell.InDays(-24), "Six workers; called five times so far.");
        adult.Plan("Youth Justice", Mechanism.Monitoring, "Count who was called, and who came", "Each month", tell.InDays(-130), tell.InDays(-30)).States(tell.InDays(-32), "Counts of three months").Done(tell.InDays(-32), "September: four of five. October: five of five.");
        adult.Plan("Police", Mechanism.PolicyAndProcedure, "Put the call on the custody sheet", "No sheet without it", tell.InDays(-132), tell.InDays(4)).Says(tell.InDays(-20), 80, "Printed; two of three suites use it.");
        adult.Plan("Police", Mechanism.Training, "Brief custody sergeants on exploited children", "Thirty sergeants", tell.InDays(-132), tell.InDays(-6)).Says(tell.InDays(-28), 70, "Twenty-two briefed.");
        adult.See(MeasureKind.ReAudit, "Children in custody overnight who were met by somebody they know", "2 of 11", "Nine in ten", tell.InDays(3));

        var waitList = tell.ToImprove("Training", tell.InDays(-300), "The self-harm course has a waiting list of 140", "Twice as many as places in a year.", "Adults who meet children who harm themselves do not know what to say.").About("Training, Mental health and self-harm", "Schools", "Mental Health").RestsOn(tell.Item("Self-harm: what school staff asked the trainers"), "140 questions");
        var more = tell.Recommend("Training", tell.InDays(-290), "Double the self-harm course for a year", "Children who harm themselves are met by adults who know what to say.", waitList).Asked("Mental Health", tell.InDays(-260)).Asked("Lantern", tell.InDays(-260)).Accepted("Mental Health", tell.InDays(-262)).AcceptedByTelephone("Lantern", tell.InDays(-261), "Carys Bevan rang: one trainer, four days.");
        more.Plan("Mental Health", Mechanism.Training, "Eight more courses", "160 people", tell.InDays(-255), tell.InDays(10)).Says(tell.InDays(-100), 50, "Four held.");
        more.Plan("Lantern", Mechanism.Training, "Lend a trainer for four days", "Four days", tell.InDays(-250), tell.InDays(-25)).States(tell.InDays(-35), "Attendance of four days: 71 people").Done(tell.InDays(-34), "Four days, 71 people.");
        more.Plan("Mental Health", Mechanism.Monitoring, "Ring everyone who did not come", "Why they stayed away", tell.InDays(-255), tell.InDays(-11)).Says(tell.InDays(-70), 20, "Nine of sixty rung.");
        more.Plan("Mental Health", Mechanism.Communication, "A page for those who wait", "What to say today", tell.InDays(-255), tell.InDays(3)).Says(tell.InDays(-12), 80, "With the forum for a last look.");
        more.See(MeasureKind.Training, "Answers of those trained, three months on", "52% right", "80% right", tell.InDays(5));

        // Judged, and nothing new begun.
        var leave = tell.ToImprove("Reviews", tell.InDays(-420), "Children learn from others that their worker has left", "Six of nine complaints by children.", "Children stop telling anybody anything.").About("Voice of the child, Capacity", "Social Care").RestsOn(tell.Item("Children in care: annual report 2021/22"), "Children want to know earlier");
        var bye = tell.Recommend("Reviews", tell.InDays(-400), "Let every worker say goodbye in person", "Children know who comes next, and that it was not their fault.", leave).Asked("Social Care", tell.InDays(-365)).Accepted("Social Care", tell.InDays(-370));
        bye.Plan("Social Care", Mechanism.PolicyAndProcedure, "Goodbye visit in the leaver's list", "Two weeks before the last day", tell.InDays(-370), tell.InDays(-250)).States(tell.InDays(-255), "The list").Done(tell.InDays(-254), "In force.").Accepted(tell.InDays(-240));
        bye.See(MeasureKind.Voice, "Complaints by children about a worker who left without a word", "6 of 9", "None", tell.InDays(-150)).RestsOn(tell.Item("Complaints about children's services 2025/26: what can be learned"), "The commonest reason still")
            .Judged(tell.InDays(-130), Judgement.Worse, "7 of 9", "It is on the list and workers leave before their last day.", "Ask leavers and children what would help");

        // For the board's office and the review group, next week.
        var page = tell.ToImprove("Reviews", tell.InDays(-140), "Front-line staff do not know what reviews found", "One worker in five could name a finding of the last two years.", "The same things happen to other children.").About("Training, Supervision", "Social Care", "Police", "Schools").RestsOn(tell.Item("Section 11 self-assessments 2022/23: the panel's report"), "Lessons reach managers and seldom the front line");
        var brief = tell.Recommend("Reviews", tell.InDays(-130), "Tell every worker in seven minutes what a review found", "What happened to one child protects others.", page).Asked("Office", tell.InDays(-100)).Asked("Police", tell.InDays(-100)).Accepted("Office", tell.InDays(-110)).Accepted("Police", tell.InDays(-105));
        brief.Plan("Office", Mechanism.Communication, "Seven-minute briefings of the last four reviews", "Sent to every team leader", tell.InDays(-110), tell.InDays(5)).Says(tell.InDays(-14), 70, "Three of four are written; the forum reads the fourth.");
        brief.Plan("Police", Mechanism.Training, "Read one at each shift briefing for a month", "Four reviews in four weeks", tell.InDays(-105), tell.InDays(-15)).States(tell.InDays(-17), "Sergeants' returns: 41 of 44 shifts").Done(tell.InDays(-16), "41 of 44 shifts.");
        brief.See(MeasureKind.Training, "Workers who can name a finding of the last two years", "1 in 5", "3 in 5", tell.InDays(120));
    }
}
