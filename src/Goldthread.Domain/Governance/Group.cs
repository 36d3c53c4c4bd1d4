using Goldthread.Domain.Admin;

namespace Goldthread.Domain.Governance;

/// <summary>Kinds of group in the structure (Framework 3.1, Appendix 1).</summary>
public enum GroupKind
{
    /// <summary>The board itself.</summary>
    Board,
    /// <summary>The executive.</summary>
    Executive,
    /// <summary>A standing sub-group.</summary>
    SubGroup,
    /// <summary>A panel that scrutinises or decides single cases.</summary>
    Panel,
    /// <summary>A forum of young people, parents or practitioners.</summary>
    Forum,
    /// <summary>Time-limited; closes with a report.</summary>
    TaskAndFinish,
}

/// <summary>A part of the structure that meets, with terms of reference, members and a reporting line
/// (Framework 3.1, Appendix 1).</summary>
public sealed class Group : Record
{
    private readonly List<TermsOfReference> terms = [];

    private Group() { }

    /// <summary>Sets up a group, with the access list of whoever is in it.</summary>
    public static (Group Group, AccessList List) WithList(string name, string shortName, GroupKind kind, string purpose, string meets, Guid? reportsToId, DateOnly from)
    {
        var group = new Group { Name = name, ShortName = shortName, Kind = kind, Purpose = purpose, Meets = meets, ReportsToId = reportsToId };
        var list = new AccessList(AccessListOwner.Group, group.Id).Admit(MemberKind.Group, group.Id, from, "rule");
        group.AccessListId = list.Id;
        return (group, list);
    }

    /// <summary>Full name.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Name for tables and pictures.</summary>
    public string ShortName { get; private set; } = "";

    /// <summary>Kind.</summary>
    public GroupKind Kind { get; private set; }

    /// <summary>What it is for, in a sentence.</summary>
    public string Purpose { get; private set; } = "";

    /// <summary>How often it meets, in words.</summary>
    public string Meets { get; private set; } = "";

    /// <summary>How many must be there for a decision, in words.</summary>
    public string Quorum { get; private set; } = "";

    /// <summary>The group it reports to; null at the top.</summary>
    public Guid? ReportsToId { get; private set; }

    /// <summary>Runs the learning framework on the board's behalf (Framework 7.2).</summary>
    public bool RunsFramework { get; private set; }

    /// <summary>Last day; null while it meets.</summary>
    public DateOnly? ClosedOn { get; private set; }

    /// <summary>Its own access list: whoever is in it today.</summary>
    public Guid AccessListId { get; private set; }

    /// <summary>Dated versions of its terms of reference.</summary>
    public IReadOnlyList<TermsOfReference> Terms => terms;

    /// <summary>The terms in force on a day; null before the first.</summary>
    public TermsOfReference? TermsOn(DateOnly date) => terms.Where(t => t.ApprovedOn <= date).MaxBy(t => t.ApprovedOn);

    /// <summary>Adds a version of the terms of reference.</summary>
    public void Approve(TermsOfReference version) => terms.Add(version);

    /// <summary>Changes how it is described and placed.</summary>
    public void Describe(string name, string shortName, string purpose, string meets, string quorum, Guid? reportsToId) =>
        (Name, ShortName, Purpose, Meets, Quorum, ReportsToId) = (name, shortName, purpose, meets, quorum, reportsToId);

    /// <summary>Makes it a group that runs the framework, or no longer one.</summary>
    public void RunFramework(bool runs = true) => RunsFramework = runs;

    /// <summary>Ends it after a last day; null opens it again.</summary>
    public void Close(DateOnly? lastDay) => ClosedOn = lastDay;
}

/// <summary>One version of what a group is for, may do and owes.</summary>
/// <param name="ApprovedOn">From when it holds.</param>
/// <param name="ReviewOn">When it is to be looked at again.</param>
/// <param name="Text">The terms, paragraphs parted by blank lines.</param>
public sealed record TermsOfReference(DateOnly ApprovedOn, DateOnly ReviewOn, string Text);

/// <summary>One meeting of a group.</summary>
public sealed class Meeting : ConfidentialRecord, ISearched
{
    private Meeting() { }

    /// <summary>Plans a meeting.</summary>
    public Meeting(Guid groupId, DateOnly heldOn, string title)
    {
        (GroupId, HeldOn, Title) = (groupId, heldOn, title);
        StampProfile(RuleProfile.On(heldOn));
    }

    /// <summary>Whose.</summary>
    public Guid GroupId { get; private set; }

    /// <summary>When.</summary>
    public DateOnly HeldOn { get; private set; }

    /// <summary>What it is called.</summary>
    public string Title { get; private set; } = "";

    /// <inheritdoc/>
    public override string Label => Title;

    /// <inheritdoc/>
    public override IEnumerable<Guid> GoverningScopes => [GroupId];

    /// <inheritdoc/>
    public override Admin.Right GoverningRight => Admin.Right.RunMeetings;

    /// <summary>Corrects what it is called and when it was. Changes nothing when it answers with problems.</summary>
    public IReadOnlyList<Problem> Correct(string? title, DateOnly heldOn, Viewer by)
    {
        IReadOnlyList<Problem> problems = [.. GovernanceRules.CheckMeeting(title), .. GovernanceRules.CanRecord(this, by)];
        if (problems.Count == 0) (Title, HeldOn) = (title!.Trim(), heldOn);
        return problems;
    }

    /// <inheritdoc/>
    public SearchText ToSearch() => SearchText.OfGroup("Meeting", Title, "", HeldOn, GroupId);
}

/// <summary>A decision of a meeting: one line, with a number within its meeting. It is never deleted: one recorded in error
/// is withdrawn with a reason and keeps its number.</summary>
public sealed class Decision : ConfidentialRecord, ISearched
{
    private Decision() { }

    /// <summary>In place of a number: the next one of its meeting, given when it is saved.</summary>
    public const int NextNumber = 0;

    /// <summary>Records a decision.</summary>
    public Decision(Meeting meeting, int number, string text)
    {
        (MeetingId, GroupId, Number, Text, MadeOn) = (meeting.Id, meeting.GroupId, number, text, meeting.HeldOn);
        LimitLike(meeting);
    }

    /// <summary>Where it was made.</summary>
    public Guid MeetingId { get; private set; }

    /// <summary>By whom.</summary>
    public Guid GroupId { get; private set; }

    /// <summary>Number within the meeting, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>What was decided.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The day of its meeting.</summary>
    public DateOnly MadeOn { get; private set; }

    /// <summary>When its wording was last corrected; null if never.</summary>
    public DateOnly? CorrectedOn { get; private set; }

    /// <summary>Who corrected it, by name.</summary>
    public string? CorrectedBy { get; private set; }

    /// <summary>When it was withdrawn as recorded in error; null while it stands.</summary>
    public DateOnly? WithdrawnOn { get; private set; }

    /// <summary>Who withdrew it, by name.</summary>
    public string? WithdrawnBy { get; private set; }

    /// <summary>Why.</summary>
    public string? WithdrawnBecause { get; private set; }

    /// <inheritdoc/>
    public override string Label => $"Decision {Number}";

    /// <inheritdoc/>
    public override IEnumerable<Guid> GoverningScopes => [GroupId];

    /// <inheritdoc/>
    public override Admin.Right GoverningRight => Admin.Right.RunMeetings;

    /// <summary>Corrects its wording; what stood there before stays in its history. Changes nothing when it answers with
    /// problems.</summary>
    public IReadOnlyList<Problem> Correct(string? text, Viewer by, DateOnly today)
    {
        IReadOnlyList<Problem> problems = [.. QuickLine.CheckDecision(text, "Text"), .. GovernanceRules.CanCorrect(this, by)];
        if (problems.Count > 0 || text!.Trim() == Text) return problems;
        (Text, CorrectedOn, CorrectedBy) = (text.Trim(), today, by.Name);
        return [];
    }

    /// <summary>Withdraws it as recorded in error. Changes nothing when it answers with problems.</summary>
    public IReadOnlyList<Problem> Withdraw(string? because, Viewer by, DateOnly today)
    {
        List<Problem> problems = [.. GovernanceRules.CanCorrect(this, by)];
        if (string.IsNullOrWhiteSpace(because)) problems.Add(new("Because", "Say why it is withdrawn"));
        else if (because.Length > QuickLine.LongestDecision) problems.Add(new("Because", $"Shorten the reason to {QuickLine.LongestDecision} characters"));
        if (problems.Count > 0) return problems;
        (WithdrawnOn, WithdrawnBy, WithdrawnBecause) = (today, by.Name, because!.Trim());
        return [];
    }

    /// <summary>Follows its meeting to another day, when the date on record was wrong.</summary>
    public void MoveWith(Meeting meeting) => MadeOn = meeting.HeldOn;

    /// <inheritdoc/>
    public SearchText ToSearch() => SearchText.OfGroup("Decision", WithdrawnOn is null ? Text : $"Withdrawn: {Text}", WithdrawnBecause ?? "", MadeOn, GroupId);
}

/// <summary>A priority of the business plan: what will be better for children, in which years.</summary>
public sealed class Priority : Record
{
    private Priority() { }

    /// <summary>Sets a priority.</summary>
    public Priority(string title, string outcome, DateOnly from, DateOnly? until) => (Title, Outcome, From, Until) = (title, outcome, from, until);

    /// <summary>Short name.</summary>
    public string Title { get; private set; } = "";

    /// <summary>"Children will …".</summary>
    public string Outcome { get; private set; } = "";

    /// <summary>First day of the plan.</summary>
    public DateOnly From { get; private set; }

    /// <summary>Last day; null while open.</summary>
    public DateOnly? Until { get; private set; }

    /// <summary>Changes it.</summary>
    public void Describe(string title, string outcome, DateOnly from, DateOnly? until) => (Title, Outcome, From, Until) = (title, outcome, from, until);
}

/// <summary>A subject that evidence of every kind is tagged with; one shared list (A7).</summary>
public sealed class Theme : Record
{
    private Theme() { }

    /// <summary>Adds a theme.</summary>
    public Theme(string name, string family) => (Name, Family) = (name, family);

    /// <summary>Its name: "Neglect".</summary>
    public string Name { get; private set; } = "";

    /// <summary>What it is sorted under: Abuse, Family, Child, Practice, System.</summary>
    public string Family { get; private set; } = "";

    /// <summary>No longer offered; what bears it keeps it.</summary>
    public bool IsRetired { get; private set; }

    /// <summary>Renames it, moves it or takes it out of the lists.</summary>
    public void Describe(string name, string family, bool isRetired) => (Name, Family, IsRetired) = (name, family, isRetired);
}
