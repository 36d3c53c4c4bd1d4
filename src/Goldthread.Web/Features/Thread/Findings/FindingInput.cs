using Goldthread.Domain;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Features.Shared.Fields;

namespace Goldthread.Web.Features.Thread.Findings;

/// <summary>A finding as it is typed.</summary>
public sealed class FindingInput
{
    public FindingKind? Kind { get; set; }
    public string? Title { get; set; }
    public string? Detail { get; set; }
    public string? MeaningForChildren { get; set; }
    public EvidenceStrength? Strength { get; set; }
    public Reach? Reach { get; set; }
    public DateInput FoundOn { get; set; } = new();
    [Chosen("Choose the group that answers for it", "groups")]
    public Guid? OwnerGroupId { get; set; }
    public Confidentiality Confidentiality { get; set; }
    [Chosen("Choose themes from the list", "themes")]
    public List<Guid> Themes { get; set; } = [];
    [Chosen("Choose priorities from the list", "priorities")]
    public List<Guid> Priorities { get; set; } = [];
    [Chosen("Choose agencies from the list", "organisations")]
    public List<Guid> Organisations { get; set; } = [];
    public Guid? ItemId { get; set; }
    public Guid? IndicatorId { get; set; }
    public string? EvidenceNote { get; set; }

    /// <summary>What is stored, as it would be typed.</summary>
    public static FindingInput Of(Finding finding) => new()
    {
        Kind = finding.Kind,
        Title = finding.Title,
        Detail = finding.Detail,
        MeaningForChildren = finding.MeaningForChildren,
        Strength = finding.Strength,
        Reach = finding.Reach,
        FoundOn = DateInput.Of(finding.FoundOn),
        OwnerGroupId = finding.OwnerGroupId,
        Confidentiality = finding.Confidentiality,
        Themes = [.. finding.Themes.Select(t => t.TargetId)],
        Priorities = [.. finding.Priorities.Select(t => t.TargetId)],
        Organisations = [.. finding.Organisations.Select(t => t.TargetId)],
    };

    /// <summary>Puts what was typed into a finding.</summary>
    public void Fill(Finding finding, DateOnly foundOn)
    {
        finding.Describe(Kind ?? finding.Kind, Title?.Trim() ?? "", Detail?.Trim() ?? "", MeaningForChildren?.Trim() ?? "",
            Strength ?? finding.Strength, Reach ?? finding.Reach, foundOn);
        finding.TagWith(Themes, Priorities, Organisations);
    }
}
