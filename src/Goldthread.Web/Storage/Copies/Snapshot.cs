using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Storage.Copies;

/// <summary>How the audit trail ends.</summary>
/// <param name="Entries">Sequence of the last entry.</param>
/// <param name="Hash">Its hash, lower-case hex.</param>
/// <param name="At">When it was written, UTC; null before the first.</param>
internal sealed record TrailEnd(long Entries, string Hash, DateTime? At);

/// <summary>A board as it stood at one moment, read past every filter while others write: for backups and exports alone.</summary>
internal sealed class Snapshot : IAsyncDisposable
{
    private readonly DbConnection connection;
    private readonly DbTransaction? transaction;
    private readonly bool isPostgres, isOwn;

    private Snapshot(BoardDb db, DbConnection connection, DbTransaction? transaction, bool isOwn)
    {
        (this.connection, this.transaction, this.isOwn) = (connection, transaction, isOwn);
        isPostgres = db.Database.IsNpgsql();
        Tables = TableShape.Of(db);
    }

    /// <summary>Every table.</summary>
    public IReadOnlyList<TableShape> Tables { get; }

    /// <summary>The board itself, in one reading transaction.</summary>
    public static async Task<Snapshot> OfAsync(BoardDb db, CancellationToken stop)
    {
        await db.Database.OpenConnectionAsync(stop);
        var connection = db.Database.GetDbConnection();
        // On the embedded engine a transaction that begins deferred reads one state and keeps nobody from writing.
        var transaction = connection is SqliteConnection embedded ? embedded.BeginTransaction(deferred: true) : await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop);
        return new(db, connection, transaction, isOwn: false);
    }

    /// <summary>A copy of an embedded database, in a file.</summary>
    public static async Task<Snapshot> OfCopyAsync(BoardDb db, string file, CancellationToken stop)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
        await connection.OpenAsync(stop);
        return new(db, connection, null, isOwn: true);
    }

    /// <summary>Rows of a table.</summary>
    public async Task<long> CountAsync(TableShape table, CancellationToken stop) => Convert.ToInt64(await ScalarAsync($"select count(*) from \"{table.Name}\"", stop), CultureInfo.InvariantCulture);

    /// <summary>What the embedded engine finds wrong in its file; empty when nothing is.</summary>
    public async Task<string> QuickCheckAsync(CancellationToken stop) => await ScalarAsync("pragma quick_check(1)", stop) is string found and not "ok" ? found : "";

    /// <summary>The end of the trail.</summary>
    public async Task<TrailEnd> TrailAsync(CancellationToken stop)
    {
        await using var command = Command("""select h."Sequence", h."Hash", (select e."At" from audit_entries e where e."Sequence" = h."Sequence") from audit_head h""");
        await using var row = await command.ExecuteReaderAsync(stop);
        if (!await row.ReadAsync(stop)) return new(0, "", null);
        return new(row.GetInt64(0), Convert.ToHexStringLower(row.GetFieldValue<byte[]>(1)), row.IsDBNull(2) ? null : DateTime.SpecifyKind(row.GetDateTime(2), DateTimeKind.Utc));
    }

    /// <summary>Content of every file that a record points to, once, in order.</summary>
    public async Task<IReadOnlyList<string>> FilesAsync(CancellationToken stop)
    {
        await using var command = Command("""select "Hash" from files union select "Hash" from file_versions""");
        await using var row = await command.ExecuteReaderAsync(stop);
        List<string> hashes = [];
        while (await row.ReadAsync(stop)) hashes.Add(row.GetString(0));
        return [.. hashes.Order(StringComparer.Ordinal)];
    }

    /// <summary>Content and name of every file, in order.</summary>
    public async Task<IReadOnlyList<(string Hash, string Name)>> FileNamesAsync(CancellationToken stop)
    {
        await using var command = Command("""select "Hash", "Name" from files union select "Hash", "Name" from file_versions""");
        await using var row = await command.ExecuteReaderAsync(stop);
        List<(string Hash, string Name)> names = [];
        while (await row.ReadAsync(stop)) names.Add((row.GetString(0), row.GetString(1)));
        return [.. names.OrderBy(f => f.Hash, StringComparer.Ordinal).ThenBy(f => f.Name, StringComparer.Ordinal)];
    }

    /// <summary>Writes a table's rows, a line each, in the order of its key.</summary>
    /// <param name="table">Which.</param>
    /// <param name="to">Where to.</param>
    /// <param name="beside">Writes more into a row's line, behind its columns.</param>
    /// <param name="stop">Stops.</param>
    /// <returns>How many.</returns>
    public async Task<long> WriteRowsAsync(TableShape table, Stream to, Action<Utf8JsonWriter, DbDataReader>? beside, CancellationToken stop)
    {
        var text = table.Columns.Where(c => c.Kind == ColumnKind.Text).Select(c => c.Name).ToHashSet();
        var order = table.Key.Select(name => isPostgres && text.Contains(name) ? $"\"{name}\" collate \"C\"" : $"\"{name}\"");
        await using var command = Command($"select {string.Join(", ", table.Columns.Select(c => $"\"{c.Name}\""))} from \"{table.Name}\" order by {string.Join(", ", order)}");
        await using var row = await command.ExecuteReaderAsync(stop);
        await using var json = new Utf8JsonWriter(to, RowText.Plainly);
        var rows = 0L;
        for (; await row.ReadAsync(stop); rows++)
        {
            json.WriteStartObject();
            for (var column = 0; column < table.Columns.Count; column++)
            {
                json.WritePropertyName(table.Columns[column].Name);
                RowText.Write(json, row, column, table.Columns[column].Kind);
            }
            beside?.Invoke(json, row);
            json.WriteEndObject();
            await json.FlushAsync(stop);
            to.WriteByte((byte)'\n');
            json.Reset();
        }
        return rows;
    }

    private async Task<object?> ScalarAsync(string sql, CancellationToken stop)
    {
        await using var command = Command(sql);
        return await command.ExecuteScalarAsync(stop);
    }

    private DbCommand Command(string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names of tables and columns come from the model.
        command.CommandText = sql;
#pragma warning restore CA2100
        (command.Transaction, command.CommandTimeout) = (transaction, 0);
        return command;
    }

    public async ValueTask DisposeAsync()
    {
        if (transaction is not null) await transaction.DisposeAsync();
        if (isOwn) await connection.DisposeAsync();
        else await connection.CloseAsync();
    }
}
