using Goldthread.Web.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Tests.Storage;

public class EngineTests(Board board) : IClassFixture<Board>
{
    [Fact]
    public void Both_migration_sets_say_what_the_model_says()
    {
        using var sqlite = new SqliteDesign().CreateDbContext([]);
        using var postgres = new PostgresDesign().CreateDbContext([]);

        Assert.False(sqlite.Database.HasPendingModelChanges(), "The embedded database lacks a migration: ./migration NameOfTheChange");
        Assert.False(postgres.Database.HasPendingModelChanges(), "PostgreSQL lacks a migration: ./migration NameOfTheChange");
    }

    [Fact]
    public void Both_migration_sets_have_the_same_names_in_the_same_order()
    {
        using var sqlite = new SqliteDesign().CreateDbContext([]);
        using var postgres = new PostgresDesign().CreateDbContext([]);

        Assert.Equal(Names(sqlite), Names(postgres));

        static IEnumerable<string> Names(DbContext db) => db.Database.GetMigrations().Select(m => m[(m.IndexOf('_', StringComparison.Ordinal) + 1)..]);
    }

    [Fact]
    [Trait("threat", "T23")]
    public async Task A_start_that_was_stopped_while_it_migrated_keeps_no_later_start_waiting()
    {
        SkipOnPostgres();
        var stop = TestContext.Current.CancellationToken;
        await using var db = board.OpenAll();
        await db.Database.ExecuteSqlRawAsync("""create table if not exists "__EFMigrationsLock" ("Id" integer primary key, "Timestamp" text not null)""", stop);
        await db.Database.ExecuteSqlRawAsync("""insert or replace into "__EFMigrationsLock" values (1, '2026-11-23')""", stop);

        await db.BringUpToDateAsync(stop).WaitAsync(TimeSpan.FromSeconds(20), stop);
    }

    [Fact]
    [Trait("threat", "T23")]
    public async Task The_embedded_database_runs_at_full_durability()
    {
        SkipOnPostgres();
        await using var db = board.OpenAll();
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);

        Assert.Equal("wal", await ScalarAsync(db, "pragma journal_mode"));
        Assert.Equal("2", await ScalarAsync(db, "pragma synchronous")); // FULL
        Assert.Equal("1", await ScalarAsync(db, "pragma foreign_keys"));
        Assert.Equal("10000", await ScalarAsync(db, "pragma busy_timeout"));
        Assert.Equal("0", await ScalarAsync(db, "pragma trusted_schema"));
    }

    [Fact]
    public async Task The_search_index_of_the_embedded_database_follows_its_table()
    {
        SkipOnPostgres();
        await using var db = board.OpenAll();

        var triggers = await db.Database.SqlQuery<string>($"select name as Value from sqlite_master where type = 'trigger' and tbl_name = 'search_documents' order by name")
            .ToListAsync(TestContext.Current.CancellationToken);

        // A later migration that builds the table anew would drop them in silence.
        Assert.Equal(["search_documents_added", "search_documents_changed", "search_documents_removed"], triggers);
    }

    [Fact]
    public async Task The_search_column_of_postgresql_is_there()
    {
        Assert.SkipUnless(BoardApp.IsPostgres, "Speaks of PostgreSQL");
        await using var db = board.OpenAll();

        var columns = await db.Database.SqlQuery<string>($"select column_name::text as \"Value\" from information_schema.columns where table_name = 'search_documents' and is_generated = 'ALWAYS'")
            .ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["search_vector"], columns);
    }

    [Fact]
    public async Task PostgreSQL_compiles_no_question_to_machine_code()
    {
        Assert.SkipUnless(BoardApp.IsPostgres, "Speaks of PostgreSQL");
        await using var db = board.OpenAll();

        Assert.Equal(["off"], await db.Database.SqlQuery<string>($"select current_setting('jit') as \"Value\"").ToListAsync(TestContext.Current.CancellationToken));
    }

    private static void SkipOnPostgres() => Assert.SkipWhen(BoardApp.IsPostgres, "Speaks of the embedded database");

    private static async Task<string?> ScalarAsync(BoardDb db, string sql)
    {
        await using var command = ((SqliteConnection)db.Database.GetDbConnection()).CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
