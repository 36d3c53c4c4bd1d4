using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Identity;

namespace Goldthread.Web.Features.Admin.Demonstration;

/// <summary>What each part adds to the demonstration board, in order.</summary>
public interface IDemonstration
{
    /// <summary>Parts with a lower number come first.</summary>
    int Order { get; }

    /// <summary>Adds the part's records through the same methods that people use, and saves them.</summary>
    Task AddAsync(DemonstrationBoard board, BoardDb db, CancellationToken stop);
}

/// <summary>The demonstration board: invented people, agencies' doings and findings beside real published figures. Its
/// names belong to no real body.</summary>
public sealed class DemonstrationBoard
{
    private readonly Dictionary<string, Organisation> organisations = [];
    private readonly Dictionary<string, Group> groups = [];
    private readonly Dictionary<string, Person> people = [];
    private readonly Dictionary<string, Theme> themes = [];
    private readonly Dictionary<string, Priority> priorities = [];
    private readonly Dictionary<(string Organisation, string Name), Post> posts = [];
    private readonly Dictionary<string, Guid> indicators = [];
    private readonly List<PostHolding> jobs = [];
    private readonly List<RoleHolding> holdings = [];
    private readonly List<AccessList> lists = [];
    private static readonly DateOnly FirstDay = new(2016, 4, 1);

    /// <summary>The day it is made.</summary>
    public DateOnly Today { get; private init; }

    /// <summary>An organisation by its short name.</summary>
    public Organisation Organisation(string shortName) => organisations[shortName];

    /// <summary>A group by its short name.</summary>
    public Group Group(string shortName) => groups[shortName];

    /// <summary>A person by name.</summary>
    public Person Person(string name) => people[name];

    /// <summary>A theme by name.</summary>
    public Theme Theme(string name) => themes[name];

    /// <summary>Ids of all themes by name.</summary>
    public IReadOnlyDictionary<string, Guid> ThemesByName => themes.ToDictionary(t => t.Key, t => t.Value.Id);

    /// <summary>A priority of a business plan by its title.</summary>
    public Priority Priority(string title) => priorities[title];

    /// <summary>The post of an organisation that carries its part in the board's work.</summary>
    public Post Post(string organisation) => posts.First(p => p.Key.Organisation == organisation).Value;

    /// <summary>An indicator by its code ("MIS01"); null while the dataset has not put it in.</summary>
    public Guid? IndicatorId(string code) => indicators.TryGetValue(code, out var id) ? id : null;

    /// <summary>Lets the stories speak of an indicator by its code.</summary>
    public void RegisterIndicator(string code, Guid id) => indicators[code] = id;

    /// <summary>Lets the invented people read what points to this list.</summary>
    public AccessList Keep(AccessList list)
    {
        lists.Add(list);
        return list;
    }

    /// <summary>A person as he or she was on a day: the same as a request would find then.</summary>
    public Viewer ViewerOn(string name, DateOnly day)
    {
        var person = people[name];
        var held = holdings.Where(h => h.PersonId == person.Id && h.From <= day && (h.Until is null || h.Until >= day)).ToList();
        return Viewer.Of(person.Id, name, [.. held.Select(h => new RoleHeld(h.Role, h.Scope, h.ScopeId, groups.Values.FirstOrDefault(g => g.Id == h.ScopeId)?.Kind))],
            jobs.Where(j => j.PersonId == person.Id && j.From <= day && (j.Until is null || j.Until >= day)).Select(j => posts.Values.First(p => p.Id == j.PostId).OrganisationId),
            lists.SelectMany(l => l.Members).Where(m => m.From <= day && (m.Until is null || m.Until >= day)));
    }

    /// <summary>Who speaks for an organisation on a day: its safeguarding lead, or the business manager for the office.</summary>
    public Viewer LeadOn(string organisation, DateOnly day)
    {
        if (organisation == "Office") return ViewerOn("Amara Whitfield", day);
        var id = organisations[organisation].Id;
        return ViewerOfHolding(holdings.First(h => h.ScopeId == id && h.Role == Role.AgencyLead && h.From <= day && (h.Until is null || h.Until >= day)), day);
    }

    /// <summary>Who chairs a group on a day.</summary>
    public Viewer ChairOn(string group, DateOnly day)
    {
        var id = groups[group].Id;
        return ViewerOfHolding(holdings.First(h => h.ScopeId == id && h.Role == Role.Chair && h.From <= day && (h.Until is null || h.Until >= day)), day);
    }

    private Viewer ViewerOfHolding(RoleHolding holding, DateOnly day) => ViewerOn(people.Values.First(p => p.Id == holding.PersonId).Name, day);

    /// <summary>Makes the whole board in an empty database.</summary>
    public static async Task MakeAsync(IServiceProvider services, BoardDb db, CancellationToken stop)
    {
        var board = new DemonstrationBoard { Today = services.GetRequiredService<TimeProvider>().Today() };
        board.AddStructure(db);
        board.AddAccessChecks(db);
        await db.SaveAsync(Command.Now("Demonstration: structure"), stop);
        await board.AddAccountsAsync(services);
        foreach (var part in services.GetServices<IDemonstration>().OrderBy(p => p.Order))
        {
            await part.AddAsync(board, db, stop);
            db.ChangeTracker.Clear();
        }
    }

    private void AddStructure(BoardDb db)
    {
        var settings = new BoardSettings();
        settings.Describe("Demonstration Safeguarding Children Partnership", Words.Lscp.Code, "Croydon",
            "Children's front door, Monday to Friday 9am to 5pm: 020 7946 0101 (an invented number)",
            "Emergency duty team, evenings and weekends: 020 7946 0102 (an invented number)",
            "The partnership's office, office@goldthread.example");
        settings.MarkAsDemonstration();
        db.Settings.Add(settings);

        AddOrganisation(db, "Partnership Office", "Office", OrganisationType.BoardOffice, DutyBasis.Other, "Working Together");
        AddOrganisation(db, "Harrowdown Children's Social Care", "Social Care", OrganisationType.LocalAuthority, DutyBasis.Section11);
        AddOrganisation(db, "Harrowdown Metropolitan Police Unit", "Police", OrganisationType.Police, DutyBasis.Section11);
        AddOrganisation(db, "Harrowdown Community Health Trust", "Community Health", OrganisationType.Health, DutyBasis.Section11);
        AddOrganisation(db, "St Brannock's Hospital", "Hospital", OrganisationType.Health, DutyBasis.Section11);
        AddOrganisation(db, "Larkfield Mental Health Trust", "Mental Health", OrganisationType.Health, DutyBasis.Section11);
        AddOrganisation(db, "Harrowdown Schools Forum", "Schools", OrganisationType.Education, DutyBasis.Section175);
        AddOrganisation(db, "Lantern Domestic Abuse Service", "Lantern", OrganisationType.Voluntary, DutyBasis.Other, "By agreement");
        AddOrganisation(db, "Waymark Youth Charity", "Waymark", OrganisationType.Voluntary, DutyBasis.Other, "By agreement");
        AddOrganisation(db, "Harrowdown Youth Justice", "Youth Justice", OrganisationType.Justice, DutyBasis.Section11);
        AddOrganisation(db, "Harrowdown Homes", "Homes", OrganisationType.Housing, DutyBasis.Section11);

        groups["Board"] = AddGroup(db, Words.Lscp.Body, Words.Lscp.BodyShort, GroupKind.Board, "Answers for how well the agencies together keep children safe.", "Every two months", null);
        AddGroup(db, "Executive Group", "Executive", GroupKind.Executive, "Delivers the plan, keeps the scrutiny calendar and clears what blocks the groups.", "Every two months", "Board");
        AddGroup(db, "Quality Assurance and Performance Group", "Quality", GroupKind.SubGroup, "Runs this framework: the dataset, audits and what became of them.", "Every two months", "Executive").RunFramework();
        AddGroup(db, "Practice Review Group", "Reviews", GroupKind.SubGroup, "Considers serious incidents, oversees reviews and their lessons.", "Every two months", "Board");
        AddGroup(db, "Exploitation and Missing Group", "Exploitation", GroupKind.SubGroup, "Children who go missing or are exploited.", "Every two months", "Executive");
        AddGroup(db, "Learning and Development Group", "Training", GroupKind.SubGroup, "Training built from lessons, and whether it reaches practice.", "Every two months", "Executive");
        AddGroup(db, "Section 11 Panel", "S11 Panel", GroupKind.Panel, "Tests agencies' yearly self-assessments.", "Each spring", "Quality");
        AddGroup(db, "Young People's Forum", "Young People", GroupKind.Forum, "Young people who advise the board and ask it questions.", "Monthly", "Board");

        // Who held the posts before: the archive is ten years deep, and tasks passed on with their posts.
        AddPerson(db, "Barbara Keane", "Community Health", "Named nurse", Role.AgencyLead, until: Handover);
        AddPerson(db, "Rachel Byrne", "Police", "Public protection lead", Role.AgencyLead, until: Handover);
        AddPerson(db, "Colin Ashworth", "Mental Health", "Head of safeguarding", Role.AgencyLead, until: Handover);
        AddPerson(db, "Margery Stott", "Schools", "Designated safeguarding lead", Role.AgencyLead, until: Handover);
        AddPerson(db, "Amara Whitfield", "Office", "Business manager", Role.BoardOfficer);
        AddPerson(db, "Joel Prentice", "Office", "Quality officer", Role.BoardOfficer);
        AddPerson(db, "Dr Ines Calloway", "Office", "Independent scrutineer", Role.Chair);
        AddPerson(db, "Pavel Novak", "Office", "Data analyst", Role.Analyst);
        AddPerson(db, "Ruth Ansel", "Office", "System administrator", Role.Administrator);
        AddPerson(db, "Margaret Osei", null, "", Role.LayMember);
        AddPerson(db, "Helen Marsh", "Social Care", "Head of safeguarding", Role.AgencyLead);
        AddPerson(db, "Callum Reid", "Social Care", "Service manager", Role.AgencyContributor);
        AddPerson(db, "Det Supt Tom Okafor", "Police", "Public protection lead", Role.AgencyLead, Handover.AddDays(1));
        AddPerson(db, "Sunita Rao", "Community Health", "Named nurse", Role.AgencyLead, Handover.AddDays(1));
        AddPerson(db, "Dr Peter Lindqvist", "Hospital", "Named doctor", Role.AgencyLead);
        AddPerson(db, "Naomi Feld", "Mental Health", "Head of safeguarding", Role.AgencyLead, Handover.AddDays(1));
        AddPerson(db, "Grace Adeyemi", "Schools", "Designated safeguarding lead", Role.AgencyLead, Handover.AddDays(1));
        AddPerson(db, "Carys Bevan", "Lantern", "Chief officer", Role.AgencyLead);
        AddPerson(db, "Dominic Shaw", "Waymark", "Participation worker", Role.AgencyLead);
        AddPerson(db, "Yusuf Demir", "Youth Justice", "Service manager", Role.AgencyLead);
        AddPerson(db, "Linda Cross", "Homes", "Community safety lead", Role.AgencyLead);
        AddPerson(db, "Eleanor Voss", null, "", Role.Reviewer);
        AddPerson(db, "Sam Tully", "Schools", "Teacher", Role.Practitioner);
        AddPerson(db, "Imran Siddiq", "Community Health", "Trainer", Role.Trainer);
        AddPerson(db, "Judith Farrow", "Social Care", "Director of children's services", Role.Signatory);
        AddPerson(db, "Owen Pryce", null, "", Role.OutsideReader);
        AddPerson(db, "Beth Harker", "Schools", "Head teacher", Role.PanelMember);

        Seat(db, "Dr Ines Calloway", "Board", Role.Chair, "Office");
        Seat(db, "Dr Ines Calloway", "Executive", Role.Chair, "Office");
        Seat(db, "Dr Ines Calloway", "S11 Panel", Role.Chair, "Office");
        Seat(db, "Sunita Rao", "Quality", Role.Chair, "Community Health");
        Seat(db, "Det Supt Tom Okafor", "Exploitation", Role.Chair, "Police");
        Seat(db, "Naomi Feld", "Reviews", Role.Chair, "Mental Health");
        Seat(db, "Grace Adeyemi", "Training", Role.Chair, "Schools");
        Seat(db, "Dominic Shaw", "Young People", Role.Chair, "Waymark");
        Seat(db, "Barbara Keane", "Quality", Role.Chair, "Community Health");
        Seat(db, "Rachel Byrne", "Exploitation", Role.Chair, "Police");
        Seat(db, "Colin Ashworth", "Reviews", Role.Chair, "Mental Health");
        Seat(db, "Margery Stott", "Training", Role.Chair, "Schools");
        Seat(db, "Beth Harker", "S11 Panel", Role.PanelMember, "Schools");
        foreach (var (name, organisation) in new[] { ("Helen Marsh", "Social Care"), ("Det Supt Tom Okafor", "Police"), ("Sunita Rao", "Community Health"), ("Grace Adeyemi", "Schools") })
        {
            Seat(db, name, "Executive", Role.GroupMember, organisation);
            Seat(db, name, "Board", Role.GroupMember, organisation);
        }
        foreach (var (name, organisation) in new[] { ("Helen Marsh", "Social Care"), ("Dr Peter Lindqvist", "Hospital"), ("Grace Adeyemi", "Schools"), ("Pavel Novak", "Office") })
            Seat(db, name, "Quality", Role.GroupMember, organisation);
        foreach (var (name, organisation) in new[] { ("Yusuf Demir", "Youth Justice"), ("Dominic Shaw", "Waymark"), ("Helen Marsh", "Social Care") })
            Seat(db, name, "Exploitation", Role.GroupMember, organisation);
        foreach (var (name, organisation) in new[] { ("Helen Marsh", "Social Care"), ("Eleanor Voss", "Office"), ("Det Supt Tom Okafor", "Police") })
            Seat(db, name, "Reviews", Role.GroupMember, organisation);

        foreach (var group in new[] { "Exploitation", "Reviews" }) // serves them; and accepts what their chairs' own agencies did
            Seat(db, "Amara Whitfield", group, Role.GroupMember, "Office");

        foreach (var (family, names) in StartingThemes.ByFamily)
            foreach (var name in names)
                themes[name] = db.Themes.Add(new(name, family)).Entity;
        foreach (var (title, outcome, from) in PlansSoFar)
            priorities[title] = db.Priorities.Add(new(title, outcome, new(from, 4, 1), new(from < 2024 ? from + 4 : 2027, 3, 31))).Entity;
    }

    private static readonly (string Title, string Outcome, int From)[] PlansSoFar =
    [
        ("Help before harm", "Children will be helped before their needs become serious.", 2016),
        ("Children who go missing", "Children who go missing or are exploited will be looked for, listened to and kept safe.", 2016),
        ("Living with domestic abuse", "Children who live with domestic abuse will be seen and helped in their own right.", 2020),
        ("Growing up well", "Young people will have someone to turn to before a crisis.", 2020),
        ("Neglect", "Children will have their needs met early, before harm builds up.", 2024),
        ("Safer adolescence", "Young people will be safe outside the home as well as in it.", 2024),
        ("Whole families, one plan", "Children living with domestic abuse or a parent's ill health will be seen and helped by everyone around them.", 2024),
    ];

    private async Task AddAccountsAsync(IServiceProvider services)
    {
        var users = services.GetRequiredService<UserManager<Account>>();
        var inPost = holdings.Where(h => h.Until is null || h.Until >= Today).Select(h => h.PersonId).ToHashSet();
        foreach (var person in people.Values.Where(p => inPost.Contains(p.Id))) // without a password: the sign-in page of a demonstration offers them by name
            await users.CreateAsync(new() { UserName = person.Email, Email = person.Email, EmailConfirmed = true, PersonId = person.Id });
    }

    // Every agency confirmed its people this year but one, which is late with it.
    private void AddAccessChecks(BoardDb db)
    {
        foreach (var lead in holdings.Where(h => h.Role == Role.AgencyLead && h.Scope == ScopeKind.Organisation && h.From <= Today && (h.Until is null || h.Until >= Today)))
        {
            var (id, name) = (lead.ScopeId!.Value, people.Values.First(p => p.Id == lead.PersonId).Name);
            db.AccessChecks.Add(new(id, Today.AddDays(id == organisations["Schools"].Id ? -370 : -90), name, 3, 0, ""));
        }
    }

    private void AddOrganisation(BoardDb db, string name, string shortName, OrganisationType type, DutyBasis basis, string duty = "")
    {
        var (organisation, list) = Domain.Governance.Organisation.WithList(name, shortName, type, basis, new(2015, 4, 1), duty);
        db.AccessLists.Add(Keep(list));
        organisations[shortName] = db.Organisations.Add(organisation).Entity;
    }

    private Group AddGroup(BoardDb db, string name, string shortName, GroupKind kind, string purpose, string meets, string? reportsTo)
    {
        var (group, list) = Domain.Governance.Group.WithList(name, shortName, kind, purpose, meets, reportsTo is null ? null : groups[reportsTo].Id, new(2015, 4, 1));
        group.Approve(new(new(2024, 4, 10), new(2027, 4, 10), $"{purpose}\n\nThe group meets {meets.ToLowerInvariant()} and reports in writing after each meeting. Decisions need the chair and three agencies in the room."));
        group.Describe(name, shortName, purpose, meets, "The chair and three agencies", group.ReportsToId);
        db.AccessLists.Add(Keep(list));
        return groups[shortName] = db.Groups.Add(group).Entity;
    }

    private static readonly DateOnly Handover = new(2020, 3, 31);

    private void AddPerson(BoardDb db, string name, string? organisation, string post, Role role, DateOnly? since = null, DateOnly? until = null)
    {
        var person = people[name] = db.People.Add(new(name, $"{name.ToLowerInvariant().Replace(' ', '.')}@goldthread.example")).Entity;
        var from = since ?? FirstDay;
        if (organisation is not null)
        {
            if (!posts.TryGetValue((organisation, post), out var job))
                job = posts[(organisation, post)] = db.Posts.Add(new(organisations[organisation].Id, post)).Entity;
            var holding = db.PostHoldings.Add(new(job.Id, person.Id, from)).Entity;
            if (until is { } last) holding.End(last);
            jobs.Add(holding);
        }
        var forBoard = role is Role.Administrator or Role.BoardOfficer or Role.Analyst or Role.LayMember || (role == Role.Chair && organisation == "Office");
        if (forBoard || organisation is null)
            Hold(db, new(person.Id, role, ScopeKind.Board, null, from, role == Role.OutsideReader ? Today.AddDays(60) : until));
        else
            Hold(db, new(person.Id, role, ScopeKind.Organisation, organisations[organisation].Id, from, until));
    }

    // A seat lasts as long as its holder is with the board.
    private void Seat(BoardDb db, string name, string group, Role role, string organisation)
    {
        var first = holdings.First(h => h.PersonId == people[name].Id);
        Hold(db, new(people[name].Id, role, ScopeKind.Group, groups[group].Id, first.From, role == Role.Chair ? first.Until : null, organisations[organisation].Id));
    }

    private void Hold(BoardDb db, RoleHolding holding) => holdings.Add(db.RoleHoldings.Add(holding).Entity);
}
