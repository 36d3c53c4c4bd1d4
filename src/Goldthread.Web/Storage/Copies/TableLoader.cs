using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Goldthread.Web.Commands;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using NpgsqlTypes;

namespace Goldthread.Web.Storage.Copies;

/// <summary>A line of a table that is not as it should be.</summary>
/// <param name="File">Which file.</param>
/// <param name="Line">From 1; 0 where it is not known.</param>
/// <param name="Column">Which column; empty for the whole line.</param>
/// <param name="Found">What stands there.</param>
/// <param name="Accepted">What could.</param>
internal sealed record LineProblem(string File, long Line, string Column, string Found, string Accepted)
{
    /// <summary>In one line.</summary>
    public override string ToString() => $"{File}{(Line > 0 ? $", line {Line}" : "")}{(Column.Length > 0 ? $", column {Column}" : "")}: found {Found}; accepted: {Accepted}";
}

/// <summary>Lines of tables, as they are read.</summary>
internal static class TableLines
{
    private const int LongestFound = 60;

    /// <summary>Reads the values of each line, in the order of the columns. Problems are handed over and their lines left out.</summary>
    public static IEnumerable<(long Line, object?[] Values)> Read(Stream text, string file, CopiedTable table, Action<LineProblem> report, Action<long, JsonElement>? look = null)
    {
        using var lines = new StreamReader(text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: false, 1 << 16);
        for (var number = 1L; NextLine(lines, file, number, report) is { } line; number++)
            if (Values(line, file, number, table, report, look) is { } values) yield return (number, values);
    }

    private static string? NextLine(StreamReader lines, string file, long number, Action<LineProblem> report)
    {
        try
        {
            return lines.ReadLine();
        }
        catch (DecoderFallbackException)
        {
            report(new(file, number, "", "bytes that are no text", "text in UTF-8"));
            return null;
        }
    }

    private static object?[]? Values(string line, string file, long number, CopiedTable table, Action<LineProblem> report, Action<long, JsonElement>? look)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.ValueKind != JsonValueKind.Object) throw new JsonException();
            var values = new object?[table.Columns.Count];
            var isWhole = true;
            for (var i = 0; i < values.Length; i++)
            {
                var column = table.Columns[i];
                if (!json.RootElement.TryGetProperty(column.Name, out var value))
                    Tell(column.Name, "nothing", "a value, or null");
                else
                {
                    try
                    {
                        values[i] = RowText.Read(value, column.Kind);
                    }
                    catch (FormatException wrong)
                    {
                        Tell(column.Name, value.GetRawText(), wrong.Message);
                    }
                }
            }
            if (isWhole) look?.Invoke(number, json.RootElement);
            return isWhole ? values : null;

            void Tell(string column, string found, string accepted)
            {
                isWhole = false;
                report(new(file, number, column, Short(found), accepted));
            }
        }
        catch (JsonException)
        {
            report(new(file, number, "", Short(line), "one object of JSON on each line"));
            return null;
        }
    }

    private static string Short(string text) => text.Length <= LongestFound ? text : $"{text[..LongestFound]}…";
}

/// <summary>Fills the tables of an empty database in one transaction: all of it, or nothing.</summary>
internal sealed class TableLoader : IAsyncDisposable
{
    private const int RowsAtOnce = 500;
    private readonly DbConnection connection;
    private readonly DbTransaction transaction;

    private TableLoader(DbConnection connection, DbTransaction transaction) => (this.connection, this.transaction) = (connection, transaction);

    private NpgsqlConnection? Postgres => connection as NpgsqlConnection;

    /// <summary>Brings an empty database to the schema that the copy was taken from.</summary>
    public static async Task PrepareAsync(BoardDb db, Manifest manifest, string what, CancellationToken stop)
    {
        var last = db.Database.GetMigrations().Last(m => Manifest.NameOf(m) == manifest.Migrations[^1]);
        if ((await db.Database.GetAppliedMigrationsAsync(stop)).Select(Manifest.NameOf).Except(manifest.Migrations).Any())
            throw new UsageException($"{what} was made by an older version ({manifest.Version}), and this database was brought up to date already: name an empty one; it is brought up to date afterwards");
        await db.GetService<IMigrator>().MigrateAsync(last, stop);
    }

    /// <summary>Begins.</summary>
    public static async Task<TableLoader> BeginAsync(BoardDb db, CancellationToken stop)
    {
        await db.Database.OpenConnectionAsync(stop);
        var connection = db.Database.GetDbConnection();
        var loader = new TableLoader(connection, await connection.BeginTransactionAsync(stop));
        // Rows point at each other in every direction; whether all of them are there is asked at the end.
        if (loader.Postgres is null) await loader.DoAsync("pragma defer_foreign_keys = on", stop);
        else await loader.EveryForeignKeyAsync("deferrable initially deferred", stop);
        return loader;
    }

    /// <summary>Whether every one of these tables is as a migration leaves it; rows that migrations put there are taken out.</summary>
    public async Task<bool> EmptyAsync(IEnumerable<CopiedTable> tables, CancellationToken stop)
    {
        if (Convert.ToInt64(await ScalarAsync("""select coalesce(max("Sequence"), 0) from audit_entries""", stop), CultureInfo.InvariantCulture) > 0) return false;
        foreach (var table in tables) await DoAsync($"delete from \"{table.Name}\"", stop);
        return true;
    }

    /// <summary>Writes rows.</summary>
    /// <exception cref="LoadException">The database takes a row not.</exception>
    public async Task LoadAsync(CopiedTable table, string file, IEnumerable<(long Line, object?[] Values)> rows, CancellationToken stop)
    {
        var line = 0L;
        try
        {
            if (Postgres is { } postgres)
            {
                foreach (var some in rows.Chunk(RowsAtOnce))
                {
                    line = some[0].Line;
                    await using var batch = new NpgsqlBatch(postgres, (NpgsqlTransaction)transaction);
                    foreach (var (_, values) in some) batch.BatchCommands.Add(Insert(table, values));
                    await batch.ExecuteNonQueryAsync(stop);
                }
                return;
            }
            await using var insert = InsertEmbedded(table);
            foreach (var (number, values) in rows)
            {
                line = number;
                for (var i = 0; i < values.Length; i++) insert.Parameters[i].Value = Embedded(values[i]) ?? DBNull.Value;
                await insert.ExecuteNonQueryAsync(stop);
            }
        }
        catch (DbException refused)
        {
            throw new LoadException(new(file, line, "", $"a row that the database refuses ({Why(refused)})", "rows as they were exported"));
        }
    }

    /// <summary>Asks whether everything that rows point to is there, and keeps it all.</summary>
    /// <exception cref="LoadException">Something is not.</exception>
    public async Task CommitAsync(CancellationToken stop)
    {
        try
        {
            if (Postgres is null)
            {
                await using var check = Command("pragma foreign_key_check");
                await using var lost = await check.ExecuteReaderAsync(stop);
                if (await lost.ReadAsync(stop)) throw new LoadException(new(lost.GetString(0), 0, "", $"a row that points to one of {lost.GetString(2)} that is not there", "rows as they were exported"));
            }
            else
            {
                await DoAsync("set constraints all immediate", stop);
                await EveryForeignKeyAsync("not deferrable", stop);
                await CountOnAsync(stop);
            }
            await transaction.CommitAsync(stop);
        }
        catch (DbException refused)
        {
            throw new LoadException(new("tables", 0, "", $"rows that the database refuses ({Why(refused)})", "rows as they were exported"));
        }
    }

    private static string Why(DbException refused) => refused switch
    {
        PostgresException { ConstraintName: { } name } => $"{refused.Message.Split('\n')[0]} [{name}]",
        _ => refused.Message.Split('\n')[0],
    };

    private static NpgsqlBatchCommand Insert(CopiedTable table, object?[] values)
    {
#pragma warning disable CA2100 // Names were compared with a pattern that nothing but a name fits.
        var command = new NpgsqlBatchCommand($"insert into \"{table.Name}\" ({Names(table)}) values ({string.Join(", ", values.Select((_, i) => $"${i + 1}"))})");
#pragma warning restore CA2100
        for (var i = 0; i < values.Length; i++)
            command.Parameters.Add(new() { Value = values[i] ?? DBNull.Value, NpgsqlDbType = TypeOf(table.Columns[i].Kind) });
        return command;
    }

    private static NpgsqlDbType TypeOf(ColumnKind kind) => kind switch
    {
        ColumnKind.Text => NpgsqlDbType.Text,
        ColumnKind.Integer => NpgsqlDbType.Bigint,
        ColumnKind.Number => NpgsqlDbType.Double,
        ColumnKind.Truth => NpgsqlDbType.Boolean,
        ColumnKind.Id => NpgsqlDbType.Uuid,
        ColumnKind.Day => NpgsqlDbType.Date,
        ColumnKind.Instant or ColumnKind.InstantWithOffset => NpgsqlDbType.TimestampTz,
        ColumnKind.Bytes => NpgsqlDbType.Bytea,
        ColumnKind.Json => NpgsqlDbType.Jsonb,
        ColumnKind.Ids => NpgsqlDbType.Array | NpgsqlDbType.Uuid,
        ColumnKind.Integers => NpgsqlDbType.Array | NpgsqlDbType.Integer,
        ColumnKind.Texts => NpgsqlDbType.Array | NpgsqlDbType.Text,
    };

    private DbCommand InsertEmbedded(CopiedTable table)
    {
        var command = Command($"insert into \"{table.Name}\" ({Names(table)}) values ({string.Join(", ", table.Columns.Select((_, i) => $"@p{i}"))})");
        for (var i = 0; i < table.Columns.Count; i++) command.Parameters.Add(new SqliteParameter { ParameterName = $"@p{i}" });
        return command;
    }

    // As the framework writes a list there.
    private static object? Embedded(object? value) => value switch
    {
        Guid[] ids => JsonSerializer.Serialize(ids.Select(id => id.ToString().ToUpperInvariant())),
        int[] numbers => JsonSerializer.Serialize(numbers),
        string[] texts => JsonSerializer.Serialize(texts),
        _ => value,
    };

    private static string Names(CopiedTable table) => string.Join(", ", table.Columns.Select(c => $"\"{c.Name}\""));

    private async Task EveryForeignKeyAsync(string how, CancellationToken stop)
    {
        List<string> statements = [];
        await using (var command = Command("""
            select format('alter table %s alter constraint %I ', conrelid::regclass, conname) from pg_constraint
            where contype = 'f' and connamespace = current_schema()::regnamespace order by conrelid::regclass::text, conname
            """))
        await using (var row = await command.ExecuteReaderAsync(stop))
            while (await row.ReadAsync(stop)) statements.Add(row.GetString(0));
        foreach (var statement in statements) await DoAsync(statement + how, stop);
    }

    // Numbers that the database gives itself go on behind those that came in.
    private async Task CountOnAsync(CancellationToken stop)
    {
        List<string> statements = [];
        await using (var command = Command("""
            select format('select setval(pg_get_serial_sequence(%L, %L), coalesce((select max(%I) from %I), 0) + 1, false)', quote_ident(table_name), column_name, column_name, table_name)
            from information_schema.columns where table_schema = current_schema() and is_identity = 'YES'
            """))
        await using (var row = await command.ExecuteReaderAsync(stop))
            while (await row.ReadAsync(stop)) statements.Add(row.GetString(0));
        foreach (var statement in statements) await ScalarAsync(statement, stop);
    }

    private async Task DoAsync(string sql, CancellationToken stop)
    {
        await using var command = Command(sql);
        await command.ExecuteNonQueryAsync(stop);
    }

    private async Task<object?> ScalarAsync(string sql, CancellationToken stop)
    {
        await using var command = Command(sql);
        return await command.ExecuteScalarAsync(stop);
    }

    private DbCommand Command(string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names were compared with a pattern that nothing but a name fits.
        command.CommandText = sql;
#pragma warning restore CA2100
        (command.Transaction, command.CommandTimeout) = (transaction, 0);
        return command;
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.CloseAsync();
    }
}

/// <summary>A row that the database takes not.</summary>
internal sealed class LoadException(LineProblem problem) : Exception(problem.ToString())
{
    /// <summary>Where and what.</summary>
    public LineProblem Problem => problem;
}
