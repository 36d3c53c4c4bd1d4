using Goldthread.Domain.Admin;
using Goldthread.Web.Commands;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Goldthread.Web.Storage.Copies;
using Goldthread.Web.Tests.Admin;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Goldthread.Web.Tests.Copies;

/// <summary>A copy from before something was removed, and what comes back of it.</summary>
[Trait("feature", "W8")]
[Trait("threat", "T24"), Trait("threat", "T22")]
public class ErasureTests(BoardApp app)
{
    private const string Word = "Quillfeather";

    [Theory]
    [InlineData("restore"), InlineData("import")]
    public async Task What_was_removed_after_the_copy_was_made_is_removed_from_it_again_before_anybody_signs_in(string verb)
    {
        await using var board = await Board.NewAsync(app);
        var (copy, thread) = await RemovedSinceAsync(board, verb);
        var place = await Place.WithKeyOfAsync(board, app);

        Assert.Equal(0, await Place.RunAsync(verb, copy, place, "--erasures", ListOf(board).Path));

        await InAsync(place, async services =>
        {
            var db = services.GetRequiredService<BoardDb>();
            Assert.Empty(await TextEverywhere.InTablesAsync(db, services.GetRequiredService<Sealing>(), Word));
            Assert.Empty(TextEverywhere.InFiles(place.Data, Word));
            Assert.Equal(4, (await db.Certificates.ToListAsync(Place.Stop)).Sum(c => c.Removed.Count)); // recommendation, meeting, item, then the finding
            Assert.All(await db.Certificates.ToListAsync(Place.Stop), c => Assert.True(c.IsAsWritten));
            Assert.Contains(await db.AuditEntries.Select(e => e.Deed).ToListAsync(Place.Stop), deed => deed == "Removed again after a restore");
        });
        Assert.Equal(0, await VerifyAsync(place));
        Assert.NotEqual(Guid.Empty, thread);
    }

    [Fact]
    public async Task Without_the_list_nothing_is_restored_unless_its_operator_says_so()
    {
        await using var board = await Board.NewAsync(app);
        var (copy, _) = await RemovedSinceAsync(board, "restore");
        var alone = Path.Combine(Directory.CreateTempSubdirectory("goldthread-alone-").FullName, "board.backup");
        File.Copy(copy, alone);
        var place = await Place.WithKeyOfAsync(board, app);

        var refused = await Place.RunAsync("restore", alone, place);
        var left = Directory.GetFiles(place.Data, "*", SearchOption.AllDirectories).Select(Path.GetFileName).ToList();
        var forced = await Place.RunAsync("restore", alone, place, "--without-erasures");

        Assert.Equal((2, 0), (refused, forced));
        Assert.Equal(["master.key"], left);
        await InAsync(place, async services => Assert.NotEmpty(await TextEverywhere.InTablesAsync(services.GetRequiredService<BoardDb>(), services.GetRequiredService<Sealing>(), Word)));
        Directory.Delete(Path.GetDirectoryName(alone)!, recursive: true);
    }

    [Fact]
    public async Task A_list_that_was_changed_or_is_older_than_the_copy_is_refused()
    {
        await using var board = await Board.NewAsync(app);
        var list = ListOf(board);
        await using (var db = board.OpenAll()) await list.WriteAsync(db, null, Place.Stop);
        var early = list.Path + ".early";
        File.Copy(list.Path, early);
        var (copy, _) = await RemovedSinceAsync(board, "restore");
        var lines = await File.ReadAllLinesAsync(list.Path, Place.Stop);
        var cut = list.Path + ".cut";
        await File.WriteAllLinesAsync(cut, lines[..^1], Place.Stop);
        var changed = list.Path + ".changed";
        await File.WriteAllTextAsync(changed, string.Join('\n', lines).Replace(Somebody.Chair.Name, "Somebody Else", StringComparison.Ordinal), Place.Stop);
        var place = await Place.WithKeyOfAsync(board, app);

        foreach (var file in new[] { early, cut, changed, list.Path + ".missing" }) Assert.Equal(2, await Place.RunAsync("restore", copy, place, "--erasures", file));
    }

    [Fact]
    [Trait("threat", "T15")]
    public async Task Somebody_who_left_and_was_removed_does_not_come_back_with_a_copy_from_before_he_left()
    {
        await using var board = await Board.NewAsync(app);
        var copy = await Place.BackUpAsync(board);
        await using (var db = board.OpenAll())
        {
            (await db.Users.SingleAsync(a => a.PersonId == Somebody.Trainer.Id, Place.Stop)).End(board.Clock.UtcNow());
            foreach (var held in await db.RoleHoldings.Where(h => h.PersonId == Somebody.Trainer.Id).ToListAsync(Place.Stop)) held.EndNow(board.Today);
            await db.SaveAsync(Command.Now("Tests: left"), Place.Stop);
        }
        await board.AdoptAsync(RetentionKind.FormerUser, 12, RetentionEvent.Ended);
        board.AfterYears(2);
        await board.DecideAsync();
        board.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(1, await board.RemoveNowAsync());
        var place = await Place.WithKeyOfAsync(board, app);

        Assert.Equal(0, await Place.RunAsync("restore", copy, place, "--erasures", ListOf(board).Path));

        await InAsync(place, async services =>
        {
            var db = services.GetRequiredService<BoardDb>();
            Assert.False(await db.Users.AnyAsync(a => a.PersonId == Somebody.Trainer.Id, Place.Stop));
            Assert.Empty(await TextEverywhere.InTablesAsync(db, services.GetRequiredService<Sealing>(), Somebody.Trainer.Email));
        });
        Assert.Equal(0, await VerifyAsync(place));
    }

    [Fact]
    public async Task An_older_database_that_is_put_back_by_hand_loses_it_again_when_the_board_is_started()
    {
        await using var board = await Board.NewAsync(app);
        var (copy, _) = await RemovedSinceAsync(board, "restore");
        var place = await Place.WithKeyOfAsync(board, app);
        Assert.Equal(0, await Place.RunAsync("restore", copy, place, "--without-erasures"));
        File.Copy(ListOf(board).Path, Path.Combine(place.Data, "seals", ListOf(board).FileName), overwrite: true);
        BoardOptions options = new() { Data = place.Data, Database = place.Database, Urls = "http://127.0.0.1:0" };

        await using (var site = WebBoard.Build(options, Board.Quiet)) await Serve.PrepareAsync(site, options, Place.Stop);

        await InAsync(place, async services => Assert.Empty(await TextEverywhere.InTablesAsync(services.GetRequiredService<BoardDb>(), services.GetRequiredService<Sealing>(), Word)));
        Assert.Equal(0, await VerifyAsync(place));
    }

    [Fact]
    public async Task The_list_lies_in_the_second_place_of_the_seals_and_tells_nothing_of_what_was_removed()
    {
        var second = Directory.CreateTempSubdirectory("goldthread-second-").FullName;
        await using var board = await Board.NewAsync(app, options => options with { SealCopies = second });
        await RemovedSinceAsync(board, "restore");

        var copy = Path.Combine(second, ListOf(board).FileName);

        Assert.NotEmpty(ListOf(board).Read(copy).Certificates);
        Assert.Empty(TextEverywhere.InFiles(second, Word));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(copy));
        Directory.Delete(second, recursive: true);
    }

    // A thread that is copied, and then removed for good.
    private static async Task<(string Copy, Guid Finding)> RemovedSinceAsync(Board board, string verb)
    {
        var thread = await board.GivenThreadAsync(Word);
        var copy = verb == "restore" ? await Place.BackUpAsync(board) : Place.NewName("");
        if (verb == "import") Assert.Equal(0, await Place.RunAsync("export", copy, Place.Of(board)));
        await board.AdoptAllAsync();
        board.AfterYears(7);
        for (var round = 0; round < 2; round++)
        {
            await board.DecideAsync();
            board.Clock.Advance(TimeSpan.FromDays(7));
            Assert.NotEqual(0, await board.RemoveNowAsync());
        }
        return (copy, thread.Finding.Id);
    }

    private static ErasureList ListOf(Board board) => board.Services.GetRequiredService<ErasureList>();

    private static Task<int> VerifyAsync((string Data, string? Database) place) =>
        CommandLine.RunAsync(["verify", "--data", place.Data, .. place.Database is null ? Array.Empty<string>() : ["--database", place.Database]]);

    private static async Task InAsync((string Data, string? Database) place, Func<IServiceProvider, Task> work)
    {
        await using var site = WebBoard.Build(new() { Data = place.Data, Database = place.Database, Urls = "http://127.0.0.1:0" }, Board.Quiet);
        await using var scope = site.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<BoardDb>().Viewer = Domain.Viewer.System("tests");
        await work(scope.ServiceProvider);
    }
}
