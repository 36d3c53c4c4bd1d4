using System.Net;
using System.Net.Http.Headers;
using Goldthread.Domain.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Tests.Admin;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Goldthread.Web.Tests.Site;

/// <summary>What came to nothing is in the log, and who tried it on the trail; and what comes in as a file goes out harmless.</summary>
[Trait("threat", "T13")]
public sealed class SecurityLogTests(Board board) : IClassFixture<Board>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("asvs", "V16.3.2"), Trait("asvs", "V16.2.1")]
    public async Task Whoever_has_not_the_right_for_a_page_stands_on_the_trail_with_the_page_for_each_page_there_is()
    {
        var practitioner = await board.AsAsync(Somebody.Practitioner);
        List<string> shut = [];
        var forbidden = 1;

        foreach (var page in board.Services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items.OfType<PageActionDescriptor>().Where(p => !p.AttributeRouteInfo!.Template!.Contains('{', StringComparison.Ordinal)))
        {
            var status = (await practitioner.AskAsync("/" + page.AttributeRouteInfo!.Template)).Status;
            if (status == HttpStatusCode.Forbidden) forbidden++;
            if (status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound) shut.Add(page.ViewEnginePath.TrimStart('/'));
        }
        await practitioner.AskAsync("/settings"); // again: no news within the hour

        await using var db = board.OpenAll();
        var entries = await db.AuditEntries.Where(e => e.PersonId == Somebody.Practitioner.Id && e.Deed.EndsWith(AuditEntry.NotLetIn)).ToListAsync(Stop);
        Assert.True(forbidden > 15, $"{forbidden}");
        Assert.Equal(shut.Order(StringComparer.Ordinal), entries.Select(e => e.Deed[..^AuditEntry.NotLetIn.Length]).Order(StringComparer.Ordinal));
        Assert.All(entries, e => Assert.Equal((Somebody.Practitioner.Name, "127.0.0.1", board.Clock.GetUtcNow().UtcDateTime), (e.Actor, e.From, e.At)));
        Assert.Equal(forbidden, board.Log.Count(line => line.StartsWith($"{SecurityEvent.RightMissing} ", StringComparison.Ordinal)));
        Assert.Contains("Was not let in, or found nothing: ", (await (await board.AsAsync(Somebody.Officer)).OpenAsync("/audit")).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("asvs", "V16.3.1"), Trait("asvs", "V16.3.2"), Trait("asvs", "V16.3.3")]
    public async Task Every_other_attempt_that_came_to_nothing_is_in_the_log_by_its_kind()
    {
        await board.GivenPasswordAsync(Somebody.Chair);
        var hidden = await board.GivenAsync(A.Finding().RestrictedTo(Somebody.Reviewer));
        var (officer, stranger) = (await board.AsAsync(Somebody.Officer), await board.AnyoneAsync());

        await officer.AskAsync($"/findings/{hidden.Id}");
        await officer.PostAsync("/findings/new", ("Input.Title", "No token"));
        using (HttpRequestMessage trace = new(HttpMethod.Trace, "/findings")) await officer.SendAsync(trace);
        await officer.SubmitAsync(await officer.OpenAsync("/library/shelve"), "Save", [], [("Files.New", "tool.pdf", "MZ program"u8.ToArray())]);
        for (var i = 0; i <= SignInThrottle.FreeTries; i++) await stranger.GivePasswordAsync(Somebody.Chair, "not the password");
        await (await board.AnyoneAsync()).PressAsync(await stranger.OpenAsync("/sign-in"), "Sign in", ("Input.Email", "nobody@tests.example"), ("Input.Password", "x"));

        foreach (var (what, where) in new[] { (SecurityEvent.NothingThereForThem, "GET findings/{id:guid}"), (SecurityEvent.RequestRefused, "POST findings/new"), (SecurityEvent.RequestRefused, "another method"), (SecurityEvent.SignInRefused, "POST sign-in"), (SecurityEvent.SignInWaits, "POST sign-in") })
            Assert.Contains(board.Log, line => line.StartsWith($"{what}  at {where}", StringComparison.Ordinal));
        Assert.Contains($"{SecurityEvent.FileRefused}", board.Log);
        await using var db = board.OpenAll();
        Assert.Single(await db.AuditEntries.Where(e => e.PersonId == Somebody.Officer.Id && e.Deed == "Thread/Findings/Details" + AuditEntry.NotLetIn).ToListAsync(Stop));
        // Each try at an account that there is: who tried is not known, from where is.
        var account = await board.AccountAsync(Somebody.Chair);
        Assert.Equal(SignInThrottle.FreeTries, (await db.AuditEntries.Where(e => e.Actor == "sign-in" && e.From == "127.0.0.1").ToListAsync(Stop)).Count(e => e.Changes.Any(c => c.RecordId == account.Id)));
        Assert.DoesNotContain(board.Log, line => line.Contains("@tests.example", StringComparison.Ordinal) || line.Contains($"{hidden.Id}", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("asvs", "V5.3.1"), Trait("threat", "T06")]
    public async Task No_address_leads_into_the_folder_of_files()
    {
        const string marker = "<% marker %>";
        Directory.CreateDirectory(Path.Combine(board.Data, "files", "ab"));
        foreach (var name in new[] { "page.cshtml", "page.html", $"ab/{new string('a', 64)}" }) await File.WriteAllTextAsync(Path.Combine(board.Data, "files", name), marker, Stop);
        var officer = await board.AsAsync(Somebody.Officer);

        Assert.False(Path.GetFullPath(board.Data).StartsWith(Path.GetFullPath(board.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.IWebHostEnvironment>().WebRootPath ?? "nowhere"), StringComparison.Ordinal));
        foreach (var path in new[] { "/files/page.cshtml", "/files/page.html", $"/files/ab/{new string('a', 64)}", $"/files/{new string('a', 64)}", "/..%2ffiles/page.html", "/data/files/page.html", "/vendor/..%2f..%2ffiles/page.html" })
        {
            var answer = await officer.AskAsync(path);
            Assert.True(answer.Status == HttpStatusCode.NotFound, path);
            Assert.DoesNotContain(marker, answer.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    [Trait("asvs", "V5.4.2"), Trait("threat", "T06")]
    public async Task A_name_ends_nothing_in_the_answer_that_hands_the_file_out()
    {
        const string name = "Réunion; filename=evil.exe, 100% 'x' =?utf-8?Q?y?=.txt";
        var officer = await board.AsAsync(Somebody.Officer);
        await officer.SubmitAsync(await officer.OpenAsync("/library/shelve"), "Save",
            [("Input.Volume", "Qualitative"), ("Input.Kind", "Case audit"), ("Input.Title", "Notes"), ("Input.Date.Day", "1"), ("Input.Date.Month", "9"), ("Input.Date.Year", "2026"), ("Input.Confidentiality", "Board")],
            [("Files.New", name, "plain notes"u8.ToArray())]);
        await using var db = board.OpenAll();
        var kept = await db.Files.SingleAsync(f => f.Name.StartsWith("Réunion"), Stop);

        var answer = await officer.OpenAsync($"/files/{kept.Id}");

        var header = ContentDispositionHeaderValue.Parse(answer.Headers["Content-Disposition"]);
        Assert.Equal(("attachment", FileStore.Harmless(name)), (header.DispositionType, header.FileNameStar));
        Assert.Equal(2, header.Parameters.Count); // filename, for old browsers, and filename*
        Assert.DoesNotContain(answer.Headers["Content-Disposition"], c => c is < ' ' or > '~');
        Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
    }
}
