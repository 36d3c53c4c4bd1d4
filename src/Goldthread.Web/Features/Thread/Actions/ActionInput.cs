using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Features.Shared.Fields;

namespace Goldthread.Web.Features.Thread.Actions;

/// <summary>An action as it is typed.</summary>
public sealed class ActionInput
{
    public string? Title { get; set; }
    public string? Outcome { get; set; }
    public Mechanism Mechanism { get; set; }
    [Chosen("Choose who will do it", "organisations", "groups")]
    public Guid? OwnerId { get; set; }
    public Guid? PostId { get; set; }
    public DateInput Due { get; set; } = new();
    public int? WorkingDays { get; set; }
}
