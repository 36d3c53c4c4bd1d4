using System.ComponentModel.DataAnnotations;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Thread.Actions;

/// <summary>Which actions to list; stands in the address (S7).</summary>
public sealed class ActionFilter
{
    [AllowedValues(null, "", "mine", "overdue", "due", "waiting", "quiet")]
    public string? View { get; set; }
    public ActionStatus? Status { get; set; }
    public Guid? Agency { get; set; }
    public Guid? Group { get; set; }
    public Mechanism? Mechanism { get; set; }
    public string? Sort { get; set; }

    /// <summary>The views people ask for, by name in the address.</summary>
    public static IReadOnlyDictionary<string, string> Views { get; } = new Dictionary<string, string>
    {
        ["mine"] = "My agency's",
        ["overdue"] = "Overdue",
        ["due"] = "Due in 30 days",
        ["waiting"] = "Waiting to be accepted",
        ["quiet"] = "Gone quiet",
    };
}

/// <summary>What was chosen, as a printed list says it.</summary>
public static class ActionFilterWords
{
    /// <summary>"Overdue; done by Police", or "all actions".</summary>
    public static string InWords(this ActionFilter filter, Names names)
    {
        List<string> chosen = [];
        if (filter.View is { } view && ActionFilter.Views.TryGetValue(view, out var viewName)) chosen.Add(viewName);
        if (filter.Status is { } status) chosen.Add(status.InWords());
        if (filter.Agency is { } agency) chosen.Add($"done by {names[agency]}");
        if (filter.Group is { } group) chosen.Add($"accepted by {names[group]}");
        if (filter.Mechanism is { } mechanism) chosen.Add($"by means of {mechanism.InWords().ToLowerInvariant()}");
        return chosen.Count == 0 ? "all actions" : string.Join("; ", chosen);
    }
}

/// <summary>An action as one line.</summary>
public sealed record ActionLine(Guid Id, string Ref, string Title, ActionStatus Status, DateOnly? Due, DateOnly? FirstDue, Guid OwnerId, Guid AcceptedById,
    int Percent, DateOnly LastHeardOn, int Evidence, bool IsRestricted) : IListLine;

/// <summary>Questions asked of the actions.</summary>
public static class ActionList
{
    /// <summary>Actions this viewer may see that match, soonest due first unless asked otherwise.</summary>
    public static IQueryable<ImprovementAction> ActionsListed(this BoardDb db, ActionFilter filter, DateOnly today)
    {
        var actions = db.ActionsMatching(filter, today);
        return filter.Sort switch
        {
            "title" => actions.OrderBy(a => a.Title).ThenBy(a => a.Id),
            "newest" => actions.OrderByDescending(a => a.PlannedOn).ThenByDescending(a => a.Id),
            _ when filter.View is "overdue" or "due" => actions.OrderBy(a => a.Due).ThenBy(a => a.Id), // open, and with a date, are all of them
            _ => actions.OrderBy(a => a.Status == ActionStatus.Verified || a.Status == ActionStatus.Withdrawn).ThenBy(a => a.Due == null).ThenBy(a => a.Due).ThenBy(a => a.Id),
        };
    }

    /// <summary>As lines of a list, with the evidence that the viewer may see.</summary>
    public static IQueryable<ActionLine> AsLines(this IQueryable<ImprovementAction> actions, BoardDb db)
    {
        var seen = db.SeenEvidence();
        return actions.Select(a => new ActionLine(a.Id, a.Ref, a.Title, a.Status, a.Due, a.FirstDue, a.OwnerId, a.AcceptedById, a.Percent, a.LastHeardOn,
            seen.Count(e => e.ActionId == a.Id), a.Confidentiality == Confidentiality.Restricted));
    }

    /// <summary>The actions a filter means, in no order.</summary>
    public static IQueryable<ImprovementAction> ActionsMatching(this BoardDb db, ActionFilter filter, DateOnly today)
    {
        IQueryable<ImprovementAction> actions = db.Actions;
        if (filter.Status is { } status) actions = actions.Where(a => a.Status == status);
        if (filter.Agency is { } agency) actions = actions.Where(a => a.OwnerId == agency);
        if (filter.Group is { } group) actions = actions.Where(a => a.AcceptedById == group);
        if (filter.Mechanism is { } mechanism) actions = actions.Where(a => a.Mechanism == mechanism);
        return filter.View switch
        {
            "mine" => actions.OwnedBy(db.Viewer),
            "overdue" => actions.Overdue(today),
            "due" => actions.Open().Where(a => a.Due >= today && a.Due <= today.AddDays(30)),
            "waiting" => actions.Where(a => a.Status == ActionStatus.ReportedDone),
            "quiet" => actions.Quiet(today),
            _ => actions,
        };
    }

    /// <summary>Open actions that this viewer reports on for an organisation or group.</summary>
    public static IQueryable<ImprovementAction> OpenToReport(this BoardDb db)
    {
        var mine = db.Viewer.ScopesOf(Right.ReportProgress);
        return db.Actions.Open().Where(a => mine.Contains(a.OwnerId));
    }

    /// <summary>Whether there is any; asks the database only for those who report at all.</summary>
    public static async Task<bool> HasOpenActionsAsync(this BoardDb db, CancellationToken stop) => db.Viewer.Holds(Right.ReportProgress) && await db.OpenToReport().AnyAsync(stop);

    /// <summary>Those still to be done.</summary>
    public static IQueryable<ImprovementAction> Open(this IQueryable<ImprovementAction> actions) =>
        actions.Where(a => a.Status == ActionStatus.Planned || a.Status == ActionStatus.UnderWay);

    /// <summary>Those past their date.</summary>
    public static IQueryable<ImprovementAction> Overdue(this IQueryable<ImprovementAction> actions, DateOnly today) => actions.Open().Where(a => a.Due < today);

    /// <summary>Those whose owner has said nothing for <see cref="ActionRules.QuietDays"/>.</summary>
    public static IQueryable<ImprovementAction> Quiet(this IQueryable<ImprovementAction> actions, DateOnly today)
    {
        var before = today.AddDays(-ActionRules.QuietDays);
        return actions.Open().Where(a => a.LastHeardOn < before);
    }

    /// <summary>Those done by an organisation the viewer acts for.</summary>
    public static IQueryable<ImprovementAction> OwnedBy(this IQueryable<ImprovementAction> actions, Viewer viewer)
    {
        var mine = viewer.OrganisationIds.ToList();
        return actions.Where(a => mine.Contains(a.OwnerId));
    }
}
