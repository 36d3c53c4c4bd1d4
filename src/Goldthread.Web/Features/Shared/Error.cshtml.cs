using System.Diagnostics;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Goldthread.Web.Features.Shared;

/// <summary>What went wrong, in words, with a reference that the log bears too. Asks nothing of the database when that
/// is what broke.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken]
public sealed class ErrorModel(ILogger<ErrorModel> log) : PageModel
{
    public string Title { get; private set; } = "";
    public IReadOnlyList<string> Lines { get; private set; } = [];
    public string? Reference { get; private set; }

    /// <summary>What was sent and can be sent again as it is: the command knows whether it was carried out after all.</summary>
    public IReadOnlyList<(string Name, string Value)> Sent { get; private set; } = [];

    /// <summary>Where it is sent again; null where it can't be.</summary>
    public string? SendTo { get; private set; }

    /// <summary>Of what was sent, what somebody wrote: to be copied while the fault lasts.</summary>
    public IEnumerable<string> Written => Sent.Where(f => !f.Name.StartsWith("Command.", StringComparison.Ordinal)).Select(f => f.Value).Where(v => v.Trim().Contains(' ')).Distinct();

    /// <summary>Whoever sent it is signed in no longer.</summary>
    public bool IsSignedOut => Response.StatusCode == StatusCodes.Status401Unauthorized;

    /// <summary>Files were sent too: no page can send those again.</summary>
    public bool HadFiles { get; private set; }

    public void OnGet() => Say();

    public async Task OnPostAsync(CancellationToken stop)
    {
        Say();
        if (Response.StatusCode is >= 500 or StatusCodes.Status401Unauthorized) await KeepAsync(stop);
    }

    // A password never comes back. A form that can't be read, or was not read in time, is not worth a second fault.
    private async Task KeepAsync(CancellationToken stop)
    {
        var refused = HttpContext.Features.Get<IStatusCodeReExecuteFeature>();
        if (!Request.HasFormContentType || (HttpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path ?? refused?.OriginalPath) is not { } path) return;
        try
        {
            var form = await Request.ReadFormAsync(stop);
            if (form.Keys.Any(key => key.Contains("password", StringComparison.OrdinalIgnoreCase))) return;
            (SendTo, HadFiles) = (path + (refused?.OriginalQueryString ?? Request.QueryString.Value), form.Files.Any(f => f.Length > 0));
            Sent = [.. form.SelectMany(field => field.Value.Select(value => (field.Key, value ?? "")))];
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or BadHttpRequestException)
        {
            (SendTo, Sent) = (null, []);
        }
    }

    // From the address alone: a body that could not be read is the very fault this page may speak of.
    private void Say()
    {
        var code = int.TryParse(RouteData.Values["code"] as string, out var asked) ? asked : 500;
        if (HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error is { } error)
        {
            code = IsDiskFull(error) ? 507 : IsDatabaseAway(error) ? 503 : 500;
            Response.StatusCode = code;
        }
        (string, IReadOnlyList<string>) words = code switch
        {
            400 => ("We could not read that", ["The form was not complete, held a character that no text may hold, or came from another site. Go back, load the page again and send it once more: what you typed is still there."]),
            401 => ("You were signed out before this was sent", ["Nothing was saved, and nothing you wrote is lost. Sign in again, in another tab; then come back to this page and send it again."]),
            403 => ("You may not do this", ["Your role does not allow it. The business office, or the chair of the group, can do it or tell you who can."]),
            404 => ("Page not found", ["If you typed the address, check it. If you followed a link, what it led to may have gone or may not be for you."]),
            413 => ("That was too large", ["Files may be up to 100 MB each. Send it in smaller pieces."]),
            503 => ("The service is away for a moment", ["Nothing you typed was lost or half-saved. Wait a minute and send it again."]),
            507 => ("There is no room left to save", ["The disk is full. Nothing was half-saved, and what is kept can still be read. Tell the business office or the administrator: they must make room."]),
            >= 500 => ("Sorry, something broke", ["It is our fault, not yours. Nothing was half-saved. Try again; if it breaks again, tell the business office."]),
            _ => ("That did not work", ["Go back and try again."]),
        };
        (Title, Lines) = words;
        if (code < 500) return;
        Reference = Activity.Current?.TraceId.ToString()[..8] ?? HttpContext.TraceIdentifier;
        // The kind of fault and the page, never what was typed or who typed it.
        log.LogError("Reference {Reference}: {Code}, {Fault} at {Page}", Reference, code,
            HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error.GetType().Name, HttpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path);
    }

    private static bool IsDiskFull(Exception error) => error switch
    {
        Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: 13 } => true,
        Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.DiskFull } => true,
        IOException { HResult: 28 or unchecked((int)0x80070070) } => true, // ENOSPC, ERROR_DISK_FULL
        { InnerException: { } inner } => IsDiskFull(inner),
        _ => false,
    };

    private static bool IsDatabaseAway(Exception error) => error switch
    {
        Npgsql.PostgresException => false,
        Npgsql.NpgsqlException or TimeoutException => true,
        Microsoft.Data.Sqlite.SqliteException sqlite => sqlite.SqliteErrorCode is 5 or 10 or 14,
        { InnerException: { } inner } => IsDatabaseAway(inner),
        _ => false,
    };
}
