using System.Net;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Jobs;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Goldthread.Web.Tests.Admin;

[Trait("threat", "T14")]
public class MailTests(BoardApp template)
{
    private const string Password = "four geese in a hurry";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("asvs", "V6.4.1"), Trait("asvs", "V6.4.3")]
    public async Task Whoever_is_invited_chooses_a_password_once_and_signs_in_with_it()
    {
        await using MailCatcher catcher = new();
        await using var board = await Board.NewAsync(template, o => o with { MailServer = catcher.Address, PublicAddress = "https://board.example" });
        var person = await GivenPersonAsync(board, "Nia New", "nia.new@tests.example");
        var administrator = await board.AsAsync(Somebody.Administrator);

        var invited = await administrator.PressAsync(await administrator.OpenAsync($"/people/{person.Id}"), "Invite by e-mail");
        Assert.Equal(1, await RoundAsync(board));
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
        Assert.Contains("Nia New", signedIn.Text, StringComparison.Ordinal);
        Assert.Contains("This link holds no longer", again.Text, StringComparison.Ordinal);
        Assert.Equal(0, await RoundAsync(board));
    }

    [Fact]
    [Trait("asvs", "V6.4.3")]
    public async Task A_code_opens_its_own_account_alone_and_none_that_has_ended()
    {
        await using MailCatcher catcher = new();
        await using var board = await Board.NewAsync(template, o => o with { MailServer = catcher.Address });
        var (one, other) = (await GivenPersonAsync(board, "One Invited", "one@tests.example"), await GivenPersonAsync(board, "Other Invited", "other@tests.example"));
        var administrator = await board.AsAsync(Somebody.Administrator);
        foreach (var person in new[] { one, other }) await administrator.PressAsync(await administrator.OpenAsync($"/people/{person.Id}"), "Invite by e-mail");
        await RoundAsync(board);
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
        await RoundAsync(board);

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
        await RoundAsync(board);

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

        Assert.Equal(MailRules.MostResetsInAnHour, await RoundAsync(board));
        board.Clock.Advance(TimeSpan.FromMinutes(61));
        await using (var db = board.OpenAll())
        {
            db.Outbox.Add(new(MailKind.PasswordReset, null, board.Clock.UtcNow(), Somebody.Officer.Email));
            await db.SaveAsync(Command.Now("Tests: asked later"), Stop);
        }
        Assert.Equal(1, await RoundAsync(board));
        Assert.All(await MailsAsync(board), m => Assert.Empty(m.Address));
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
        var person = await GivenPersonAsync(board, "Mary O'Brien", address);
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
    public async Task Nothing_goes_out_to_a_server_that_does_not_let_the_product_in()
    {
        await using MailCatcher catcher = new();
        await using var board = await Board.NewAsync(template, o => o with { MailServer = new($"smtp://name:password@127.0.0.1:{catcher.Address.Port}") });
        await GivenMailAsync(board);
        await using (var db = board.OpenAll())
        {
            db.Outbox.Add(new(MailKind.PasswordReset, Somebody.Chair.Id, board.Clock.UtcNow()));
            await db.SaveAsync(Command.Now("Tests: mails"), Stop);
        }

        Assert.Equal(0, await RoundAsync(board)); // it offers no way to sign in

        Assert.Empty(catcher.Mails);
        Assert.Equal([0, 1], (await MailsAsync(board)).Select(m => m.Tries).Order());
        Assert.All(await MailsAsync(board), m => Assert.Equal(MailState.Waiting, m.State));
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
    [Trait("threat", "T14")]
    public async Task A_mail_to_somebody_whose_account_ended_meanwhile_is_not_sent()
    {
        await using MailCatcher catcher = new();
        await using var board = await Board.NewAsync(template, o => o with { MailServer = catcher.Address });
        var person = await GivenPersonAsync(board, "Gone Again", "gone@tests.example");
        var administrator = await board.AsAsync(Somebody.Administrator);
        await administrator.PressAsync(await administrator.OpenAsync($"/people/{person.Id}"), "Invite by e-mail");
        await administrator.PressAsync(await administrator.OpenAsync($"/people/{person.Id}"), "End the account");

        Assert.Equal(0, await RoundAsync(board));

        Assert.Empty(catcher.Mails);
        Assert.Equal(MailState.Dropped, Assert.Single(await MailsAsync(board)).State);
    }

    [Fact]
    public async Task Several_who_send_at_once_send_each_mail_once()
    {
        await using MailCatcher catcher = new();
        await using var board = await Board.NewAsync(template, o => o with { MailServer = catcher.Address });
        await using (var db = board.OpenAll())
        {
            for (var i = 0; i < 20; i++) db.Outbox.Add(new(MailKind.PasswordReset, Somebody.Everyone[i % Somebody.Everyone.Count].Id, board.Clock.UtcNow()));
            await db.SaveAsync(Command.Now("Tests: mails"), Stop);
        }

        var sent = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RoundAsync(board)));

        Assert.Equal(20, sent.Sum());
        Assert.Equal(20, catcher.Mails.Select(m => m.MessageId).Distinct().Count());
        Assert.Equal(20, catcher.Mails.Count);
    }

    [Fact]
    public async Task A_server_that_is_away_is_tried_again_and_at_last_given_up_until_somebody_says_so()
    {
        Uri nowhere;
        await using (MailCatcher gone = new()) nowhere = gone.Address;
        await using var board = await Board.NewAsync(template, o => o with { MailServer = nowhere });
        await GivenMailAsync(board);
        List<TimeSpan> waits = [];
        for (var tries = 1; await WaitingAsync(board) is { } mail; tries++)
        {
            if (mail.NotBefore > board.Clock.UtcNow()) board.Clock.SetUtcNow(mail.NotBefore);
            var at = board.Clock.UtcNow();
            Assert.Equal(0, await RoundAsync(board));
            Assert.Equal(0, await RoundAsync(board)); // not before its time
            if (await WaitingAsync(board) is { } left) waits.Add(left.NotBefore - at);
            Assert.InRange(tries, 1, 20);
        }
        var administrator = await board.AsAsync(Somebody.Administrator);
        var page = await administrator.OpenAsync("/mail");

        Assert.Equal([1, 5, 15, 60, 240, 720, 1440], waits.Select(w => (int)w.TotalMinutes));
        Assert.Contains("could not be reached", page.Text, StringComparison.Ordinal);
        await administrator.PressAsync(page, $"Try again: Password reset to {Somebody.Officer.Name}");
        Assert.Equal(MailState.Waiting, Assert.Single(await MailsAsync(board)).State);
    }

    [Fact]
    public async Task What_the_server_refuses_for_good_is_not_tried_again_and_keeps_nobody_else_waiting()
    {
        await using MailCatcher catcher = new() { Answer = recipient => recipient.Contains(Somebody.Officer.Email, StringComparison.OrdinalIgnoreCase) ? "550 no such mailbox" : "250 OK" };
        await using var board = await Board.NewAsync(template, o => o with { MailServer = catcher.Address });
        await GivenMailAsync(board);
        await using (var db = board.OpenAll())
        {
            db.Outbox.Add(new(MailKind.PasswordReset, Somebody.Chair.Id, board.Clock.UtcNow()));
            await db.SaveAsync(Command.Now("Tests: mails"), Stop);
        }

        Assert.Equal(1, await RoundAsync(board));

        var refused = (await MailsAsync(board)).Single(m => m.PersonId == Somebody.Officer.Id);
        Assert.Equal((MailState.Failed, 1, "Refused by the mail server (550)"), (refused.State, refused.Tries, refused.Problem));
        Assert.Equal(Somebody.Chair.Email, Assert.Single(catcher.Mails).To.Mailboxes.Single().Address);
    }

    [Fact]
    public async Task Whoever_dies_with_a_mail_leaves_it_to_the_next()
    {
        await using MailCatcher catcher = new();
        await using var board = await Board.NewAsync(template, o => o with { MailServer = catcher.Address });
        await GivenMailAsync(board);
        await using (var db = board.OpenAll())
        {
            var until = board.Clock.UtcNow() + MailRules.Lease; // as one takes it who then dies
            await db.Outbox.ExecuteUpdateAsync(set => set.SetProperty(m => m.NotBefore, until).SetProperty(m => m.Tries, 1), Stop);
        }

        Assert.Equal(0, await RoundAsync(board));
        board.Clock.Advance(MailRules.Lease);
        Assert.Equal(1, await RoundAsync(board));
    }

    [Fact]
    public async Task Without_a_mail_server_letters_lie_in_a_folder_and_no_page_shows_them()
    {
        await using var board = await Board.NewAsync(template);
        await GivenMailAsync(board);

        Assert.Equal(1, await RoundAsync(board));

        var mail = Assert.Single(await MailsAsync(board));
        Assert.True(File.Exists(Path.Combine(board.Data, "mail", $"{mail.Id:n}.eml")));
        var administrator = await board.AsAsync(Somebody.Administrator);
        Assert.Contains("reach nobody", (await administrator.OpenAsync("/mail")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.OpenAsync($"/mail/{mail.Id}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await board.AsAsync(Somebody.PoliceLead)).OpenAsync("/mail")).Status);
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
        Assert.Empty(await MailsAsync(board));
    }

    [Fact]
    [Trait("feature", "S4"), Trait("threat", "T14")]
    public async Task What_the_office_takes_down_is_told_to_the_agencys_lead_once_a_day_without_a_word_of_the_case()
    {
        const string marker = "Quillfeather";
        await using MailCatcher catcher = new();
        await using var board = await Board.NewAsync(template, o => o with { MailServer = catcher.Address, PublicAddress = "https://board.example" });
        var recommendation = await GivenAskedAsync(board, $"{marker} is visited");
        var officer = await board.AsAsync(Somebody.Officer);
        var address = $"/recommendations/{recommendation.Id}/respond/{Somewhere.SocialCare.Id}";

        foreach (var answer in new[] { "Accepted", "PartlyAccepted" })
            await officer.PressAsync(await officer.OpenAsync(address), "Save the answer", ("Input.Answer", answer), ("Input.Reason", $"{marker} was told"));
        await RoundAsync(board);

        var letter = Assert.Single(catcher.Mails);
        Assert.Equal(Somebody.SocialCareLead.Email, letter.To.Mailboxes.Single().Address);
        Assert.Contains($"https://board.example/recommendations/{recommendation.Id}", letter.TextBody, StringComparison.Ordinal);
        Assert.Contains(recommendation.Ref, letter.Subject, StringComparison.Ordinal);
        Assert.DoesNotContain(marker, letter.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    [Trait("feature", "S4")]
    public async Task The_chair_of_a_group_that_was_asked_reads_as_a_member_of_the_board_and_is_told_too()
    {
        await using MailCatcher catcher = new();
        await using var board = await Board.NewAsync(template, o => o with { MailServer = catcher.Address });
        var built = A.Recommendation("Read every plan");
        built.Record.Ask(Somewhere.Training.Id, isGroup: true, new(2026, 12, 5)); // for every member, and no list beside
        var recommendation = await board.GivenAsync(built);
        var officer = await board.AsAsync(Somebody.Officer);

        await officer.PressAsync(await officer.OpenAsync($"/recommendations/{recommendation.Id}/respond/{Somewhere.Training.Id}"), "Save the answer", [("Input.Answer", "Accepted")]);

        Assert.Equal(1, await RoundAsync(board));
        Assert.Equal(Somebody.TrainingChair.Email, Assert.Single(catcher.Mails).To.Mailboxes.Single().Address);
    }

    [Theory]
    [InlineData("role")]
    [InlineData("record")]
    [Trait("threat", "T14")]
    public async Task Who_may_no_longer_know_of_a_record_when_its_mail_is_sent_is_not_told(string ended)
    {
        await using MailCatcher catcher = new();
        await using var board = await Board.NewAsync(template, o => o with { MailServer = catcher.Address });
        var recommendation = await GivenAskedAsync(board, "Visit every week");
        var officer = await board.AsAsync(Somebody.Officer);
        await officer.PressAsync(await officer.OpenAsync($"/recommendations/{recommendation.Id}/respond/{Somewhere.SocialCare.Id}"), "Save the answer", [("Input.Answer", "Accepted")]);
        await using (var db = board.OpenAll())
        {
            if (ended == "role") (await db.RoleHoldings.SingleAsync(h => h.PersonId == Somebody.SocialCareLead.Id, Stop)).EndNow(board.Today);
            else (await db.Recommendations.SingleAsync(r => r.Id == recommendation.Id, Stop)).LimitTo(Confidentiality.Restricted, Somewhere.Quality.AccessListId);
            await db.SaveAsync(Command.Now("Tests: no longer"), Stop);
        }
        board.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(0, await RoundAsync(board));

        Assert.Empty(catcher.Mails);
        Assert.Equal(MailState.Dropped, Assert.Single(await MailsAsync(board)).State);
    }

    private static Task<int> RoundAsync(Board board) => board.Services.GetRequiredService<SendMail>().RoundAsync(Stop);

    private static string LinkIn(string? text) => new Uri(text!.Split('\n').Select(l => l.Trim()).Single(l => l.StartsWith("http", StringComparison.Ordinal))).PathAndQuery;

    private static string LinkOf(IEnumerable<string> links, Person person, Board board)
    {
        using var db = board.OpenAll();
        var account = db.Users.Single(a => a.PersonId == person.Id).Id;
        return links.Single(l => l.Contains($"{account}", StringComparison.Ordinal));
    }

    private static async Task<Person> GivenPersonAsync(Board board, string name, string email)
    {
        await using var db = board.OpenAll();
        var person = db.People.Add(new(name, email)).Entity;
        await db.SaveAsync(Command.Now("Tests: a person"), Stop);
        return person;
    }

    private static Task<Recommendation> GivenAskedAsync(Board board, string title)
    {
        var built = A.Recommendation(title);
        built.Record.LimitTo(Confidentiality.Board, Somewhere.SocialCare.AccessListId); // for the board and for those asked
        return board.GivenAsync(built);
    }

    private static async Task GivenMailAsync(Board board)
    {
        await using var db = board.OpenAll();
        db.Outbox.Add(new(MailKind.PasswordReset, Somebody.Officer.Id, board.Clock.UtcNow()));
        await db.SaveAsync(Command.Now("Tests: a mail"), Stop);
    }

    private static async Task<IReadOnlyList<Mail>> MailsAsync(Board board)
    {
        await using var db = board.OpenAll();
        return await db.Outbox.AsNoTracking().ToListAsync(Stop);
    }

    private static async Task<Mail?> WaitingAsync(Board board) => (await MailsAsync(board)).SingleOrDefault(m => m.State == MailState.Waiting);
}
