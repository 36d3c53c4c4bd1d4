using Goldthread.Domain;

namespace Goldthread.Web.Features.Shared;

/// <summary>What the foot of a record's page is about.</summary>
/// <param name="Kind">As it stands in addresses: "finding".</param>
/// <param name="Record">The record, which says what the viewer may do with it.</param>
public sealed record RecordFoot(string Kind, ConfidentialRecord Record)
{
    /// <summary>Kind and id, as "finding/01990000-…".</summary>
    public string Path => $"{Kind}/{Record.Id}";
}
