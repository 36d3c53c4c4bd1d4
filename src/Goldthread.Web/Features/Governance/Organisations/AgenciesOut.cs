using Goldthread.Domain;
using Goldthread.Domain.Governance;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Storage;

namespace Goldthread.Web.Features.Governance.Organisations;

/// <summary>Which agencies to list, and how sorted.</summary>
public sealed record AgencyFilter(OrganisationType? Type, string? Sort);

/// <summary>The agencies as a file, each with what it owes.</summary>
public sealed class AgenciesOut(BoardDb db, TimeProvider clock) : ListOut<AgencyFilter>
{
    /// <inheritdoc/>
    public override string Name => "agencies";

    /// <inheritdoc/>
    public override Task<OpenedList> OpenAsync(AgencyFilter filter, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return Task.FromResult(OpenedList.Of(Name, filter.Type is { } type ? type.InWords() : "everything", ["Agency", "Kind", "Duty rests on", "Seats", "Answers awaited", "Open actions", "Overdue"],
            db.OrganisationLines(filter.Type, filter.Sort, clock.Today()), _ => Task.CompletedTask, o => [o.Name, o.Type.InWords(), Say.DutyInWords(o.Basis, o.Duty), o.Seats, o.Awaited, o.OpenActions, o.Overdue]));
    }
}
