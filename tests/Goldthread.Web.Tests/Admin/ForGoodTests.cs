using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Admin.Retention;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Goldthread.Web.Tests.Admin;

/// <summary>What is removed is gone from everything the board keeps.</summary>
[Trait("feature", "W8")]
[Trait("threat", "T24")]
public class ForGoodTests(BoardApp template)
{
    private const string Word = "Quillfeather";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false), InlineData(true)]
    [Trait("asvs", "V14.2.4")]
    public async Task No_table_index_file_draft_letter_or_log_holds_a_word_of_it_and_the_trail_still_proves_itself(bool isRestricted)
    {
        await using var board = await Board.NewAsync(template);
        var thread = await board.GivenThreadAsync(Word, isRestricted ? [Somebody.Officer, Somebody.Chair, Somebody.SocialCareLead] : null);
        await board.AdoptAllAsync();
        board.AfterYears(6);
        await board.GivenAsync(new Built<Finding>(new(FindingKind.Strength, "Stays", board.Today, Somewhere.Quality.Id), [])); // younger than the rule lets go
        Assert.NotEmpty(await TablesAsync(board));
        Assert.NotEmpty(TextEverywhere.InFiles(board.Data, Word));

        for (var round = 0; round < 2; round++) // what rests upon another goes first
        {
            await board.DecideAsync();
            board.Clock.Advance(TimeSpan.FromDays(7));
            Assert.NotEqual(0, await board.RemoveNowAsync());
        }

        Assert.Empty(await TablesAsync(board));
        Assert.Empty(TextEverywhere.InFiles(board.Data, Word));
        Assert.False(File.Exists(Path.Combine(board.Data, "files", thread.FileHash[..2], thread.FileHash)));
        var verdict = await board.VerifyAsync();
        Assert.True(verdict.FirstBroken is null, verdict.What);
        Assert.Contains("erased with a reason", verdict.What, StringComparison.Ordinal);
        await using var db = board.OpenAll();
        var told = (await db.AuditEntries.AsNoTracking().ToListAsync(Stop)).SelectMany(e => e.Changes).ToList();
        Assert.Contains(told, c => c.RecordId == thread.Finding.Id && c.State == AuditChange.Added); // that it was there is still told
        Assert.Contains(told, c => c.RecordId == thread.Finding.Id && c.State == AuditChange.Removed && c.HistoryHash.Length == 0);
        Assert.Equal(0, await db.Outbox.CountAsync(m => m.AboutId == thread.Recommendation.Id, Stop));
        Assert.All(await db.Certificates.ToListAsync(Stop), c => Assert.True(c.IsAsWritten && c.IsRestricted == isRestricted));
        Assert.Equal((1, 1), (await db.Certificates.SumAsync(c => c.Files, Stop), await db.Findings.CountAsync(Stop)));
    }

    [Fact]
    public async Task A_file_that_serves_another_record_stays_with_its_bytes()
    {
        await using var board = await Board.NewAsync(template);
        var thread = await board.GivenThreadAsync(Word);
        var other = await board.GivenAsync(A.Finding("Stays"));
        await using (var db = board.OpenAll())
        {
            db.Add(new FileLink((await db.Files.SingleAsync(Stop)).Id, "finding", other.Id));
            await db.SaveAsync(Command.Now("Tests: link"), Stop);
        }
        await board.AdoptAsync(RetentionKind.LibraryItem);
        board.AfterYears(7);
        await board.DecideAsync();
        board.Clock.Advance(TimeSpan.FromDays(7));

        Assert.Equal(1, await board.RemoveNowAsync());

        await using var after = board.OpenAll();
        Assert.Equal((0, 1), (await after.LibraryItems.CountAsync(Stop), await after.Files.CountAsync(Stop)));
        Assert.True(File.Exists(Path.Combine(board.Data, "files", thread.FileHash[..2], thread.FileHash)));
        Assert.Equal(0, (await after.Certificates.SingleAsync(Stop)).Files);
        Assert.Null((await board.VerifyAsync()).FirstBroken);
    }

    [Fact]
    public async Task Of_somebody_who_left_account_address_and_sign_ins_go_and_the_name_stays_where_it_signed()
    {
        await using var board = await Board.NewAsync(template);
        await (await board.AsAsync(Somebody.Trainer)).OpenAsync("/");
        await using (var db = board.OpenAll())
        {
            (await db.Users.SingleAsync(a => a.PersonId == Somebody.Trainer.Id, Stop)).End(board.Clock.UtcNow());
            foreach (var held in await db.RoleHoldings.Where(h => h.PersonId == Somebody.Trainer.Id).ToListAsync(Stop)) held.EndNow(board.Today);
            Mail typed = new(MailKind.PasswordReset, null, board.Clock.UtcNow(), "Tara.Trainer@tests.example"); // by whoever asked without being signed in
            typed.Drop("Tests", board.Clock.UtcNow());
            db.AddRange(typed, Mail.ToFormer("tara.before@tests.example", Somebody.Trainer.Id, board.Clock.UtcNow()), new FactorReset(Somebody.Trainer.Id, Somebody.Administrator.Viewer, $"{Word} has her phone", board.Clock.UtcNow()));
            await db.SaveAsync(Command.Now("Tests: left"), Stop);
        }
        await board.AdoptAsync(RetentionKind.FormerUser, 12, RetentionEvent.Ended);
        board.AfterYears(2);
        await board.DecideAsync();
        board.Clock.Advance(TimeSpan.FromDays(7));

        Assert.Equal(1, await board.RemoveNowAsync());

        foreach (var word in new[] { Somebody.Trainer.Email, "tara.before", Word })
        {
            Assert.Empty(await TablesAsync(board, word));
            Assert.Empty(TextEverywhere.InFiles(board.Data, word));
        }
        await using var after = board.OpenAll();
        Assert.Equal((0, 0), (await after.Users.CountAsync(a => a.PersonId == Somebody.Trainer.Id, Stop), await after.Sessions.CountAsync(s => s.PersonId == Somebody.Trainer.Id, Stop)));
        Assert.Equal(Somebody.Trainer.Name, (await after.People.SingleAsync(p => p.Id == Somebody.Trainer.Id, Stop)).Name);
        Assert.Null((await board.VerifyAsync()).FirstBroken);
        var administrator = await board.AsAsync(Somebody.Administrator);
        foreach (var page in new[] { "/people", $"/people/{Somebody.Trainer.Id}" }) Assert.Equal(System.Net.HttpStatusCode.OK, (await administrator.OpenAsync(page)).Status);
    }

    [Fact]
    public async Task What_was_written_when_it_was_put_off_and_a_hold_that_was_over_it_alone_go_with_it()
    {
        await using var board = await Board.NewAsync(template);
        var finding = await board.GivenAsync(A.Finding("Alone"));
        await board.AdoptAsync(RetentionKind.Finding);
        board.AfterYears(7);
        var officer = await board.AsAsync(Somebody.Officer);
        var (page, again) = (await officer.OpenAsync("/retention"), board.Today.AddDays(3));
        var put = await officer.PressAsync(page, "Put off those chosen",
            [.. Retained.Ticks(page), ("Input.LookAgainOn.Day", $"{again.Day}"), ("Input.LookAgainOn.Month", $"{again.Month}"), ("Input.LookAgainOn.Year", $"{again.Year}"), ("Input.Why", $"{Word} asks for it")]);
        Assert.Empty(put.Errors);
        await using (var db = board.OpenAll())
        {
            db.Holds.AddRange(new($"Inquest of {Word}", $"{Word} died", HoldScope.Record, finding.Id, null, null, null, board.Today, board.Today.AddDays(2), "Olive"),
                new("Whole group", "Stays", HoldScope.Group, Somewhere.Quality.Id, null, null, null, board.Today, board.Today.AddDays(2), "Olive"));
            await db.SaveAsync(Command.Now("Tests: holds"), Stop);
        }
        board.Clock.Advance(TimeSpan.FromDays(4));
        await board.DecideAsync();
        board.Clock.Advance(TimeSpan.FromDays(7));

        Assert.Equal(1, await board.RemoveNowAsync());

        Assert.Empty(await TablesAsync(board));
        Assert.Empty(TextEverywhere.InFiles(board.Data, Word));
        await using var after = board.OpenAll();
        Assert.Equal("Whole group", (await after.Holds.SingleAsync(Stop)).Name);
        Assert.Null((await board.VerifyAsync()).FirstBroken);
    }

    [Fact]
    public async Task A_new_version_of_a_file_is_a_change_since_it_was_approved()
    {
        await using var board = await Board.NewAsync(template);
        await Library.FileTextTests.KeepAsync(await board.AsAsync(Somebody.Officer), "With a file", "notes.txt", "First"u8.ToArray());
        await board.AdoptAsync(RetentionKind.LibraryItem);
        board.AfterYears(7);
        await board.DecideAsync();
        await using var db = board.OpenAll();
        var address = $"/files/{(await db.Files.SingleAsync(Stop)).Id}/versions";
        var officer = await board.AsAsync(Somebody.Officer);
        await officer.SubmitAsync(await officer.OpenAsync(address), "Replace the file", [("Input.Why", "What came to light")], [("Files.New", "notes.txt", "Second"u8.ToArray())]);
        board.Clock.Advance(TimeSpan.FromDays(7));

        Assert.Equal(0, await board.RemoveNowAsync());

        Assert.Equal("It was changed after it was approved", (await db.Removals.SingleAsync(Stop)).Why);
    }

    [Fact]
    public async Task A_hold_over_an_agency_keeps_what_concerns_its_services()
    {
        await using var board = await Board.NewAsync(template);
        var (service, list) = Domain.Governance.Organisation.WithList("Fostering Service", "Fostering", Domain.Governance.OrganisationType.LocalAuthority, Domain.Governance.DutyBasis.Section11, new(2015, 4, 1));
        service.Under(Somewhere.SocialCare.Id);
        var finding = A.Finding("Of the service").Record;
        finding.TagWith([], [], [service.Id]);
        await using (var db = board.OpenAll())
        {
            db.AddRange(service, list, finding, new LegalHold("Inquiry", "I1", HoldScope.Organisation, Somewhere.SocialCare.Id, null, null, null, board.Today, null, "Olive"));
            await db.SaveAsync(Command.Now("Tests: service"), Stop);
        }
        await board.GivenAsync(new Built<Finding>(new(FindingKind.Strength, "Of nobody there", board.Today, Somewhere.Training.Id), []));
        await board.AdoptAsync(RetentionKind.Finding);
        board.AfterYears(7);
        var officer = await board.AsAsync(Somebody.Officer);

        var due = await officer.OpenAsync("/retention");

        Assert.Contains("Of nobody there", due.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Of the service", due.Text, StringComparison.Ordinal);
        Assert.Contains("On hold: Inquiry", (await officer.OpenAsync("/retention?show=Kept")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Traces_of_the_running_go_by_their_rule_and_stay_without_one_or_on_hold()
    {
        await using var board = await Board.NewAsync(template);
        await (await board.AsAsync(Somebody.Trainer)).OpenAsync("/");
        await using var db = board.OpenAll();
        Mail sent = new(MailKind.PasswordReset, Somebody.Trainer.Id, board.Clock.UtcNow());
        sent.Drop("Tests", board.Clock.UtcNow());
        db.Outbox.Add(sent);
        db.Holds.Add(new("Inquiry", "I1", HoldScope.Everything, null, null, null, null, board.Today, board.Today.AddYears(2), "Olive"));
        await db.SaveAsync(Command.Now("Tests: letter"), Stop);
        board.AfterYears(1);
        board.Clock.Advance(TimeSpan.FromDays(2));
        await board.RemoveNowAsync();
        Assert.Equal((1, 1), await CountAsync());
        await board.AdoptAsync(RetentionKind.Session, 12, RetentionEvent.Ended);
        await board.AdoptAsync(RetentionKind.Letter, 12, RetentionEvent.Ended);
        board.Clock.Advance(TimeSpan.FromDays(1));
        await board.RemoveNowAsync();
        Assert.Equal((1, 1), await CountAsync()); // on hold
        board.AfterYears(2);

        await board.RemoveNowAsync();

        Assert.Equal((0, 0), await CountAsync());
        Assert.Null((await board.VerifyAsync()).FirstBroken);

        async Task<(int, int)> CountAsync() => (await db.Sessions.CountAsync(s => s.PersonId == Somebody.Trainer.Id, Stop), await db.Outbox.CountAsync(m => m.Id == sent.Id, Stop));
    }

    [Fact]
    [Trait("feature", "Z8")]
    public async Task The_list_says_of_every_record_what_the_rule_says_of_its_facts()
    {
        await using var board = await Board.NewAsync(template);
        await board.GivenThreadAsync(Word);
        for (var number = 0; number < 210; number++) await board.GivenAsync(A.Finding($"Finding {number}"));
        await board.AdoptAllAsync();
        board.AfterYears(7);

        var page = await (await board.AsAsync(Somebody.Officer)).OpenAsync("/retention?p=2");

        Assert.Contains("Showing 21 to 40 of 213", page.Text, StringComparison.Ordinal);
        await using var scope = board.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<BoardDb>().Viewer = Somebody.Officer.Viewer;
        var judged = await scope.ServiceProvider.GetRequiredService<RetentionBook>().JudgeAsync(null, Stop);
        Assert.Equal(213, judged.Count(j => j.Verdict.IsDue));
        Assert.Equal(Somebody.Officer.Id, scope.ServiceProvider.GetRequiredService<BoardDb>().Viewer.PersonId); // its own sight is given back
    }

    private static Task<List<string>> TablesAsync(Board board, string word = Word) => TextEverywhere.InTablesAsync(board.OpenAll(), board.Services.GetRequiredService<Sealing>(), word);
}
