namespace Goldthread.Web.Site;

/// <summary>What every answer tells the browser to refuse.</summary>
internal static class Headers
{
    public static HeaderPolicyCollection Policy(bool https)
    {
        var policy = new HeaderPolicyCollection()
            .AddFrameOptionsDeny()
            .AddContentTypeOptionsNoSniff()
            .AddReferrerPolicySameOrigin()
            .AddCrossOriginOpenerPolicy(x => x.SameOrigin())
            .AddCrossOriginResourcePolicy(x => x.SameOrigin())
            .AddPermissionsPolicy(permissions =>
            {
                permissions.AddDefaultSecureDirectives();
                permissions.AddPublickeyCredentialsGet().Self(); // passkeys
            })
            .RemoveServerHeader()
            .AddContentSecurityPolicy(csp =>
            {
                csp.AddDefaultSrc().Self();
                csp.AddScriptSrc().Self().WithNonce();
                csp.AddStyleSrc().Self();
                csp.AddImgSrc().Self().Data();
                csp.AddObjectSrc().None();
                csp.AddBaseUri().None();
                csp.AddFormAction().Self();
                csp.AddFrameAncestors().None();
            });
        // HSTS for two years, only where there is https at all.
        return https ? policy.AddStrictTransportSecurityMaxAgeIncludeSubDomains(maxAgeInSeconds: 63072000) : policy;
    }
}

/// <summary>Refuses a write that another site's page sends, by what the browser itself says of its origin (T17), and
/// keeps signed-in pages out of every cache.</summary>
internal sealed class CrossSiteGuard(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http)
    {
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method) && http.Request.Headers["Sec-Fetch-Site"] == "cross-site")
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        }
        http.Response.OnStarting(() =>
        {
            if (http.User.Identity?.IsAuthenticated == true) http.Response.Headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
        return next(http);
    }
}

/// <summary>Shuts a downloaded file into a sandbox: were a browser ever to show one, nothing in it would run or load.
/// Answers that began later are changed earlier, so this stands before the headers of the site.</summary>
internal sealed class FileSandbox(RequestDelegate next)
{
    private const string Mark = "file";

    /// <summary>Says that this answer is a file that somebody brought.</summary>
    public static void Shut(HttpContext http) => http.Items[Mark] = true;

    public Task InvokeAsync(HttpContext http)
    {
        http.Response.OnStarting(() =>
        {
            if (http.Items.ContainsKey(Mark)) http.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'; frame-ancestors 'none'";
            return Task.CompletedTask;
        });
        return next(http);
    }
}
