using Goldthread.Domain.Admin;

namespace Goldthread.Domain.Governance;

/// <summary>Kinds of organisation, as the practice sorts them.</summary>
public enum OrganisationType
{
    /// <summary>A council or one of its services.</summary>
    LocalAuthority,
    /// <summary>Police.</summary>
    Police,
    /// <summary>Health provider or commissioner.</summary>
    Health,
    /// <summary>School, college, early years.</summary>
    Education,
    /// <summary>Probation and youth justice.</summary>
    Justice,
    /// <summary>Charity, community or faith body.</summary>
    Voluntary,
    /// <summary>Housing.</summary>
    Housing,
    /// <summary>The board's own office, whoever pays it.</summary>
    BoardOffice,
    /// <summary>Any other.</summary>
    Other,
}

/// <summary>On what an organisation's duty towards children rests (Working Together 2015 ch.2): it decides what the organisation is asked.</summary>
public enum DutyBasis
{
    /// <summary>Section 11 of the Children Act 2004.</summary>
    Section11,
    /// <summary>Section 175 or 157 of the Education Act 2002, for schools and colleges.</summary>
    Section175,
    /// <summary>Another: a licence, a contract, an agreement. It says which.</summary>
    Other,
    /// <summary>None: it works with the board because it wants to.</summary>
    None,
}

/// <summary>A body that works with children and sits on the board or answers to it (Framework 1.4).</summary>
public sealed class Organisation : Record
{
    private Organisation() { }

    /// <summary>Registers an organisation, with the access list of whoever acts for it.</summary>
    public static (Organisation Organisation, AccessList List) WithList(string name, string shortName, OrganisationType type, DutyBasis basis, DateOnly activeFrom, string duty = "")
    {
        var organisation = new Organisation { Name = name, ShortName = shortName, Type = type, Basis = basis, Duty = duty, ActiveFrom = activeFrom };
        var list = new AccessList(AccessListOwner.Organisation, organisation.Id).Admit(MemberKind.Organisation, organisation.Id, activeFrom, "rule");
        organisation.AccessListId = list.Id;
        return (organisation, list);
    }

    /// <summary>Full name.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Name for tables and charts.</summary>
    public string ShortName { get; private set; } = "";

    /// <summary>Kind.</summary>
    public OrganisationType Type { get; private set; }

    /// <summary>On what its duty rests.</summary>
    public DutyBasis Basis { get; private set; }

    /// <summary>More about its duty: "by agreement", "its contract of 2024". Needed where it rests on something other than the two Acts.</summary>
    public string Duty { get; private set; } = "";

    /// <summary>The organisation it is a service of.</summary>
    public Guid? ParentId { get; private set; }

    /// <summary>First day.</summary>
    public DateOnly ActiveFrom { get; private set; }

    /// <summary>Last day; null while it exists.</summary>
    public DateOnly? ActiveUntil { get; private set; }

    /// <summary>Who took over.</summary>
    public Guid? SuccessorId { get; private set; }

    /// <summary>Its own access list: whoever acts for it today.</summary>
    public Guid AccessListId { get; private set; }

    /// <summary>Places it under a parent (a council and its services); null makes it stand alone.</summary>
    public Organisation Under(Guid? parentId)
    {
        ParentId = parentId;
        return this;
    }

    /// <summary>Corrects how it is named and sorted.</summary>
    public void Describe(string name, string shortName, OrganisationType type, DutyBasis basis, string duty) =>
        (Name, ShortName, Type, Basis, Duty) = (name, shortName, type, basis, duty);

    /// <summary>Ends it after a last day, its work passing to the successor; null opens it again.</summary>
    public void End(DateOnly? lastDay, Guid? successorId) => (ActiveUntil, SuccessorId) = (lastDay, successorId);
}

/// <summary>Somebody the board works with. May exist without an account.</summary>
public sealed class Person : Record
{
    private Person() { }

    /// <summary>Registers a person.</summary>
    public Person(string name, string email) => (Name, Email) = (name, email);

    /// <summary>Name as spoken.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Where mail goes.</summary>
    public string Email { get; private set; } = "";

    /// <summary>What is wrong with a name and an address as typed; empty when nothing is.</summary>
    /// <param name="name">Name.</param>
    /// <param name="email">E-mail address: something before and after one @, without blanks.</param>
    public static IReadOnlyList<Problem> Problems(string? name, string? email)
    {
        List<Problem> problems = [];
        if (string.IsNullOrWhiteSpace(name)) problems.Add(new(nameof(Name), "Enter the person’s name"));
        else if (name.Length > 120) problems.Add(new(nameof(Name), "Shorten the name to 120 characters"));
        else if (name.Any(char.IsControl)) problems.Add(new(nameof(Name), "Write the name in one line")); // it stands in letters
        if (string.IsNullOrWhiteSpace(email)) problems.Add(new(nameof(Email), "Enter the e-mail address"));
        else if (email.Length > 200) problems.Add(new(nameof(Email), "Shorten the e-mail address to 200 characters"));
        else if (email.Split('@') is not [{ Length: > 0 }, { Length: > 2 } host] || !host.Contains('.', StringComparison.Ordinal) || email.Any(c => char.IsWhiteSpace(c) || c is ',' or ';' or '<' or '>'))
            problems.Add(new(nameof(Email), "Enter one e-mail address, such as name@council.gov.uk"));
        return problems;
    }

    /// <summary>Corrects name and address.</summary>
    public void Describe(string name, string email) => (Name, Email) = (name, email);
}

/// <summary>A job in an organisation. A task given to a post passes to its next holder.</summary>
public sealed class Post : Record
{
    private Post() { }

    /// <summary>Sets up a post.</summary>
    public Post(Guid organisationId, string name) => (OrganisationId, Name) = (organisationId, name);

    /// <summary>Where.</summary>
    public Guid OrganisationId { get; private set; }

    /// <summary>What it is called: "Named nurse".</summary>
    public string Name { get; private set; } = "";
}

/// <summary>Who holds a post, from when to when.</summary>
public sealed class PostHolding : Record
{
    private PostHolding() { }

    /// <summary>Puts a person into a post.</summary>
    public PostHolding(Guid postId, Guid personId, DateOnly from, bool isDeputy = false) =>
        (PostId, PersonId, From, IsDeputy) = (postId, personId, from, isDeputy);

    /// <summary>The post.</summary>
    public Guid PostId { get; private set; }

    /// <summary>Its holder.</summary>
    public Guid PersonId { get; private set; }

    /// <summary>First day.</summary>
    public DateOnly From { get; private set; }

    /// <summary>Last day; null while held.</summary>
    public DateOnly? Until { get; private set; }

    /// <summary>Stands in for the holder.</summary>
    public bool IsDeputy { get; private set; }

    /// <summary>Ends it; the last day counts.</summary>
    public void End(DateOnly lastDay) => Until = lastDay;
}
