using Goldthread.Domain;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Storage;

namespace Goldthread.Web.Features.Thread.Actions;

/// <summary>The actions as a file.</summary>
public sealed class ActionsOut(BoardDb db, TimeProvider clock) : ListOut<ActionFilter>
{
    /// <inheritdoc/>
    public override string Name => "actions";

    /// <inheritdoc/>
    public override async Task<OpenedList> OpenAsync(ActionFilter filter, CancellationToken stop)
    {
        var (names, today) = (await Names.LoadAsync(db, stop), clock.Today());
        return OpenedList.Of(Name, filter.InWords(names), ["Reference", "Action", "State", "Due", "First due", "Done by", "Accepted by", "Per cent", "Last heard", "Evidence"],
            db.ActionsListed(filter, today).AsLines(db), token => db.LogListAsync(db.ActionsMatching(filter, today), token),
            a => [a.Ref, a.Title, a.Status.InWords(), a.Due, a.FirstDue, names[a.OwnerId], names[a.AcceptedById], a.Percent, a.LastHeardOn, a.Evidence]);
    }
}
