using Goldthread.Domain.Library;

namespace Goldthread.Web.Features.Thread.Demonstration.Stories;

/// <summary>What comes to the shelves every year: Section 11, the dataset, the training report, the forum, annual reports.</summary>
internal sealed class YearByYear : IStory
{
    public string Name => "Year by year";

    public void Tell(Storyteller tell)
    {
        foreach (var (year, words) in SectionEleven)
            tell.Shelve(Volume.BuildingBlocks, "Section 11 audit", $"Section 11 self-assessments {year}/{(year + 1) % 100}: the panel's report", new(year + 1, 2, 14), "Office", "Supervision, Training", words);
        foreach (var (year, themes, words) in Dataset)
            tell.Shelve(Volume.Quantitative, "Dataset report", $"Multi-agency dataset: the year {year}/{(year + 1) % 100}", new(year + 1, 6, 8), "Office", themes, words);
        foreach (var (year, words) in Training)
            tell.Shelve(Volume.Training, "Training report", $"Multi-agency training {year}/{(year + 1) % 100}", new(year + 1, 5, 17), "Schools", "Training", words);
        foreach (var (year, themes, words) in Forum)
            tell.Publish(tell.Shelve(Volume.Children, "Forum", $"Young People's Forum: the year {year}", new(year, 12, 6), "Waymark", themes, words));
        foreach (var (on, whose, title, themes, words) in Reports)
            tell.Shelve(Volume.BuildingBlocks, "Annual report", title, on, whose, themes, words);
    }

    private static readonly (int Year, string Words)[] SectionEleven =
    [
        (2016, "Nine of eleven agencies returned their self-assessment in time. Safer recruitment is strong everywhere. Supervision of those who work with children stands on paper in four agencies."),
        (2017, "All agencies answered. The panel visited three and asked front-line staff the same questions; in one the answers did not agree with the return. Supervision remains the weakest standard."),
        (2018, "Agencies grade themselves better than the panel does in one standard out of three. Housing took part for the first time. Two agencies could show what children had changed."),
        (2019, "Supervision is better in community health and in youth justice. Voluntary organisations ask for a shorter form. The panel asked for evidence instead of policies and received both."),
        (2020, "Returns were shortened for the pandemic. Agencies wrote about visits at the door and meetings on screens. The panel recorded eleven things that worked and should stay."),
        (2021, "The full form came back. Seven agencies improved in at least one standard. Listening to children is the standard in which grades and evidence lie furthest apart."),
        (2022, "The panel graded four agencies good in listening to children where seven had said so. Learning from reviews reaches managers and seldom front-line staff."),
        (2023, "All eleven agencies say that staff know when to share information; two could show it. Managing allegations is strong. Four agencies have no plan for staff who leave."),
        (2024, "Evidence is better than in any year before. Three agencies brought the words of children. Supervision of agency staff is the new weak point."),
        (2025, "Ten agencies returned in time; one asked for a month. Grades and evidence agree in four standards of five. The panel praises the smallest agencies most."),
    ];

    private static readonly (int Year, string Themes, string Words)[] Dataset =
    [
        (2016, "Thresholds", "The first yearly reading of forty indicators. Referrals rose by a tenth. A third of the measures agreed could not be filled, most of them from health."),
        (2017, "Thresholds, Capacity", "Referrals rose by more than a third, and one in five was about a child referred in the year before. Conferences in time stayed at about half. Agencies wrote their own analysis for the first time."),
        (2018, "Capacity", "Nearly half of social workers were agency staff in September. Conferences within fifteen days rose to 65%. Visits and reviews held up better than the group had feared."),
        (2019, "Assessment", "Three in four conferences were held in time, the best figure so far. The last weeks of the year show the first effect of the pandemic: referrals from schools nearly stopped."),
        (2020, "Capacity, Domestic abuse", "Two low quarters of visits in the spring, then as before. Referrals fell by a sixth; those about domestic abuse did not. The group warned that fewer referrals are not fewer children in need."),
        (2021, "Domestic abuse, Thresholds", "More than one plan in five is a second or later one. Absence from school of children on a plan is twice what it was before the pandemic. Police notices are about to change."),
        (2022, "Domestic abuse, Information sharing", "Nine in ten police notices now arrive within a day, a step in the very quarter of the change. Second plans reached 24%. Return home interviews are where they were in 2019."),
        (2023, "Missing, Transitions", "Return home interviews have risen in every quarter since April. Two signals of concern: plans before eighteen, and waits for mental health help. Conferences in time stand at 86%."),
        (2024, "Mental health and self-harm, Missing", "Interviews after missing hold their new level. Fewer than six in ten children are seen within eighteen weeks by mental health services. Referrals went up again by a tenth."),
        (2025, "Mental health and self-harm, Voice of the child", "More children take part in their conferences, a slow rise that is now more than chance. Waits for mental health help grow for the second year. Actions of the board are finished in time about seven times in ten."),
    ];

    private static readonly (int Year, string Words)[] Training =
    [
        (2016, "Sixty-one courses, 1,240 places, one in six empty. What is learned is asked on the day and never after."),
        (2017, "A first try at asking three months later: one person in five answered. Those who did had used something."),
        (2018, "Courses are built from the year's reviews for the first time. Schools send most people, hospitals fewest."),
        (2019, "Fifty-eight courses. Places kept and not taken cost as much as a trainer. A small charge for not coming is proposed."),
        (2020, "All courses moved to screens within six weeks. More people came; they talked less with one another."),
        (2021, "Half the courses are in rooms again. Confidence three months on is up by 1.8 points of ten, the same in both."),
        (2022, "Courses on hidden males and on neglect were written with those who had been in the audits. Lunchtime briefings reached 900 people."),
        (2023, "Six in ten now answer three months later. Supervisors are asked too, and agree in two cases of three."),
        (2024, "Twelve short courses on sharing information. The hospital's share of places has doubled since it chairs the programme with schools."),
        (2025, "Confidence three months on is where it has been for years: about two points up. The group asks whether confidence is the right thing to measure."),
    ];

    private static readonly (int Year, string Themes, string Words)[] Forum =
    [
        (2016, "Voice of the child", "Eleven young people met for the first time. They chose their own name and refused the first logo."),
        (2017, "Adolescents, Child criminal exploitation", "The forum walked the way home with three board members after dark. Two bus stops have lights now."),
        (2018, "Online harm", "Two hundred pupils answered the forum's questions about life online. They block more than they tell."),
        (2019, "Mental health and self-harm", "The forum interviewed school nurses. It asked for a door that does not say mental health."),
        (2020, "Mental health and self-harm, Voice of the child", "Meetings went online and got bigger. Younger members found it easier to speak, older ones missed the bus home together."),
        (2022, "Missing, Voice of the child", "Members trained board members for an evening. Seven of the nine questions of last year have been answered with something done."),
        (2023, "Disability and SEND", "Young people with learning disabilities joined. Papers for the forum are in easy words now, and some board members ask for these."),
        (2024, "Transitions, Mental health and self-harm", "The forum asked again what happens at eighteen. It was told plainly that it had become worse, and thanked the chair for saying so."),
        (2025, "Online harm, Adolescents", "Members read what the board publishes and marked every sentence they did not understand. There were 214."),
    ];

    private static readonly (DateOnly On, string Whose, string Title, string Themes, string Words)[] Reports =
    [
        (new(2016, 9, 15), "Social Care", "Children missing from home and care: annual report 2015/16", "Missing", "One hundred and ninety children went missing, a quarter of them more than twice. The report counts episodes and says little about where the children were."),
        (new(2017, 10, 12), "Social Care", "Private fostering: annual report 2016/17", "Assessment", "Nine arrangements were known. The borough has the schools and language colleges of a place with many more. A leaflet was not enough."),
        (new(2018, 7, 19), "Social Care", "Allegations against those who work with children: annual report 2017/18", "Supervision", "Two hundred and six allegations were considered, one in three from schools. Most were decided within a month. Faith groups made none."),
        (new(2019, 9, 19), "Hospital", "Child deaths: annual report 2018/19", "Under one", "Twenty-three deaths were reviewed. In five something might have been different. Three of these were babies who slept beside an adult."),
        (new(2020, 9, 24), "Police", "Public protection arrangements: annual report 2019/20", "Child sexual exploitation", "The arrangements cover 412 people who may be dangerous. Questions about children in the household are asked in every case and answered in four of five."),
        (new(2021, 9, 23), "Youth Justice", "Children and the justice system: annual report 2020/21", "Adolescents, Child criminal exploitation", "Fewer children were cautioned or sentenced, and those who were had been known to more agencies for longer. Half had been out of school."),
        (new(2022, 9, 22), "Social Care", "Children in care: annual report 2021/22", "Children in care", "More children live far away than five years ago. First health assessments are late for four in ten. Children say that they want to know earlier when a worker leaves."),
        (new(2024, 9, 19), "Social Care", "Children missing from home and care: annual report 2023/24", "Missing", "The report begins with what children said. Interviews in time rose to seven in ten. Twelve children account for a third of all episodes."),
        (new(2025, 9, 18), "Hospital", "Child deaths: annual report 2024/25", "Under one", "Nineteen deaths were reviewed. Two babies had slept beside an adult, fewer than in any year before. Parents helped to write the page on safe sleep."),
        (new(2026, 9, 17), "Police", "Domestic abuse conference: annual report 2025/26", "Domestic abuse", "The conference discussed 438 cases. One in three came back within the year, as before. Families with a worker for eighteen months came back half as often, though they are few."),
    ];
}
