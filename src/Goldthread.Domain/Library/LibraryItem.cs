namespace Goldthread.Domain.Library;

/// <summary>The eight volumes of the learning and improvement library (Framework 5.1), in the framework's order.</summary>
public enum Volume
{
    /// <summary>Section 11 audit, annual reports, agencies' reports (5.2).</summary>
    BuildingBlocks,
    /// <summary>The multi-agency dataset (5.3, 5.4).</summary>
    Quantitative,
    /// <summary>Audits, case reviews, complaints, walkabouts, surveys, research (5.4 to 5.10).</summary>
    Qualitative,
    /// <summary>Children and young people (5.10, participation).</summary>
    Children,
    /// <summary>Parents and carers (5.12).</summary>
    Parents,
    /// <summary>Front-line staff and managers (5.13).</summary>
    FrontLine,
    /// <summary>The public and other stakeholders (5.14).</summary>
    Public,
    /// <summary>Multi-agency training (6).</summary>
    Training,
}

/// <summary>What volumes are called, and what may stand in them.</summary>
public static class Volumes
{
    /// <summary>All, in the framework's order.</summary>
    public static IReadOnlyList<Volume> All { get; } = Enum.GetValues<Volume>();

    /// <summary>The heading of the shelf.</summary>
    public static string Name(Volume volume) => volume switch
    {
        Volume.BuildingBlocks => "Building blocks",
        Volume.Quantitative => "Quantitative information",
        Volume.Qualitative => "Qualitative information",
        Volume.Children => "Children and young people",
        Volume.Parents => "Parents and carers",
        Volume.FrontLine => "Front-line staff and managers",
        Volume.Public => "The public and other stakeholders",
        Volume.Training => "Multi-agency training",
    };

    /// <summary>A heading short enough for a column of the triangulation grid.</summary>
    public static string ShortName(Volume volume) => volume switch
    {
        Volume.BuildingBlocks => "Blocks",
        Volume.Quantitative => "Numbers",
        Volume.Qualitative => "Reviews",
        Volume.Children => "Children",
        Volume.Parents => "Parents",
        Volume.FrontLine => "Staff",
        Volume.Public => "Public",
        Volume.Training => "Training",
    };

    /// <summary>The shelf in an address: "building-blocks".</summary>
    public static string Slug(Volume volume) => volume switch
    {
        Volume.BuildingBlocks => "building-blocks",
        Volume.FrontLine => "front-line",
        _ => volume.ToString().ToLowerInvariant(),
    };

    /// <summary>The shelf that an address or a cell of a list names: by its slug, its number from 1, its heading or
    /// its short heading; null when it is none of these.</summary>
    public static Volume? Named(string text)
    {
        var words = text.Trim();
        foreach (var volume in All)
        {
            string[] names = [Slug(volume), volume.ToString(), Name(volume), ShortName(volume), $"{(int)volume + 1}", $"Volume {(int)volume + 1}"];
            if (names.Contains(words, StringComparer.OrdinalIgnoreCase)) return volume;
        }
        return null;
    }

    /// <summary>Kinds of item offered on a shelf, the commonest first; any other word may be typed.</summary>
    public static IReadOnlyList<string> Kinds(Volume volume) => volume switch
    {
        Volume.BuildingBlocks => ["Section 11 audit", "Annual report", "Agency report"],
        Volume.Quantitative => ["Dataset report", "Indicator", "Data analysis"],
        Volume.Qualitative => ["Case audit", "Case review", "Learning review", "Single-agency audit", "Complaints", "Walkabout", "On-a-day survey", "Research", "Inspection"],
        Volume.Children => ["Forum", "Survey of children", "Statement", "Consultation"],
        Volume.Parents => ["Forum", "Survey of parents", "Statement", "Consultation"],
        Volume.FrontLine => ["Practitioner forum", "Staff survey", "Workshop", "Conference"],
        Volume.Public => ["Consultation", "Lay members' report", "Website feedback", "Campaign"],
        Volume.Training => ["Course evaluation", "Training report", "Needs analysis", "Feedback from a course"],
    };
}

/// <summary>A thing on a shelf of the library: a row whatever part made it. An item shelved by hand
/// also carries a summary and files.</summary>
public sealed class LibraryItem : ConfidentialRecord, ISearched
{
    /// <summary>Source of an item that somebody shelved by hand.</summary>
    public const string ByHand = "document";

    private readonly List<Tag> themes = [];

    private LibraryItem() { }

    /// <summary>Puts something on a shelf.</summary>
    public LibraryItem(Volume volume, string kind, string title, DateOnly date, Guid? organisationId, string sourceKind = ByHand, Guid? sourceId = null)
    {
        (Volume, Kind, Title, Date, OrganisationId, SourceKind) = (volume, kind, title, date, organisationId, sourceKind);
        SourceId = sourceId ?? Id;
        StampProfile(RuleProfile.On(date));
    }

    /// <summary>Short spoken code.</summary>
    public string Ref { get; private set; } = Reference.New('L');

    /// <summary>The shelf.</summary>
    public Volume Volume { get; private set; }

    /// <summary>What sort of thing: "Case audit".</summary>
    public string Kind { get; private set; } = "";

    /// <summary>Its title.</summary>
    public string Title { get; private set; } = "";

    /// <summary>The day, or last day, it stands for: not when it was put in (F2).</summary>
    public DateOnly Date { get; private set; }

    /// <summary>Whose it is.</summary>
    public Guid? OrganisationId { get; private set; }

    /// <summary>Which part made it: "document" for an item shelved by hand.</summary>
    public string SourceKind { get; private set; } = "";

    /// <summary>Its id there; its own for a document.</summary>
    public Guid SourceId { get; private set; }

    /// <summary>What it says, for a document shelved by hand.</summary>
    public string Summary { get; private set; } = "";

    /// <summary>Where it lies outside, in place of a file (F7).</summary>
    public string? Link { get; private set; }

    /// <summary>The last day on which it may be rested on, unless somebody looks at it before; null for no end (F3).</summary>
    public DateOnly? KeepUntil { get; private set; }

    /// <summary>The person who looks after it and is reminded before that day.</summary>
    public Guid? KeeperId { get; private set; }

    /// <summary>Says until when it may be rested on, and who looks at it then.</summary>
    public void Keep(DateOnly? until, Guid? keeperId) => (KeepUntil, KeeperId) = (until, until is null ? null : keeperId);

    /// <summary>Themes it is tagged with.</summary>
    public IReadOnlyList<Tag> Themes => themes;

    /// <inheritdoc/>
    public override string Label => Title;

    /// <inheritdoc/>
    public override IEnumerable<Guid> GoverningScopes => OrganisationId is { } id ? [id] : [];

    /// <inheritdoc/>
    public override Admin.Right GoverningRight => Admin.Right.ShelveItems;

    /// <summary>Changes what is on its card.</summary>
    public void Describe(string kind, string title, DateOnly date, Guid? organisationId, string summary, string? link, IEnumerable<Guid> themeIds)
    {
        (Kind, Title, Date, OrganisationId, Summary, Link) = (kind, title, date, organisationId, summary, link);
        themes.Set(themeIds);
    }

    /// <summary>Puts it on another shelf.</summary>
    public void MoveTo(Volume volume) => Volume = volume;

    /// <summary>What another part shelved is found there, under its own name: its card would be the same thing again.</summary>
    public bool IsFound => SourceKind == ByHand;

    /// <inheritdoc/>
    public SearchText ToSearch() => new("Library item", Title, SearchText.Fields(Ref, Kind, Summary), Date, OrganisationId, null, Volume, [.. themes.Select(t => t.TargetId)]);
}
