using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Shared;

namespace Goldthread.Web.Features.Admin.Retention;

/// <summary>The records whose time is over as a file.</summary>
public sealed class RetentionOut(RetentionList list) : ListOut<RetentionFilter>
{
    /// <inheritdoc/>
    public override string Name => "retention";

    /// <inheritdoc/>
    public override bool MayBeTakenBy(Viewer viewer) => viewer.Holds(Right.ApproveRemoval);

    /// <inheritdoc/>
    public override async Task<OpenedList> OpenAsync(RetentionFilter filter, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var lines = list.Of(filter.Show, await list.ReadAsync(stop)).Where(l => filter.Kind is null || l.Kind == filter.Kind).ToList();
        return OpenedList.Of(Name, filter.InWords(), ["Kind", "Reference", "Title", "Due since", "Rule", "Source of the rule", "Goes with it", "Kept by", "State", "Approved by", "Confirmed by", "Look again on"],
            [.. lines.Select(l => (object?[])[l.Kind.InWords(), l.Ref, l.Title, l.Judged.Verdict.DueOn, RetentionRules.LengthInWords(l.Judged.Verdict.Rule?.Months), l.Judged.Verdict.Rule?.Ground, l.Judged.Facts.Parts.Count,
                l.Judged.Verdict.Why, l.Removal?.State.InWords() ?? "To be decided", l.Removal?.ApprovedBy, l.Removal?.ConfirmedBy, l.Removal?.LookAgainOn])],
            token => list.LogAsync(lines, token));
    }
}
