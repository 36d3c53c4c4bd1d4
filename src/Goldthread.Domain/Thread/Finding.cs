using Goldthread.Domain.Admin;

namespace Goldthread.Domain.Thread;

/// <summary>Which way a finding leans.</summary>
public enum FindingKind
{
    /// <summary>Something goes well: worth keeping and sharing.</summary>
    Strength,
    /// <summary>Something needs to be better.</summary>
    AreaForImprovement,
    /// <summary>Something may go wrong for children.</summary>
    Risk,
}

/// <summary>How far a finding can be relied on.</summary>
public enum EvidenceStrength
{
    /// <summary>Several sources agree.</summary>
    Strong,
    /// <summary>One good source.</summary>
    Moderate,
    /// <summary>A first sign.</summary>
    Weak,
}

/// <summary>How far a finding reaches (K10).</summary>
public enum Reach
{
    /// <summary>About the way agencies work.</summary>
    System,
    /// <summary>About one case.</summary>
    OneCase,
}

/// <summary>Whether a finding still counts.</summary>
public enum FindingStatus
{
    /// <summary>It stands in lists and counts.</summary>
    Standing,
    /// <summary>Taken back with a reason; it can be brought back.</summary>
    Withdrawn,
    /// <summary>Said by another finding, which took over what hung on it.</summary>
    Merged,
}

/// <summary>What the evidence says is going well, needs to be better, or may go wrong (Framework 1.1).</summary>
public sealed class Finding : ConfidentialRecord, ISearched
{
    private readonly List<Tag> themes = [];
    private readonly List<Tag> priorities = [];
    private readonly List<Tag> organisations = [];
    private readonly List<Tag> repeats = [];
    private readonly List<Evidence> evidence = [];
    private readonly List<Uptake> uptakes = [];

    private Finding() { }

    /// <summary>Records a finding.</summary>
    /// <param name="kind">Which way it leans.</param>
    /// <param name="title">In one line.</param>
    /// <param name="foundOn">When it was found; the rule profile is proposed from it.</param>
    /// <param name="ownerGroupId">The group that answers for it.</param>
    public Finding(FindingKind kind, string title, DateOnly foundOn, Guid ownerGroupId)
    {
        (Kind, Title, FoundOn, OwnerGroupId) = (kind, title, foundOn, ownerGroupId);
        StampProfile(RuleProfile.On(foundOn));
    }

    /// <summary>Short spoken code.</summary>
    public string Ref { get; private set; } = Reference.New('F');

    /// <summary>Which way it leans.</summary>
    public FindingKind Kind { get; private set; }

    /// <summary>In one line.</summary>
    public string Title { get; private set; } = "";

    /// <summary>What was found.</summary>
    public string Detail { get; private set; } = "";

    /// <summary>What it means for children.</summary>
    public string MeaningForChildren { get; private set; } = "";

    /// <summary>How far it can be relied on.</summary>
    public EvidenceStrength Strength { get; private set; }

    /// <summary>One case or the system.</summary>
    public Reach Reach { get; private set; }

    /// <summary>When it was found.</summary>
    public DateOnly FoundOn { get; private set; }

    /// <summary>The group that answers for it.</summary>
    public Guid OwnerGroupId { get; private set; }

    /// <summary>Its source lies where this record's readers may not look; so it is not counted as without evidence.</summary>
    public bool SourceHeldElsewhere { get; private set; }

    /// <summary>Why nothing is recommended; null while that is open.</summary>
    public string? NoRecommendationReason { get; private set; }

    /// <summary>When it left the lists and counts, withdrawn or merged; null while it stands.</summary>
    public DateOnly? GoneOn { get; private set; }

    /// <summary>Who withdrew or merged it, by name.</summary>
    public string? GoneBy { get; private set; }

    /// <summary>Why; null only for what was merged before a reason was asked for.</summary>
    public string? GoneReason { get; private set; }

    /// <summary>The finding that took it over; null unless it is merged.</summary>
    public Guid? MergedIntoId { get; private set; }

    /// <summary>Whether it still counts.</summary>
    public FindingStatus Status => MergedIntoId is not null ? FindingStatus.Merged : GoneOn is not null ? FindingStatus.Withdrawn : FindingStatus.Standing;

    /// <summary>A strength that others should hear of, and who.</summary>
    public string? WorthSharingWith { get; private set; }

    /// <summary>Themes.</summary>
    public IReadOnlyList<Tag> Themes => themes;

    /// <summary>Priorities of the business plan it bears on.</summary>
    public IReadOnlyList<Tag> Priorities => priorities;

    /// <summary>Organisations it concerns.</summary>
    public IReadOnlyList<Tag> Organisations => organisations;

    /// <summary>Earlier findings it repeats (A8).</summary>
    public IReadOnlyList<Tag> Repeats => repeats;

    /// <summary>What it rests on.</summary>
    public IReadOnlyList<Evidence> Evidence => evidence;

    /// <summary>Who took a strength up.</summary>
    public IReadOnlyList<Uptake> Uptakes => uptakes;

    /// <inheritdoc/>
    public override string Label => Ref;

    /// <inheritdoc/>
    public override IEnumerable<Guid> GoverningScopes => [OwnerGroupId];

    /// <inheritdoc/>
    public override Admin.Right GoverningRight => Admin.Right.RecordFindings;

    /// <inheritdoc/>
    public override IEnumerable<Guid> ActingScopes => organisations.Select(o => o.TargetId);

    /// <summary>Says what was found.</summary>
    public void Describe(FindingKind kind, string title, string detail, string meaningForChildren, EvidenceStrength strength, Reach reach, DateOnly foundOn)
        => (Kind, Title, Detail, MeaningForChildren, Strength, Reach, FoundOn) = (kind, title, detail, meaningForChildren, strength, reach, foundOn);

    /// <summary>Says what it is about and whom it concerns.</summary>
    public void TagWith(IEnumerable<Guid> themeIds, IEnumerable<Guid> priorityIds, IEnumerable<Guid> organisationIds)
    {
        themes.Set(themeIds);
        priorities.Set(priorityIds);
        organisations.Set(organisationIds);
    }

    /// <summary>Attaches what it rests on.</summary>
    public void RestOn(Evidence piece) => evidence.Add(piece);

    /// <summary>Marks it as repeating earlier findings.</summary>
    public void Repeat(IEnumerable<Guid> earlierFindingIds) => repeats.Set(earlierFindingIds);

    /// <summary>Marks that its source lies in a place its readers may not see.</summary>
    public void ReleaseFromElsewhere() => SourceHeldElsewhere = true;

    /// <summary>Takes it back: it leaves lists and counts and keeps its page. Changes nothing when it answers with problems.</summary>
    public IReadOnlyList<Problem> Withdraw(string? reason, Viewer by, DateOnly today)
    {
        var problems = FindingRules.CanWithdraw(this, reason, by);
        if (problems.Count == 0) (GoneOn, GoneBy, GoneReason) = (today, by.Name, reason!.Trim());
        return problems;
    }

    /// <summary>Makes a withdrawn finding stand again; that it was withdrawn stays in its history.</summary>
    public IReadOnlyList<Problem> BringBack(Viewer by)
    {
        var problems = FindingRules.CanBringBack(this, by);
        if (problems.Count == 0) (GoneOn, GoneBy, GoneReason) = (null, null, null);
        return problems;
    }

    /// <summary>Lets another finding that says the same take over what hangs on this one: its evidence, themes, priorities and
    /// organisations, the earlier findings it repeats, and the place in recommendations and in later findings. Of two pieces of
    /// evidence from one source both go on, each with its note and its chart, unless they are equal in note and source.
    /// Changes nothing when it answers with problems.</summary>
    /// <param name="into">The finding that goes on.</param>
    /// <param name="reason">Why the two are one.</param>
    /// <param name="recommendations">Recommendations that come from this one, as far as <paramref name="by"/> sees them; a link
    /// he does not see stays as it is. They are not edited by whoever merges: that they now come from the finding that says the
    /// same follows from the merging, so no right to make recommendations is asked, only what <see cref="FindingRules.CanMerge"/>
    /// asks of the groups they belong to.</param>
    /// <param name="later">Findings that repeat this one, likewise.</param>
    /// <param name="by">Who merges.</param>
    /// <param name="today">The date at the board.</param>
    public IReadOnlyList<Problem> MergeInto(Finding into, string? reason, IEnumerable<Recommendation> recommendations, IEnumerable<Finding> later, Viewer by, DateOnly today)
    {
        var linked = recommendations.ToList();
        var problems = FindingRules.CanMerge(this, into, reason, linked, by);
        if (problems.Count > 0) return problems;
        foreach (var piece in evidence.Where(e => !into.evidence.Any(own => own.Source == e.Source && own.SourceId == e.SourceId && own.Note == e.Note)).ToList())
        {
            evidence.Remove(piece);
            into.evidence.Add(piece);
        }
        into.themes.Set(into.themes.Concat(themes).Select(t => t.TargetId));
        into.priorities.Set(into.priorities.Concat(priorities).Select(t => t.TargetId));
        into.organisations.Set(into.organisations.Concat(organisations).Select(t => t.TargetId));
        if (SourceHeldElsewhere) into.SourceHeldElsewhere = true;
        foreach (var recommendation in linked)
            recommendation.ComeFrom(recommendation.Findings.Select(f => f.TargetId == Id ? into.Id : f.TargetId));
        foreach (var repeating in later.Where(f => f.Id != into.Id))
            repeating.repeats.Set(repeating.repeats.Select(r => r.TargetId == Id ? into.Id : r.TargetId));
        into.repeats.Set(into.repeats.Concat(repeats).Select(r => r.TargetId).Where(id => id != Id && id != into.Id));
        (GoneOn, GoneBy, GoneReason, MergedIntoId) = (today, by.Name, reason!.Trim(), into.Id);
        return [];
    }

    /// <summary>Records why nothing is recommended; a strength needs no reason.</summary>
    public IReadOnlyList<Problem> RecommendNothing(string reason)
    {
        if (string.IsNullOrWhiteSpace(reason)) return [new("Reason", "Say why nothing is recommended")];
        NoRecommendationReason = reason.Trim();
        return [];
    }

    /// <summary>Marks a strength as worth sharing.</summary>
    public IReadOnlyList<Problem> ShareWith(string audience)
    {
        if (Kind != FindingKind.Strength) return [new("", "Only a strength is marked as worth sharing")];
        if (string.IsNullOrWhiteSpace(audience)) return [new("Audience", "Say who should hear of it")];
        WorthSharingWith = audience.Trim();
        return [];
    }

    /// <summary>Records that somebody took a strength up.</summary>
    public IReadOnlyList<Problem> TakeUp(Uptake uptake)
    {
        if (WorthSharingWith is null) return [new("", "Mark the strength as worth sharing first")];
        uptakes.Add(uptake);
        return [];
    }

    /// <inheritdoc/>
    public SearchText ToSearch() => new("Finding", Status == FindingStatus.Standing ? Title : $"{Status}: {Title}", SearchText.Fields(Ref, Detail, MeaningForChildren, WorthSharingWith), FoundOn,
        organisations.Count == 1 ? organisations[0].TargetId : null, OwnerGroupId, null, [.. themes.Select(t => t.TargetId)]);
}

/// <summary>That somebody took up a strength.</summary>
public sealed class Uptake
{
    private Uptake() { }

    /// <summary>Records it.</summary>
    public Uptake(string who, DateOnly on, string what) => (Who, On, What) = (who, on, what);

    /// <summary>Identity.</summary>
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    /// <summary>Who, in words.</summary>
    public string Who { get; private set; } = "";

    /// <summary>When.</summary>
    public DateOnly On { get; private set; }

    /// <summary>What they did with it.</summary>
    public string What { get; private set; } = "";
}

/// <summary>What must be there before a finding is kept.</summary>
public static class FindingRules
{
    /// <summary>Problems of a finding as typed; none means it may be saved.</summary>
    public static IReadOnlyList<Problem> Check(Finding finding, DateOnly today)
    {
        List<Problem> problems = [];
        if (string.IsNullOrWhiteSpace(finding.Title)) problems.Add(new("Title", "Enter what was found, in one line"));
        else if (finding.Title.Length > 200) problems.Add(new("Title", "Shorten the finding to 200 characters; the rest goes into the detail"));
        if (finding.FoundOn > today) problems.Add(new("FoundOn", "Enter a date that is not in the future"));
        if (finding.Themes.Count == 0) problems.Add(new("Themes", "Choose at least one theme, so that the finding can be found"));
        if (string.IsNullOrWhiteSpace(finding.MeaningForChildren))
            problems.Add(new("MeaningForChildren", "Say what it means for children"));
        return problems;
    }

    /// <summary>Why this person can't withdraw it.</summary>
    public static IReadOnlyList<Problem> CanWithdraw(Finding finding, string? reason, Viewer by)
    {
        List<Problem> problems = [.. MustStand(finding), .. MustGovern(finding, by)];
        if (string.IsNullOrWhiteSpace(reason)) problems.Add(new("Reason", "Say why it is withdrawn"));
        return problems;
    }

    /// <summary>Why this person can't bring it back.</summary>
    public static IReadOnlyList<Problem> CanBringBack(Finding finding, Viewer by)
    {
        List<Problem> problems = [.. MustGovern(finding, by)];
        if (finding.Status == FindingStatus.Standing) problems.Add(new("", "This finding was not withdrawn"));
        if (finding.Status == FindingStatus.Merged) problems.Add(new("", "This finding was merged into another, which holds its evidence now; record it anew if it stands by itself"));
        return problems;
    }

    /// <summary>Why these two can't be made one by this person. Both must be read by the same people: else merging would show
    /// one's evidence to the other's readers, or hide it from its own. Whoever merges governs both findings, and records findings
    /// for each group whose recommendation comes from the merged one: its thread is tied anew, which is no stranger's to do.</summary>
    /// <param name="finding">The finding that ends.</param>
    /// <param name="into">The finding that goes on.</param>
    /// <param name="reason">Why the two are one.</param>
    /// <param name="recommendations">Recommendations that come from the first, as far as <paramref name="by"/> sees them.</param>
    /// <param name="by">Who would merge them.</param>
    public static IReadOnlyList<Problem> CanMerge(Finding finding, Finding into, string? reason, IReadOnlyCollection<Recommendation> recommendations, Viewer by)
    {
        List<Problem> problems = [.. MustStand(finding), .. MustGovern(finding, by)];
        if (finding.Id == into.Id) problems.Add(new("IntoId", "Choose another finding: this is the one to be merged"));
        else if (into.Status != FindingStatus.Standing) problems.Add(new("IntoId", "Choose a finding that stands: that one was withdrawn or merged"));
        if (!by.May(Right.RecordFindings, into)) problems.Add(new("IntoId", "Choose a finding of a group that you record findings for"));
        if ((finding.Kind == FindingKind.Strength) != (into.Kind == FindingKind.Strength))
            problems.Add(new("IntoId", "A strength merges only with a strength, and a concern with a concern"));
        if ((finding.Confidentiality, finding.AccessListId) != (into.Confidentiality, into.AccessListId))
            problems.Add(new("IntoId", "Choose a finding that the same people may see"));
        if (string.IsNullOrWhiteSpace(reason)) problems.Add(new("Reason", "Say why the two are one"));
        if (recommendations.FirstOrDefault(r => !by.MayIn(r.OwnerGroupId, Right.RecordFindings)) is { } theirs)
            problems.Add(new("", $"{theirs.Ref} comes from this finding and belongs to another group; someone who records findings there, or the business office, must merge them"));
        return problems;
    }

    /// <summary>Why it can't be changed any more; none while it stands.</summary>
    public static IReadOnlyList<Problem> MustStand(Finding finding) => finding.Status switch
    {
        FindingStatus.Standing => [],
        FindingStatus.Withdrawn => [new("", "This finding was withdrawn; bring it back to change it")],
        FindingStatus.Merged => [new("", "This finding was merged into another; change that one")],
    };

    private static IReadOnlyList<Problem> MustGovern(Finding finding, Viewer by) =>
        by.May(Right.RecordFindings, finding) ? [] : [new("", "Someone who records findings for the group that answers for it must do this")];

    /// <summary>Whether the thread breaks here: strengths apart, every finding leads to a recommendation or a reason for none.</summary>
    public static bool NeedsRecommendation(FindingKind kind, string? reasonForNone, int recommendations) =>
        kind != FindingKind.Strength && reasonForNone is null && recommendations == 0;
}
