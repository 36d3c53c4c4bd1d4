using System.Diagnostics;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Commands.Large;

/// <summary>How much there is in the end, what the demonstration brought counted in; figures come on top of its own.</summary>
internal sealed record LargeSize(int Organisations, int People, int Items, int Findings, int Actions, int Indicators, int Areas, int Years)
{
    /// <summary>A big partnership after ten years.</summary>
    public static LargeSize Full { get; } = new(40, 2_000, 20_000, 30_000, 20_000, 100, 160, 10);
}

/// <summary>Fills a demonstration board to the size of a big one, so that what is slow there is found: the same texts, dates and
/// states at every run. Every record goes the one way to write, some dozens to a command, so trail, history, search and series are
/// what they would be; figures are written as an import writes them.</summary>
internal sealed class LargeBoard(IServiceProvider services, BoardDb db, LargeSize size, Action<string> tell, CancellationToken stop)
{
    private const int Seed = 20261123, RecordsToACommand = 120, TellEvery = 5_000;
    private readonly Stopwatch since = Stopwatch.StartNew();
    private List<Guid> themes = [], priorities = [];
    private List<Organisation> organisations = [];
    private List<Group> groups = [];

    /// <summary>The day it is made.</summary>
    public DateOnly Today { get; } = services.GetRequiredService<TimeProvider>().Today();

    /// <summary>Where words and chances come from.</summary>
    public LargeText Text { get; } = new(Seed);

    /// <summary>The board's database.</summary>
    public BoardDb Db => db;

    /// <summary>How much.</summary>
    public LargeSize Size => size;

    /// <summary>Stops the work.</summary>
    public CancellationToken Stop => stop;

    /// <summary>Says how far it is.</summary>
    public Action<string> Tell => tell;

    /// <summary>Organisations that do what is asked, the office apart.</summary>
    public IReadOnlyList<Organisation> Organisations => organisations;

    /// <summary>Groups that own findings.</summary>
    public IReadOnlyList<Group> Groups => groups;

    /// <summary>Themes.</summary>
    public IReadOnlyList<Guid> Themes => themes;

    /// <summary>Priorities of business plans.</summary>
    public IReadOnlyList<Guid> Priorities => priorities;

    /// <summary>Somebody of the business office, who accepts and judges.</summary>
    public Viewer Officer { get; private set; } = Viewer.Nobody;

    /// <summary>A post of each organisation that carries its actions, with whoever speaks for it.</summary>
    public Dictionary<Guid, (Guid PostId, Viewer Lead)> Leads { get; } = [];

    /// <summary>Makes it, in a database that holds the demonstration board.</summary>
    public async Task MakeAsync()
    {
        await StructureAsync();
        var items = await new LargeLibrary(this).MakeAsync();
        await new LargeThread(this, items).MakeAsync();
        await new LargeFigures(this, services.GetRequiredService<TimeProvider>()).MakeAsync();
        await db.Database.ExecuteSqlRawAsync("analyze", stop);
        tell($"Done in {since.Elapsed.TotalSeconds:0} seconds.");
    }

    /// <summary>A day of the ten years, this far through them: 0 to 1.</summary>
    public DateOnly DayAt(double share) => Today.AddDays(-(int)(size.Years * 365.25 * (1 - share)));

    /// <summary>Keeps records, some dozens to a command, and says how far it is.</summary>
    /// <param name="what">As progress names them.</param>
    /// <param name="many">What belongs together, one after the other.</param>
    public async Task KeepAsync(string what, IEnumerable<IReadOnlyCollection<object>> many)
    {
        List<object> waiting = [];
        var (kept, told) = (0, 0L);
        foreach (var together in many)
        {
            waiting.AddRange(together);
            kept++;
            if (waiting.Count < RecordsToACommand) continue;
            await SaveAsync();
            if (since.ElapsedMilliseconds - told < TellEvery) continue;
            told = since.ElapsedMilliseconds;
            tell($"{what}: {kept} …");
        }
        await SaveAsync();
        tell($"{what}: {kept}, after {since.Elapsed.TotalSeconds:0} seconds.");

        async Task SaveAsync()
        {
            db.AddRange(waiting);
            await db.SaveAsync(Command.Now($"Demonstration: {what}"), stop);
            db.ChangeTracker.Clear();
            waiting.Clear();
        }
    }

    private async Task StructureAsync()
    {
        themes = await db.Themes.OrderBy(t => t.Name).Select(t => t.Id).ToListAsync(stop);
        priorities = await db.Priorities.OrderBy(p => p.From).ThenBy(p => p.Title).Select(p => p.Id).ToListAsync(stop);
        groups = await db.Groups.AsNoTracking().Where(g => g.Kind == GroupKind.SubGroup).OrderBy(g => g.Name).ToListAsync(stop);
        organisations = await db.Organisations.AsNoTracking().OrderBy(o => o.Name).ToListAsync(stop);
        var people = await db.People.CountAsync(stop);
        var amara = await db.People.AsNoTracking().SingleAsync(p => p.Name == "Amara Whitfield", stop);
        Officer = Viewer.Of(amara.Id, amara.Name, [new(Role.BoardOfficer, ScopeKind.Board, null)], [], []);

        var from = DayAt(0).AddYears(-1);
        var types = Enum.GetValues<OrganisationType>().Where(t => t != OrganisationType.BoardOffice).ToList();
        var added = Enumerable.Range(1, Math.Max(0, size.Organisations - organisations.Count)).Select(i =>
        {
            var place = Text.Rare();
            return Organisation.WithList($"{place} {(i % 2 == 0 ? "Health Trust" : "Community Service")} {i}", $"{place} {i}", Text.Of(types), DutyBasis.Section11, from);
        }).ToList();
        await KeepAsync("organisations", added.Select(a => new object[] { a.Organisation, a.List }));
        organisations = [.. organisations.Where(o => o.Type != OrganisationType.BoardOffice), .. added.Select(a => a.Organisation)];
        await KeepAsync("people", PeopleOf(Math.Max(organisations.Count, size.People - people), from));
    }

    // The first of each organisation leads it.
    private IEnumerable<IReadOnlyCollection<object>> PeopleOf(int count, DateOnly from)
    {
        for (var i = 0; i < count; i++)
        {
            var (organisation, isLead) = (organisations[i % organisations.Count], i < organisations.Count);
            Person person = new(Text.Person(), $"person.{i + 1}@goldthread.example");
            Post post = new(organisation.Id, isLead ? "Head of safeguarding" : $"Practitioner {i + 1}");
            var role = isLead ? Role.AgencyLead : i % 10 == 0 ? Role.AgencyContributor : Role.Practitioner;
            if (isLead)
                Leads[organisation.Id] = (post.Id, new(person.Id, person.Name, [new(role, ScopeKind.Organisation, organisation.Id)], [organisation.Id], [organisation.AccessListId]));
            yield return [person, post, new PostHolding(post.Id, person.Id, from), new RoleHolding(person.Id, role, ScopeKind.Organisation, organisation.Id, from, null)];
        }
    }
}
