using System.Net;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Web.Features.Admin.Downloads;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Jobs;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Goldthread.Web.Tests.Admin;

/// <summary>Long lists are made in the background for who asked, with what he or she may see, and nobody else gets them.</summary>
[Trait("feature", "Y3")]
public class DownloadTests(BoardApp template)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_list_longer_than_is_made_at_once_is_asked_for_and_comes_when_it_is_ready()
    {
        await using var board = await Board.NewAsync(template);
        await using (var db = board.OpenAll())
        {
            foreach (var (school, list) in Enumerable.Range(1, DownloadRules.MostAtOnce).Select(n => Organisation.WithList($"School {n}", $"S{n}", OrganisationType.Education, DutyBasis.Section175, board.Today)))
            {
                db.AccessLists.Add(list);
                db.Organisations.Add(school);
            }
            await db.SaveAsync(Command.Now("Tests: schools"), Stop);
        }
        var officer = await board.AsAsync(Somebody.Officer);

        var ask = await officer.OpenAsync("/organisations?handler=Excel");
        Assert.Equal("/downloads/new", new Uri(new("http://x"), ask.Path).AbsolutePath);
        Assert.Matches(@"Agencies \(everything\) has \d,\d{3} lines", ask.Text);
        var waits = await officer.PressAsync(ask, "Make it as Excel");
        Assert.Equal("/downloads", waits.Path);
        Assert.Contains("Waiting", waits.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(waits.Links, l => l.Contains("handler=File", StringComparison.Ordinal));

        Assert.Equal(1, await board.MakeAsync());

        var ready = await officer.OpenAsync("/downloads");
        var file = await officer.OpenAsync(FileOn(ready));
        Assert.Equal((HttpStatusCode.OK, Workbooks.MediaType), (file.Status, file.MediaType));
        Assert.Equal(await board.LinesAsync(Somebody.Officer), Workbooks.Read(new MemoryStream(file.Bytes))[0].Rows.Count);
        Assert.Contains(Workbooks.Read(new MemoryStream(file.Bytes))[1].Rows, r => r[1] == Somebody.Officer.Name);
        await using (var db = board.OpenAll()) Assert.All(await db.AuditEntries.Where(e => e.Deed == "Export").ToListAsync(Stop), e => Assert.Equal(Somebody.Officer.Id, e.PersonId));
        Assert.Contains("Took out as a file: agencies", (await (await board.AsAsync(Somebody.Administrator)).OpenAsync("/audit")).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "T01")]
    public async Task It_holds_what_its_owner_may_see_and_is_nobody_elses()
    {
        await using var board = await Board.NewAsync(template);
        await board.GivenAsync(A.Finding("Marker that only the training group reads").ForGroup(Somewhere.Training));
        var (chair, member) = (await board.AsAsync(Somebody.TrainingChair), await board.AsAsync(Somebody.QualityMember));
        await AskAsync(chair, "findings", "{}");
        await AskAsync(member, "findings", "{}");
        await board.MakeAsync();

        var (hers, his) = (FileOn(await chair.OpenAsync("/downloads")), FileOn(await member.OpenAsync("/downloads")));

        Assert.Contains("Marker", (await chair.OpenAsync(hers)).Body, StringComparison.Ordinal);
        var seen = await member.OpenAsync(his);
        Assert.Equal(HttpStatusCode.OK, seen.Status);
        Assert.DoesNotContain("Marker", seen.Body, StringComparison.Ordinal);
        foreach (var other in new[] { member, await board.AsAsync(Somebody.Officer), await board.AsAsync(Somebody.Administrator) })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await other.OpenAsync(hers)).Status);
            Assert.DoesNotContain(hers, (await other.OpenAsync("/downloads")).Links);
        }
        var id = hers.Split("id=")[1];
        Assert.Equal(HttpStatusCode.NotFound, (await member.PostAsync("/downloads?handler=Remove", ("id", id), ("__RequestVerificationToken", (await member.OpenAsync("/downloads")).Token))).Status);
        Assert.Equal(HttpStatusCode.OK, (await chair.OpenAsync(hers)).Status);
        Assert.NotEqual(HttpStatusCode.OK, (await (await board.AnyoneAsync()).AskAsync(hers)).Status);
    }

    [Fact]
    [Trait("threat", "T01")]
    public async Task Whoever_lost_a_role_since_it_was_made_or_asked_gets_nothing_of_what_it_opened()
    {
        await using var board = await Board.NewAsync(template);
        await board.GivenAsync(A.Finding("Marker that only the training group reads").ForGroup(Somewhere.Training));
        var chair = await board.AsAsync(Somebody.TrainingChair);
        await AskAsync(chair, "findings", "{}");
        await board.MakeAsync();
        var made = FileOn(await chair.OpenAsync("/downloads"));
        await AskAsync(chair, "findings", "{\"Sort\":\"title\"}");
        await using (var db = board.OpenAll())
        {
            foreach (var role in await db.RoleHoldings.Where(r => r.PersonId == Somebody.TrainingChair.Id).ToListAsync(Stop)) db.Remove(role);
            await db.SaveAsync(Command.Now("Tests: role ends"), Stop);
        }
        await board.MakeAsync();

        var refused = await chair.OpenAsync(made);
        Assert.Equal("/downloads", refused.Path);
        Assert.DoesNotContain("Marker", refused.Body, StringComparison.Ordinal);
        Assert.Contains("has changed since", refused.Body, StringComparison.Ordinal);
        foreach (var link in refused.Links.Where(l => l.Contains("handler=File", StringComparison.Ordinal))) Assert.DoesNotContain("Marker", (await chair.OpenAsync(link)).Body, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("feature", "W5")]
    [Trait("threat", "T01")]
    public async Task The_audit_trail_is_made_for_whoever_may_read_it_alone()
    {
        await using var board = await Board.NewAsync(template);
        var (administrator, lead) = (await board.AsAsync(Somebody.Administrator), await board.AsAsync(Somebody.PoliceLead));

        Assert.Equal(HttpStatusCode.NotFound, (await lead.OpenAsync(Ask("audit-trail", "{}"))).Status);
        await AskAsync(administrator, "audit-trail", "{}");
        await using (var db = board.OpenAll())
        {
            db.Downloads.Add(new(Somebody.PoliceLead.Id, "audit-trail", "Csv", "{}", "Forged", board.Clock.UtcNow()));
            await db.SaveAsync(Command.Now("Tests: a download past the page"), Stop);
        }
        await board.MakeAsync();

        Assert.Contains("Sign in", (await administrator.OpenAsync(FileOn(await administrator.OpenAsync("/downloads")))).Body, StringComparison.Ordinal);
        Assert.Contains("could not be made", (await lead.OpenAsync("/downloads")).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "T24")]
    public async Task What_is_restricted_or_taken_out_afterwards_leaves_no_made_list_behind()
    {
        await using var board = await Board.NewAsync(template);
        var finding = await board.GivenAsync(A.Finding("Zephyrine waited"));
        var chair = await board.AsAsync(Somebody.QualityChair);
        var administrator = await board.AsAsync(Somebody.Administrator);
        await AskAsync(chair, "findings", "{}");
        await AskAsync(administrator, "audit-trail", "{\"Deed\":\"Zephyrine\"}");
        await board.MakeAsync();
        var made = FileOn(await chair.OpenAsync("/downloads"));
        Assert.Contains("Zephyrine", (await chair.OpenAsync(made)).Body, StringComparison.Ordinal);

        var restrict = await chair.OpenAsync($"/restrict/finding/{finding.Id}");
        await chair.PressAsync(restrict, "Restrict it to these people", ("Input.Reason", "A family asked"));
        await board.MakeAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await chair.OpenAsync(made)).Status);
        Assert.DoesNotContain(Directory.EnumerateFiles(Path.Combine(board.Data, "downloads")), f => File.ReadAllText(f).Contains("Zephyrine", StringComparison.Ordinal));
        await using (var db = board.OpenAll())
        {
            await db.TakeBackDownloadsAsync(text => text.Replace("Zephyrine", "", StringComparison.Ordinal), board.Clock.UtcNow(), Stop);
            await db.SaveAsync(Command.Now("Tests: taken out"), Stop);
            Assert.DoesNotContain(await db.Downloads.IgnoreQueryFilters().ToListAsync(Stop), d => d.Filter.Contains("Zephyrine", StringComparison.Ordinal));
        }
    }

    [Fact]
    [Trait("threat", "T24"), Trait("threat", "T01")]
    public async Task A_list_made_before_an_item_was_shown_to_fewer_people_is_taken_back()
    {
        await using var board = await Board.NewAsync(template);
        var officer = await board.AsAsync(Somebody.Officer);
        await Library.FileTextTests.KeepAsync(officer, "Audit of Zephyrine", "notes.txt", "First"u8.ToArray());
        var member = await board.AsAsync(Somebody.QualityMember);
        await AskAsync(member, "library", """{"Volume":"Qualitative","Chosen":{}}""");
        await board.MakeAsync();
        var made = FileOn(await member.OpenAsync("/downloads"));
        Assert.Contains("Zephyrine", (await member.OpenAsync(made)).Body, StringComparison.Ordinal);
        await using var db = board.OpenAll();
        var item = (await db.LibraryItems.SingleAsync(Stop)).Id;

        Assert.Empty((await officer.PressAsync(await officer.OpenAsync($"/library/items/{item}/edit"), "Save", ("Input.Confidentiality", "Restricted"), ("Input.PersonIds", $"{Somebody.Chair.Id}"))).Errors);
        await board.MakeAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await member.OpenAsync(made)).Status);
        Assert.DoesNotContain(Directory.EnumerateFiles(Path.Combine(board.Data, "downloads")), f => File.ReadAllText(f).Contains("Zephyrine", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("feature", "X1")]
    [Trait("threat", "T14")]
    public async Task Who_asked_is_told_without_a_word_of_what_is_in_it()
    {
        await using MailCatcher catcher = new();
        await using var board = await Board.NewAsync(template, o => o with { MailServer = catcher.Address });
        await board.GivenAsync(A.Finding("Zephyrine waited"));
        var officer = await board.AsAsync(Somebody.Officer);
        await AskAsync(officer, "findings", "{}");
        await board.MakeAsync();

        Assert.Equal(1, await board.SendMailAsync());

        var mail = Assert.Single(catcher.Mails);
        Assert.Contains("/downloads", mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("Zephyrine", mail.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "T25")]
    public async Task One_person_has_a_few_waiting_and_files_go_after_some_days()
    {
        await using var board = await Board.NewAsync(template);
        var officer = await board.AsAsync(Somebody.Officer);
        for (var i = 0; i < DownloadRules.MostWaiting; i++) await AskAsync(officer, "findings", "{}");
        Assert.Single((await officer.PressAsync(await officer.OpenAsync(Ask("findings", "{}")), "Make it as CSV")).Errors);
        Assert.Equal(DownloadRules.MostWaiting, await board.MakeAsync());
        Assert.Equal(DownloadRules.MostWaiting, Directory.GetFiles(Path.Combine(board.Data, "downloads")).Length);

        board.Clock.Advance(DownloadRules.Lasts + TimeSpan.FromMinutes(1));
        await board.Services.GetRequiredService<Sweep>().RoundAsync(Stop);

        await using var db = board.OpenAll();
        Assert.Empty(await db.Downloads.IgnoreQueryFilters().ToListAsync(Stop));
        foreach (var file in Directory.GetFiles(Path.Combine(board.Data, "downloads"))) File.SetLastWriteTimeUtc(file, board.Clock.UtcNow().AddDays(-1)); // the machine's clock wrote them
        await board.Services.GetRequiredService<Sweep>().RoundAsync(Stop);
        Assert.Empty(Directory.GetFiles(Path.Combine(board.Data, "downloads")));
    }

    [Theory]
    [InlineData("findings", "no json"), InlineData("findings", ""), InlineData("findings", "{\"Kind\":\"Nothing\"}"), InlineData("nothing", "{}"), InlineData("findings", "null")]
    [InlineData("library", "{}"), InlineData("library", """{"Volume":99,"Chosen":{}}"""), InlineData("library", """{"Volume":"Qualitative","Chosen":null}"""), InlineData("findings", """{"Kind":77}""")]
    public async Task What_is_no_list_or_no_filter_is_not_found(string list, string filter)
    {
        await using var board = await Board.NewAsync(template);
        var officer = await board.AsAsync(Somebody.Officer);

        Assert.Equal(HttpStatusCode.NotFound, (await officer.OpenAsync(Ask(list, filter))).Status);
    }

    [Fact]
    public async Task A_node_that_died_with_a_list_leaves_it_to_the_next_and_not_for_ever()
    {
        await using var board = await Board.NewAsync(template);
        var officer = await board.AsAsync(Somebody.Officer);
        await AskAsync(officer, "findings", "{}");
        await using (var db = board.OpenAll())
        {
            var until = board.Clock.UtcNow() + DownloadRules.Lease;
            await db.Downloads.IgnoreQueryFilters().ExecuteUpdateAsync(set => set.SetProperty(d => d.HeldUntil, until).SetProperty(d => d.Tries, 1), Stop);
        }
        Assert.Equal(0, await board.MakeAsync());
        board.Clock.Advance(DownloadRules.Lease + TimeSpan.FromSeconds(1));
        var made = await Task.WhenAll(board.MakeAsync(), board.MakeAsync());
        Assert.Equal(1, made.Sum());

        await AskAsync(await board.AsAsync(Somebody.Officer), "findings", "{}");
        await using (var db = board.OpenAll()) await db.Downloads.IgnoreQueryFilters().Where(d => d.State == DownloadState.Waiting).ExecuteUpdateAsync(set => set.SetProperty(d => d.Tries, DownloadRules.MostTries), Stop);
        Assert.Equal(0, await board.MakeAsync());
        Assert.Contains("could not be made", (await (await board.AsAsync(Somebody.Officer)).OpenAsync("/downloads")).Text, StringComparison.Ordinal);
    }

    private static string Ask(string list, string filter) => QueryHelpers.AddQueryString("/downloads/new", new Dictionary<string, string?> { ["list"] = list, ["format"] = "Csv", ["filter"] = filter });

    private static async Task AskAsync(Client client, string list, string filter) =>
        Assert.Equal("/downloads", (await client.PressAsync(await client.OpenAsync(Ask(list, filter)), "Make it as CSV")).Path);

    private static string FileOn(Screen screen) => screen.Links.First(l => l.Contains("handler=File", StringComparison.Ordinal));
}

/// <summary>Long lists of a board, as tests make and count them.</summary>
internal static class BoardDownloads
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static Task<int> MakeAsync(this Board board) => board.Services.GetRequiredService<MakeDownloads>().RoundAsync(Stop);

    public static async Task<int> LinesAsync(this Board board, Somebody somebody)
    {
        await using var db = board.Open(somebody);
        return await db.Organisations.CountAsync(Stop);
    }
}
