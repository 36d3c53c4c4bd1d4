using System.Net;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Goldthread.Web.Tests.Admin.SignInSteps;

namespace Goldthread.Web.Tests.Admin;

[Trait("feature", "W7")]
[Trait("threat", "T15")]
[Trait("asvs", "V6.4.4")]
public class LostFactorTests(BoardApp template)
{
    private const string Ask = "Ask for the second factor to be taken away", Confirm = "Confirm: take the second factor away";

    private static readonly string page = $"/people/{Somebody.Officer.Id}/second-factor";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("threat", "T14"), Trait("threat", "T12")]
    public async Task Two_administrators_take_a_lost_factor_away_the_person_is_told_and_both_stand_on_the_trail()
    {
        await using MailCatcher catcher = new();
        await using var board = await Board.NewAsync(template, o => o with { MailServer = catcher.Address });
        await board.GivenAppAsync(Somebody.Officer);
        await board.GivenAdministratorAsync(Somebody.Analyst);
        var (officer, one, other) = (await board.AsAsync(Somebody.Officer), await board.AsAsync(Somebody.Administrator), await board.AsAsync(Somebody.Analyst));

        var without = await one.PressAsync(await one.OpenAsync(page), Ask, ("Input.Reason", " "));
        var asked = await one.PressAsync(without, Ask, ("Input.Reason", "Lost phone; seen in person"));
        await board.Services.GetRequiredService<SendMail>().RoundAsync(Stop);
        var stillIn = await officer.AskAsync("/findings");
        var list = await other.OpenAsync("/people");
        var (otherHome, ownHome, officersHome) = (await other.OpenAsync("/"), await one.OpenAsync("/"), await officer.OpenAsync("/"));
        var done = await other.PressAsync(await other.OpenAsync(page), Confirm);
        await board.Services.GetRequiredService<SendMail>().RoundAsync(Stop);
        var again = await (await board.AnyoneAsync()).GivePasswordAsync(Somebody.Officer);
        var trail = await one.OpenAsync("/audit");

        Assert.Contains("how you made sure who asked", without.Errors[0], StringComparison.Ordinal);
        Assert.False(asked.Offers(Confirm));
        Assert.Equal(HttpStatusCode.OK, stillIn.Status);
        Assert.Contains(page, list.Links);
        Assert.Contains(page, otherHome.Links);
        Assert.DoesNotContain(page, ownHome.Links.Concat(officersHome.Links));
        Assert.Contains("taken away", done.Text, StringComparison.Ordinal);
        Assert.StartsWith("/sign-in", (await officer.AskAsync("/findings")).Location, StringComparison.Ordinal);
        Assert.StartsWith("/your-sign-in/app", again.Path, StringComparison.Ordinal);
        Assert.Equal([Somebody.Analyst.Email, Somebody.Officer.Email], catcher.Mails.Select(m => m.To.Mailboxes.Single().Address));
        Assert.All(catcher.Mails, m => Assert.DoesNotContain("Lost phone", m.TextBody, StringComparison.Ordinal));
        Assert.DoesNotContain(Somebody.Officer.Name, catcher.Mails.First().TextBody, StringComparison.Ordinal);
        Assert.Contains($"Confirmed that the second factor be taken away from the person “{Somebody.Officer.Name}”", trail.Text, StringComparison.Ordinal);
        Assert.Contains($"Asked that the second factor be taken away from the person “{Somebody.Officer.Name}”", trail.Text, StringComparison.Ordinal);
        await using var db = board.OpenAll();
        var entries = await db.AuditEntries.Where(e => e.Deed.Contains("SecondFactor")).OrderBy(e => e.Sequence).ToListAsync(Stop);
        Assert.Equal([Somebody.Administrator.Id, Somebody.Analyst.Id], entries.Select(e => e.PersonId!.Value));
        Assert.Contains(await db.History.Where(h => h.RecordId == Somebody.Officer.Id).Select(h => h.Values).ToListAsync(Stop), v => v!.Contains("Lost phone; seen in person (asked by Ada Min)", StringComparison.Ordinal));
        var account = await board.AccountAsync(Somebody.Officer);
        Assert.Equal((null, "", false), (account.AppKey, account.RecoveryCodes, account.TwoFactorEnabled));
    }

    [Theory]
    [InlineData(Confirm), InlineData("Refuse")]
    public async Task Of_two_who_asked_at_one_moment_no_request_is_left_over_for_the_next_factor(string answer)
    {
        await using var board = await Board.NewAsync(template);
        await board.GivenAppAsync(Somebody.Officer);
        await board.GivenAdministratorAsync(Somebody.Analyst);
        await using (var db = board.OpenAll())
        {
            foreach (var by in new[] { Somebody.Administrator, Somebody.Analyst }) db.FactorResets.Add(new(Somebody.Officer.Id, by.Viewer, $"{by.Name} was called", board.Clock.GetUtcNow().UtcDateTime));
            await db.SaveAsync(Goldthread.Web.Storage.Command.Now("Tests: both asked"), Stop);
        }
        var other = await board.AsAsync(Somebody.Administrator);
        var form = await other.OpenAsync(page);
        if (!form.Offers(Confirm)) form = await (other = await board.AsAsync(Somebody.Analyst)).OpenAsync(page); // whose request stands there

        await other.PressAsync(form, answer);

        await using var after = board.OpenAll();
        Assert.All(await after.FactorResets.ToListAsync(Stop), r => Assert.NotNull(r.EndedAt));
    }

    [Fact]
    [Trait("threat", "T18")]
    public async Task One_administrator_alone_the_person_and_the_office_get_nowhere()
    {
        await using var board = await Board.NewAsync(template);
        foreach (var somebody in new[] { Somebody.Officer, Somebody.Analyst }) await board.GivenAppAsync(somebody);
        foreach (var somebody in new[] { Somebody.Analyst, Somebody.Chair }) await board.GivenAdministratorAsync(somebody);
        var (one, office, other) = (await board.AsAsync(Somebody.Administrator), await board.AsAsync(Somebody.Officer), await board.AsAsync(Somebody.Analyst));
        var others = $"/people/{Somebody.Analyst.Id}/second-factor";
        await one.PressAsync(await one.OpenAsync(page), Ask, ("Input.Reason", "Lost phone"));
        await one.PressAsync(await one.OpenAsync(others), Ask, ("Input.Reason", "Lost phone"));

        var token = (await one.OpenAsync(page)).Token;
        var alone = await one.PostAsync($"{page}?handler=Confirm", ("__RequestVerificationToken", token), ("Command.Version", "1"));
        var twice = await one.PostAsync(page, ("__RequestVerificationToken", token), ("Input.Reason", "Again"));
        var theirs = await other.PostAsync($"{others}?handler=Confirm", ("__RequestVerificationToken", (await other.OpenAsync(others)).Token), ("Command.Version", "1"));
        var own = await other.PostAsync(others, ("__RequestVerificationToken", (await other.OpenAsync(others)).Token), ("Input.Reason", "Mine"));
        var looked = await office.AskAsync(page);
        var posted = await office.PostAsync($"{page}?handler=Confirm", ("__RequestVerificationToken", (await office.OpenAsync("/people")).Token), ("Command.Version", "1"));

        Assert.Contains("Another administrator must confirm what you asked for", alone.Errors);
        Assert.Contains("asked for already", Assert.Single(twice.Errors), StringComparison.Ordinal);
        Assert.Contains("your own second factor", Assert.Single(theirs.Errors), StringComparison.Ordinal);
        Assert.Contains("Another administrator must ask", own.Errors[0], StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (looked.Status, posted.Status));
        Assert.DoesNotContain("Lost phone", looked.Body, StringComparison.Ordinal);
        Assert.True((await board.AccountAsync(Somebody.Officer)).TwoFactorEnabled && (await board.AccountAsync(Somebody.Analyst)).TwoFactorEnabled);
    }

    [Fact]
    public async Task A_request_runs_out_is_refused_and_ends_when_the_address_changes()
    {
        await using var board = await Board.NewAsync(template);
        await board.GivenAppAsync(Somebody.Officer);
        await board.GivenAdministratorAsync(Somebody.Analyst);

        await AskAsync();
        var late = await OtherAsync();
        board.Clock.Advance(FactorReset.Holds);
        var tooLate = await board.AsAsync(Somebody.Analyst);
        var ranOut = await tooLate.PostAsync($"{page}?handler=Confirm", ("__RequestVerificationToken", (await tooLate.OpenAsync(page)).Token), ("Command.Version", "1"));
        await AskAsync();
        var refuser = await board.AsAsync(Somebody.Analyst);
        var refused = await refuser.PressAsync(await refuser.OpenAsync(page), "Refuse");
        await AskAsync();
        var one = await board.AsAsync(Somebody.Administrator);
        await one.PressAsync(await one.OpenAsync($"/people/{Somebody.Officer.Id}"), "Save name and address", ("Input.Email", "elsewhere@tests.example"));

        Assert.True(late.Offers(Confirm));
        Assert.Contains("run out", Assert.Single(ranOut.Errors), StringComparison.Ordinal);
        Assert.Contains("Nothing is taken away", refused.Text, StringComparison.Ordinal);
        Assert.False((await OtherAsync()).Offers(Confirm));
        Assert.True((await board.AccountAsync(Somebody.Officer)).TwoFactorEnabled);

        async Task AskAsync()
        {
            var browser = await board.AsAsync(Somebody.Administrator);
            Assert.Contains("Asked.", (await browser.PressAsync(await browser.OpenAsync(page), Ask, ("Input.Reason", "Lost phone"))).Text, StringComparison.Ordinal);
        }

        async Task<Screen> OtherAsync() => await (await board.AsAsync(Somebody.Analyst)).OpenAsync(page);
    }

    [Fact]
    public async Task Where_there_is_one_administrator_the_page_says_what_to_do()
    {
        await using var board = await Board.NewAsync(template);
        await board.GivenAppAsync(Somebody.Officer);
        var one = await board.AsAsync(Somebody.Administrator);

        var shown = await one.OpenAsync(page);
        var forced = await one.PostAsync(page, ("__RequestVerificationToken", shown.Token), ("Input.Reason", "Lost"));

        Assert.Contains($"./goldthread user reset {Somebody.Officer.Email} --second-factor", shown.Text, StringComparison.Ordinal);
        Assert.False(shown.Offers(Ask));
        Assert.Contains("no other administrator", Assert.Single(forced.Errors), StringComparison.Ordinal);
    }

    // Else one administrator alone would take a factor away by a detour, and with a changed address be in.
    [Fact]
    public async Task Ending_an_account_and_inviting_anew_leaves_the_second_factor()
    {
        await using var board = await Board.NewAsync(template);
        await board.GivenAppAsync(Somebody.Officer);
        var one = await board.AsAsync(Somebody.Administrator);

        await one.PressAsync(await one.OpenAsync($"/people/{Somebody.Officer.Id}"), "End the account");
        await one.PressAsync(await one.OpenAsync($"/people/{Somebody.Officer.Id}"), "Invite again by e-mail");

        var account = await board.AccountAsync(Somebody.Officer);
        Assert.Null(account.EndedAt);
        Assert.True(account.TwoFactorEnabled && account.AppKey is not null && account.RecoveryCodes.Length > 0);
    }
}
