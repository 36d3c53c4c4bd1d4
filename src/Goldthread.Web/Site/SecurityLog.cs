using System.Diagnostics;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Goldthread.Web.Site;

/// <summary>What the log tells of attempts that came to nothing; docs/security.md says what each means.</summary>
public enum SecurityEvent
{
    /// <summary>A wrong password, code or passkey.</summary>
    SignInRefused,
    /// <summary>Too many wrong ones: this one was not even looked at.</summary>
    SignInWaits,
    /// <summary>Somebody came back from an organisation's provider without coming in.</summary>
    SignInByProviderRefused,
    /// <summary>Somebody who is signed in has not the right that a page needs.</summary>
    RightMissing,
    /// <summary>Somebody who is signed in asked for what is not there, or is not for him.</summary>
    NothingThereForThem,
    /// <summary>A request that no page of ours sends: without the form's token, from another site, by another method.</summary>
    RequestRefused,
    /// <summary>More bytes than are taken.</summary>
    TooLarge,
    /// <summary>A file that is too large, of no accepted kind, damaged, or that the virus scanner refuses.</summary>
    FileRefused,
}

/// <summary>Security events. The log gets each, with the page and the trace, and nothing of anybody; who it was, when and from where
/// stands on the audit trail, for whoever is signed in.</summary>
internal static class SecurityLog
{
    /// <summary>What the log's lines are called by.</summary>
    public const string Category = "Goldthread.Security";

    /// <summary>Writes one line.</summary>
    /// <param name="http">The request.</param>
    /// <param name="what">What happened.</param>
    /// <param name="how">More of it, in words of the program's own: never anything that was sent.</param>
    public static void Tell(this HttpContext http, SecurityEvent what, string how = "") =>
        Log(http.RequestServices.GetRequiredService<ILoggerFactory>()).LogWarning("{Event} {How} at {Method} {Route}, trace {Trace}", what, how, MethodOf(http), Telemetry.Route(http), Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier);

    /// <summary>Writes one line that belongs to no page.</summary>
    public static void Tell(this ILoggerFactory logs, SecurityEvent what) => Log(logs).LogWarning("{Event}", what);

    /// <summary>Tells of every answer that is a refusal.</summary>
    public static async Task TellAsync(HttpContext http, RequestDelegate next)
    {
        await next(http);
        SecurityEvent? what = http.Response.StatusCode switch
        {
            StatusCodes.Status400BadRequest or StatusCodes.Status405MethodNotAllowed => SecurityEvent.RequestRefused,
            StatusCodes.Status403Forbidden => SecurityEvent.RightMissing,
            StatusCodes.Status404NotFound when http.As() is not null => SecurityEvent.NothingThereForThem,
            StatusCodes.Status413PayloadTooLarge => SecurityEvent.TooLarge,
            _ => null,
        };
        if (what is { } refused) http.Tell(refused);
    }

    /// <summary>Puts on the trail, before the answer is sent, whom a page did not let in.</summary>
    public static async Task NoteAsync(HttpContext http, RequestDelegate next)
    {
        await next(http);
        if (http.Response.StatusCode is not (StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound) || http.Response.HasStarted || http.As() is null) return;
        if (http.Features.Get<IStatusCodeReExecuteFeature>() is not null || http.GetEndpoint()?.Metadata.GetMetadata<PageActionDescriptor>() is not { } page) return;
        await http.RequestServices.GetRequiredService<BoardDb>().LogRefusalAsync(page.ViewEnginePath.TrimStart('/'), http.RequestAborted);
    }

    private static ILogger Log(ILoggerFactory logs) => logs.CreateLogger(Category);

    /// <summary>The method, where it is one of ours: it is what was sent, whatever that is.</summary>
    public static string MethodOf(HttpContext http) => HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsPost(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) ? http.Request.Method : "another method";
}
