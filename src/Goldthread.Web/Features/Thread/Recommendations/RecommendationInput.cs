using Goldthread.Domain;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Features.Shared.Fields;

namespace Goldthread.Web.Features.Thread.Recommendations;

/// <summary>A recommendation as it is typed.</summary>
public sealed class RecommendationInput
{
    public string? Title { get; set; }
    public string? Detail { get; set; }
    public string? DifferenceForChildren { get; set; }
    public DateInput MadeOn { get; set; } = new();
    public DateInput AnswerBy { get; set; } = new();
    [Chosen("Choose the group that owns it", "groups")]
    public Guid? OwnerGroupId { get; set; }
    public Confidentiality Confidentiality { get; set; }
    public List<Guid> Findings { get; set; } = [];
    [Chosen("Choose agencies and groups from the list", "organisations", "groups")]
    public List<Guid> Asked { get; set; } = [];

    /// <summary>What is stored, as it would be typed.</summary>
    public static RecommendationInput Of(Recommendation recommendation) => new()
    {
        Title = recommendation.Title,
        Detail = recommendation.Detail,
        DifferenceForChildren = recommendation.DifferenceForChildren,
        MadeOn = DateInput.Of(recommendation.MadeOn),
        OwnerGroupId = recommendation.OwnerGroupId,
        Confidentiality = recommendation.Confidentiality,
        Findings = [.. recommendation.Findings.Select(f => f.TargetId)],
        Asked = [.. recommendation.Responses.Select(r => r.AskedId)],
    };
}
