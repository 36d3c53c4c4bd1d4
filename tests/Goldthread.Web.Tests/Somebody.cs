using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Storage;

namespace Goldthread.Web.Tests;

/// <summary>Organisations and groups of the tests.</summary>
public static class Somewhere
{
    private static readonly List<object> all = [];
    private static readonly DateOnly since = new(2015, 4, 1);

    public static Organisation Office { get; } = AnOrganisation("Partnership Office", "Office", OrganisationType.BoardOffice);
    public static Organisation SocialCare { get; } = AnOrganisation("Children's Social Care", "Social Care", OrganisationType.LocalAuthority);
    public static Organisation Police { get; } = AnOrganisation("Police", "Police", OrganisationType.Police);
    public static Organisation Hospital { get; } = AnOrganisation("Hospital", "Hospital", OrganisationType.Health);

    public static Group Board { get; } = AGroup("Safeguarding Partnership Board", "Board", GroupKind.Board);
    public static Group Quality { get; } = AGroup("Quality Assurance Group", "Quality", GroupKind.SubGroup);
    public static Group Training { get; } = AGroup("Learning Group", "Training", GroupKind.SubGroup);
    public static Group Panel { get; } = AGroup("Review Panel", "Panel", GroupKind.Panel);

    public static Theme Neglect { get; } = Kept(new Theme("Neglect", "Abuse"));

    internal static void AddTo(BoardDb db)
    {
        db.AddRange(all);
        // Every agency confirmed its people in the summer: nothing of it waits for anybody until a test says so.
        db.AddRange(all.OfType<Organisation>().Select(o => new AccessCheck(o.Id, new(2026, 8, 1), "tests", 1, 0, "")));
    }

    private static Organisation AnOrganisation(string name, string shortName, OrganisationType type)
    {
        var (organisation, list) = Organisation.WithList(name, shortName, type, DutyBasis.Section11, since);
        all.Add(list);
        return Kept(organisation);
    }

    private static Group AGroup(string name, string shortName, GroupKind kind)
    {
        var (group, list) = Group.WithList(name, shortName, kind, "Invented for tests.", "Monthly", null, since);
        all.Add(list);
        return Kept(group);
    }

    private static T Kept<T>(T record) where T : class
    {
        all.Add(record);
        return record;
    }
}

/// <summary>People of the tests, one for each role there is, each with an account.</summary>
public sealed class Somebody
{
    private static readonly List<Somebody> all = [];
    private readonly Person person;
    private readonly RoleHolding holding;
    private readonly Organisation? worksFor;

    private Somebody(string name, Role role, ScopeKind scope, Guid? scopeId, Organisation? worksFor)
    {
        this.worksFor = worksFor;
        person = new(name, $"{name.ToLowerInvariant().Replace(' ', '.')}@tests.example");
        holding = new(person.Id, role, scope, scopeId, new(2020, 4, 1), role == Role.OutsideReader ? new(2027, 3, 31) : null,
            scope == ScopeKind.Group ? worksFor?.Id : null);
        all.Add(this);
    }

    public static Somebody Administrator { get; } = OfBoard("Ada Min", Role.Administrator);
    public static Somebody Officer { get; } = OfBoard("Olive Office", Role.BoardOfficer);
    public static Somebody Chair { get; } = OfBoard("Cherry Chair", Role.Chair);
    public static Somebody LayMember { get; } = OfBoard("Leigh Member", Role.LayMember, worksFor: null);
    public static Somebody Analyst { get; } = OfBoard("Anna Lyst", Role.Analyst);
    public static Somebody QualityChair { get; } = new("Quentin Chair", Role.Chair, ScopeKind.Group, Somewhere.Quality.Id, Somewhere.Hospital);
    public static Somebody TrainingChair { get; } = new("Tracy Chair", Role.Chair, ScopeKind.Group, Somewhere.Training.Id, Somewhere.Hospital);
    public static Somebody QualityMember { get; } = new("Max Member", Role.GroupMember, ScopeKind.Group, Somewhere.Quality.Id, Somewhere.Police);
    public static Somebody SocialCareLead { get; } = new("Sonia Lead", Role.AgencyLead, ScopeKind.Organisation, Somewhere.SocialCare.Id, Somewhere.SocialCare);
    public static Somebody PoliceLead { get; } = new("Pete Lead", Role.AgencyLead, ScopeKind.Organisation, Somewhere.Police.Id, Somewhere.Police);
    public static Somebody Contributor { get; } = new("Connie Butor", Role.AgencyContributor, ScopeKind.Organisation, Somewhere.SocialCare.Id, Somewhere.SocialCare);
    public static Somebody Signatory { get; } = new("Sid Natory", Role.Signatory, ScopeKind.Organisation, Somewhere.SocialCare.Id, Somewhere.SocialCare);
    public static Somebody Reviewer { get; } = OfBoard("Rita Viewer", Role.Reviewer, worksFor: null);
    public static Somebody Trainer { get; } = new("Tara Trainer", Role.Trainer, ScopeKind.Organisation, Somewhere.Hospital.Id, Somewhere.Hospital);
    public static Somebody Practitioner { get; } = new("Prue Titioner", Role.Practitioner, ScopeKind.Organisation, Somewhere.Hospital.Id, Somewhere.Hospital);
    public static Somebody PanelMember { get; } = new("Pam Member", Role.PanelMember, ScopeKind.Group, Somewhere.Panel.Id, Somewhere.Police);
    public static Somebody OutsideReader { get; } = OfBoard("Otto Reader", Role.OutsideReader, worksFor: null);

    /// <summary>The whole cast.</summary>
    public static IReadOnlyList<Somebody> Everyone => all;

    /// <summary>The person's id.</summary>
    public Guid Id => person.Id;

    /// <summary>The person's name.</summary>
    public string Name => person.Name;

    /// <summary>E-mail address of person and account.</summary>
    public string Email => person.Email;

    /// <summary>The role held.</summary>
    public Role Role => holding.Role;

    /// <summary>What the product must take this person for.</summary>
    public Viewer Viewer => new(Id, Name, [new(holding.Role, holding.Scope, holding.ScopeId)], Organisations, Lists, IsBoardMember);

    private IEnumerable<Guid> Organisations => worksFor is null ? [] : [worksFor.Id];

    private IEnumerable<Guid> Lists => (holding.Scope == ScopeKind.Group ? new[] { Somewhere.Board, Somewhere.Quality, Somewhere.Training, Somewhere.Panel }.Where(g => g.Id == holding.ScopeId).Select(g => g.AccessListId) : [])
        .Concat(worksFor is null ? [] : [worksFor.AccessListId]);

    private bool IsBoardMember => holding.Role is Role.BoardOfficer or Role.LayMember
        || (holding.Role is Role.Chair or Role.GroupMember && (holding.Scope == ScopeKind.Board || holding.ScopeId != Somewhere.Panel.Id));

    public override string ToString() => $"{holding.Role} {Name}";

    internal static void AddTo(BoardDb db)
    {
        foreach (var somebody in all)
        {
            db.AddRange(somebody.person, somebody.holding, new Account
            {
                UserName = somebody.Email,
                NormalizedUserName = somebody.Email.ToUpperInvariant(),
                Email = somebody.Email,
                NormalizedEmail = somebody.Email.ToUpperInvariant(),
                EmailConfirmed = true,
                LockoutEnabled = true,
                PersonId = somebody.Id,
                SecurityStamp = Guid.NewGuid().ToString("N"),
            });
            if (somebody.worksFor is not { } organisation) continue;
            Post post = new(organisation.Id, $"Post of {somebody.Name}");
            db.AddRange(post, new PostHolding(post.Id, somebody.Id, new(2020, 4, 1)));
        }
    }

    private static Somebody OfBoard(string name, Role role) => OfBoard(name, role, Somewhere.Office);

    private static Somebody OfBoard(string name, Role role, Organisation? worksFor) => new(name, role, ScopeKind.Board, null, worksFor);
}
