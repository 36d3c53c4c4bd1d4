using System.Net;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Goldthread.Web.Tests.Admin;

/// <summary>How somebody comes to an account and to a password, by letters alone.</summary>
[Trait("threat", "T14")]
public class InvitationTests(BoardApp template)
{
    private const string Password = "four geese in a hurry";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("asvs", "V6.4.1"), Trait("asvs", "V6.4.3")]
    public async Task Whoever_is_invited_chooses_a_password_once_and_signs_in_with_it()
    {
        await using MailCatcher catcher = new();
        await using var board = await Board.NewAsync(template, o => o with { MailServer = catcher.Address, PublicAddress = "https://board.example" });
        var person = await board.GivenPersonAsync("Nia New", "nia.new@tests.example");
        var administrator = await board.AsAsync(Somebody.Administrator);

        var invited = await administrator.PressAsync(await administrator.OpenAsync($"/people/{person.Id}"), "Invite by e-mail");
        Assert.Equal(1, await board.SendMailAsync());
        var letter = Assert.Single(catcher.Mails);
        var link = LinkIn(letter.TextBody);
        var nia = await board.AnyoneAsync();
        var chosen = await nia.PressAsync(await nia.OpenAsync(link), "Keep this password", ("Password", Password));
        var signedIn = await nia.PressAsync(chosen, "Sign in", ("Input.Email", person.Email), ("Input.Password", Password));
        var again = await (await board.AnyoneAsync()).OpenAsync(link);

        Assert.Contains("the letter is on its way", invited.Text, StringComparison.Ordinal);
        Assert.Equal("nia.new@tests.example", letter.To.Mailboxes.Single().Address);
        Assert.Contains("https://board.example/choose-password/", letter.TextBody, StringComparison.Ordinal);
        Assert.Equal("auto-generated", letter.Headers["Auto-Submitted"]);
        Assert.Equal("/sign-in", chosen.Path);
        Assert.Contains("Set up an authenticator app", signedIn.Text, StringComparison.Ordinal);
        Assert.Contains("This link holds no longer", again.Text, StringComparison.Ordinal);
        Assert.Equal(0, await board.SendMailAsync());
    }

    [Fact]
    [Trait("asvs", "V6.4.3")]
    public async Task A_code_opens_its_own_account_alone_and_none_that_has_ended()
    {
        await using MailCatcher catcher = new();
        await using var board = await Board.NewAsync(template, o => o with { MailServer = catcher.Address });
        var (one, other) = (await board.GivenPersonAsync("One Invited", "one@tests.example"), await board.GivenPersonAsync("Other Invited", "other@tests.example"));
        var administrator = await board.AsAsync(Somebody.Administrator);
        foreach (var person in new[] { one, other }) await administrator.PressAsync(await administrator.OpenAsync($"/people/{person.Id}"), "Invite by e-mail");
        await board.SendMailAsync();
        var links = catcher.Mails.Select(m => LinkIn(m.TextBody)).ToList();

        var swapped = await (await board.AnyoneAsync()).OpenAsync(links[0].Split('?')[0] + "?" + links[1].Split('?')[1]);
        await administrator.PressAsync(await administrator.OpenAsync($"/people/{one.Id}"), "End the account");
        var ended = await (await board.AnyoneAsync()).OpenAsync(LinkOf(links, one, board));
        await administrator.PressAsync(await administrator.OpenAsync($"/people/{other.Id}"), "Invite again by e-mail");
        var older = await (await board.AnyoneAsync()).OpenAsync(LinkOf(links, other, board));

        foreach (var refused in new[] { swapped, ended, older }) Assert.Contains("This link holds no longer", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "T16"), Trait("asvs", "V6.3.8")]
    public async Task Who_asks_for_a_new_password_is_told_the_same_whether_there_is_an_account_or_not()
    {
        await using MailCatcher catcher = new();
        await using var board = await Board.NewAsync(template, o => o with { MailServer = catcher.Address });
        var anyone = await board.AnyoneAsync();
        List<string> told = [];

        foreach (var address in new[] { Somebody.Officer.Email, "nobody@tests.example" })
            told.Add((await anyone.PressAsync(await anyone.OpenAsync("/forgotten"), "Send the link", ("Email", address))).Text);
        await board.SendMailAsync();

        Assert.Equal(told[0], told[1]);
        Assert.Equal(Somebody.Officer.Email, Assert.Single(catcher.Mails).To.Mailboxes.Single().Address);
        await using var db = board.OpenAll();
        Assert.DoesNotContain(await db.Outbox.ToListAsync(Stop), m => m.Address == "nobody@tests.example");
    }

    [Fact]
    [Trait("threat", "T16")]
    public async Task A_new_password_ends_every_session_and_a_mailbox_is_not_flooded()
    {
        await using MailCatcher catcher = new();
        await using var board = await Board.NewAsync(template, o => o with { MailServer = catcher.Address });
        var signedIn = await board.AsAsync(Somebody.Officer);
        var anyone = await board.AnyoneAsync();
        for (var i = 0; i < 12; i++) await anyone.PressAsync(await anyone.OpenAsync("/forgotten"), "Send the link", ("Email", Somebody.Officer.Email));
        await board.SendMailAsync();

        await anyone.PressAsync(await anyone.OpenAsync(LinkIn(catcher.Mails.First().TextBody)), "Keep this password", ("Password", Password));

        Assert.Equal(Goldthread.Web.Site.SignInThrottle.FreeTries, catcher.Mails.Count);
        Assert.StartsWith("/sign-in", (await signedIn.OpenAsync("/")).Path, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "T16")]
    public async Task One_account_gets_a_few_letters_an_hour_whoever_asks_from_wherever_and_however_it_is_spelled()
    {
        await using MailCatcher catcher = new();
        await using var board = await Board.NewAsync(template, o => o with { MailServer = catcher.Address });
        await using (var db = board.OpenAll())
        {
            for (var i = 0; i < 14; i++) db.Outbox.Add(new(MailKind.PasswordReset, null, board.Clock.UtcNow(), i % 2 == 0 ? Somebody.Officer.Email : Somebody.Officer.Email.ToUpperInvariant()));
            await db.SaveAsync(Command.Now("Tests: asked from fourteen places"), Stop);
        }

        Assert.Equal(MailRules.MostResetsInAnHour, await board.SendMailAsync());
        board.Clock.Advance(TimeSpan.FromMinutes(61));
        await using (var db = board.OpenAll())
        {
            db.Outbox.Add(new(MailKind.PasswordReset, null, board.Clock.UtcNow(), Somebody.Officer.Email));
            await db.SaveAsync(Command.Now("Tests: asked later"), Stop);
        }
        Assert.Equal(1, await board.SendMailAsync());
        Assert.All(await board.MailsAsync(), m => Assert.Empty(m.Address));
    }

    // Identity writes an account whole: a wrong password tried beside, or a password chosen at that moment, must not bring back what was ended.
    [Fact]
    [Trait("threat", "T16"), Trait("asvs", "V7.4.2")]
    public async Task What_is_under_way_while_an_account_is_ended_does_not_bring_it_back()
    {
        await using var board = await Board.NewAsync(template);
        await using var beside = board.OpenAll();
        var users = board.Services.CreateScope().ServiceProvider.GetRequiredService<Microsoft.AspNetCore.Identity.UserManager<Account>>();
        var loaded = (await users.FindByEmailAsync(Somebody.Chair.Email))!;
        var administrator = await board.AsAsync(Somebody.Administrator);

        await administrator.PressAsync(await administrator.OpenAsync($"/people/{Somebody.Chair.Id}"), "End the account");
        var late = await users.AccessFailedAsync(loaded);

        Assert.False(late.Succeeded);
        Assert.NotNull((await beside.Users.AsNoTracking().SingleAsync(a => a.PersonId == Somebody.Chair.Id, Stop)).EndedAt);
    }

    [Theory]
    [InlineData("mary.o'brien@tests.example")]
    [InlineData("r&d@tests.example")]
    [InlineData("müller@tests.example")]
    public async Task Whoever_has_an_unusual_address_chooses_a_password_too(string address)
    {
        await using MailCatcher catcher = new();
        await using var board = await Board.NewAsync(template, o => o with { MailServer = catcher.Address });
        var person = await board.GivenPersonAsync("Mary O'Brien", address);
        await using (var db = board.OpenAll())
        {
            var account = new Account { PersonId = person.Id, UserName = address, Email = address, NormalizedEmail = address.ToUpperInvariant(), NormalizedUserName = address.ToUpperInvariant() };
            account.Invite();
            db.Users.Add(account);
            await db.SaveAsync(Command.Now("Tests: invited"), Stop);
        }
        var users = board.Services.CreateScope().ServiceProvider.GetRequiredService<Microsoft.AspNetCore.Identity.UserManager<Account>>();
        var link = await Features.Admin.Outbox.PasswordCodes.AddressAsync(users, (await users.FindByEmailAsync(address))!, isInvitation: true);
        var anyone = await board.AnyoneAsync();

        var chosen = await anyone.PressAsync(await anyone.OpenAsync(link), "Keep this password", ("Password", Password));

        Assert.Equal("/sign-in", chosen.Path);
    }

    [Fact]
    [Trait("threat", "T22")]
    public async Task The_keys_that_make_codes_do_not_lie_open_in_the_database()
    {
        await using var board = await Board.NewAsync(template);
        _ = await board.AsAsync(Somebody.Officer); // a cookie needs a key

        await using var db = board.OpenAll();
        var keys = await db.DataProtectionKeys.AsNoTracking().ToListAsync(Stop);

        Assert.NotEmpty(keys);
        Assert.All(keys, key => Assert.DoesNotContain("<masterKey", key.Xml, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    [Trait("asvs", "V6.3.1")]
    public async Task Nobody_invites_or_ends_without_the_right_nor_ends_himself()
    {
        await using var board = await Board.NewAsync(template);
        var administrator = await board.AsAsync(Somebody.Administrator);
        var officer = await board.AsAsync(Somebody.Officer);
        await using (var db = board.OpenAll())
        {
            (await db.Users.SingleAsync(a => a.PersonId == Somebody.Chair.Id, Stop)).PasswordHash = "chosen";
            await db.SaveAsync(Command.Now("Tests: a password"), Stop);
        }
        var own = await administrator.OpenAsync($"/people/{Somebody.Administrator.Id}");
        var someone = await administrator.OpenAsync($"/people/{Somebody.Chair.Id}");

        var byOfficer = await officer.PostAsync($"/people/{Somebody.Chair.Id}?handler=EndAccount", ("__RequestVerificationToken", (await officer.OpenAsync("/mail")).Token), ("Command.Id", $"{Guid.NewGuid()}"));
        var himself = await administrator.PostAsync($"{own.Path}?handler=EndAccount", ("__RequestVerificationToken", own.Token), ("Command.Id", $"{Guid.NewGuid()}"));
        var invited = await administrator.PostAsync($"{someone.Path}?handler=Invite", ("__RequestVerificationToken", someone.Token), ("Command.Id", $"{Guid.NewGuid()}"));

        Assert.Equal(HttpStatusCode.Forbidden, byOfficer.Status);
        Assert.Contains("You can't end the account you are signed in with", himself.Text, StringComparison.Ordinal);
        Assert.Contains("has a password already", invited.Text, StringComparison.Ordinal);
        Assert.Empty(await board.MailsAsync());
    }

    private static string LinkIn(string? text) => new Uri(text!.Split('\n').Select(l => l.Trim()).Single(l => l.StartsWith("http", StringComparison.Ordinal))).PathAndQuery;

    private static string LinkOf(IEnumerable<string> links, Person person, Board board)
    {
        using var db = board.OpenAll();
        var account = db.Users.Single(a => a.PersonId == person.Id).Id;
        return links.Single(l => l.Contains($"{account}", StringComparison.Ordinal));
    }
}
