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
            db.Outbox.Add(Mail.ToFormer("tara.before@tests.example", Somebody.Trainer.Id, board.Clock.UtcNow()));
            await db.SaveAsync(Command.Now("Tests: left"), Stop);
        }
        await board.AdoptAsync(RetentionKind.FormerUser, 12, RetentionEvent.Ended);
        board.AfterYears(2);
        await board.DecideAsync();
        board.Clock.Advance(TimeSpan.FromDays(7));

        Assert.Equal(1, await board.RemoveNowAsync());

        foreach (var word in new[] { Somebody.Trainer.Email, "tara.before" })
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
