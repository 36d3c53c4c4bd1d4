using System.Reflection;
using Goldthread.Domain.Admin;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Goldthread.Web.Site;

/// <summary>Before this deed, or every deed of this page, whoever is signed in proves anew who he or she is, unless that was a few
/// minutes ago: a device left open, or a cookie that was copied, is not enough for it (T15).</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class ConfirmFirstAttribute : Attribute;

/// <summary>Leads to the page that asks, with everything that was posted: the browser sends it on by itself, and back again after.</summary>
public sealed class ConfirmFilter(TimeProvider clock) : IAsyncPageFilter
{
    /// <inheritdoc/>
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var http = context.HttpContext;
        var asks = context.HandlerInstance.GetType().IsDefined(typeof(ConfirmFirstAttribute), inherit: true) || context.HandlerMethod?.MethodInfo.GetCustomAttribute<ConfirmFirstAttribute>() is not null;
        if (!asks || !HttpMethods.IsPost(http.Request.Method) || http.As() is not { } who || who.Since > clock.UtcNow() - SignInRules.Fresh) return next();
        context.Result = new RedirectResult($"/confirm?for={Uri.EscapeDataString(http.Request.Path + http.Request.QueryString)}", permanent: false, preserveMethod: true);
        return Task.CompletedTask;
    }
}
