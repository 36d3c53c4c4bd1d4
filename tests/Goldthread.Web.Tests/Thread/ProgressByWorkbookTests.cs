using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Features.Thread.Actions;
using Goldthread.Web.Tests.SetUp;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Tests.Thread;

/// <summary>Progress by a workbook that is taken, filled and sent back: it fills the page, and is posted from there.</summary>
[Trait("feature", "S4")]
public class ProgressByWorkbookTests(BoardApp template)
{
    private const int Text = 5, Percent = 6, Done = 7, Shows = 8;

    [Fact]
    public async Task A_filled_workbook_stands_in_the_fields_and_is_posted_from_there()
    {
        await using var board = await Board.NewAsync(template);
        var (one, other) = (await board.GivenAsync(An.Action("Train the teams").ForAgency(Somewhere.SocialCare)), await board.GivenAsync(An.Action("Change the form").ForAgency(Somewhere.SocialCare)));
        var lead = await board.AsAsync(Somebody.SocialCareLead);
        var taken = Workbooks.Read(new MemoryStream((await lead.OpenAsync("/my/progress?handler=workbook")).Bytes))[0];
        Assert.Equal(new[] { one.Ref, other.Ref }.Order(), taken.Rows.Select(r => r[0]).Order());

        var read = await SendAsync(lead, Fill(taken, one.Ref, (Text, "Three of five teams are trained"), (Percent, 60.0)));
        Assert.Empty(read.Errors);
        Assert.Contains("says something about 1 action", read.Text);
        Assert.Empty((await board.NowAsync(one)).Updates); // nothing is posted yet
        var posted = await lead.PressAsync(read, "Post it");

        Assert.Contains("Progress posted on one action", posted.Text);
        var now = await board.NowAsync(one);
        Assert.Equal(("Three of five teams are trained", 60), (now.Updates.Single().Text, now.Percent));
        Assert.Empty((await board.NowAsync(other)).Updates);
    }

    [Fact]
    public async Task What_was_done_meanwhile_by_somebody_else_is_told_and_nothing_is_lost()
    {
        await using var board = await Board.NewAsync(template);
        var action = await board.GivenAsync(An.Action().ForAgency(Somewhere.SocialCare));
        var lead = await board.AsAsync(Somebody.SocialCareLead);
        var taken = Workbooks.Read(new MemoryStream((await lead.OpenAsync("/my/progress?handler=workbook")).Bytes))[0];
        var colleague = await board.AsAsync(Somebody.Contributor);
        await colleague.PressAsync(await colleague.OpenAsync("/my/progress"), "Post it", ("Lines[0].Text", "Begun by a colleague"), ("Lines[0].Percent", "20"));

        var read = await SendAsync(lead, Fill(taken, action.Ref, (Text, "Half are done"), (Percent, 50.0)));
        var conflict = await lead.PressAsync(read, "Post it");

        Assert.Contains("Begun by a colleague", conflict.Text);
        Assert.Equal("Half are done", conflict.Html.QuerySelector("[name='Lines[0].Text']")!.TextContent.Trim());
        Assert.Single((await board.NowAsync(action)).Updates);
    }

    [Fact]
    [Trait("threat", "T13")]
    public async Task A_restricted_action_in_the_workbook_is_a_reading_on_the_trail()
    {
        await using var board = await Board.NewAsync(template);
        var action = await board.GivenAsync(An.Action("Restricted").RestrictedTo(Somebody.SocialCareLead));
        var lead = await board.AsAsync(Somebody.SocialCareLead);

        Assert.Contains(Workbooks.Read(new MemoryStream((await lead.OpenAsync("/my/progress?handler=workbook")).Bytes))[0].Rows, r => r[0] == action.Ref);

        await using var db = board.OpenAll();
        Assert.Contains(await db.AuditEntries.ToListAsync(TestContext.Current.CancellationToken), e => e.Deed == "Read" && e.PersonId == Somebody.SocialCareLead.Id && e.Changes.Any(c => c.RecordId == action.Id));
    }

    [Fact]
    [Trait("threat", "T01")]
    public async Task Lines_of_others_and_faults_are_told_and_the_rest_is_read()
    {
        await using var board = await Board.NewAsync(template);
        var action = await board.GivenAsync(An.Action("Of social care").ForAgency(Somewhere.SocialCare));
        var police = await board.AsAsync(Somebody.PoliceLead);
        var lead = await board.AsAsync(Somebody.SocialCareLead);
        var taken = Workbooks.Read(new MemoryStream((await lead.OpenAsync("/my/progress?handler=workbook")).Bytes))[0];
        Assert.DoesNotContain("Of social care", (await police.OpenAsync("/my/progress")).Text, StringComparison.Ordinal);

        var stranger = Fill(taken, action.Ref, (Text, "Written by another"), (Done, "perhaps"));
        stranger = stranger with { Rows = [.. stranger.Rows.Select(r => (object?[])["A-0000", .. r.Skip(1)])] };
        var read = await SendAsync(lead, stranger);

        Assert.Contains(read.Errors, e => e.Contains("A-0000 is none of the actions on this page", StringComparison.Ordinal));
        Assert.Contains(read.Errors, e => e.Contains("Done (yes) “perhaps”: Accepted are yes, or no (or nothing)", StringComparison.Ordinal));
        Assert.Empty((await board.NowAsync(action)).Updates);
        Assert.Contains((await SendAsync(lead, Fill(taken, action.Ref, (Text, "More than all"), (Percent, 140.0)))).Errors, e => e.Contains("Write a whole number from 0 to 100", StringComparison.Ordinal));
        var wrong = await SendAsync(lead, new("Anything", ["A", "B"], [["x", "y"]]));
        Assert.Contains("This is not the workbook of this page", wrong.Errors.Single());
    }

    [Fact]
    [Trait("feature", "Z4")]
    public async Task A_workbook_sent_twice_is_told_as_ones_own_doing_and_what_is_reported_done_by_its_state()
    {
        await using var board = await Board.NewAsync(template);
        var (going, done) = (await board.GivenAsync(An.Action().ForAgency(Somewhere.SocialCare)), await board.GivenAsync(An.Action("Over").ForAgency(Somewhere.SocialCare)));
        var lead = await board.AsAsync(Somebody.SocialCareLead);
        var taken = Workbooks.Read(new MemoryStream((await lead.OpenAsync("/my/progress?handler=workbook")).Bytes))[0];
        await lead.PressAsync(await SendAsync(lead, Fill(taken, done.Ref, (Text, "It is over"), (Done, "yes"), (Shows, "Minutes of June"))), "Post it");
        var sheet = Fill(taken, going.Ref, (Text, "Half are done"), (Percent, 50.0));
        await lead.PressAsync(await SendAsync(lead, sheet), "Post it");

        var again = await SendAsync(lead, sheet);
        var twice = await lead.PressAsync(again, "Post it");
        var over = await SendAsync(lead, Fill(taken, done.Ref, (Text, "Once more")));

        Assert.Contains("You saved this yourself while it stood open here", twice.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Somebody else", twice.Text, StringComparison.Ordinal);
        Assert.Contains(over.Errors, e => e.Contains($"{done.Ref} is reported done already", StringComparison.Ordinal));
        Assert.Single((await board.NowAsync(going)).Updates);
    }

    private static SheetToWrite Fill(Goldthread.Domain.Sheet taken, string reference, params (int Column, object Value)[] filled) => new(taken.Name, taken.Headings,
    [
        .. taken.Rows.Select(row =>
        {
            var cells = Enumerable.Range(0, taken.Headings.Count).Select(i => (object?)row[i]).ToArray();
            if (row[0] == reference) foreach (var (column, value) in filled) cells[column] = value;
            return cells;
        }),
    ]);

    private static async Task<Screen> SendAsync(Client client, SheetToWrite sheet) =>
        await client.SubmitAsync(await client.OpenAsync("/my/progress"), "Read the workbook", [], [("Files.New", "progress.xlsx", await WorkbookTests.BytesAsync(sheet))]);
}
