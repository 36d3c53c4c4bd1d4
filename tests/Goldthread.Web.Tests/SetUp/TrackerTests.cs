using System.Text;
using Goldthread.Domain.Admin;
using Goldthread.Domain.SetUp;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Tests.SetUp;

/// <summary>A board's own tracker brought over: columns and names matched once, every row shown, kept and undone as a whole.</summary>
public class TrackerTests(BoardApp template)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // As such lists are: a title above, names of their own, dates as they come.
    private static readonly object?[][] lines =
    [
        ["", "", "", "", "", "", ""],
        ["No", "Recommendation", "Action required", "Lead agency", "Target date", "RAG", "Latest update"],
        ["1", "Neglect is seen early", "Train every health visitor in the neglect tool", "Hospital", new DateOnly(2027, 3, 31), "Amber", "Half are trained"],
        ["2", "Neglect is seen early", "Put the neglect tool into the record system", "CSC", "30/04/2027", "Amber", ""],
        ["3", "Fathers are asked about", "Change the form for first visits", "csc", "", "Green", ""],
        ["4", "Old business", "Write a leaflet", "Police", "01/02/2020", "Complete", "Done in 2020"],
    ];

    [Fact]
    [Trait("feature", "S1")]
    public async Task A_tracker_is_matched_shown_and_brought_over_as_a_whole()
    {
        await using var board = await Board.NewAsync(template);
        var officer = await board.AsAsync(Somebody.Officer);

        var first = await ReadAsync(officer, await TrackerAsync());
        Assert.Empty(first.Errors);
        Assert.Contains("Choose above which agency this is", first.Text);
        Assert.Contains("1 line is done and stays behind", first.Text);
        Assert.Equal(["Lead agency", "Target date"], new[] { "Owner", "Due" }.Select(f => first.Html.QuerySelector($"#column-{f} option[selected]")!.TextContent));
        var matched = await officer.PressAsync(first, "Read it as matched", ("Input.GroupId", $"{Somewhere.Quality.Id}"), ("Input.Owners[0].Id", $"{Somewhere.SocialCare.Id}"));
        Assert.Empty(matched.Errors);
        var brought = await officer.PressAsync(matched, "Bring over 3 actions");

        Assert.Contains("2 recommendations and 3 actions brought over", brought.Text);
        await using var db = board.OpenAll();
        var recommendation = await db.Recommendations.Include(r => r.Responses).SingleAsync(r => r.Title == "Neglect is seen early", Stop);
        Assert.All(recommendation.Responses, r => Assert.Equal(Answer.Accepted, r.Answer));
        Assert.Equal([Somewhere.Hospital.Id, Somewhere.SocialCare.Id], recommendation.Responses.Select(r => r.AskedId).OrderBy(id => id == Somewhere.SocialCare.Id));
        var action = await db.Actions.SingleAsync(a => a.Title.StartsWith("Train every"), Stop);
        Assert.Equal((new DateOnly(2027, 3, 31), ActionStatus.UnderWay, "Half are trained"), (action.Due!.Value, action.Status, action.Updates.Single().Text));
        Assert.False(await db.Outbox.AnyAsync(Stop)); // nobody is written to about what was agreed long ago

        // The agency works on its own part at once.
        var lead = await board.AsAsync(Somebody.SocialCareLead);
        Assert.Contains("Put the neglect tool into the record system", (await lead.OpenAsync("/my/progress")).Text);

        // The same list again brings nothing, and what was matched is remembered.
        var again = await ReadAsync(officer, await TrackerAsync());
        Assert.Equal(["Nothing is left to bring over: every line is done, or here already"], again.Errors);
    }

    [Fact]
    public async Task A_tracker_is_undone_as_a_whole_until_somebody_works_on_it()
    {
        await using var board = await Board.NewAsync(template);
        var officer = await board.AsAsync(Somebody.Officer);
        var brought = await BringAsync(officer);

        var unsaid = await officer.PressAsync(brought, "Undo it as a whole");
        Assert.Equal(["Say why it is undone"], unsaid.Errors);
        var undone = await officer.PressAsync(unsaid, "Undo it as a whole", ("Input.Reason", "The wrong list"));
        Assert.Contains("Undone: what it brought is gone", undone.Text);
        await using (var db = board.OpenAll())
        {
            Assert.False(await db.Recommendations.AnyAsync(r => r.Title == "Neglect is seen early", Stop) || await db.Actions.AnyAsync(Stop));
            Assert.False(await db.SearchDocuments.AnyAsync(d => d.Title.Contains("neglect tool"), Stop));
            Assert.False(await db.AccessLists.AnyAsync(l => l.Owner == AccessListOwner.Record, Stop));
        }
        Assert.DoesNotContain("neglect tool", (await officer.OpenAsync("/search?q=neglect+tool")).Html.QuerySelector("main")!.TextContent.Replace("“neglect tool”", "", StringComparison.Ordinal), StringComparison.Ordinal);

        // A second time, and somebody begins to work.
        var second = await BringAsync(officer);
        await using (var db = board.OpenAll())
        {
            var action = await db.Actions.SingleAsync(a => a.Title.StartsWith("Change the form"), Stop);
            Assert.Empty(action.ReportProgress("Begun", 10, Somebody.Officer.Viewer, board.Today));
            await db.SaveAsync(Command.Now("Tests: progress"), Stop);
        }
        var refused = await officer.PressAsync(second, "Undo it as a whole", ("Input.Reason", "Wrong again"));
        Assert.Contains("worked on since: it can no longer be undone as a whole", refused.Errors.Single());
        Assert.Equal(3, await board.OpenAll().Actions.CountAsync(Stop));
    }

    [Fact]
    public async Task A_list_as_csv_will_do_and_every_fault_is_told_with_its_line()
    {
        await using var board = await Board.NewAsync(template);
        var officer = await board.AsAsync(Somebody.Officer);
        var list = "Action;Owner;Due;Percent\nRing round;Police;31/02/2027;20\nRing round again;Police;;120\n;Police;;\nWrite to all;;;\n";

        var read = await ReadAsync(officer, Encoding.UTF8.GetBytes(list), "list.csv");

        foreach (var told in new[] { "2 Due 31/02/2027", "3 Percent 120", "5 Owner nothing" }) Assert.Contains(told, WorkbookTests.Faults(read));
        Assert.DoesNotContain("Bring over", read.Text.Replace("Bring a tracker over", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "T18")]
    public async Task An_agency_that_is_none_of_the_board_is_not_taken()
    {
        await using var board = await Board.NewAsync(template);
        var officer = await board.AsAsync(Somebody.Officer);
        var first = await ReadAsync(officer, await TrackerAsync());

        var refused = await officer.OverpostAsync(first, "Read it as matched", ("Input.GroupId", $"{Somewhere.Quality.Id}"), ("Input.Owners[0].Name", "CSC"), ("Input.Owners[0].Id", $"{Guid.NewGuid()}"));

        Assert.DoesNotContain("Bring over", refused.Html.QuerySelectorAll("button").Select(b => b.TextContent.Trim().Split(" 3")[0]));
        Assert.NotEmpty(refused.Errors);
    }

    [Fact]
    [Trait("threat", "T01")]
    public async Task What_a_tracker_brought_is_shown_to_the_office_alone()
    {
        await using var board = await Board.NewAsync(template);
        var brought = await BringAsync(await board.AsAsync(Somebody.Officer));

        foreach (var somebody in new[] { Somebody.Administrator, Somebody.Chair, Somebody.SocialCareLead })
            Assert.Equal(System.Net.HttpStatusCode.Forbidden, (await (await board.AsAsync(somebody)).OpenAsync(brought.Path)).Status);
    }

    private static async Task<Screen> BringAsync(Client officer)
    {
        var first = await ReadAsync(officer, await TrackerAsync());
        var matched = first.Html.QuerySelector("[name='Input.Owners[0].Id']") is null || first.Html.QuerySelector("#faults") is null ? first
            : await officer.PressAsync(first, "Read it as matched", ("Input.GroupId", $"{Somewhere.Quality.Id}"), ("Input.Owners[0].Id", $"{Somewhere.SocialCare.Id}"));
        return await officer.PressAsync(matched, "Bring over 3 actions");
    }

    private static async Task<Screen> ReadAsync(Client officer, byte[] content, string name = "tracker.xlsx") =>
        await officer.SubmitAsync(await officer.OpenAsync("/set-up/tracker"), "Read it", [], [("Files.New", name, content)]);

    private static Task<byte[]> TrackerAsync() => WorkbookTests.BytesAsync(new SheetToWrite("Actions 2026", ["Action plan of the board", " ", "  ", "   ", "    ", "     ", "      "], lines));
}
