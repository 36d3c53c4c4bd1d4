using Microsoft.EntityFrameworkCore;

namespace Goldthread.Benchmarks;

/// <summary>The least work that gives the same answer, without product code: one compiled query of 20 rows by index, and
/// the home's counts one by one, each drawn by a page of the same framework inside the product's layout as ready text.</summary>
internal static class Floor
{
    /// <summary>Serves it until the process is ended.</summary>
    public static async Task ServeAsync(string database, string url, string layoutFile)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        builder.Services.AddDbContext<FloorDb>(o => _ = database.Contains("Host=", StringComparison.Ordinal) ? o.UseNpgsql(database) : o.UseSqlite($"Data Source={database}"));
        builder.Services.AddRazorPages().ConfigureApplicationPartManager(parts =>
        {
            foreach (var product in parts.ApplicationParts.Where(p => p.Name == "goldthread").ToList()) parts.ApplicationParts.Remove(product);
        });
        var layout = (await File.ReadAllTextAsync(layoutFile)).Split("<!-- rows -->");
        builder.Services.AddSingleton(new FloorLayout(layout[0], layout[1]));
        await using var app = builder.Build();
        app.MapRazorPages();
        await app.RunAsync();
    }
}

/// <summary>What stands above and below a page.</summary>
internal sealed record FloorLayout(string Head, string Foot);

/// <summary>The columns the floor reads.</summary>
internal sealed class FloorAction
{
    public Guid Id { get; set; }
    public string Title { get; set; } = "";
    public string Status { get; set; } = "";
    public DateOnly? Due { get; set; }
}

internal sealed class FloorDb(DbContextOptions<FloorDb> options) : DbContext(options)
{
    private static readonly Func<FloorDb, IAsyncEnumerable<FloorAction>> firstRows = EF.CompileAsyncQuery((FloorDb db) =>
        db.Actions.AsNoTracking().OrderBy(a => a.Due).Take(20));

    private static readonly string[] counts =
    [
        """select count(*) as "Value" from actions where "Status" in ('Planned', 'UnderWay') and "Due" < {0}""",
        """select count(*) as "Value" from actions where "Status" = 'ReportedDone'""",
        """select count(*) as "Value" from recommendations where "Status" = 'Open'""",
        """select count(*) as "Value" from findings where "FoundOn" >= {0}""",
        """select count(*) as "Value" from recommendations where "MadeOn" >= {0}""",
        """select count(*) as "Value" from impact_measures where "CheckOn" <= {0} and "JudgedOn" is null""",
    ];

    public DbSet<FloorAction> Actions => Set<FloorAction>();

    /// <summary>Twenty actions, soonest first.</summary>
    public IAsyncEnumerable<FloorAction> FirstRows() => firstRows(this);

    /// <summary>The home's counts, one command each.</summary>
    public async Task<IReadOnlyList<long>> CountsAsync()
    {
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        List<long> all = [];
        foreach (var sql in counts) all.Add(await Database.SqlQueryRaw<long>(sql, today).SingleAsync());
        return all;
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<FloorAction>().ToTable("actions");
}
