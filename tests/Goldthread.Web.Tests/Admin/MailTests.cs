using System.Net;
using System.Net.Sockets;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Thread;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Tests.Admin;

/// <summary>What becomes of a mail in the outbox, and what it tells whom.</summary>
[Trait("threat", "T14")]
public class MailTests(BoardApp template)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_goes_out_to_a_server_that_does_not_let_the_product_in()
    {
        await using MailCatcher catcher = new();
        await using var board = await Board.NewAsync(template, o => o with { MailServer = new($"smtp://name:password@127.0.0.1:{catcher.Address.Port}") });
        await board.GivenMailAsync();
        await using (var db = board.OpenAll())
        {
            db.Outbox.Add(new(MailKind.PasswordReset, Somebody.Chair.Id, board.Clock.UtcNow()));
            await db.SaveAsync(Command.Now("Tests: mails"), Stop);
        }

        Assert.Equal(0, await board.SendMailAsync()); // it offers no way to sign in

        Assert.Empty(catcher.Mails);
        Assert.Equal([0, 1], (await board.MailsAsync()).Select(m => m.Tries).Order());
        Assert.All(await board.MailsAsync(), m => Assert.Equal(MailState.Waiting, m.State));
    }

    [Fact]
    [Trait("asvs", "V1.3.11"), Trait("asvs", "V1.3.7"), Trait("asvs", "V5.4.2"), Trait("threat", "T14")]
    public async Task Nothing_that_stands_in_a_name_or_a_subject_becomes_a_header_a_recipient_or_a_template()
    {
        const string signs = "{{7*7}} @(7*7) ${7*7} <b>", hostile = "Eve\r\nBcc: victim@elsewhere.example\r\n\r\n" + signs;
        await using MailCatcher catcher = new();
        await using var board = await Board.NewAsync(template, o => o with { MailServer = catcher.Address });
        await using (var db = board.OpenAll())
        {
            // Past the rules of every form: none lets a line end into a name.
            db.Entry(await db.People.SingleAsync(p => p.Id == Somebody.PoliceLead.Id, Stop)).Property(p => p.Name).CurrentValue = hostile;
            await db.SaveAsync(Command.Now("Tests: hostile name"), Stop);
        }
        var officer = await board.AsAsync(Somebody.Officer);
        var refused = await officer.PressAsync(await officer.OpenAsync("/mail/new"), "Show who gets it", ("Input.Audience", "AgencyLeads"), ("Input.Subject", hostile), ("Input.Text", hostile));
        var shown = await officer.PressAsync(refused, "Show who gets it", ("Input.Subject", signs));

        await officer.PressAsync(shown, "Send it to 2 people");
        await board.SendMailAsync();

        Assert.Single(refused.Errors); // a subject is one line
        Assert.Equal(2, catcher.Mails.Count);
        Assert.All(catcher.Mails, mail =>
        {
            Assert.Single(mail.To.Mailboxes);
            Assert.Empty(mail.Cc.Concat(mail.Bcc));
            Assert.Empty(mail.Attachments);
            Assert.DoesNotContain(mail.Headers, h => h.Field.Equals("Bcc", StringComparison.OrdinalIgnoreCase));
            Assert.Contains(signs, mail.Subject, StringComparison.Ordinal);
            Assert.Contains(signs, mail.TextBody, StringComparison.Ordinal);
        });
    }

    [Fact]
    [Trait("threat", "T14")]
    public async Task A_mail_to_somebody_whose_account_ended_meanwhile_is_not_sent()
    {
        await using MailCatcher catcher = new();
        await using var board = await Board.NewAsync(template, o => o with { MailServer = catcher.Address });
        var person = await board.GivenPersonAsync("Gone Again", "gone@tests.example");
        var administrator = await board.AsAsync(Somebody.Administrator);
        await administrator.PressAsync(await administrator.OpenAsync($"/people/{person.Id}"), "Invite by e-mail");
        await administrator.PressAsync(await administrator.OpenAsync($"/people/{person.Id}"), "End the account");

        Assert.Equal(0, await board.SendMailAsync());

        Assert.Empty(catcher.Mails);
        Assert.Equal(MailState.Dropped, Assert.Single(await board.MailsAsync()).State);
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

        var sent = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => board.SendMailAsync()));

        Assert.Equal(20, sent.Sum());
        Assert.Equal(20, catcher.Mails.Select(m => m.MessageId).Distinct().Count());
        Assert.Equal(20, catcher.Mails.Count);
    }

    [Fact]
    [Trait("asvs", "V16.5.2")]
    public async Task A_server_that_is_away_is_tried_again_and_at_last_given_up_until_somebody_says_so()
    {
        Uri nowhere;
        await using (MailCatcher gone = new()) nowhere = gone.Address;
        await using var board = await Board.NewAsync(template, o => o with { MailServer = nowhere });
        await board.GivenMailAsync();
        List<TimeSpan> waits = [];
        for (var tries = 1; await WaitingAsync(board) is { } mail; tries++)
        {
            if (mail.NotBefore > board.Clock.UtcNow()) board.Clock.SetUtcNow(mail.NotBefore);
            var at = board.Clock.UtcNow();
            Assert.Equal(0, await board.SendMailAsync());
            Assert.Equal(0, await board.SendMailAsync()); // not before its time
            if (await WaitingAsync(board) is { } left) waits.Add(left.NotBefore - at);
            Assert.InRange(tries, 1, 20);
        }
        var administrator = await board.AsAsync(Somebody.Administrator);
        var page = await administrator.OpenAsync("/mail");

        Assert.Equal([1, 5, 15, 60, 240, 720, 1440], waits.Select(w => (int)w.TotalMinutes));
        Assert.Contains("could not be reached", page.Text, StringComparison.Ordinal);
        await administrator.PressAsync(page, $"Try again: Password reset to {Somebody.Officer.Name}");
        Assert.Equal(MailState.Waiting, Assert.Single(await board.MailsAsync()).State);
    }

    [Fact]
    public async Task What_the_server_refuses_for_good_is_not_tried_again_and_keeps_nobody_else_waiting()
    {
        await using MailCatcher catcher = new() { Answer = recipient => recipient.Contains(Somebody.Officer.Email, StringComparison.OrdinalIgnoreCase) ? "550 no such mailbox" : "250 OK" };
        await using var board = await Board.NewAsync(template, o => o with { MailServer = catcher.Address });
        await board.GivenMailAsync();
        await using (var db = board.OpenAll())
        {
            db.Outbox.Add(new(MailKind.PasswordReset, Somebody.Chair.Id, board.Clock.UtcNow()));
            await db.SaveAsync(Command.Now("Tests: mails"), Stop);
        }

        Assert.Equal(1, await board.SendMailAsync());

        var refused = (await board.MailsAsync()).Single(m => m.PersonId == Somebody.Officer.Id);
        Assert.Equal((MailState.Failed, 1, "Refused by the mail server (550)"), (refused.State, refused.Tries, refused.Problem));
        Assert.Equal(Somebody.Chair.Email, Assert.Single(catcher.Mails).To.Mailboxes.Single().Address);
    }

    [Fact]
    public async Task Whoever_dies_with_a_mail_leaves_it_to_the_next()
    {
        await using MailCatcher catcher = new();
        await using var board = await Board.NewAsync(template, o => o with { MailServer = catcher.Address });
        await board.GivenMailAsync();
        await using (var db = board.OpenAll())
        {
            var until = board.Clock.UtcNow() + MailRules.Lease; // as one takes it who then dies
            await db.Outbox.ExecuteUpdateAsync(set => set.SetProperty(m => m.NotBefore, until).SetProperty(m => m.Tries, 1), Stop);
        }

        Assert.Equal(0, await board.SendMailAsync());
        board.Clock.Advance(MailRules.Lease);
        Assert.Equal(1, await board.SendMailAsync());
    }

    [Fact]
    public async Task A_server_that_takes_the_call_and_says_nothing_is_given_up_before_another_may_try()
    {
        using TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();
        await using var board = await Board.NewAsync(template, o => o with { MailServer = new($"smtp://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}") });
        await board.GivenMailAsync();

        var round = board.SendMailAsync();
        using var call = await silent.AcceptTcpClientAsync(Stop);
        board.Clock.Advance(MailRules.LongestTry - TimeSpan.FromSeconds(1));
        var early = round.IsCompleted;
        board.Clock.Advance(TimeSpan.FromSeconds(1));

        // The mail client gives a silent server up by itself after twenty seconds of the machine's own time: this must be ours.
        Assert.Equal((false, 0), (early, await round.WaitAsync(TimeSpan.FromSeconds(15), Stop)));
        Assert.Equal((MailState.Waiting, 1), Assert.Single(await board.MailsAsync()) is var mail ? (mail.State, mail.Tries) : default);
        Assert.True(MailRules.LongestTry < MailRules.Lease);
    }

    [Fact]
    public async Task Without_a_mail_server_letters_lie_in_a_folder_and_no_page_shows_them()
    {
        await using var board = await Board.NewAsync(template);
        await board.GivenMailAsync();

        Assert.Equal(1, await board.SendMailAsync());

        var mail = Assert.Single(await board.MailsAsync());
        var folder = Path.Combine(board.Data, "mail");
        Assert.True(File.Exists(Path.Combine(folder, $"{mail.Id:n}.eml")));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, $"{mail.Id:n}.eml")));
        }
        var administrator = await board.AsAsync(Somebody.Administrator);
        Assert.Contains("reach nobody", (await administrator.OpenAsync("/mail")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.OpenAsync($"/mail/{mail.Id}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await board.AsAsync(Somebody.PoliceLead)).OpenAsync("/mail")).Status);
    }

    [Fact]
    public async Task A_letter_of_a_demonstration_is_shown_to_who_runs_it_and_to_nobody_else()
    {
        await using var board = await Board.NewAsync(template, o => o with { IsDemonstration = true });
        await using (var db = board.OpenAll())
        {
            (await db.Settings.SingleAsync(Stop)).MarkAsDemonstration();
            await db.SaveAsync(Command.Now("Tests: a demonstration"), Stop);
        }
        await board.GivenMailAsync();
        await board.SendMailAsync();
        var address = $"/mail/{Assert.Single(await board.MailsAsync()).Id}";

        foreach (var runs in new[] { Somebody.Administrator, Somebody.Officer })
            Assert.Contains("Choose a password", (await (await board.AsAsync(runs)).OpenAsync(address)).Text, StringComparison.Ordinal);
        foreach (var other in Somebody.Everyone.Except([Somebody.Administrator, Somebody.Officer]))
            Assert.Equal(HttpStatusCode.Forbidden, (await (await board.AsAsync(other)).OpenAsync(address)).Status);
        Assert.StartsWith("/sign-in", (await (await board.AnyoneAsync()).OpenAsync(address)).Path, StringComparison.Ordinal);
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
        await board.SendMailAsync();

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

        Assert.Equal(1, await board.SendMailAsync());
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

        Assert.Equal(0, await board.SendMailAsync());

        Assert.Empty(catcher.Mails);
        Assert.Equal(MailState.Dropped, Assert.Single(await board.MailsAsync()).State);
    }

    private static Task<Recommendation> GivenAskedAsync(Board board, string title)
    {
        var built = A.Recommendation(title);
        built.Record.LimitTo(Confidentiality.Board, Somewhere.SocialCare.AccessListId); // for the board and for those asked
        return board.GivenAsync(built);
    }

    private static async Task<Mail?> WaitingAsync(Board board) => (await board.MailsAsync()).SingleOrDefault(m => m.State == MailState.Waiting);
}
