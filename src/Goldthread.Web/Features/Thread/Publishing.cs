using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Goldthread.Web.Features.Thread;

/// <summary>The readers a form offers.</summary>
public static class Publishing
{
    /// <summary>"Anyone" only to those who may choose it somewhere; "named people" only where it was proposed, since such a record
    /// is restricted on its own page.</summary>
    public static IReadOnlyList<SelectListItem> Audiences(Viewer by, Confidentiality proposed)
    {
        List<Confidentiality> without = [];
        if (proposed != Confidentiality.Restricted) without.Add(Confidentiality.Restricted);
        if (!by.Holds(Right.JudgeImpact)) without.Add(Confidentiality.Public);
        return Choices.Of([.. without]);
    }
}
