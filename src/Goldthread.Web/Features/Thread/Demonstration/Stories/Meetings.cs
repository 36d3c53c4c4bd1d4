using Goldthread.Domain.Thread;

namespace Goldthread.Web.Features.Thread.Demonstration.Stories;

/// <summary>Two years of meetings, with what was decided and what somebody took on in the room.</summary>
internal sealed class Meetings : IStory
{
    public string Name => "Meetings";

    public void Tell(Storyteller tell)
    {
        foreach (var (group, title, day, closed, decisions) in Groups)
            for (var i = 0; i < decisions.Length; i++)
            {
                var on = new DateOnly(2024, 12, day).AddMonths(2 * i);
                var meeting = tell.Meet(group, on, $"{title}, {on:MMMM yyyy}", closed);
                foreach (var decision in decisions[i].Split(" | ")) meeting.Decides(decision);
                TakeOn(tell, group, i, meeting);
            }
        tell.Meet("Quality", new(2026, 12, 10), "Quality Assurance and Performance Group, December 2026"); // still to come
    }

    private static void TakeOn(Storyteller tell, string group, int index, MeetingTold meeting)
    {
        var on = meeting.Record.HeldOn;
        switch (group, index)
        {
            case ("Quality", 2):
                meeting.Plan("Office", Mechanism.Monitoring, "Add waits for a first appointment to the dataset, by locality", "A quarterly figure for each of four localities", on.AddDays(60))
                    .States(on.AddDays(50), "The new page of the dataset").Done(on.AddDays(51), "Added from July 2025.").Accepted(on.AddDays(63));
                break;
            case ("Quality", 5):
                meeting.Plan("Hospital", Mechanism.Audit, "Read twenty records of children seen for injuries", "Is the question of who was there asked?", on.AddDays(120))
                    .Says(on.AddDays(80), 60, "Twelve read.").States(on.AddDays(118), "Twenty records, asked in seventeen").Done(on.AddDays(119), "Seventeen of twenty.").Accepted(on.AddDays(126));
                break;
            case ("Quality", 10):
                meeting.Plan("Schools", Mechanism.Communication, "Send the half-term briefing on hunger at home to every school", "One page, with whom to ring", tell.InDays(6)).Says(tell.InDays(-15), 50, "Written with two family workers; the forum reads it now.");
                break;
            case ("Exploitation", 4):
                meeting.Plan("Police", Mechanism.Monitoring, "Bring a map of places named, every second meeting", "A map without names", on.AddDays(56)).States(on.AddDays(50), "First map").Done(on.AddDays(52), "Brought.").SentBack(on.AddDays(58), "Please add the places where something was done.").States(on.AddDays(75), "Second map").Done(on.AddDays(76), "Added.").Accepted(on.AddDays(120));
                break;
            case ("Exploitation", 10):
                meeting.Plan("Police", Mechanism.Challenge, "Ask the bus company for its night lines' incidents", "A list since summer", tell.InDays(4)).Says(tell.InDays(-10), 40, "Asked on the 9th; their lawyer looks at it.");
                break;
            case ("Executive", 6):
                meeting.Plan("Social Care", Mechanism.Commissioning, "Bring the cost of eighteen-month workers for thirty more families", "A paper with three sizes", on.AddDays(90)).States(on.AddDays(84), "The paper").Done(on.AddDays(85), "On the agenda of March.").Accepted(on.AddDays(90));
                break;
            case ("Board", 8):
                meeting.Plan("Mental Health", Mechanism.Challenge, "Answer the forum's question on waiting in person", "At a forum evening", on.AddDays(60)).States(on.AddDays(40), "What the forum wrote afterwards").Done(on.AddDays(41), "Held with fourteen young people.").Accepted(on.AddDays(62));
                break;
            case ("Reviews", 10):
                meeting.Plan("Office", Mechanism.PolicyAndProcedure, "Draft the one-page summary of four reviews for front-line staff", "Read in seven minutes", tell.InDays(5)).Says(tell.InDays(-8), 60, "Two of four are written.");
                break;
        }
    }

    private static readonly (string Group, string Title, int Day, bool Closed, string[] Decisions)[] Groups =
    [
        ("Quality", "Quality Assurance and Performance Group", 12, false,
        [
            "The re-audit of neglect goes to the Executive with its one question: supervision. | The dataset drops nine measures that nobody has used in two years.",
            "The panel's Section 11 grades on listening stand; two agencies may bring more evidence by April.",
            "Waits for a first appointment are shown by locality from July. | The audit plan for 2025/26 is agreed: four audits, two re-audits.",
            "Repeat domestic abuse cases are judged “no change”; the group recommends help for eighteen months.",
            "The strength of the crisis team's ringing list is worth sharing and goes into the next briefing.",
            "St Brannock's reads twenty records of injuries. | Evidence for the front door measure is due in spring.",
            "The measure of children seen alone is judged “no change” for the second time; ten children will be asked.",
            "Absence from school of children on a plan can't be told from yearly figures; schools will count each term.",
            "The dataset of the year is agreed with three signals: two of concern, one of improvement.",
            "Front door decisions: still no change. Three agencies are asked to pay for two clerks. | The hub's three systems stay on the risk register.",
            "Hunger at home is briefed before half term. | The audit on first health assessments is moved to January.",
            "The neglect re-audit is planned for January, with two parents in the team.",
        ]),
        ("Board", "Partnership meeting", 18, false,
        [
            "The yearly report 2023/24 is published. | The board hears with concern that fewer young people have a plan at eighteen.",
            "The forum's nine questions come back in March with what was done.",
            "The three partners agree the budget for two years.",
            "Waiting for mental health help is put to the commissioner as a risk to children's lives.",
            "Schools are a full partner in the arrangements from September.",
            "The inspectorates' letter on the front door is answered within the month.",
            "The yearly report 2024/25 is agreed, with a page on what did not change.",
            "The independent scrutineer's report: stronger on effort than on effect. The board agrees and asks for three measures of effect.",
            "The mental health trust answers the forum in person.",
            "The framework is reviewed at the development day in July; the loose ends are read out one by one.",
            "Residents will be asked what the next plan should be about.",
        ]),
        ("Exploitation", "Exploitation and Missing Group", 5, true,
        [
            "Interviews after missing are embedded; the closing paper comes in January.",
            "Licensing takes part in each mapping meeting.",
            "Twelve children account for a third of episodes; each has one named person.",
            "Places named are dealt with more often; judged improving.",
            "The police bring a map to every second meeting.",
            "Two children were found in another borough; both boroughs meet.",
            "Pictures made by machines: a joint page before Christmas.",
            "Taxi drivers are added to “Look again”.",
            "The group asks Waymark for young people's words on the joint page.",
            "Summer plan: youth workers on the night bus on three lines.",
            "The bus company is asked for its figures. | The measure on places is judged in January.",
        ]),
        ("Reviews", "Practice Review Group", 19, true,
        [
            "Two serious incidents considered; one rapid review, one local learning review.",
            "The rapid review is signed and sent on the fourteenth working day.",
            "The national panel agrees that no further review is needed.",
            "The actions of four older reviews are read for effect; two are sent back.",
            "Transition workers: the trust reports each month.",
            "One incident considered; the criteria are not met; the reasons are recorded.",
            "Plans at eighteen are judged “worse”; the start of the posts is brought forward.",
            "A learning review is opened; its room admits three people.",
            "Family contact for the learning review is agreed.",
            "The learning day was held with fourteen practitioners.",
            "One finding is released from the learning review to the board. | Staff get one page on four reviews.",
        ]),
        ("Executive", "Executive Group", 4, false,
        [
            "Supervision of agency staff is everyone's question for a quarter.",
            "The scrutiny calendar for 2025/26 is agreed.",
            "Neglect: the scale goes into four agencies' contracts.",
            "The Executive asks each agency for one thing it will stop doing.",
            "Money for eighteen-month workers is found for two years.",
            "Half of the actions that are late belong to three agencies; each is rung by the chair.",
            "Thirty more families with a worker: costs are asked for.",
            "Four lasting posts for young people at eighteen are in the contract.",
            "The risk register is read against the dataset; two risks go up.",
            "Clerks for the front door: two of three agencies agree to pay.",
            "The yearly report's draft is read by the forum first.",
        ]),
    ];
}
