using Goldthread.Domain.Admin;
using Goldthread.Domain.SetUp;
using Goldthread.Domain.Thread;

namespace Goldthread.Domain.Tests.SetUp;

public class TrackerRulesTests
{
    private static readonly DateOnly today = new(2026, 11, 23);
    private static readonly Guid police = Guid.CreateVersion7(), care = Guid.CreateVersion7(), quality = Guid.CreateVersion7();
    private static readonly Viewer officer = new(Guid.CreateVersion7(), "Olive", [new(Role.BoardOfficer, ScopeKind.Board, null)], [], [], isBoardMember: true);

    private static readonly TrackerContext context = new(new Dictionary<string, Guid> { ["police"] = police, ["social care"] = care }, new Dictionary<string, Guid> { ["quality"] = quality }, new HashSet<(string, Guid)>(), today);

    [Theory]
    [InlineData("Action required;Lead agency;By when;RAG;Ref", "Action=Action required,Owner=Lead agency,Due=By when,Status=RAG,Number=Ref")]
    [InlineData("No;Recommendation;Action;Owner;Update", "Number=No,Recommendation=Recommendation,Action=Action,Owner=Owner,Progress=Update")]
    [InlineData("Ref;Action agreed by panel;Lead;Deadline for it", "Number=Ref,Action=Action agreed by panel,Owner=Lead,Due=Deadline for it")]
    [InlineData("Was;Wer;Wann", "")]
    public void Columns_are_proposed_by_what_they_are_usually_called(string headings, string expected)
    {
        var proposed = Tracker.Propose(new("", headings.Split(';'), []), null);

        Assert.Equal(expected.Split(',', StringSplitOptions.RemoveEmptyEntries).Order(), proposed.Select(p => $"{p.Key}={p.Value}").Order());
    }

    [Fact]
    public void What_was_matched_the_last_time_goes_before_what_is_usual()
    {
        TrackerMatching last = new() { Columns = new() { [TrackerField.Action] = "Was", [TrackerField.Owner] = "Gone" } };

        var proposed = Tracker.Propose(new("", ["Was", "Action", "Owner"], []), last);

        Assert.Equal(("Was", "Owner"), (proposed[TrackerField.Action], proposed[TrackerField.Owner]));
    }

    [Fact]
    public void A_long_action_keeps_its_whole_text_and_gets_a_title_that_ends_with_a_word()
    {
        var text = string.Join(' ', Enumerable.Repeat("Review every plan", 30));

        var (_, actions) = Assert.Single(Tracker.Make(Read("Action;Owner\n" + text + ";Police"), "t.xlsx", officer, today));

        var action = Assert.Single(actions);
        Assert.EndsWith("plan …", action.Title, StringComparison.Ordinal);
        Assert.True(action.Title.Length <= 200);
        Assert.Equal(text, action.Outcome);
    }

    [Fact]
    public void Lines_of_one_recommendation_hang_together_and_each_agency_asked_has_agreed()
    {
        var made = Assert.Single(Tracker.Make(Read("Recommendation;Action;Owner;Source;No\nSee neglect early;Train;Police;SCR A;7\nsee neglect EARLY;Measure;Social Care;SCR A;8"), "t.xlsx", officer, today));

        Assert.Equal(2, made.Actions.Count);
        Assert.All(made.Recommendation.Responses, r => Assert.Equal((Answer.Accepted, true), (r.Answer, r.OnBehalf)));
        Assert.Contains("From: SCR A, number 7", made.Recommendation.Detail, StringComparison.Ordinal);
        Assert.All(made.Actions, a => Assert.Equal((ActionStatus.Planned, Mechanism.NotSaid), (a.Status, a.Mechanism)));
    }

    [Theory]
    [InlineData("0.5", 50)]
    [InlineData("75%", 75)]
    [InlineData("0", 0)]
    [InlineData("1", 1)]
    [InlineData("100", 100)]
    [InlineData("0.25", 25)]
    public void How_much_is_done_is_read_as_cells_show_it(string typed, int percent) => Assert.Equal(percent, Assert.Single(Read($"Action;Owner;Percent\nTrain;Police;{typed}").Rows).Percent);

    [Fact]
    public void In_a_column_of_shares_one_is_all_of_it() => Assert.Equal([50, 100, 0], Read("Action;Owner;Percent\nTrain;Police;0.5\nMeasure;Police;1\nAsk;Police;0").Rows.Select(r => r.Percent));

    [Theory]
    [InlineData("Train;Nobody;;", "Owner")]
    [InlineData("Train;Police;31/02/2026;", "Due")]
    [InlineData("Train;Police;;101", "Percent")]
    [InlineData(";Police;;", null)] // a heading between lines
    public void Each_fault_is_told_at_its_column(string line, string? column)
    {
        var plan = Read("Action;Owner;Due;Percent\n" + line);

        Assert.Equal(column is null ? [] : [column], plan.Problems.Select(p => p.Column));
        Assert.Empty(plan.Rows);
    }

    [Fact]
    public void A_tracker_without_what_is_needed_says_so_and_reads_nothing()
    {
        var plan = Tracker.Read(Sheet.OfList("A;B;C\nx;y;z"), new(), context);

        Assert.Equal(["Choose the column that says what will be done", "Choose the column that says who does it"], plan.Problems.Select(p => p.Message));
    }

    [Fact]
    public void A_title_above_the_table_is_passed_over()
    {
        Sheet sheet = new("S", ["Our plan"], [new(3, ["", ""]), new(4, ["No", "Action", "Owner"]), new(5, ["1", "Train", "Police"])]);

        var found = sheet.FromHeadings();

        Assert.Equal(["No", "Action", "Owner"], found.Headings);
        Assert.Equal(5, Assert.Single(found.Rows).Line);
    }

    private static TrackerPlan Read(string list)
    {
        var sheet = Sheet.OfList(list);
        return Tracker.Read(sheet, new() { Columns = Tracker.Propose(sheet, null), GroupId = quality }, context);
    }
}
