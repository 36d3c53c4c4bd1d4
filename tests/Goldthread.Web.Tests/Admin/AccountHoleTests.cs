using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Goldthread.Web.Tests.Admin.SignInSteps;

namespace Goldthread.Web.Tests.Admin;

/// <summary>Ways by which somebody could come into another's account, and that each is told or shut.</summary>
[Trait("feature", "W7")]
[Trait("threat", "T15"), Trait("threat", "T16")]
public class AccountHoleTests(BoardApp template)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false), InlineData(true)]
    [Trait("threat", "T14"), Trait("asvs", "V6.3.7")]
    public async Task A_changed_address_is_told_at_the_former_one_and_nothing_of_before_goes_to_the_new_one(bool endsAndInvitesAnew)
    {
        await using MailCatcher catcher = new();
        await using var board = await Board.NewAsync(template, o => o with { MailServer = catcher.Address });
        await using (var db = board.OpenAll())
        {
            db.Outbox.Add(new(MailKind.NewBrowser, Somebody.Chair.Id, board.Clock.UtcNow())); // waits for the mail server
            await db.SaveAsync(Command.Now("Tests: waits"), Stop);
        }
        var (administrator, chair) = (await board.AsAsync(Somebody.Administrator), await board.AsAsync(Somebody.Chair));
        var page = $"/people/{Somebody.Chair.Id}";

        if (endsAndInvitesAnew)
        {
            // By hand, past the page: the account still has the former address when it is invited anew.
            await administrator.PressAsync(await administrator.OpenAsync(page), "End the account");
            await using var db = board.OpenAll();
            (await db.People.SingleAsync(p => p.Id == Somebody.Chair.Id, Stop)).Describe(Somebody.Chair.Name, "somebody.else@tests.example");
            await db.SaveAsync(Command.Now("Tests: another address"), Stop);
            await administrator.PressAsync(await administrator.OpenAsync(page), "Invite again by e-mail");
        }
        else await administrator.PressAsync(await administrator.OpenAsync(page), "Save name and address", ("Input.Email", "somebody.else@tests.example"));
        await board.SendMailAsync();

        var told = catcher.Mails.Single(m => m.To.Mailboxes.Single().Address == Somebody.Chair.Email);
        Assert.Contains("changed the e-mail address of your account", told.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("somebody.else", told.ToString(), StringComparison.Ordinal);
        var toNew = catcher.Mails.Where(m => m.To.Mailboxes.Single().Address == "somebody.else@tests.example").ToList();
        Assert.Equal(endsAndInvitesAnew ? 1 : 0, toNew.Count);
        Assert.DoesNotContain(toNew, m => m.TextBody!.Contains("new browser", StringComparison.Ordinal) || m.Subject!.Contains("sign-in to", StringComparison.Ordinal));
        Assert.StartsWith("/sign-in", (await chair.OpenAsync("/")).Path, StringComparison.Ordinal);
        Assert.Equal("somebody.else@tests.example", (await board.AccountAsync(Somebody.Chair)).Email);
    }

    [Fact]
    [Trait("asvs", "V8.2.1")]
    public async Task An_address_is_corrected_by_administrators_alone_and_to_none_that_another_has()
    {
        await using var board = await Board.NewAsync(template);
        var (administrator, officer) = (await board.AsAsync(Somebody.Administrator), await board.AsAsync(Somebody.Officer));
        var page = $"/people/{Somebody.Chair.Id}";

        var taken = await administrator.PressAsync(await administrator.OpenAsync(page), "Save name and address", ("Input.Email", Somebody.Analyst.Email.ToUpperInvariant()));
        var denied = await officer.PostAsync($"{page}?handler=Describe", ("__RequestVerificationToken", (await officer.OpenAsync("/")).Token), ("Input.Name", "x"), ("Input.Email", "x@tests.example"));

        Assert.Equal(["Somebody else has this e-mail address"], taken.Errors);
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, denied.Status);
        Assert.Equal(Somebody.Chair.Email, (await board.AccountAsync(Somebody.Chair)).Email);
    }

    [Fact]
    [Trait("asvs", "V6.3.5")]
    public async Task Wrong_codes_behind_the_right_password_are_told_to_the_owner_once_a_day()
    {
        await using MailCatcher catcher = new();
        await using var board = await Board.NewAsync(template, o => o with { MailServer = catcher.Address });
        await board.GivenAppAsync(Somebody.Officer);
        var thief = await board.AnyoneAsync();
        var code = await thief.GivePasswordAsync(Somebody.Officer);

        for (var tries = 1; tries <= 8; tries++)
        {
            code = await thief.PressAsync(code, "Go on", ("Code", "000000"));
            await board.SendMailAsync();
            Assert.Equal(tries < SignInRules.WrongCodesUntilTold ? 0 : 1, catcher.Mails.Count);
            board.Clock.Advance(TimeSpan.FromSeconds(70)); // past the wait, and within the time for the code
        }

        var told = catcher.Mails.Single();
        Assert.Equal(Somebody.Officer.Email, told.To.Mailboxes.Single().Address);
        Assert.Contains("somebody knows your password", told.TextBody, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("password1234"), InlineData("qwertyuiop12"), InlineData("123456789012"), InlineData("Test Partnership"), InlineData("cherry.chair"), InlineData("cherrychair1"), InlineData("iloveyouiloveyou"), InlineData("Hospital-Police1"), InlineData("goldthread2026")]
    [Trait("asvs", "V6.2.4"), Trait("asvs", "V6.2.11"), Trait("asvs", "V6.1.2")]
    public async Task What_is_guessed_first_is_no_password(string password) => Assert.Contains("easily guessed", string.Join(' ', await ProblemsAsync(password)), StringComparison.Ordinal);

    [Theory]
    [InlineData(Password), InlineData("correct staple uncle harbour"), InlineData("Xk7#mQ2vLp9z!")]
    public async Task What_is_hard_to_guess_is_one(string password) => Assert.Empty(await ProblemsAsync(password));

    [Theory]
    [InlineData(1), InlineData(2), InlineData(17), InlineData(500)]
    [Trait("asvs", "V6.2.12")]
    public void What_was_found_in_a_breach_is_no_password_wherever_it_stands_in_the_list(int lines)
    {
        var path = Path.Combine(Path.GetTempPath(), $"goldthread-{Guid.NewGuid():n}");
        var breached = Enumerable.Range(0, lines).Select(i => $"a breached password {i}").ToList();
        try
        {
            File.WriteAllText(path, string.Join("\r\n", breached.Select((p, i) => i % 3 == 0 ? BreachedPasswords.HashOf(p) : $"{BreachedPasswords.HashOf(p)}:{i}").Order(StringComparer.Ordinal)));
            BreachedPasswords list = new(new() { Data = "nowhere", BreachedPasswords = path });

            Assert.Equal("5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8", BreachedPasswords.HashOf("password"));
            Assert.True(BreachedPasswords.IsList(path));
            Assert.All(breached, password => Assert.True(list.Holds(password), password));
            Assert.All(Enumerable.Range(0, 100), i => Assert.False(list.Holds($"not a breached password {i}")));
            File.WriteAllText(path, BreachedPasswords.HashOf("renewed")); // the operator puts a newer list in its place
            Assert.True(list.Holds("renewed"));
            Assert.False(list.Holds(breached[0]));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    [Trait("asvs", "V6.2.12")]
    public async Task A_breached_password_is_refused_where_it_is_chosen_and_a_list_that_is_gone_lets_none_through()
    {
        var path = Path.Combine(Path.GetTempPath(), $"goldthread-{Guid.NewGuid():n}");
        await File.WriteAllTextAsync(path, BreachedPasswords.HashOf(Password), TestContext.Current.CancellationToken);

        Assert.Contains("found in a breach", Assert.Single(await ProblemsAsync(Password, path)), StringComparison.Ordinal);
        File.Delete(path);
        await Assert.ThrowsAsync<FileNotFoundException>(() => ProblemsAsync(Password, path));
    }

    [Fact]
    [Trait("threat", "T01"), Trait("asvs", "V7.3.1")]
    public async Task Whoever_has_read_something_restricted_is_out_after_fifteen_minutes_without_use()
    {
        await using var board = await Board.NewAsync(template);
        var finding = await board.GivenAsync(A.Finding("Kept close").RestrictedTo(Somebody.QualityChair));
        var (reader, other) = (await board.AsAsync(Somebody.QualityChair), await board.AsAsync(Somebody.QualityChair));
        await reader.OpenAsync($"/findings/{finding.Id}");

        board.Clock.Advance(TimeSpan.FromMinutes(14));
        var within = await reader.OpenAsync("/themes");
        board.Clock.Advance(TimeSpan.FromMinutes(15));

        Assert.Equal("/themes", within.Path);
        Assert.StartsWith("/sign-in", (await reader.OpenAsync("/themes")).Path, StringComparison.Ordinal);
        Assert.Equal("/themes", (await other.OpenAsync("/themes")).Path); // 29 minutes, and nothing restricted
    }

    private async Task<IReadOnlyList<string>> ProblemsAsync(string password, string? breached = null)
    {
        await using var board = await Board.NewAsync(template, o => o with { BreachedPasswords = breached });
        await using var scope = board.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        return await users.ProblemsAsync((await users.FindByEmailAsync(Somebody.Chair.Email))!, password);
    }
}
