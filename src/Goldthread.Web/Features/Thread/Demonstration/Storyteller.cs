using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Admin.Demonstration;

namespace Goldthread.Web.Features.Thread.Demonstration;

/// <summary>A small language in which stories are told. Each word calls the method a person's page would call, as a
/// person who may do it on that day; a refusal ends the making of the demonstration.</summary>
internal sealed class Storyteller(DemonstrationBoard board)
{
    private readonly Dictionary<string, LibraryItem> shelf = [];
    private readonly Dictionary<string, Guid> known = [];
    private readonly List<object> told = [];
    private readonly List<Action> checks = [];

    public DemonstrationBoard Board => board;

    /// <summary>New records of the story being told.</summary>
    public IReadOnlyList<object> Told => told;

    /// <summary>A day this many days from today; before it when negative. Only for what must be due soon or late now.</summary>
    public DateOnly InDays(int days) => board.Today.AddDays(days);

    /// <summary>Puts something on a shelf, brought by the lead of the organisation whose it is.</summary>
    public LibraryItem Shelve(Volume volume, string kind, string title, DateOnly date, string whose, string themes, string summary)
    {
        MustBe(board.LeadOn(whose, date).Holds(Right.ShelveItems), title, "may not shelve");
        LibraryItem item = new(volume, kind, title, date, board.Organisation(whose).Id);
        item.Describe(kind, title, date, item.OrganisationId, summary, null, Themes(themes));
        told.Add(shelf[title] = item);
        return item;
    }

    /// <summary>Something shelved by an earlier story.</summary>
    public LibraryItem Item(string title) => shelf[title];

    public FindingTold Strength(string group, DateOnly on, string title, string detail, string meaning) => Found(FindingKind.Strength, group, on, title, detail, meaning);

    public FindingTold ToImprove(string group, DateOnly on, string title, string detail, string meaning) => Found(FindingKind.AreaForImprovement, group, on, title, detail, meaning);

    public FindingTold Risk(string group, DateOnly on, string title, string detail, string meaning) => Found(FindingKind.Risk, group, on, title, detail, meaning);

    /// <summary>A group recommends something, by its chair.</summary>
    public RecommendationTold Recommend(string group, DateOnly on, string title, string difference, params FindingTold[] because)
    {
        RecommendationTold recommendation = new(this, group, on, title, difference, because);
        told.Add(recommendation.Record);
        return recommendation;
    }

    /// <summary>A group meets.</summary>
    public MeetingTold Meet(string group, DateOnly on, string title, bool behindClosedDoors = false)
    {
        MeetingTold meeting = new(this, group, new(board.Group(group).Id, on, title), behindClosedDoors);
        told.Insert(0, meeting.Record);
        return meeting;
    }

    /// <summary>Keeps it within a group.</summary>
    public T KeepIn<T>(string group, T record) where T : ConfidentialRecord
    {
        record.LimitTo(Confidentiality.Group, board.Group(group).AccessListId);
        return record;
    }

    /// <summary>Remembers a finding under a short name, for a later one to repeat.</summary>
    public void Remember(string key, Finding finding) => known[key] = finding.Id;

    /// <summary>A finding remembered.</summary>
    public Guid Remembered(string key) => known[key];

    public void Add(object record) => told.Add(record);

    /// <summary>Has something checked when the story is told to its end.</summary>
    public void CheckLater(Action check) => checks.Add(check);

    public IEnumerable<Guid> Themes(string names) => names.Split(", ").Select(name => board.Theme(name).Id);

    /// <summary>Checks all that was told.</summary>
    public void Check()
    {
        foreach (var check in checks) check();
    }

    /// <summary>Makes ready for the next story.</summary>
    public void Rest()
    {
        told.Clear();
        checks.Clear();
    }

    /// <summary>Ends the making with what a rule says no to.</summary>
    public static void Must(IReadOnlyList<Problem> problems, string about)
    {
        if (problems.Count > 0) throw new InvalidOperationException($"{about}: {string.Join("; ", problems.Select(p => p.Message))}");
    }

    public static void MustBe(bool so, string about, string otherwise)
    {
        if (!so) throw new InvalidOperationException($"{about}: {otherwise}");
    }

    private FindingTold Found(FindingKind kind, string group, DateOnly on, string title, string detail, string meaning)
    {
        FindingTold finding = new(this, kind, group, on, title, detail, meaning);
        told.Add(finding.Record);
        return finding;
    }
}
