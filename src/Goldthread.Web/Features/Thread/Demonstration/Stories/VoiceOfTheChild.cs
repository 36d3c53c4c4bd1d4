using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;

namespace Goldthread.Web.Features.Thread.Demonstration.Stories;

/// <summary>The child's voice: children take part more in their conferences; whether they are seen alone has not moved.</summary>
internal sealed class VoiceOfTheChild : IStory
{
    public string Name => "The child's voice";

    public void Tell(Storyteller tell)
    {
        var forum = tell.Publish(tell.Shelve(Volume.Children, "Forum", "Young People's Forum: nine questions to the board", new(2021, 3, 24), "Waymark", "Voice of the child",
            "The forum put nine questions to the board and asked for an answer within a month. The first was: were you ever in a room where twelve grown-ups talked about you? The board answered seven and said why it could not answer two."));
        var survey = tell.Shelve(Volume.Children, "Survey of children", "What children say about their conference", new(2021, 5, 20), "Social Care", "Voice of the child, Children in care",
            "Sixty-six children over eight answered after a conference. Half had not been there; most of these had not been asked. Those who came with somebody they knew would come again.");
        var audit = tell.Shelve(Volume.Qualitative, "Single-agency audit", "Fifty visits: was the child seen, and alone?", new(2021, 6, 17), "Social Care", "Voice of the child",
            "Fifty records of visits were read. The child was seen in forty-six, alone in thirty-three. What the child said is written down in nineteen, in the child's words in seven.");
        var parents = tell.Shelve(Volume.Parents, "Consultation", "Parents on children at conferences", new(2021, 7, 8), "Social Care", "Voice of the child",
            "Twenty parents were asked what would make it bearable to have their child in the room. A smaller room, fewer people, and hearing beforehand what the child will say. Three would never want it.");
        var staff = tell.Shelve(Volume.FrontLine, "Workshop", "Chairs of conferences try it the other way round", new(2021, 9, 16), "Social Care", "Voice of the child",
            "Nine chairs sat on the small chairs and were talked about for half an hour. They rewrote the invitation on the same afternoon.");
        var lay = tell.Shelve(Volume.Public, "Lay members' report", "Lay members read ten annual reports for the child's voice", new(2022, 2, 24), "Office", "Voice of the child",
            "Ten agencies' annual reports were read with one question: what changed because a child said so? Four could answer. The best answer came from the smallest agency.");
        var course = tell.Shelve(Volume.Training, "Course evaluation", "Seeing the child alone: course evaluation", new(2023, 3, 23), "Community Health", "Voice of the child, Training",
            "Seventy-two workers practised with young actors. Confidence rose from 5.1 to 7.4. Three months on they name time, not courage, as what is missing.");
        var s11 = tell.Shelve(Volume.BuildingBlocks, "Section 11 audit", "Section 11: the standard on listening to children", new(2022, 11, 17), "Office", "Voice of the child",
            "Seven of eleven agencies grade themselves good. The panel agreed with four. It saw boards full of children's drawings and asked what was decided because of them.");

        var room = tell.ToImprove("Quality", new(2021, 7, 8), "Half of children over eight are not at their own conference, and most were not asked",
                "Invitations go to parents. Whether a child comes depends on the chair.",
                "Children learn from others what was decided about their lives.")
            .About("Voice of the child", "Social Care").Toward("Growing up well").RestsOn(survey, "66 children").RestsOnFigures("CSC26", new(2021, 6, 30), "47.7% took part (April to June 2021)").RestsOn(forum, "The first of nine questions").RestsOn(parents, "What would make it bearable").Repeating("voice 2016").As("voice 2021");
        var alone = tell.ToImprove("Quality", new(2021, 9, 9), "One child in three is not seen alone, and few are heard in their own words",
                "Visits are made and recorded. What the child said is in fewer than half of the records.",
                "Children who can't speak at home have no other place to speak.")
            .About("Voice of the child, Professional curiosity", "Social Care", "Community Health").RestsOn(audit, "33 of 50 seen alone, 7 in their own words").RestsOnFigures("CSC25", new(2021, 6, 30), "60.2%, no change since 2019").Repeating("voice 2018");
        var decided = tell.ToImprove("Quality", new(2023, 1, 12), "Agencies collect children's views and can't say what they decided because of them",
                "Four of ten annual reports name a decision. Section 11 grades are kinder than the panel's.",
                "Children are asked again and again, and stop answering.")
            .About("Voice of the child", "Schools", "Hospital", "Police").RestsOn(lay, "Four of ten").RestsOn(s11, "Seven say good, the panel four").Repeating("voice 2021");
        tell.Strength("Quality", new(2022, 1, 13), "Chairs meet the child for ten minutes before the conference",
                "Four chairs do it in a small room with the child's own list of what may be said.",
                "Children come in with somebody who knows what they want to say.")
            .About("Voice of the child", "Social Care").RestsOn(staff, "Four chairs").RestsOn(survey, "Children who knew somebody would come again").Published()
            .WorthSharingWith("Schools' exclusion panels and the hospital").TakenUpBy("St Brannock's Hospital", new(2022, 6, 16), "A nurse meets the child before each discharge meeting").TakenUpBy("Harrowdown Youth Justice", new(2022, 9, 15), "Panel members meet the young person first");

        var invite = tell.Recommend("Quality", new(2021, 9, 9), "Ask every child over eight how they want to take part, and do it",
                "Children help to decide what happens to them and know why.", room).Published()
            .Asked("Social Care", new(2021, 10, 8)).Asked("Waymark", new(2021, 10, 8)).AskedOfGroup("Young People", new(2021, 10, 8))
            .Accepted("Social Care", new(2021, 9, 23)).Accepted("Waymark", new(2021, 10, 6)).AcceptedByGroup("Young People", new(2021, 9, 29));
        invite.Plan("Social Care", Mechanism.PolicyAndProcedure, "Write a new invitation with the forum, to the child", "Goes to each child over eight, two weeks before", new(2021, 9, 23), new(2021, 12, 17))
            .Says(new(2021, 11, 11), 60, "The forum sent back the first draft: too long and too happy.").States(new(2021, 12, 9), "The invitation, two pages, as the forum wrote it").Done(new(2021, 12, 10), "In use since 1 December.").Accepted(new(2022, 1, 13));
        invite.Plan("Waymark", Mechanism.Participation, "Offer each child a supporter they choose", "Twelve supporters, trained by the forum", new(2021, 10, 6), new(2022, 6, 30))
            .Says(new(2022, 2, 10), 40, "Five supporters.").States(new(2022, 6, 23), "Twelve supporters; 71 children went with one").Done(new(2022, 6, 24), "Twelve in place.").Accepted(new(2022, 7, 14));
        invite.Plan("Social Care", Mechanism.Commissioning, "Make two small rooms for conferences", "No table, five chairs, a window", new(2021, 11, 4), new(2022, 9, 30))
            .MovesDate(new(2022, 9, 1), new(2022, 12, 16), "The builder was late.").States(new(2022, 12, 8), "Photograph by the forum").Done(new(2022, 12, 9), "Opened by two members of the forum.").Accepted(new(2023, 1, 12));
        invite.See(MeasureKind.Indicator, "Share of children over eight who took part in their conference", "50% in 2020/21", "65%", new(2023, 9, 30), "CSC26")
            .RestsOnFigures(new(2023, 9, 30), "56.0%: slowly rising").Judged(new(2023, 10, 12), Judgement.CannotTell, "56.0% (July to September 2023)", "A slow rise that may still be chance.", "Another two years of quarters", new(2025, 10, 31))
            .RestsOnFigures(new(2025, 9, 30), "65.6%: a rise over six years, more than chance").Judged(new(2025, 11, 13), Judgement.Improving, "65.6% (July to September 2025)", "It rises by about two points a year, steadily.", nextCheck: tell.InDays(300));
        invite.See(MeasureKind.Voice, "Would children who took part come again?", "21 of 33", "Four in five", new(2023, 3, 31))
            .RestsOn(tell.Publish(tell.Shelve(Volume.Children, "Survey of children", "What children say about their conference, two years on", new(2023, 3, 16), "Social Care", "Voice of the child",
                "Seventy-four children answered the questions of 2021. Sixty-one would come again. Many wrote the name of the person who went with them.")), "61 of 74 would come again").Judged(new(2023, 4, 13), Judgement.Embedded, "61 of 74 children", "Four in five, and they say why.");
        invite.Closed(new(2025, 11, 13), "The share rises steadily and children would come again. The measure stays on the dataset.");

        var see = tell.Recommend("Quality", new(2021, 11, 11), "See children alone, and write down what they said in their words",
                "Children who can't speak at home are heard elsewhere.", alone)
            .Asked("Social Care", new(2021, 12, 10)).Asked("Community Health", new(2021, 12, 10)).Accepted("Social Care", new(2021, 12, 2)).Accepted("Community Health", new(2021, 12, 9));
        see.Plan("Community Health", Mechanism.Training, "Practise with young actors", "Six days, seventy workers", new(2022, 1, 20), new(2023, 1, 31))
            .Says(new(2022, 9, 15), 50, "Three days.").Shows(course, "5.1 to 7.4, held three months on").MovesDate(new(2023, 1, 12), new(2023, 3, 31), "Snow.").Done(new(2023, 3, 27), "Six days, 72 workers.").Accepted(new(2023, 4, 13));
        see.Plan("Social Care", Mechanism.Audit, "Read fifty visits each year", "A figure and ten good examples", new(2021, 12, 2), new(2022, 12, 16))
            .States(new(2022, 12, 8), "Fifty visits: 34 seen alone, 21 in their words").Done(new(2022, 12, 9), "Read and shared.").Accepted(new(2023, 1, 12));
        see.See(MeasureKind.Indicator, "Share of visits at which the child was seen alone", "66% since 2019", "80%", new(2024, 6, 30), "CSC25")
            .RestsOnFigures(new(2024, 6, 30), "66.4%: no change in five years").Judged(new(2024, 7, 11), Judgement.NoChange, "66.4% (April to June 2024)", "Words are written down more often; whether children are seen alone has not moved. Workers name time.",
                "Take forms away from the visit: the record may be dictated on the way back. Judge again after a year", new(2025, 10, 31))
            .RestsOnFigures(new(2025, 9, 30), "63.6%").Judged(new(2025, 11, 13), Judgement.NoChange, "63.6% (July to September 2025)", "Dictation saves twenty minutes a visit and has not changed this figure.",
                "Ask ten children who were not seen alone what stood in the way", tell.InDays(25));
        see.Plan("Social Care", Mechanism.PracticeGuidance, "Let workers dictate the record", "All teams, with a machine that is allowed to", new(2024, 8, 1), new(2025, 3, 31)).States(new(2025, 3, 20), "Use in all nine teams").Done(new(2025, 3, 24), "All teams.").Accepted(new(2025, 5, 8));
        see.Plan("Waymark", Mechanism.Participation, "Ask ten children who were not seen alone", "Their words, and a film if they want it", new(2025, 12, 11), tell.InDays(5)).Says(new(2026, 6, 11), 40, "Four children so far.").Says(tell.InDays(-20), 80, "Nine children; two want a film.");

        var told = tell.Recommend("Quality", new(2023, 3, 9), "In every annual report, name one decision made because of what children said",
                "Children see that what they say changes something.", decided).Published()
            .Asked("Schools", new(2023, 4, 14)).Asked("Hospital", new(2023, 4, 14)).Asked("Police", new(2023, 4, 14)).Accepted("Schools", new(2023, 3, 30)).Accepted("Hospital", new(2023, 4, 13)).PartlyAccepted("Police", new(2023, 4, 12), "For the borough, yes. The force writes one report for all boroughs.");
        told.Plan("Schools", Mechanism.Communication, "“You said, we did” in every school's newsletter", "Once a term", new(2023, 4, 20), new(2023, 12, 15)).States(new(2023, 12, 7), "Newsletters of 88 of 102 schools").Done(new(2023, 12, 8), "88 of 102 schools.").Accepted(new(2024, 1, 11));
        told.Plan("Hospital", Mechanism.Participation, "A children's round of the ward, each quarter", "Three changes a year, with a date", new(2023, 5, 4), new(2024, 3, 29)).Says(new(2023, 11, 9), 60, "Two rounds. The lights at night are out now.").States(new(2024, 3, 14), "Three changes, with photographs").Done(new(2024, 3, 15), "Four rounds, three changes.").Accepted(new(2024, 5, 9));
        told.See(MeasureKind.StandardGrade, "Section 11 standard on listening: the panel's grades", "4 of 11 good", "8 of 11 good", new(2025, 1, 31))
            .RestsOn(tell.Shelve(Volume.BuildingBlocks, "Section 11 audit", "Section 11: listening to children, two years on", new(2025, 1, 16), "Office", "Voice of the child",
                "The panel graded seven of eleven agencies good. All seven named decisions. Two were decided against what adults in the agency wanted."), "7 of 11 good").Judged(new(2025, 2, 13), Judgement.Improving, "7 of 11 good", "Three more than two years ago, on evidence.", nextCheck: tell.InDays(75));
    }
}
