using System.Net;
using System.Text;
using Goldthread.Domain;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Goldthread.Web.Tests.Library;

/// <summary>A new version keeps the old one, and what was judged on a version goes on showing that one (F4).</summary>
[Trait("feature", "F4")]
public sealed class FileVersionTests(BoardApp template) : IAsyncLifetime
{
    private Board board = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => board = await Board.NewAsync(template);

    public ValueTask DisposeAsync() => board.DisposeAsync();

    [Fact]
    public async Task A_new_version_takes_the_place_and_evidence_goes_on_showing_the_one_it_was_judged_on()
    {
        var action = await board.GivenAsync(An.Action());
        var officer = await board.AsAsync(Somebody.Officer);
        await officer.SubmitAsync(await officer.OpenAsync($"/files/attach/action/{action.Id}"), "Attach", [("Input.Note", "Shows the first count")], [("Files.New", "count.txt", "The quokkaberry count"u8.ToArray())]);
        var file = await OnlyFileAsync();
        var form = await officer.OpenAsync($"/files/{file.Id}/versions");
        await board.Services.GetRequiredService<ReadFiles>().ReadAsync(Stop); // that its text was read meanwhile is nobody's other version

        var done = await ReplaceAsync(officer, form, "The wombatberry count", "Counted again");

        Assert.Contains("this is version 2 now", done.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Counted again", done.Text, StringComparison.Ordinal);
        Assert.Equal("The wombatberry count", (await officer.OpenAsync($"/files/{file.Id}")).Body);
        Assert.Equal("The quokkaberry count", (await officer.OpenAsync($"/files/{file.Id}/versions/1")).Body);
        Assert.Equal("The wombatberry count", (await officer.OpenAsync($"/files/{file.Id}/versions/2")).Body);
        Assert.Equal(HttpStatusCode.NotFound, (await officer.OpenAsync($"/files/{file.Id}/versions/3")).Status);
        var page = await officer.OpenAsync($"/actions/{action.Id}");
        Assert.Contains("as it stood on 23 November 2026", page.Text, StringComparison.Ordinal);
        Assert.Contains($"/files/{file.Id}/versions/1", page.Links);
        // The old words are found no longer, the new ones once they are read.
        Assert.Contains("Nothing you may see", (await officer.OpenAsync("/search?q=quokkaberry")).Text, StringComparison.Ordinal);
        await board.Services.GetRequiredService<ReadFiles>().ReadAsync(Stop);
        Assert.Contains("1 record", (await officer.OpenAsync("/search?q=wombatberry")).Text, StringComparison.Ordinal);
        // Both are still in use: nothing is swept away.
        board.Clock.Advance(TimeSpan.FromDays(3));
        await board.Services.GetRequiredService<Sweep>().RoundAsync(Stop);
        Assert.Equal("The quokkaberry count", (await (await board.AsAsync(Somebody.Officer)).OpenAsync($"/files/{file.Id}/versions/1")).Body);
        await using var db = board.OpenAll();
        Assert.Contains((await db.AuditEntries.OrderBy(e => e.Sequence).ToListAsync(Stop)).SelectMany(e => e.Changes), c => c.Kind == nameof(FileVersion));
    }

    [Fact]
    public async Task A_file_that_can_not_be_the_new_version_is_not_held_against_the_next_that_is_chosen()
    {
        var file = await ShelvedAsync();
        var officer = await board.AsAsync(Somebody.Officer);
        var same = (await officer.OpenAsync($"/files/{file.Id}")).Body;

        var refused = await ReplaceAsync(officer, await officer.OpenAsync($"/files/{file.Id}/versions"), same, "By mistake");
        var done = await ReplaceAsync(officer, refused, "Another", "Counted again");

        Assert.Contains(refused.Errors, e => e.Contains("kept already", StringComparison.Ordinal));
        Assert.DoesNotContain("Received", refused.Text, StringComparison.Ordinal);
        Assert.Equal("By mistake", refused.Html.QuerySelector("[name='Input.Why']")!.TextContent.Trim());
        Assert.Contains("this is version 2 now", done.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(done.Html.QuerySelector("#Files_New")!.GetAttribute("multiple"));
    }

    [Fact]
    [Trait("feature", "Z4")]
    public async Task Of_two_who_replace_it_at_one_moment_the_second_is_told()
    {
        var file = await ShelvedAsync();
        var (officer, chair) = (await board.AsAsync(Somebody.Officer), await board.AsAsync(Somebody.Officer));
        var (mine, theirs) = (await officer.OpenAsync($"/files/{file.Id}/versions"), await chair.OpenAsync($"/files/{file.Id}/versions"));

        await ReplaceAsync(officer, mine, "Second", "Newer");
        var told = await ReplaceAsync(chair, theirs, "Third", "Newer too");

        Assert.DoesNotContain("is version 3", told.Text, StringComparison.Ordinal);
        Assert.Equal("Second", (await officer.OpenAsync($"/files/{file.Id}")).Body);
        Assert.Contains("Received", told.Text, StringComparison.Ordinal); // the file need not be chosen again
        Assert.Equal(2, (await board.NowAsync(file)).Number);
    }

    [Fact]
    [Trait("threat", "T01"), Trait("asvs", "V8.2.2"), Trait("threat", "T06")]
    public async Task Whoever_may_not_open_the_file_opens_no_version_and_whoever_may_not_attach_replaces_none()
    {
        var finding = A.Finding("Of one group").ForGroup(Somewhere.Quality).Record;
        await Goldthread.Web.Tests.Thread.Readers.KeepAsync(board, finding);
        var chair = await board.AsAsync(Somebody.QualityChair);
        await chair.SubmitAsync(await chair.OpenAsync($"/files/attach/finding/{finding.Id}"), "Attach", [("Input.Note", "Shows it")], [("Files.New", "notes.txt", "First"u8.ToArray())]);
        var file = await OnlyFileAsync();
        var form = await chair.OpenAsync($"/files/{file.Id}/versions");
        await ReplaceAsync(chair, form, "Second", "Newer");

        foreach (var shut in new[] { Somebody.PoliceLead, Somebody.TrainingChair })
        {
            var client = await board.AsAsync(shut);
            foreach (var address in new[] { $"/files/{file.Id}/versions", $"/files/{file.Id}/versions/1", $"/files/{file.Id}/versions/2" }) Assert.Equal(HttpStatusCode.NotFound, (await client.OpenAsync(address)).Status);
        }
        var reader = await board.AsAsync(Somebody.QualityMember);
        Assert.Equal("First", (await reader.OpenAsync($"/files/{file.Id}/versions/1")).Body);
        if (!(await reader.OpenAsync($"/files/{file.Id}/versions")).Offers("Replace the file"))
            Assert.Equal(HttpStatusCode.Forbidden, (await reader.PostAsync($"/files/{file.Id}/versions", ("__RequestVerificationToken", (await reader.OpenAsync("/")).Token))).Status);
        // All checks again: what is no text is no .txt.
        var refused = await chair.SubmitAsync(await chair.OpenAsync($"/files/{file.Id}/versions"), "Replace the file", [("Input.Why", "x")], [("Files.New", "notes.txt", "MZ\0\0"u8.ToArray())]);
        Assert.Contains("is a program", string.Join(' ', refused.Errors), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "T27"), Trait("threat", "T02"), Trait("asvs", "V8.2.2")]
    public async Task Whoever_attaches_somebody_elses_file_to_a_record_of_his_own_does_not_replace_it()
    {
        var action = await board.GivenAsync(An.Action().Public());
        var officer = await board.AsAsync(Somebody.Officer);
        await officer.SubmitAsync(await officer.OpenAsync("/library/shelve"), "Save",
            [("Input.Volume", "Qualitative"), ("Input.Kind", "Case audit"), ("Input.Title", "Final report"), ("Input.Date.Day", "1"), ("Input.Date.Month", "9"), ("Input.Date.Year", "2026"), ("Input.Confidentiality", "Public")],
            [("Files.New", "report.txt", "What the board found"u8.ToArray())]);
        var (file, lead) = (await OnlyFileAsync(), await board.AsAsync(Somebody.SocialCareLead));
        var form = await officer.OpenAsync($"/files/{file.Id}/versions");

        var attached = await lead.SubmitAsync(await lead.OpenAsync($"/files/attach/action/{action.Id}"), "Attach", [("Input.Note", "Ours"), ("Input.KnownId", $"{file.Id}")], []);

        Assert.Empty(attached.Errors);
        var page = await lead.OpenAsync($"/files/{file.Id}/versions");
        Assert.False(page.Offers("Replace the file"));
        Assert.Equal(HttpStatusCode.Forbidden, (await lead.PostAsync($"/files/{file.Id}/versions", ("__RequestVerificationToken", page.Token), ("Input.Why", "Softer"))).Status);
        Assert.Contains("version 2", (await ReplaceAsync(officer, form, "What the board found, corrected", "A mistake")).Html.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("feature", "F1")]
    public async Task A_file_that_is_attached_to_one_record_twice_serves_it_once()
    {
        var finding = await board.GivenAsync(A.Finding());
        var officer = await board.AsAsync(Somebody.Officer);
        for (var i = 0; i < 2; i++)
            await officer.SubmitAsync(await officer.OpenAsync($"/files/attach/finding/{finding.Id}"), "Attach", [("Input.Note", "Shows it")], [("Files.New", "notes.txt", "First"u8.ToArray())]);

        await using var db = board.OpenAll();
        Assert.Single(await db.FileLinks.ToListAsync(Stop));
        Assert.Equal(2, (await officer.OpenAsync($"/files/{(await OnlyFileAsync()).Id}/versions")).Links.Count(l => l == $"/findings/{finding.Id}")); // the way back, and what it serves
    }

    private async Task<StoredFile> ShelvedAsync()
    {
        await FileTextTests.KeepAsync(await board.AsAsync(Somebody.Officer), "With versions", "notes.txt", "First"u8.ToArray());
        return await OnlyFileAsync();
    }

    private async Task<StoredFile> OnlyFileAsync()
    {
        await using var db = board.OpenAll();
        return await db.Files.SingleAsync(Stop);
    }

    private static Task<Screen> ReplaceAsync(Client client, Screen page, string content, string why) =>
        client.SubmitAsync(page, "Replace the file", [("Input.Why", why)], [("Files.New", "count.txt", Encoding.UTF8.GetBytes(content))]);
}
