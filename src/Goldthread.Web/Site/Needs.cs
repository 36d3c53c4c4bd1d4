using Goldthread.Domain.Admin;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Goldthread.Web.Site;

/// <summary>The outer door of a page: the viewer must hold the right somewhere. It opens or shuts before any record is
/// looked up; the rule asks again for the record itself.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsAttribute(params Right[] anyOf) : Attribute, IAuthorizationFilter
{
    /// <summary>Any of these opens the door.</summary>
    public IReadOnlyList<Right> AnyOf => anyOf;

    /// <inheritdoc/>
    public void OnAuthorization(AuthorizationFilterContext context)
    {
        var viewer = context.HttpContext.RequestServices.GetRequiredService<BoardDb>().Viewer;
        if (viewer.IsSignedIn && !anyOf.Any(viewer.Holds)) context.Result = new StatusCodeResult(StatusCodes.Status403Forbidden);
    }
}

/// <summary>Everyone who is signed in may open the page; what it shows is limited by what he or she may see.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ForEveryoneSignedInAttribute : Attribute;
