using System.Text;
using System.Text.Encodings.Web;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Benchmarks;

/// <summary>The least work that gives the same answer, without product code: one compiled query of 20 rows between the
/// page's head and foot as ready text, and the home's counts one by one.</summary>
internal static class Floor
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

    /// <summary>Serves it until the process is ended.</summary>
    public static async Task ServeAsync(string database, string url, string layoutFile)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        builder.Services.AddDbContext<FloorDb>(o => _ = database.Contains("Host=", StringComparison.Ordinal) ? o.UseNpgsql(database) : o.UseSqlite($"Data Source={database}"));
        await using var app = builder.Build();
        var layout = (await File.ReadAllTextAsync(layoutFile)).Split("<!-- rows -->");
        app.MapGet("/rows", async (FloorDb db) =>
        {
            StringBuilder page = new(layout[0]);
            page.Append("<h1>Actions</h1><table>");
            await foreach (var action in firstRows(db))
                page.Append("<tr><td>").Append(HtmlEncoder.Default.Encode(action.Title)).Append("</td><td>").Append(action.Due).Append("</td><td>").Append(action.Status).Append("</td></tr>");
            return Results.Content(page.Append("</table>").Append(layout[1]).ToString(), "text/html; charset=utf-8");
        });
        app.MapGet("/counts", async (FloorDb db) =>
        {
            var today = DateOnly.FromDateTime(DateTime.UtcNow);
            List<long> all = [];
            foreach (var sql in counts) all.Add(await db.Database.SqlQueryRaw<long>(sql, today).SingleAsync());
            return Results.Content(layout[0] + string.Join(' ', all) + layout[1], "text/html; charset=utf-8");
        });
        await app.RunAsync();
    }
}

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
    public DbSet<FloorAction> Actions => Set<FloorAction>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<FloorAction>().ToTable("actions");
}
