using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Benchmarks;

/// <summary>The least work that gives the same answer, without product code: the same framework draws the product's page as
/// ready text, and between its halves what is asked of the database in the plainest way: who is signed in by one command, then
/// one compiled query of 20 rows by index, or the counts of the home one by one, written by hand.</summary>
internal static class Floor
{
    /// <summary>What parts the text of a page where the floor puts its own rows.</summary>
    public const string Gap = "<!-- rows -->";

    /// <summary>Serves it until the process is ended.</summary>
    /// <param name="database">The product's own.</param>
    /// <param name="url">Where.</param>
    /// <param name="folder">Holds the text of each page: <c>rows.html</c>, <c>counts.html</c>, <c>found.html</c>.</param>
    public static async Task ServeAsync(string database, string url, string folder)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        builder.Services.AddDbContext<FloorDb>(o => _ = database.Contains("Host=", StringComparison.Ordinal) ? o.UseNpgsql(database) : o.UseSqlite($"Data Source={database}"));
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider(); // no keys in anybody's home
        builder.Services.AddRazorPages().ConfigureApplicationPartManager(parts =>
        {
            foreach (var product in parts.ApplicationParts.Where(p => p.Name == "goldthread").ToList()) parts.ApplicationParts.Remove(product);
        });
        builder.Services.AddSingleton(new FloorTexts(folder));
        await using var app = builder.Build();
        app.MapRazorPages();
        await app.RunAsync();
    }
}

/// <summary>The text of the product's pages, in two halves.</summary>
internal sealed class FloorTexts(string folder)
{
    private readonly Dictionary<string, string[]> halves = Directory.GetFiles(folder, "*.html")
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file), file => File.ReadAllText(file).Split(Floor.Gap));

    /// <summary>What stands above the rows.</summary>
    public string Head(string page) => halves[page][0];

    /// <summary>What stands below.</summary>
    public string Foot(string page) => halves[page][1];
}

/// <summary>The columns the floor reads.</summary>
internal sealed class FloorAction
{
    public Guid Id { get; set; }
    public string Ref { get; set; } = "";
    public string Title { get; set; } = "";
    public string Status { get; set; } = "";
    public DateOnly? Due { get; set; }
    public int Percent { get; set; }
    public string Confidentiality { get; set; } = "";
}

internal sealed class FloorDb(DbContextOptions<FloorDb> options) : DbContext(options)
{
    private static readonly Func<FloorDb, IAsyncEnumerable<FloorAction>> firstRows = EF.CompileAsyncQuery((FloorDb db) =>
        db.Actions.AsNoTracking().Where(a => a.Status == "Planned" && (a.Confidentiality == "Board" || a.Confidentiality == "Public")).OrderBy(a => a.Due).Take(20));

    private const string Signed = """
        select p."Name" as "Value" from sessions s join people p on p."Id" = s."PersonId" join "AspNetUsers" u on u."Id" = s."AccountId"
        where s."Id" = {0} and s."EndedAt" is null
        """;

    private const string Heard = """
        select t."ThemeId" as about, l."Volume" as volume from finding_themes t join findings f on f."Id" = t."FindingId" join evidence e on e."FindingId" = f."Id" join library_items l on l."Id" = e."SourceId" where f."FoundOn" >= {1}
        union select t."ThemeId", 'Quantitative' from finding_themes t join findings f on f."Id" = t."FindingId" join evidence e on e."FindingId" = f."Id" join indicators i on i."Id" = e."SourceId" where f."FoundOn" >= {1}
        union select t."ThemeId", l."Volume" from library_item_themes t join library_items l on l."Id" = t."ItemId" where l."Date" >= {1}
        union select p."PriorityId", l."Volume" from finding_priorities p join findings f on f."Id" = p."FindingId" join evidence e on e."FindingId" = f."Id" join library_items l on l."Id" = e."SourceId" where f."FoundOn" >= {1}
        union select p."PriorityId", 'Quantitative' from finding_priorities p join findings f on f."Id" = p."FindingId" join evidence e on e."FindingId" = f."Id" join indicators i on i."Id" = e."SourceId" where f."FoundOn" >= {1}
        """;

    // The loose ends of the home; {0} is today, {1} the day from which a volume counts as heard, {2} the day before which an action is quiet.
    private static readonly string[] counts =
    [
        """select count(*) as "Value" from findings f where f."GoneOn" is null and f."Kind" <> 'Strength' and f."NoRecommendationReason" is null and not exists (select 1 from recommendation_findings t where t."FindingId" = f."Id")""",
        """select count(*) as "Value" from findings f where f."GoneOn" is null and not f."SourceHeldElsewhere" and not exists (select 1 from evidence e where e."FindingId" = f."Id")""",
        """select count(*) as "Value" from recommendations r join responses a on a."RecommendationId" = r."Id" where r."Status" = 'Open' and a."Answer" = 'Awaited' and a."AnswerBy" < {0}""",
        """select count(*) as "Value" from recommendations r where r."Status" = 'Open' and exists (select 1 from responses a where a."RecommendationId" = r."Id" and a."Answer" in ('Accepted', 'PartlyAccepted')) and not exists (select 1 from actions a where a."RecommendationId" = r."Id" and a."Status" <> 'Withdrawn')""",
        """select count(*) as "Value" from recommendations r where r."Status" = 'Open' and not exists (select 1 from impact_measures m where m."RecommendationId" = r."Id")""",
        """select count(*) as "Value" from actions where "Status" in ('Planned', 'UnderWay') and ("PostId" is null or "Due" is null)""",
        """select count(*) as "Value" from actions where "Status" in ('Planned', 'UnderWay') and "Due" < {0}""",
        """select count(*) as "Value" from actions where "Status" in ('Planned', 'UnderWay') and "LastHeardOn" < {2}""",
        """select count(*) as "Value" from actions where "Status" = 'ReportedDone'""",
        """select count(*) as "Value" from impact_measures where "CheckOn" <= {0} and ("JudgedOn" is null or "JudgedOn" < "CheckOn")""",
        """select count(*) as "Value" from impact_measures m join recommendations r on r."Id" = m."RecommendationId" where m."Judgement" in ('NoChange', 'Worse') and (r."Status" <> 'Open' or not exists (select 1 from actions a where a."RecommendationId" = r."Id" and a."PlannedOn" > m."JudgedOn"))""",
        $"""select count(*) as "Value" from (select about from ({Heard}) h group by about having count(*) < 8) x""",
    ];

    public DbSet<FloorAction> Actions => Set<FloorAction>();

    /// <summary>Who is signed in by this cookie.</summary>
    public Task<string> SignedInAsync(string session) => Database.SqlQueryRaw<string>(Signed, Guid.Parse(session)).SingleAsync();

    /// <summary>Twenty actions, soonest first.</summary>
    public IAsyncEnumerable<FloorAction> FirstRows() => firstRows(this);

    /// <summary>The best twenty documents that hold a word, by the database's own index and rank; of a common word, of a thousand.</summary>
    public Task<List<long>> FoundAsync(string word) => Database.IsNpgsql()
        ? Database.SqlQueryRaw<long>("""
            select "Row" as "Value" from (select s."Row", ts_rank(s.search_vector, q) as rank from search_documents s, to_tsquery('english', {0}) q where s.search_vector @@ q limit 1000) x
            order by rank desc limit 20
            """, $"{word}:*").ToListAsync()
        : Database.SqlQueryRaw<long>("""
            select "Value" from (select rowid as "Value", bm25(search_index, 4.0, 1.0) as rank from search_index where search_index match {0} limit 1000) order by rank limit 20
            """, $"\"{word}\"*").ToListAsync();

    /// <summary>The home's counts, one command each.</summary>
    public async Task<IReadOnlyList<long>> CountsAsync()
    {
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        List<long> all = [];
        foreach (var sql in counts) all.Add(await Database.SqlQueryRaw<long>(sql, today, today.AddYears(-3), today.AddDays(-60)).SingleAsync());
        return all;
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<FloorAction>().ToTable("actions");
}
