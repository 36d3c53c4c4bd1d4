using System.Data.Common;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Sqlite.Storage.Internal;
using Npgsql;

namespace Goldthread.Web.Storage;

/// <summary>The embedded database: one board on one machine.</summary>
public sealed class SqliteBoardDb(DbContextOptions<SqliteBoardDb> options, TimeProvider clock, Sealing sealing) : BoardDb(options, clock, sealing);

/// <summary>PostgreSQL: many web nodes, many boards, a standby.</summary>
public sealed class PostgresBoardDb(DbContextOptions<PostgresBoardDb> options, TimeProvider clock, Sealing sealing) : BoardDb(options, clock, sealing);

/// <summary>Which engine a board's database runs on, and how it is opened.</summary>
public static class Engines
{
    private const string MaxAutoPrepare = "Max Auto Prepare";

    /// <summary>Whether a connection string names PostgreSQL; else it is the path of an embedded database.</summary>
    public static bool IsPostgres(string database) => database.Contains("Host=", StringComparison.OrdinalIgnoreCase);

    /// <summary>Registers the board's database under <see cref="BoardDb"/>. Never pooled: the context carries the viewer. How it is opened
    /// is put together once and not for each request.</summary>
    public static IServiceCollection AddBoardDb(this IServiceCollection services, string database)
    {
        if (IsPostgres(database))
            services.AddDbContext<BoardDb, PostgresBoardDb>(o => o.UseBoardPostgres(database), optionsLifetime: ServiceLifetime.Singleton);
        else
            services.AddSingleton<KeptConnections>().AddDbContext<BoardDb, SqliteBoardDb>(o => o.UseBoardSqlite(database), optionsLifetime: ServiceLifetime.Singleton);
        return services;
    }

    /// <summary>The embedded engine, at full durability. A list of ids is one parameter, as on PostgreSQL: spread into one
    /// parameter for each id, every command's text would be made anew at every request.</summary>
#pragma warning disable EF1001 // see KeptConnection
    public static DbContextOptionsBuilder UseBoardSqlite(this DbContextOptionsBuilder options, string path) => options
        .UseSqlite($"Data Source={path};Default Timeout=10;Foreign Keys=True;Pooling=False", sqlite => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter))
        .AddInterceptors(new SqlitePragmas(), new KeptCommands())
        .ReplaceService<ISqliteRelationalConnection, KeptConnection>()
        .Quietly();
#pragma warning restore EF1001

    /// <summary>PostgreSQL, riding through a failover.</summary>
    public static DbContextOptionsBuilder UseBoardPostgres(this DbContextOptionsBuilder options, string connection) => options
        .UseNpgsql(AsWeAsk(connection), npgsql => npgsql.ExecutionStrategy(dependencies => new FailoverStrategy(dependencies)))
        .Quietly();

    /// <summary>Lets the embedded database learn how large its tables and indexes have become: it chooses by that how it looks things up, and
    /// of an index that is new it knows nothing. Looks at ten thousand rows of each. The other engine does so by itself.</summary>
    public static Task LearnSizesAsync(this BoardDb db, CancellationToken stop) =>
        db.Database.IsSqlite() ? db.Database.ExecuteSqlRawAsync("pragma analysis_limit=10000; analyze", stop) : Task.CompletedTask;

    // How the server takes our commands, where the connection string does not say itself. They are long and few: the server keeps the
    // plan of what comes again, and does not compile them to machine code (a home's counts: for two seconds, to run for seven milliseconds).
    private static string AsWeAsk(string connection)
    {
        NpgsqlConnectionStringBuilder settings = new(connection);
        settings.Options ??= "-c jit=off";
        if (!settings.ShouldSerialize(MaxAutoPrepare)) settings.MaxAutoPrepare = 200;
        return settings.ConnectionString;
    }

    // A record and its few parts come in one command, which the count limits ask for; lists project what they show instead. Those are counted
    // up to a number of any that match.
    // What fails throws, and whoever catches it says so, once.
    private static DbContextOptionsBuilder Quietly(this DbContextOptionsBuilder options) => options.ConfigureWarnings(warnings => warnings
        .Ignore(RelationalEventId.MultipleCollectionIncludeWarning, CoreEventId.RowLimitingOperationWithoutOrderByWarning)
        .Log((RelationalEventId.CommandError, LogLevel.Debug), (RelationalEventId.ConnectionError, LogLevel.Debug),
            (CoreEventId.QueryIterationFailed, LogLevel.Debug), (CoreEventId.SaveChangesFailed, LogLevel.Debug)));
}

/// <summary>Sets every connection to full durability: with <c>NORMAL</c> a power cut loses acknowledged changes.</summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    private const string Pragmas =
        "pragma journal_mode=wal; pragma synchronous=FULL; pragma busy_timeout=10000; pragma trusted_schema=off; pragma cache_size=-32000;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData); // a file: nothing to wait for
        return Task.CompletedTask;
    }
}

/// <summary>What the migration tool needs; a running product never calls it.</summary>
internal static class DesignTime
{
    /// <summary>Identity's tables with passkeys; without these services the migration would silently lack them.</summary>
    public static IServiceProvider Services { get; } = new ServiceCollection()
        .Configure<IdentityOptions>(o => o.Stores.SchemaVersion = IdentitySchemaVersions.Version3).BuildServiceProvider();
}

internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteBoardDb>
{
    public SqliteBoardDb CreateDbContext(string[] args) => new(
        (DbContextOptions<SqliteBoardDb>)new DbContextOptionsBuilder<SqliteBoardDb>().UseBoardSqlite("design.db").UseApplicationServiceProvider(DesignTime.Services).Options,
        TimeProvider.System, Sealing.ForDesign);
}

internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresBoardDb>
{
    public PostgresBoardDb CreateDbContext(string[] args) => new(
        (DbContextOptions<PostgresBoardDb>)new DbContextOptionsBuilder<PostgresBoardDb>().UseBoardPostgres("Host=localhost").UseApplicationServiceProvider(DesignTime.Services).Options,
        TimeProvider.System, Sealing.ForDesign);
}
