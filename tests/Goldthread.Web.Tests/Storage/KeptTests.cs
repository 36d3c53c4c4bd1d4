using System.Data;
using Goldthread.Domain;
using Goldthread.Web.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

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
