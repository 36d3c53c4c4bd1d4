using System.Data;
using Goldthread.Domain;
using Goldthread.Web.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Goldthread.Web.Tests.Storage;

/// <summary>Connections of the embedded engine are kept, with what they compiled; nobody meets what somebody else left on one.</summary>
[Trait("feature", "Z8")]
public class KeptTests(BoardApp template)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_next_reader_has_the_same_connection_and_his_own_answer()
    {
        await using var board = await EmbeddedAsync();
        await board.GivenAsync(A.Finding("Open to all"));
        await board.GivenAsync(A.Finding("Closed").RestrictedTo(Somebody.Reviewer));
        var (all, connection) = await TitlesAsync(board, Viewer.System("tests"));
        var (some, again) = await TitlesAsync(board, new(Guid.NewGuid(), "Somebody", [], [], []));

        Assert.Same(connection, again);
        Assert.Equal(["Closed", "Open to all"], all);
        Assert.Empty(some);
        Assert.Equal(all, (await TitlesAsync(board, Viewer.System("tests"))).Titles);
    }

    [Fact]
    [Trait("threat", "T23")]
    public async Task One_in_the_middle_of_a_transaction_is_not_kept_and_what_was_written_is_not_there()
    {
        await using var board = await EmbeddedAsync();
        SqliteConnection left;
        await using (var db = board.OpenAll())
        {
            await db.Database.OpenConnectionAsync(Stop);
            left = (SqliteConnection)db.Database.GetDbConnection();
            await db.Database.ExecuteSqlRawAsync("begin", Stop);
            await db.Database.ExecuteSqlRawAsync("""update settings set "Name" = 'Half written'""", Stop);
        }

        Assert.Equal(ConnectionState.Closed, left.State);
        await using var next = board.OpenAll();
        Assert.NotEqual("Half written", await next.Settings.Select(s => s.Name).SingleAsync(Stop));
    }

    [Fact]
    public async Task One_that_is_still_read_from_is_not_kept()
    {
        await using var board = await EmbeddedAsync();
        await board.GivenAsync(A.Finding("One"));
        await board.GivenAsync(A.Finding("Two"));
        SqliteConnection left;
        IAsyncEnumerator<string> reading;
        await using (var db = board.OpenAll())
        {
            left = (SqliteConnection)db.Database.GetDbConnection();
            reading = db.Findings.OrderBy(f => f.Title).Select(f => f.Title).AsAsyncEnumerable().GetAsyncEnumerator(Stop);
            Assert.True(await reading.MoveNextAsync());
        }

        Assert.Equal(ConnectionState.Closed, left.State);
        await reading.DisposeAsync();
    }

    [Fact]
    public async Task Nor_is_one_that_is_read_from_by_a_text_of_our_own()
    {
        await using var board = await EmbeddedAsync();
        await board.GivenAsync(A.Finding("One"));
        await board.GivenAsync(A.Finding("Two"));
        SqliteConnection left;
        IAsyncEnumerator<string> reading;
        await using (var db = board.OpenAll())
        {
            left = (SqliteConnection)db.Database.GetDbConnection();
            reading = db.Database.SqlQuery<string>($"""select "Title" as "Value" from findings""").AsAsyncEnumerable().GetAsyncEnumerator(Stop);
            Assert.True(await reading.MoveNextAsync());
        }

        Assert.Equal(ConnectionState.Closed, left.State);
        await reading.DisposeAsync();
    }

    [Fact]
    public async Task One_is_closed_when_it_is_old_or_nobody_takes_it()
    {
        await using var board = await EmbeddedAsync();
        var (_, first) = await TitlesAsync(board, Viewer.System("tests"));
        for (var taken = TimeSpan.Zero; taken + KeptConnections.LongestIdle <= KeptConnections.Longest; taken += KeptConnections.LongestIdle)
        {
            Assert.Same(first, (await TitlesAsync(board, Viewer.System("tests"))).Connection);
            board.Clock.Advance(KeptConnections.LongestIdle);
        }
        board.Clock.Advance(TimeSpan.FromSeconds(1));
        var (_, second) = await TitlesAsync(board, Viewer.System("tests"));
        Assert.NotSame(first, second);
        Assert.Equal(ConnectionState.Closed, first.State);

        board.Clock.Advance(KeptConnections.LongestIdle + TimeSpan.FromSeconds(1));
        Assert.NotSame(second, (await TitlesAsync(board, Viewer.System("tests"))).Connection);
        Assert.Equal(ConnectionState.Closed, second.State);
    }

    [Fact]
    [Trait("threat", "T25")]
    public async Task After_a_rush_only_so_many_stay_open()
    {
        await using var board = await EmbeddedAsync();
        List<(BoardDb Db, SqliteConnection Connection)> rush = [];
        for (var i = 0; i < KeptConnections.Most + 5; i++)
        {
            var db = board.OpenAll();
            await db.Findings.CountAsync(Stop);
            rush.Add((db, (SqliteConnection)db.Database.GetDbConnection()));
        }

        foreach (var (db, _) in rush) await db.DisposeAsync();

        Assert.InRange(rush.Count(r => r.Connection.State == ConnectionState.Open), 1, KeptConnections.Most);
    }

    [Fact]
    [Trait("threat", "T25")]
    public async Task So_many_different_questions_are_kept_and_each_is_answered()
    {
        await using var board = await EmbeddedAsync();
        await board.GivenAsync(A.Finding("One"));
        await using var db = board.OpenAll();

        for (var i = 0; i <= CompiledOn.Most; i++)
        {
            Assert.Equal(1, await db.Findings.TagWith($"Question {i}").CountAsync(Stop));
            Assert.InRange(CompiledOn.The(db.Database.GetDbConnection()).Count, 1, CompiledOn.Most);
        }
        Assert.True(CompiledOn.The(db.Database.GetDbConnection()).Count < CompiledOn.Most, "None was forgotten");
    }

    [Fact]
    public async Task A_question_that_failed_is_answered_when_it_can_be()
    {
        await using var board = await EmbeddedAsync();
        await board.GivenAsync(A.Finding("One"));
        await using (var db = board.OpenAll()) await db.Database.ExecuteSqlRawAsync("alter table findings rename to gone", Stop);
        await Assert.ThrowsAsync<SqliteException>(() => TitlesAsync(board, Viewer.System("tests")));
        await using (var db = board.OpenAll()) await db.Database.ExecuteSqlRawAsync("alter table gone rename to findings", Stop);

        Assert.Equal(["One"], (await TitlesAsync(board, Viewer.System("tests"))).Titles);
    }

    [Fact]
    public void None_is_lent_to_another_board()
    {
        using KeptConnections all = new(new FakeTimeProvider());
        using SqliteConnection one = new("Data Source=:memory:;Pooling=False");
        one.Open();

        Assert.True(all.Keep(all.Begin(one)));

        Assert.Null(all.Take("Data Source=other.db;Pooling=False"));
        Assert.Same(one, all.Take(one.ConnectionString)!.Connection);
    }

    [Fact]
    public async Task The_same_question_is_asked_again_while_it_is_answered()
    {
        await using var board = await EmbeddedAsync();
        await board.GivenAsync(A.Finding("One"));
        await board.GivenAsync(A.Finding("Two"));
        await using var db = board.OpenAll();
        List<string> pairs = [];

        await foreach (var outer in Titles(db))
            await foreach (var inner in Titles(db)) pairs.Add($"{outer} {inner}");

        Assert.Equal(["One One", "One Two", "Two One", "Two Two"], pairs);

        static IAsyncEnumerable<string> Titles(BoardDb db) => db.Findings.OrderBy(f => f.Title).Select(f => f.Title).AsAsyncEnumerable();
    }

    [Fact]
    public async Task A_table_that_has_changed_is_read_as_it_is_now()
    {
        await using var board = await EmbeddedAsync();
        await board.GivenAsync(A.Finding("One"));
        await TitlesAsync(board, Viewer.System("tests"));
        await using (var db = board.OpenAll())
        {
            await db.Database.ExecuteSqlRawAsync("""alter table findings add column more text""", Stop);
            await db.Database.ExecuteSqlRawAsync("""update findings set "Title" = 'Changed'""", Stop);
        }

        Assert.Equal(["Changed"], (await TitlesAsync(board, Viewer.System("tests"))).Titles);
    }

    [Fact]
    public async Task They_are_closed_when_the_board_stops()
    {
        await using var board = await EmbeddedAsync();
        var (_, connection) = await TitlesAsync(board, Viewer.System("tests"));
        Assert.Equal(ConnectionState.Open, connection.State);

        board.Services.GetRequiredService<KeptConnections>().Dispose();

        Assert.Equal(ConnectionState.Closed, connection.State);
        Assert.Equal(ConnectionState.Closed, (await TitlesAsync(board, Viewer.System("tests"))).Connection.State); // and what comes late is not kept
    }

    private static async Task<(List<string> Titles, SqliteConnection Connection)> TitlesAsync(Board board, Viewer viewer)
    {
        await using var db = board.Open(viewer);
        return (await db.Findings.OrderBy(f => f.Title).Select(f => f.Title).ToListAsync(Stop), (SqliteConnection)db.Database.GetDbConnection());
    }

    private Task<Board> EmbeddedAsync()
    {
        Assert.SkipWhen(BoardApp.IsPostgres, "Speaks of the embedded database");
        return Board.NewAsync(template);
    }
}
